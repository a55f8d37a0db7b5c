"""What comes in pieces, kept beside the archive under its key until it is whole. Losing it costs only the way again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db.connections import Connection, connect
from db.faults import Fault, named_faults
from db.swaps import sweep


class Arrivals:
    """The pieces of one thing by number; what the thing is stands under `name`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._run("PRAGMA synchronous = OFF")
        self._run("CREATE TABLE IF NOT EXISTS piece (nth INTEGER PRIMARY KEY, body BLOB NOT NULL)")
        self._run("CREATE TABLE IF NOT EXISTS name (id INTEGER PRIMARY KEY, said BLOB NOT NULL)")

    @property
    def name(self) -> bytes | None:
        """What is coming, as `begin` was told."""
        found = self._run("SELECT said FROM name")
        return bytes(found[0][0]) if found else None

    def begin(self, name: bytes) -> None:
        """Wait for another thing; the pieces of the one before are gone."""
        self._run("DELETE FROM piece")
        self._run("INSERT OR REPLACE INTO name (id, said) VALUES (1, ?)", name)

    def numbers(self) -> set[int]:
        """Which pieces are here."""
        return {nth for (nth,) in self._run("SELECT nth FROM piece")}

    def keep(self, nth: int, body: bytes) -> None:
        """Keep one piece."""
        self._run("INSERT OR REPLACE INTO piece (nth, body) VALUES (?, ?)", nth, body)

    def piece(self, nth: int) -> bytes:
        """One piece that is here. Raises KeyError."""
        found = self._run("SELECT body FROM piece WHERE nth = ?", nth)
        if not found:
            raise KeyError(nth)
        return bytes(found[0][0])

    def _run(self, sql: str, *args: object) -> list[tuple[Any, ...]]:
        with named_faults():
            rows: list[tuple[Any, ...]] = self._connection.execute(sql, args).fetchall()
        return rows


@contextmanager
def arriving(archive: Path, key: bytes) -> Iterator[Arrivals]:
    """What is coming for an archive, as it was left. A file that cannot be read is begun anew."""
    place = _place(archive)
    try:
        connection = connect(place, key)
    except Fault:
        sweep(place)
        connection = connect(place, key)
    try:
        yield Arrivals(connection)
    finally:
        connection.close()


def forget_arrivals(archive: Path) -> None:
    """Take the file away, where there is one."""
    sweep(_place(archive))


def _place(archive: Path) -> Path:
    return archive.with_name(archive.name + ".coming")
