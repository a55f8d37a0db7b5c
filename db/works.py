"""The unit of work: record rows and their changes, written together or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import orjson

from db.changes import Value
from db.connections import Connection
from db.faults import Fault
from db.journals import Journal
from db.loads import Load, Step, tombstones
from db.owners import named_owner, owner_of
from db.readers import Args, Reader, Row
from db.records import KEYS, id_of, new_id
from db.removals import remove_many
from db.values import plain, require_plain_ids

Columns = Mapping[str, tuple[str, ...]]


class Work:
    """What one person does in one go. Made by `Archive.work`; never kept beyond its `with`.

    `batch` is the unit of undo; `txn` the unit the county accepts: one for each household touched.
    """

    def __init__(
        self,
        connection: Connection,
        columns: Columns,
        *,
        actor: str,
        reason: str | None,
        at: datetime,
        batch: str | None,
    ) -> None:
        self.connection = connection
        self.batch = batch
        self._columns = columns
        self._journal = Journal(connection, actor=actor, reason=reason, at=at, batch=batch)
        self._txn = new_id()
        self._txns: dict[str, str] = {}

    @property
    def written(self) -> int:
        """How many changes this work has logged so far."""
        return self._journal.written

    def read(self, sql: str, args: Args = ()) -> list[Row]:
        """Rows as this work sees them, its own writes included."""
        return Reader(self.connection).read(sql, args)

    def row_of(self, record: str, record_id: str) -> dict[str, Value] | None:
        """What a row says today; None where it is gone."""
        columns = self._columns[record]
        found = self.read(f'SELECT {", ".join(columns)} FROM "{record}" WHERE id = ?', (record_id,))
        return dict(zip(columns, found[0], strict=True)) if found else None

    def create(self, record: str, values: Mapping[str, Value], *, about: str | None = None) -> str:
        """Make a row; gives its id: `values["id"]`, else that of its key (`records.KEYS`), else a new one.

        None answers are not logged. A row made again names the deletion that it takes back.

        `about` is the household it concerns, where the row does not name it.
        """
        answers = self._answers(record, values)
        record_id = str(values.get("id") or self._id_of(record, answers))
        require_plain_ids([record_id])
        about = about or self._about(record, record_id, values)
        change = self._journal.write(
            "create",
            record,
            record_id,
            base=self._tombstone(record_id) if "id" in values or record in KEYS else {},
            values={name: value for name, value in answers.items() if value is not None},
            old={},
            about=about,
            txn=self.txn_of(about),
        )
        names = ["id", "born", *answers]
        marks = ", ".join("?" * len(names))
        self.connection.execute(
            f'INSERT INTO "{record}" ({", ".join(names)}) VALUES ({marks})',
            (record_id, change, *answers.values()),
        )
        return record_id

    def update(
        self, record: str, record_id: str, values: Mapping[str, Value], *, about: str | None = None
    ) -> tuple[str, ...]:
        """Set answers of a row; gives the names that really changed, and logs nothing if there are none.

        Raises Fault storage.gone if the row was deleted meanwhile.
        """
        answers = self._answers(record, values)
        row, born, since = self._row(record, record_id)
        changed = {name: value for name, value in answers.items() if row[name] != value}
        if not changed:
            return ()
        about = about or self._about(record, record_id, row)
        change = self._journal.write(
            "update",
            record,
            record_id,
            base={name: since.get(name, born) for name in changed},
            values=changed,
            old={name: row[name] for name in changed},
            about=about,
            txn=self.txn_of(about),
        )
        places = ", ".join(f"{name} = ?" for name in changed)
        since |= dict.fromkeys(changed, change)
        self.connection.execute(
            f'UPDATE "{record}" SET {places}, since = ? WHERE id = ?',
            (*changed.values(), orjson.dumps(since).decode(), record_id),
        )
        return tuple(changed)

    def delete(self, record: str, record_id: str, *, about: str | None = None) -> None:
        """Take a row away; what it said stays in the log. Rows that refer to it go first.

        Raises Fault storage.gone if the row was deleted meanwhile.
        """
        row, born, since = self._row(record, record_id)
        about = about or self._about(record, record_id, row)
        self._journal.write(
            "delete",
            record,
            record_id,
            base={**since, "id": born},
            values={},
            old={name: value for name, value in row.items() if value is not None},
            about=about,
            txn=self.txn_of(about),
        )
        self.connection.execute(f'DELETE FROM "{record}" WHERE id = ?', (record_id,))

    def act(
        self,
        what: str,
        record: str = "office",
        record_id: str = "",
        *,
        about: str | None = None,
        **details: Value,
    ) -> str:
        """Log a deed that changes no field: print, export, reveal, sign_in, import. Gives the change's id."""
        require_plain_ids([record, record_id])
        return self._journal.write(
            "act",
            record,
            record_id,
            base={},
            values={"act": what, **{name: plain(value) for name, value in details.items()}},
            old={},
            about=about or (record_id if record in ("household", "person") else None),
            txn=self.txn_of(about),
        )

    def create_many(
        self,
        record: str,
        rows: Sequence[Mapping[str, Value]],
        *,
        abouts: Sequence[str] | None = None,
        step: Step | None = None,
    ) -> list[str]:
        """Make many rows fast; gives their ids. The same log as `create`, row by row.

        Every row names the same columns. `abouts` gives each row's household where the row does not.
        `step(done, total)` is called every 1,000 rows and may raise to stop.
        """
        if not rows:
            return []
        columns = [name for name in rows[0] if name != "id"]
        self._require(record, columns)
        ids = [str(row.get("id") or id_of(record, row)) for row in rows]
        require_plain_ids(ids)
        owners: Sequence[str | None] = abouts or [
            named_owner(record, row_id, row) for row_id, row in zip(ids, rows, strict=True)
        ]
        Load(self.connection, self._journal, self.txn_of, record, columns).run(ids, rows, owners, step)
        return ids

    def delete_many(
        self,
        record: str,
        record_ids: Sequence[str],
        *,
        abouts: Sequence[str | None] | None = None,
        step: Step | None = None,
    ) -> None:
        """Take many rows away fast, in the order given; rows that are gone already are passed over."""
        owners = abouts or [self._about_id(record, record_id) for record_id in record_ids]
        remove_many(
            self.connection,
            self._journal,
            self.txn_of,
            record,
            self._columns[record],
            list(zip(record_ids, owners, strict=True)),
            step,
        )

    def txn_of(self, about: str | None) -> str:
        """The unit of acceptance a change belongs to: one for each household of this work."""
        return self._txn if about is None else self._txns.get(about) or self._txns.setdefault(about, new_id())

    def _answers(self, record: str, values: Mapping[str, Value]) -> dict[str, Value]:
        self._require(record, values)
        return {name: plain(value) for name, value in values.items() if name != "id"}

    def _require(self, record: str, names: Iterable[str]) -> None:
        strange = set(names) - {"id", *self._columns[record]}
        if strange:
            raise KeyError(f"{record} has no column {sorted(strange)[0]}")

    def _row(self, record: str, record_id: str) -> tuple[dict[str, Value], str, dict[str, str]]:
        columns = self._columns[record]
        found = self.connection.execute(
            f'SELECT born, since, {", ".join(columns)} FROM "{record}" WHERE id = ?', (record_id,)
        ).fetchone()
        if found is None:
            raise Fault("storage.gone", record=record, id=record_id)
        born, since, *answers = found
        return dict(zip(columns, answers, strict=True)), born, orjson.loads(since) if since else {}

    def _id_of(self, record: str, answers: Mapping[str, Value]) -> str:
        """The id by the row's key; a fresh one where another row stands under that key already."""
        made = id_of(record, answers)
        if record in KEYS and self.read(f'SELECT 1 FROM "{record}" WHERE id = ?', (made,)):
            return new_id()
        return made

    def _tombstone(self, record_id: str) -> dict[str, str]:
        # A row made again names the deletion it takes back: only an explicit deed may do that.
        gone = tombstones(self.connection, [record_id])
        return {"id": gone[record_id]} if gone else {}

    def _about_id(self, record: str, record_id: str) -> str | None:
        row, _, _ = self._row(record, record_id)
        return self._about(record, record_id, row)

    def _about(self, record: str, record_id: str, row: Mapping[str, Value]) -> str | None:
        return owner_of(Reader(self.connection), record, record_id, row)
