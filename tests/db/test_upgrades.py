"""An older file is copied and brought up; a newer one is refused; a cut half-way leaves the old."""

import tomllib
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from db.archives import Archive, file_version
from db.connections import connect
from db.engines import engine_for
from db.faults import Fault
from db.schema import SCHEMA
from db.tables import METADATA
from db.verifications import verify
from tests.db.archives import KEY, MONDAY, a_household, a_village, an_archive, tables_of

FORMS = Path(__file__).parents[2] / "forms"
RECORDS = [*FORMS.glob("records/*.toml"), *FORMS.glob("help/*.toml"), *FORMS.glob("public/*.toml")]


def set_version(path: Path, version: int, *statements: str) -> None:
    """Make the file say it is of another version."""
    connection = connect(path, KEY)
    for statement in (*statements, f"PRAGMA user_version = {version}"):
        connection.execute(statement)
    connection.close()


def a_used_archive(folder: Path) -> Path:
    """An archive with a household, closed."""
    with an_archive(folder) as archive, archive.work("clerk", at=MONDAY) as work:
        a_household(work, a_village(work))
    return folder / "archive.db"


def test_the_migrated_tables_are_the_tables_of_the_models(tmp_path: Path):
    path = a_used_archive(tmp_path)
    engine = engine_for(path, KEY)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        strict = "SELECT name FROM pragma_table_list WHERE strict AND name != 'alembic_version'"
        assert {name for (name,) in connection.exec_driver_sql(strict)} == set(METADATA.tables)
    engine.dispose()


@pytest.mark.parametrize("form", sorted(RECORDS), ids=lambda path: path.stem)
def test_every_field_of_a_form_with_a_table_has_a_column(form: Path):
    told = tomllib.loads(form.read_text(encoding="utf-8"))
    if told["record"]["storage"] == "table":
        fields = {field["key"] for group in told["group"] for field in group["fields"]}
        assert fields <= set(METADATA.tables[told["record"]["key"]].columns.keys())


def test_an_older_file_is_copied_and_brought_up(tmp_path: Path):
    path = a_used_archive(tmp_path)
    set_version(path, 0)
    with Archive.open(path, KEY) as archive:
        assert verify(archive) == ()
        with archive.work("clerk", at=MONDAY) as work:
            a_village(work, "New")
    assert file_version(path, KEY) == SCHEMA
    assert file_version(tmp_path / "archive-v0.db", KEY) == 0


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path):
    path = a_used_archive(tmp_path)
    set_version(path, SCHEMA + 1)
    before = path.read_bytes()
    with pytest.raises(Fault) as fault:
        Archive.open(path, KEY)
    assert (fault.value.code, fault.value.values) == (
        "storage.newer",
        {"version": SCHEMA + 1, "known": SCHEMA},
    )
    assert path.read_bytes() == before


def test_an_upgrade_that_fails_leaves_the_old_file(tmp_path: Path):
    path = a_used_archive(tmp_path)
    # Without its note of what was done, the first migration runs again and meets its own tables.
    set_version(path, 0, "DROP TABLE alembic_version")
    before = path.read_bytes()
    with pytest.raises(Exception, match="already exists"):
        Archive.open(path, KEY)
    assert path.read_bytes() == before


def test_what_a_cut_upgrade_left_is_in_nobodys_way(tmp_path: Path):
    path = a_used_archive(tmp_path)
    with Archive.open(path, KEY) as archive:
        before = tables_of(archive)
    set_version(path, 0)
    for left in (".migrating", ".migrating-wal", ".migrating-shm", ".migrating.part"):
        (tmp_path / f"archive.db{left}").write_bytes(b"half" * 4096)
    with Archive.open(path, KEY) as archive:
        assert tables_of(archive) == before
    assert not list(tmp_path.glob("*.migrating*"))
