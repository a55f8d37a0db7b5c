"""The archive: one encrypted file, one writer, several readers."""

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from db.connections import Connection, Functions, connect, refuse_network, teach
from db.epochs import begin_epoch, new_device
from db.faults import Fault, disk_faults, named_faults
from db.readers import Args, Reader, Readers, Row
from db.records import RECORDS
from db.schema import SCHEMA
from db.swaps import swap_in, sweep
from db.works import Columns, Work


class Archive:
    """An open archive: read from any thread, written by one unit of work at a time.

    Its queries, and those of its past, may call `functions`; no index and no trigger does.
    """

    def __init__(self, path: Path, key: bytes, functions: Functions | None = None) -> None:
        self.path = path
        self.key = key
        self.functions = functions or {}
        self._writer = teach(connect(path, key), self.functions)
        self._writer.execute("PRAGMA cache_size = -65536")  # KiB: an import else encrypts its pages twice
        self._readers = Readers(lambda: teach(connect(path, key, reading=True), self.functions))
        self._turn = threading.RLock()
        self._columns = record_columns(self._writer)

    @classmethod
    def create(
        cls, path: Path, key: bytes, functions: Functions | None = None, *, device: str | None = None
    ) -> "Archive":
        """Make a new archive with a first epoch, under a temporary name until it is whole, and open it.

        Raises Fault storage.exists, storage.on_network, storage.cannot_open, storage.disk_full …
        """
        refuse_network(path)
        if path.exists():
            raise Fault("storage.exists", path=str(path))
        from db.upgrades import build

        fresh = path.with_name(path.name + ".new")
        with disk_faults():
            sweep(fresh)
            path.parent.mkdir(parents=True, exist_ok=True)
            build(fresh, key)
            with cls(fresh, key) as archive, archive.writing() as connection:
                begin_epoch(connection, device or new_device())
            swap_in(fresh, path)
        return cls.open(path, key, functions)

    @classmethod
    def open(cls, path: Path, key: bytes, functions: Functions | None = None) -> "Archive":
        """Open an archive; an older one is copied and brought to this program's shape first.

        Raises Fault storage.missing, storage.wrong_key, storage.newer, storage.read_only,
        storage.on_network, storage.damaged.
        """
        refuse_network(path)
        if not path.exists():
            raise Fault("storage.missing", path=str(path))
        if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise Fault("storage.read_only", path=str(path))
        if not path.stat().st_size:  # a library would take it for a new file, and fill it
            raise Fault("storage.damaged")
        version = file_version(path, key)
        if version > SCHEMA:
            raise Fault("storage.newer", version=version, known=SCHEMA)
        if version < SCHEMA:
            from db.upgrades import migrate

            migrate(path, key, version)
        with named_faults():
            return cls(path, key, functions)

    def read(self, sql: str, args: Args = ()) -> list[Row]:
        """All rows of a query as plain tuples, from any thread. Only bound parameters."""
        with self._readers.lend() as reader:
            return reader.read(sql, args)

    def reading(self) -> AbstractContextManager[Reader]:
        """Many reads of one moment, whatever is written meanwhile."""
        return self._readers.lend(still=True)

    @contextmanager
    def work(
        self, actor: str, reason: str | None = None, *, at: datetime, batch: str | None = None
    ) -> Iterator[Work]:
        """A unit of work: rows and their chained changes in one transaction, kept whole or not at all.

        `at` is the moment with its zone, for people to read. One work at a time; others wait.
        """
        with self.writing() as connection:
            work = Work(connection, self._columns, actor=actor, reason=reason, at=at, batch=batch)
            yield work
            if not work.written:
                connection.execute("ROLLBACK")  # nothing changed: the disk need not know

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The writer in one transaction with the guard open: for units of work and for restoring."""
        with self.noting() as connection:
            connection.execute("UPDATE guard SET open = 1")
            yield connection
            if connection.in_transaction:
                connection.execute("UPDATE guard SET open = 0")

    def syncing(self) -> AbstractContextManager[Connection]:
        """As `writing`, for what the county says: rows without a change of ours. Only `app.sync` goes through it."""
        return self.writing()

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """The writer in one transaction with the guard shut: for drafts, and for shapes an import remembers."""
        with self._turn, named_faults():
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                if self._writer.in_transaction:
                    self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    def columns(self, record: str) -> tuple[str, ...]:
        """The answer columns of a record's table (without id, born, since)."""
        return self._columns[record]

    def gather(self) -> None:
        """Fold the write-ahead log into the file: before pages are checked or the file is copied."""
        with self._turn, named_faults():
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close readers, then the writer, which folds the write-ahead log into the file."""
        with self._turn:
            self._readers.close()
            self._writer.close()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def file_version(path: Path, key: bytes) -> int:
    """The number of the shape of the tables in a file."""
    connection = connect(path, key, reading=True)
    try:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()
    return version


def record_columns(connection: Any) -> Columns:
    """The answer columns of every record table, as the file has them."""
    return {
        record: tuple(
            name
            for (name,) in connection.execute(
                "SELECT name FROM pragma_table_info(?) WHERE name NOT IN ('id', 'born', 'since')", (record,)
            )
        )
        for record in RECORDS
    }
