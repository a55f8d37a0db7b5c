"""All that a machine may see, on a stick: for one that joins and has no line, or a bad one."""

from pathlib import Path

import pytest

from app.county.replies import export_packages
from db.verifications import verify
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import Laptop, shared
from tests.sync.packages.sticks import Stick


@pytest.fixture
def full(town: Town, a: Laptop, tmp_path: Path) -> Town:
    """A county that has the first laptop's work."""
    town.county.folder = tmp_path / "county"
    for name in ("Zhao", "Qian"):
        a_household(a.office, name=name)
    a.sync()
    return town


def given(stick: Stick, town: Town, laptop: Laptop) -> None:
    """The county writes everything for a laptop."""
    device = laptop.rows("SELECT device FROM sync_state")[0][0]
    (wrote,) = export_packages(town.county, stick.folder, [device], snapshot=True)
    assert wrote.why is None


def test_a_machine_without_a_line_begins_from_a_stick(full: Town, a: Laptop, b: Laptop, stick: Stick):
    given(stick, full, b)
    done = stick.at_office(b)
    assert (done.taken, done.bad) == (1, ())
    assert shared(a) == shared(b) and verify(b.office.archive) == ()
    a_household(a.office, name="Sun")
    a.sync()
    assert b.sync().equal
    assert shared(a) == shared(b)


def test_one_that_has_people_of_its_own_keeps_them(full: Town, a: Laptop, b: Laptop, stick: Stick):
    a_household(b.office, name="Li")
    given(stick, full, b)
    assert stick.at_office(b).taken == 1
    assert b.rows("SELECT count(*) FROM household") == [(3,)]
    for one in (b, a):
        one.sync()
    assert shared(a) == shared(b) and verify(b.office.archive) == ()


def test_one_that_knows_more_already_passes_it_over(full: Town, a: Laptop, b: Laptop, stick: Stick):
    given(stick, full, b)
    b.sync()
    home = b.rows("SELECT id FROM household ORDER BY id LIMIT 1")[0][0]
    b.edit("household", home, phone="9")
    b.sync()
    stick.at_office(b)
    assert b.row("household", home)["phone"] == "9"
    assert b.sync().equal and verify(b.office.archive) == ()
