"""Reading the change log: of a household, of a row, of a batch, or all of it in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import orjson

from db.changes import Change
from db.readers import Reader, Row

_SELECT = (
    "SELECT c.id, e.device, e.epoch, c.dseq, c.batch, c.txn, c.record, c.record_id, c.action,"
    " c.base_json, c.set_json, c.old_json, c.actor, c.at, c.schema_number, c.reason, c.prev_hash"
    " FROM change c JOIN epoch e ON e.number = c.epoch_number "
)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one import or undo made: the unit that can be taken back."""

    id: str
    actor: str
    at: str
    reason: str | None
    changes: int


def household_history(reader: Reader, household_id: str) -> list[Change]:
    """Every change of a household and of the people while they lived in it, newest first."""
    rows = reader.read(
        _SELECT
        + """WHERE c.about = :household OR c.about IN (
                 SELECT person_id FROM membership WHERE household_id = :household
                 UNION
                 SELECT old_json ->> 'person_id' FROM change
                 WHERE about = :household AND record = 'membership' AND action = 'delete')
             ORDER BY c.seq DESC""",
        {"household": household_id},
    )
    return [change_of(row) for row in rows]


def record_history(reader: Reader, record: str, record_id: str) -> list[Change]:
    """Every change of one row, newest first, deleted rows included."""
    later = [change_of(row) for row in reader.read(
        _SELECT + "WHERE c.record_id = ? AND c.action != 'create' AND c.record = ?", (record_id, record)
    )]  # fmt: skip
    standing = reader.read(f'SELECT born FROM "{record}" WHERE id = ?', (record_id,))
    # A creation is found by its id: the index of rows leaves creations out.
    births = {born for (born,) in standing} | {
        change.base["id"] for change in later if change.action == "delete"
    }
    made = [change_of(row) for born in births for row in reader.read(_SELECT + "WHERE c.id = ?", (born,))]
    order = dict(_order(reader, [change.id for change in (*later, *made)]))
    return sorted((*later, *made), key=lambda change: order[change.id], reverse=True)


def batch_changes(reader: Reader, batch: str) -> list[Change]:
    """What a batch changed, oldest first."""
    return [change_of(row) for row in reader.read(_SELECT + "WHERE c.batch = ? ORDER BY c.seq", (batch,))]


def changes_from(reader: Reader, seq: int = 1) -> Iterator[Change]:
    """The whole log from a place on, oldest first, one by one: replay, outbox, audit."""
    return map(change_of, reader.each(_SELECT + "WHERE c.seq >= ? ORDER BY c.seq", (seq,)))


def recent_batches(reader: Reader, limit: int = 50) -> list[Batch]:
    """The newest batches first, with what they were for and how many changes they made."""
    rows = reader.read(
        """SELECT c.batch, c.actor, c.at, c.reason, b.changes FROM (
               SELECT batch, min(seq) AS first, count(*) AS changes FROM change
               WHERE batch IS NOT NULL GROUP BY batch) b
           JOIN change c ON c.seq = b.first ORDER BY c.seq DESC LIMIT ?""",
        (limit,),
    )
    return [Batch(*row) for row in rows]


def change_of(row: Row) -> Change:
    """A row of the log as a `Change`."""
    (id_, device, epoch, dseq, batch, txn, record, record_id, action), rest = row[:9], row[9:]
    base, values, old = map(orjson.loads, rest[:3])
    actor, at, schema, reason, prev_hash = rest[3:]
    return Change(
        id_, device, epoch, dseq, batch, txn, record, record_id, action,
        base, values, old, actor, at, schema, reason, prev_hash,
    )  # fmt: skip


def _order(reader: Reader, ids: Sequence[str]) -> list[tuple[str, int]]:
    return reader.read(
        "SELECT id, seq FROM change WHERE id IN (SELECT value FROM json_each(?))",
        (orjson.dumps(ids).decode(),),
    )
