"""An archive that has received rows: verified, replayed, undone and imported into as any other."""

from pathlib import Path

import orjson
import pytest

from app.operations.searches import find
from db.archives import Archive
from db.histories import changes_from
from db.receipts import Receipt
from db.replays import replay
from db.reversals import undo
from db.verifications import verify
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import MONDAY, Laptop, a_laptop, shared


@pytest.fixture
def two(town: Town, tmp_path: Path) -> tuple[Laptop, Laptop, str]:
    a, b = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    household = a_household(a.office, name="Zhao", phone="13900000000")
    for one in (a, b):
        one.join(town)
        one.sync()
    return a, b, household


def said_by_the_county(laptop: Laptop) -> list[Receipt]:
    """What a fresh machine of the township gets: here read off another laptop that has nothing of its own on top."""
    archive, found = laptop.office.archive, []
    for record, one in archive.read("SELECT record, id FROM synced WHERE gone = 0"):
        names = archive.columns(record)
        born, since, *values = archive.read(
            f'SELECT born, since, {", ".join(names)} FROM "{record}" WHERE id = ?', (one,)
        )[0]
        base = {**(orjson.loads(since) if since else {}), "id": born}
        found.append(Receipt(record, one, dict(zip(names, values, strict=True)), base))
    return found


def test_a_received_row_that_was_touched_in_the_file_is_found(two):
    _, b, household = two
    with b.office.archive.writing() as connection:
        connection.execute("UPDATE household SET phone = '1' WHERE id = ?", (household,))
    (finding,) = verify(b.office.archive)
    assert (finding.code, finding.where, finding.detail) == ("storage.row_differs", "household", household)


def test_a_received_row_that_was_taken_from_the_file_is_found(two):
    _, b, _ = two
    one = b.rows("SELECT id FROM member_year")[0][0]
    with b.office.archive.writing() as connection:
        connection.execute("DELETE FROM member_year WHERE id = ?", (one,))
    assert [finding.code for finding in verify(b.office.archive)] == ["storage.rows_missing"]


def test_own_changes_on_received_rows_verify_before_and_after_they_are_sent(two):
    a, b, household = two
    a.edit("household", household, phone="13900000001")
    a.sync()
    b.edit("household", household, address="Bridge 7")
    assert verify(b.office.archive) == ()
    b.sync()
    assert verify(b.office.archive) == ()
    with b.office.archive.work("boris", at=MONDAY) as work:
        work.delete("member_year", b.rows("SELECT id FROM member_year")[0][0])
    assert verify(b.office.archive) == ()


def test_an_archive_is_made_again_from_its_log_and_the_countys_word(two, tmp_path: Path):
    a, b, household = two
    b.edit("household", household, address="Bridge 7")
    acked = b.rows("SELECT acked FROM sync_state")[0][0]
    with b.office.archive.reading() as reader:
        log = list(changes_from(reader))
    with Archive.create(tmp_path / "again.db", bytes(32)) as again:
        replay(log, again, said_by_the_county(a), through=acked)
        for record, rows in shared(b).items():
            names = ", ".join(("id", *again.columns(record)))
            assert again.read(f'SELECT {names} FROM "{record}" ORDER BY id') == rows


def test_an_own_batch_on_a_received_household_is_undone_and_sent(two):
    a, b, household = two
    with b.office.archive.work("boris", at=MONDAY, batch="b1") as work:
        work.update("household", household, {"address": "Bridge 7"})
        work.create("standing", {"household_id": household, "year": 2019})
    b.sync()
    undo(b.office.archive, "b1", actor="boris", at=MONDAY)
    b.sync()
    a.sync()
    assert a.row("household", household)["address"] is None
    assert a.rows("SELECT id FROM standing WHERE year = 2019") == []
    assert shared(a) == shared(b) and verify(a.office.archive) == () and verify(b.office.archive) == ()


def test_what_another_deleted_can_be_made_again(two):
    a, b, household = two
    for one in (a, b):
        one.sync()
    with a.office.archive.work("anna", at=MONDAY) as work:
        year = work.create("standing", {"household_id": household, "year": 2019})
    for one in (a, b):
        one.sync()
    with a.office.archive.work("anna", at=MONDAY) as work:
        work.delete("standing", year)
    for one in (a, b):
        one.sync()
    with b.office.archive.work("boris", at=MONDAY) as work:
        assert work.create("standing", {"household_id": household, "year": 2019}) == year
    for one in (b, a):
        one.sync()
    assert a.rows("SELECT id FROM standing WHERE year = 2019") == [(year,)]
    assert b.rows("SELECT count(*) FROM answered") == [(0,)]


def test_an_open_office_finds_whom_it_has_just_received(two):
    a, b, _ = two
    assert find(b.office, "Qian").count == 0
    a_household(a.office, name="Qian")
    a.sync()
    b.sync()
    assert find(b.office, "Qian").count == 1
