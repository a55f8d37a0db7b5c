"""Places that are granted and taken away, and what a machine holds of them: all that is its own, nothing else."""

import shutil
from pathlib import Path

import pytest

from app.county.databases import NOTHING
from app.county.devices import device_of, set_codes
from app.operations.conflicts import list_conflicts
from app.operations.openings import sign_in
from app.sync.states import read_state
from db.verifications import verify
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import MONDAY, PASSWORD, PLACE, Laptop, a_laptop

HOUSEHOLDS = "SELECT id FROM household ORDER BY id"


@pytest.fixture
def two(town: Town, tmp_path: Path) -> tuple[Laptop, Laptop, str, str]:
    """Laptops A and B of one township that both know two households, in two villages."""
    a, b = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    here, there = a_household(a.office), a_household(a.office, village=1, name="Qian")
    for one in (a, b):
        one.join(town)
        one.sync()
    return a, b, here, there


def village_of(laptop: Laptop, household: str) -> str:
    return str(
        laptop.rows(
            "SELECT d.code FROM household h JOIN division d ON d.id = h.division_id WHERE h.id = ?", household
        )[0][0]
    )


def grant(town: Town, laptop: Laptop, *codes: str) -> None:
    with laptop.office.archive.reading() as reader:
        state = read_state(reader)
    assert state is not None
    database = town.county.database
    known = database.run(NOTHING, lambda c: device_of(c, state.device))
    database.run(NOTHING, lambda c: set_codes(c, known, codes))


def test_a_village_that_is_taken_away_leaves_with_all_its_rows(two, town: Town):
    a, b, here, _ = two
    grant(town, b, village_of(a, here))
    b.sync()
    assert b.rows(HOUSEHOLDS) == [(here,)]
    assert len(b.rows("SELECT id FROM person")) == 1
    assert b.reports[-1].equal and verify(b.office.archive) == ()


def test_a_village_that_is_granted_comes_with_all_its_rows(two, town: Town):
    a, b, here, there = two
    grant(town, b, village_of(a, here))
    b.sync()
    grant(town, b, PLACE)
    b.sync()
    assert b.rows(HOUSEHOLDS) == sorted([(here,), (there,)])
    assert b.reports[-1].equal and verify(b.office.archive) == ()


def test_what_was_handed_over_and_never_heard_of_again_leaves_too(two, town: Town):
    a, b, here, _ = two
    new = a_household(b.office, village=1, name="Sun")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.sync.rounds._pull", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            b.sync()
    assert b.unsent == 0
    grant(town, b, village_of(a, here))
    b.sync()
    assert b.rows(HOUSEHOLDS) == [(here,)]
    a.sync()
    assert (new,) in a.rows(HOUSEHOLDS)
    assert b.reports[-1].equal and verify(b.office.archive) == ()


def test_what_was_typed_for_a_place_that_was_taken_away_waits_for_those_who_have_it_now(two, town: Town):
    a, b, here, there = two
    grant(town, b, village_of(a, here))
    b.edit("household", there, bank_account="6228480000000000001")
    b.sync()
    a.sync()
    assert [(one.kind, one.household) for one in list_conflicts(a.office)] == [("late", there)]
    assert b.rows(HOUSEHOLDS) == [(here,)] and list_conflicts(b.office) == []
    assert verify(b.office.archive) == ()


def test_a_visit_that_was_taken_late_is_not_kept_by_those_who_made_it(two, town: Town):
    a, b, here, there = two
    grant(town, b, village_of(a, here))
    with b.office.archive.work("boris", at=b.office.clock()) as work:
        visit = work.create("visit", {"household_id": there, "visited_on": "2026-11-01"})
    new = a_household(b.office, village=1, name="Sun")
    b.sync()
    a.sync()
    assert a.row("visit", visit) is not None and a.row("household", new) is None
    assert b.row("visit", visit) is None and b.rows(HOUSEHOLDS) == [(here,)]
    assert b.reports[-1].equal and verify(b.office.archive) == ()


def test_a_copy_that_joins_anew_brings_late_work_for_places_its_first_self_had(
    two, town: Town, tmp_path: Path
):
    a, b, here, there = two
    b.edit("household", there, bank_account="6228480000000000001")
    copy = tmp_path / "copy"
    b.office.close()
    shutil.copytree(b.office.folder, copy)
    b = Laptop(sign_in(b.office.folder, "boris", PASSWORD, clock=lambda: MONDAY), b.machine)
    grant(town, b, village_of(a, here))
    clone = Laptop(sign_in(copy, "boris", PASSWORD, clock=lambda: MONDAY), "another machine")
    clone.join(town, village_of(a, here))
    for one in (clone, a):
        one.sync()
    assert [(one.kind, one.household) for one in list_conflicts(a.office)] == [("late", there)]
    assert clone.rows("SELECT status FROM answered") == [("conflict",)]
    assert clone.rows(HOUSEHOLDS) == [(here,)] and verify(clone.office.archive) == ()
