"""Bringing a file's tables to the shape this program knows. Imported only when a file needs it.

A migration works on a copy that is renamed into place when it is whole: a cut half-way leaves the old file.
"""

import shutil
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from db.connections import connect
from db.engines import engine_for
from db.faults import Fault, disk_faults, fault_of, named_faults
from db.guards import lower_guards, raise_guards
from db.schema import SCHEMA
from db.swaps import flush, swap_in, sweep


def build(path: Path, key: bytes) -> None:
    """Make all tables in the empty or older file at `path`, in one transaction; the file is closed after."""
    engine = engine_for(path, key, references=False)
    try:
        with named_faults(), engine.begin() as connection:
            _upgrade(connection)
    except DBAPIError as error:
        raise fault_of(error.orig) or error from error
    finally:
        engine.dispose()


def _upgrade(connection: Connection) -> None:
    standing = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard@_%' ESCAPE '@'"
    )
    lower_guards(connection.exec_driver_sql, [name for (name,) in standing])
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    raise_guards(connection.exec_driver_sql)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise Fault("storage.damaged")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")


def migrate(path: Path, key: bytes, version: int) -> Path:
    """Bring the older file at `path` to this program's shape; gives the copy of the old file, which stays."""
    fresh = path.with_name(path.name + ".migrating")
    kept = path.with_name(f"{path.stem}-v{version}{path.suffix}")
    with disk_faults():
        _gather(path, key)
        _copy(path, fresh)
        build(fresh, key)
        _gather(fresh, key)
        _copy(path, kept)
        swap_in(fresh, path)
    return kept


def _gather(path: Path, key: bytes) -> None:
    """Fold the write-ahead log into the file, so that the one file is the whole archive."""
    connection = connect(path, key)
    with named_faults():
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


def _copy(source: Path, target: Path) -> None:
    """A copy that is whole on the disk before its name is."""
    sweep(target)
    part = target.with_name(target.name + ".part")
    shutil.copyfile(source, part)
    flush(part)
    swap_in(part, target)
