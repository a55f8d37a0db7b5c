"""A SQLAlchemy engine over the encrypted file: for migrations, and for queries written with SQLModel.

The everyday paths use `db.connections` and never import SQLAlchemy: opening stays cheap.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from db.connections import unlock


def engine_for(path: Path, key: bytes, *, references: bool = True) -> Engine:
    """An engine whose every connection is unlocked with the raw key as it is made.

    Without `references` foreign keys are not enforced: for a migration, which breaks them on its way.
    """
    engine = create_engine(
        URL.create("sqlite", database=path.as_posix()),  # as text, a "?" in a folder's name would end it
        module=dbapi2,
        poolclass=QueuePool,
        connect_args={"timeout": 10, "isolation_level": None},
    )

    @event.listens_for(engine, "connect", insert=True)
    def unlock_new(connection: Any, _record: Any) -> None:
        unlock(connection, key)
        connection.execute(f"PRAGMA foreign_keys = {int(references)}")

    @event.listens_for(engine, "begin")
    def begin_openly(connection: Any) -> None:
        # The driver would begin too late for DDL; a migration is one transaction.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
