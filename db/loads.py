"""The fast way to make many rows of one kind: as `Work.create`, with everything that repeats done once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

import orjson

from db.changes import Value
from db.connections import Connection
from db.journals import INSERT, Draft, Journal
from db.records import KEYS
from db.values import plain

CHUNK = 1000

Step = Callable[[int, int], object]
_STORED = {str, int, type(None)}


class Load:
    """Makes rows of one record, each naming the same columns.

    Raises KeyError for a column that the table has not or a row lacks, TypeError for a value that is
    neither text nor whole number.
    """

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        txn_of: Callable[[str | None], str],
        record: str,
        columns: Sequence[str],
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._txn_of = txn_of
        self._record = record
        self._columns = sorted(columns)  # canonical JSON wants its keys in this order
        # Twice the last, so that it gives a tuple even for one column.
        self._pick = itemgetter(*self._columns, self._columns[-1])
        names, marks = ", ".join(self._columns), ", ".join("?" * (len(columns) + 2))
        self._insert = f'INSERT INTO "{record}" (id, born, {names}) VALUES ({marks})'

    def run(
        self,
        ids: Sequence[str],
        rows: Sequence[Mapping[str, Value]],
        abouts: Sequence[str | None],
        step: Step | None,
    ) -> None:
        """Insert rows and their changes, a thousand at a time."""
        for start in range(0, len(rows), CHUNK):
            part = slice(start, start + CHUNK)
            self._insert_part(ids[part], rows[part], abouts[part])
            if step:
                step(min(start + CHUNK, len(rows)), len(rows))

    def _insert_part(
        self, ids: Sequence[str], rows: Sequence[Mapping[str, Value]], abouts: Sequence[str | None]
    ) -> None:
        answers = [stored(self._pick(row)[:-1]) for row in rows]
        sealed = list(self._journal.seal("create", self._record, self._drafts(ids, answers, abouts)))
        self._connection.executemany(INSERT, [row for _, row in sealed])
        made = [(row_id, change, *row) for row_id, (change, _), row in zip(ids, sealed, answers, strict=True)]
        self._connection.executemany(self._insert, made)

    def _drafts(
        self, ids: Sequence[str], answers: Sequence[tuple[Value, ...]], abouts: Sequence[str | None]
    ) -> Iterator[Draft]:
        columns, dumps, strict = self._columns, orjson.dumps, orjson.OPT_STRICT_INTEGER
        # Only a row with a key of its own can be one that was here before.
        gone = tombstones(self._connection, ids) if self._record in KEYS else {}
        for row_id, row, about in zip(ids, answers, abouts, strict=True):
            known = {name: value for name, value in zip(columns, row, strict=True) if value is not None}
            base = f'{{"id":"{gone[row_id]}"}}' if row_id in gone else "{}"
            yield row_id, base, dumps(known, option=strict).decode(), "{}", about, self._txn_of(about)


def stored(row: tuple[Value, ...]) -> tuple[Value, ...]:
    """The row as it is kept; made anew only where a value needs it."""
    return row if {*map(type, row)} <= _STORED else tuple(map(plain, row))


def tombstones(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Of these ids those of rows taken away before, by this machine or another, each with the deletion."""
    wanted = (orjson.dumps(ids).decode(),)
    own = connection.execute(
        "SELECT c.record_id, c.id FROM json_each(?) wanted JOIN change c ON c.record_id = wanted.value"
        " WHERE c.action != 'create' AND c.action = 'delete' ORDER BY c.seq",
        wanted,
    )
    gone = dict(own.fetchall())
    others = connection.execute(
        "SELECT s.id, s.tomb FROM json_each(?) wanted JOIN synced s ON s.id = wanted.value"
        " WHERE s.tomb IS NOT NULL",
        wanted,
    )
    return gone | dict(others.fetchall())
