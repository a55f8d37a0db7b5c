"""Nothing is written beside a unit of work, and the log's past is never touched."""

from collections.abc import Iterator

import pytest
from sqlcipher3 import dbapi2

from db.archives import Archive
from db.faults import Fault
from db.guards import guard_statements
from db.records import RECORDS
from db.tables import METADATA, Kept
from tests.db.archives import MONDAY, a_household, a_village, an_archive, tables_of

WRITES = [
    *(f"INSERT INTO \"{record}\" (id, born) VALUES ('a', 'b')" for record in RECORDS),
    *(
        f'INSERT OR REPLACE INTO "{record}" SELECT * FROM "{record}"'
        for record in ("household", "person", "division")
    ),
    *(f"UPDATE {record} SET since = 'x'" for record in ("household", "person", "membership", "division")),
    *(f"DELETE FROM {record}" for record in ("membership", "household", "person", "division")),
    "INSERT INTO change SELECT * FROM change",
    "UPDATE epoch SET device = 'x'",
    "DELETE FROM epoch",
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of one household; no test of this file changes it."""
    with an_archive(tmp_path_factory.mktemp("guards")) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            a_household(work, a_village(work))
        yield archive


@pytest.mark.parametrize("write", WRITES)
def test_a_write_beside_a_unit_of_work_is_refused(archive: Archive, write: str):
    before = tables_of(archive)
    with pytest.raises(dbapi2.IntegrityError, match="outside a unit of work"), archive.noting() as connection:
        connection.execute(write)
    assert tables_of(archive) == before


@pytest.mark.parametrize(
    "write",
    ["UPDATE change SET actor = 'x'", "DELETE FROM change", "REPLACE INTO change SELECT * FROM change"],
)
def test_the_log_is_not_rewritten_even_inside_a_unit_of_work(archive: Archive, write: str):
    before = tables_of(archive)
    with pytest.raises(dbapi2.IntegrityError, match="never rewritten"), archive.work("x", at=MONDAY) as work:
        work.connection.execute(write)
    assert tables_of(archive) == before


def test_drafts_are_kept_without_a_unit_of_work(archive: Archive):
    with archive.noting() as connection:
        connection.execute("INSERT INTO draft VALUES ('household/1', 'clerk', '{}', '2026-11-23')")
    assert archive.read("SELECT user FROM draft") == [("clerk",)]


def test_a_reader_cannot_write(archive: Archive):
    with pytest.raises(Fault):
        archive.read("DELETE FROM draft RETURNING key")


def test_every_record_table_is_logged_and_guarded(archive: Archive):
    logged = {table.name for table in METADATA.tables.values() if "born" in table.columns}
    assert logged == set(RECORDS)
    assert {shape.__tablename__ for shape in Kept.__subclasses__()} == set(RECORDS)
    standing = archive.read(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard%'"
    )
    assert standing == [(len(list(guard_statements())),)]
