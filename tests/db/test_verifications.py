"""Whatever was tampered with or rotted is noticed and named."""

import random
from pathlib import Path

import pytest

from db.archives import Archive
from db.connections import connect
from db.faults import Fault
from db.verifications import verify
from tests.db.archives import KEY, MONDAY, a_household, a_village, an_archive, household_rows


def a_lived_in_archive(folder: Path) -> Path:
    """An archive with imports, edits and deletions, closed."""
    with an_archive(folder) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            village = a_village(work)
            work.create_many("household", household_rows(village, 40))
            household = a_household(work, village, address="Lane 3")
            document = work.create("document", {"household_id": household, "title": "A"})
        with archive.work("clerk", at=MONDAY) as work:
            work.update("household", household, {"address": "Lane 4"})
            work.delete("document", document)
        return archive.path


def tamper(path: Path, *statements: str) -> None:
    """Write past everything, as one who has the key and knows the guards."""
    connection = connect(path, KEY)
    connection.execute("PRAGMA foreign_keys = OFF")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def findings(path: Path) -> set[str]:
    """The codes of what is not whole."""
    with Archive.open(path, KEY) as archive:
        return {finding.code for finding in verify(archive)}


def test_a_sound_archive_has_no_findings(tmp_path: Path):
    assert findings(a_lived_in_archive(tmp_path)) == set()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE change SET actor = 'other' WHERE seq = 7", "storage.chain_broken"),
        ("UPDATE change SET set_json = '{}' WHERE seq = 3", "storage.chain_broken"),
        ("UPDATE change SET at = '1999-01-01T00:00:00+00:00' WHERE seq = 1", "storage.chain_broken"),
        ("DELETE FROM change WHERE seq = 12", "storage.chain_broken"),
        ("UPDATE change SET dseq = dseq + 1000 WHERE seq = 12", "storage.chain_broken"),
        ("UPDATE epoch SET device = 'other'", "storage.chain_broken"),
        ("UPDATE household SET address = 'Lane 9' WHERE address = 'Lane 4'", "storage.row_differs"),
        (
            "UPDATE household SET address = 'Lane 3', since = NULL WHERE address = 'Lane 4'",
            "storage.row_differs",
        ),
        ("UPDATE household SET phone = '139' WHERE code = '000000000007'", "storage.row_differs"),
        ("DELETE FROM household WHERE code = '000000000007'", "storage.rows_missing"),
        ("INSERT INTO person (id, born) VALUES ('x', 'y')", "storage.row_unlogged"),
        (
            "UPDATE household SET division_id = 'nowhere' WHERE code = '000000000007'",
            "storage.reference_broken",
        ),
        ("DELETE FROM change WHERE seq > 40", "storage.row_unlogged"),
    ],
)
def test_tampering_is_detected(tmp_path: Path, statement: str, code: str):
    path = a_lived_in_archive(tmp_path)
    tamper(path, statement)
    assert code in findings(path)


def test_a_flipped_bit_never_gives_wrong_data(tmp_path: Path):
    path = a_lived_in_archive(tmp_path)
    whole = path.read_bytes()
    chance = random.Random(7)
    unnoticed = []
    for _ in range(60):
        rotten = bytearray(whole)
        place = chance.randrange(len(rotten))
        rotten[place] ^= 1 << chance.randrange(8)
        path.write_bytes(rotten)
        try:
            if not findings(path):
                unnoticed.append(place)
        except Fault as fault:
            assert fault.code in ("storage.wrong_key", "storage.damaged", "storage.newer")  # noqa: PT017
    assert unnoticed == []


def test_a_file_cut_short_is_noticed(tmp_path: Path):
    path = a_lived_in_archive(tmp_path)
    path.write_bytes(path.read_bytes()[: -5 * 4096])
    try:
        found = findings(path)
    except Fault as fault:
        found = {fault.code}
    assert found
