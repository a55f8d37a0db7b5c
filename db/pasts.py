"""The archive as it stood at an earlier moment: today's rows with later changes taken back, in memory only.

Read like the archive itself, by the same queries. Whole for the households asked for; places, cadres and the like
are whole. Nothing of it is ever written to a disk.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import orjson
from sqlcipher3 import dbapi2

from db.archives import Archive
from db.connections import Connection, teach
from db.readers import Args, Reader, Row
from db.records import RECORDS

_OWNED = {
    "household": "id",
    "person": "id",
    "membership": "household_id",
    "member_year": "person_id",
    "answer": "subject_id",
}
"""The column that says whose a row is, where it is not `household_id`."""


class Past:
    """A reading-only archive of an earlier moment. Give it up when done: it is as large as what was asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, sql: str, args: Args = ()) -> list[Row]:
        """All rows of a query as plain tuples."""
        return Reader(self._connection).read(sql, args)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Many reads: the past does not move."""
        yield Reader(self._connection)

    def close(self) -> None:
        """Forget it."""
        self._connection.close()


def last_before(archive: Archive, moment: datetime) -> int:
    """The number of the last change whose clock said `moment` or earlier; 0 where there is none.

    Clocks order nothing: a day set wrong shows in what this gives, and in nothing else.
    """
    stamp = moment.timestamp()
    rows = archive.read("SELECT coalesce(max(seq), 0) FROM change WHERE unixepoch(at) <= ?", (stamp,))
    return int(rows[0][0])


def past_of(archive: Archive, seq: int, households: Sequence[str] | None = None) -> Past:
    """The archive as it stood after change number `seq`; of these households and their people, else of all."""
    connection = dbapi2.connect(":memory:", check_same_thread=False, isolation_level=None)
    teach(connection, archive.functions)
    connection.execute("PRAGMA synchronous = OFF")
    with archive.reading() as now:
        for (statement,) in now.read(
            "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
            " AND name NOT LIKE 'sqlite_%' ORDER BY type DESC"
        ):
            connection.execute(statement)
        subjects = _subjects(now, households)
        connection.execute("BEGIN")
        for record in RECORDS:
            _copy(now, connection, record, subjects)
        _take_back(now, connection, seq, subjects)
        connection.execute("COMMIT")
    return Past(connection)


def _subjects(now: Reader, households: Sequence[str] | None) -> set[str] | None:
    """The households asked for, and everybody who lives or lived in them; None for all."""
    if households is None:
        return None
    wanted = orjson.dumps(list(households)).decode()
    people = now.read(
        "SELECT person_id FROM membership WHERE household_id IN (SELECT value FROM json_each(?))"
        " UNION SELECT json_extract(coalesce(nullif(set_json, '{}'), old_json), '$.person_id') FROM change"
        " WHERE record = 'membership' AND about IN (SELECT value FROM json_each(?))",
        (wanted, wanted),
    )
    return {*households, *(str(one) for (one,) in people if one)}


def _copy(now: Reader, past: Connection, record: str, subjects: set[str] | None) -> None:
    """Today's rows of a record: of the subjects where a row is somebody's, else all."""
    where = ""
    args: tuple[str, ...] = ()
    column = _owner_column(past, record)
    if subjects is not None and column:
        where = f"WHERE {column} IN (SELECT value FROM json_each(?))"
        args = (orjson.dumps(list(subjects)).decode(),)
    rows = now.each(f'SELECT * FROM "{record}" {where}', args)
    first = next(rows, None)
    if first is not None:
        insert = f'INSERT INTO "{record}" VALUES ({", ".join("?" * len(first))})'
        past.execute(insert, first)
        past.executemany(insert, rows)


def _owner_column(past: Connection, record: str) -> str:
    if record in _OWNED:
        return _OWNED[record]
    columns = [row[1] for row in past.execute(f'PRAGMA table_info("{record}")')]
    return "household_id" if "household_id" in columns else ""


def _take_back(now: Reader, past: Connection, seq: int, subjects: set[str] | None) -> None:
    """Undo every later change of the copied rows, the newest first."""
    where = ""
    args: list[object] = [seq]
    if subjects is not None:
        where = "AND (about IS NULL OR about IN (SELECT value FROM json_each(?)))"
        args.append(orjson.dumps([*subjects, *_other_homes(now, subjects)]).decode())
    sql = f"""
        SELECT record, record_id, action, old_json FROM change
        WHERE seq > ? AND action != 'act' {where} ORDER BY seq DESC
    """
    for record, record_id, action, old in now.each(sql, args):
        if action == "create":
            past.execute(f'DELETE FROM "{record}" WHERE id = ?', (record_id,))
        elif action == "update":
            said = orjson.loads(old)
            places = ", ".join(f"{name} = ?" for name in said)
            past.execute(f'UPDATE "{record}" SET {places} WHERE id = ?', (*said.values(), record_id))
        else:
            said = {"id": record_id, "born": "", **orjson.loads(old)}
            marks = ", ".join("?" * len(said))
            insert = f'INSERT OR IGNORE INTO "{record}" ({", ".join(said)}) VALUES ({marks})'
            past.execute(insert, tuple(said.values()))


def _other_homes(now: Reader, subjects: Iterable[str]) -> list[str]:
    """Where else the people live or lived: their own rows are logged about the home they had."""
    rows = now.read(
        "SELECT DISTINCT household_id FROM membership WHERE person_id IN (SELECT value FROM json_each(?))",
        (orjson.dumps(list(subjects)).decode(),),
    )
    return [str(one) for (one,) in rows]
