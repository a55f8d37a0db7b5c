"""Writing many rows as fast as PostgreSQL takes them: COPY into a temporary table, then one INSERT out of it.

COPY goes past row-level security, which PostgreSQL therefore refuses on guarded tables; the INSERT does not.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from app.county.chains import canonical
from app.county.databases import Connection, as_array
from app.county.ops import Op
from app.county.refusals import Refusal
from app.county.states import State

_STATES = (
    "id uuid, record text, root uuid, area int, doc jsonb, born uuid, since jsonb, hash bytea, nth int,"
    " deleted boolean"
)
_OPS = (
    "nth int, op_id uuid, dseq bigint, batch text, txn text, record text, record_id text, action text, base text,"
    " set text, old text, actor text, at text, schema int, reason text, root uuid, area int, status text,"
    " conflict uuid, why text, hash bytea"
)


def copy_in(connection: Connection, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
    """Fill a temporary table of this connection, which is empty again after each transaction."""
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} ({columns}) ON COMMIT DELETE ROWS")
    with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def stage(connection: Connection, states: Sequence[State], ops: Sequence[Op]) -> None:
    """Bring everything of one push into the session; nothing of it can block another."""
    copy_in(connection, "staged_state", _STATES, map(_state_row, states))
    copy_in(connection, "staged_op", _OPS, (_op_row(nth, op) for nth, op in enumerate(ops)))


def _state_row(one: State) -> tuple[object, ...]:
    text = one.text
    born, since = one.base["id"], None
    if len(one.base) > 1:
        since = canonical({name: op for name, op in one.base.items() if name != "id"})
    return (
        one.id,
        one.record,
        one.root,
        one.area,
        text,
        born,
        since,
        text_hash(text),
        one.touched_by,
        one.deleted,
    )


def text_hash(text: str) -> bytes:
    """What stands for a row's values, given as canonical JSON, in fingerprints."""
    return hashlib.sha256(text.encode()).digest()


def _op_row(nth: int, op: Op) -> tuple[object, ...]:
    told = None if op.status == "ok" else op.status
    texts = (op.base_text, op.set_text, op.old_text)
    what = (
        op.batch,
        op.txn,
        op.record,
        op.record_id,
        op.action,
        *texts,
        op.actor,
        op.at,
        op.schema,
        op.reason,
    )
    return (nth, op.id, op.dseq, *what, op.root, op.area, told, op.conflict, op.why, op.hash)


def copy_text(connection: Connection, lines: Iterable[str]) -> None:
    """Bring operations into the session that are written as COPY reads them."""
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS staged_op ({_OPS}) ON COMMIT DELETE ROWS")
    with connection.cursor().copy("COPY staged_op FROM STDIN") as copy:
        copy.write("".join(lines))


def make_rows(connection: Connection, before: int, beside: Sequence[int]) -> None:
    """Make the row of every staged operation, as it says and about whom; but for those `beside`, by their place."""
    connection.execute(
        "INSERT INTO entity (id, record, root, area, doc, born, since, hash, feed_seq, deleted)"
        " SELECT record_id::uuid, record, CASE record WHEN 'household' THEN record_id::uuid ELSE root END, area,"
        " set::jsonb, op_id, NULL, sha256(convert_to(set, 'UTF8')), %s + 1 + nth, false FROM staged_op"
        " WHERE nth <> ALL(%s::int[])",
        (before, as_array(beside)),
    )


def take_numbers(connection: Connection, count: int) -> int:
    """Raise the feed's counter by `count`; gives the number before. The row is ours until we commit.

    Raises Refusal 503 moving at a hub that joins its county: whoever waited here finds the counter closed.
    """
    row = connection.execute(
        "UPDATE feed_counter SET last = last + %s WHERE id = 1 AND NOT closed RETURNING last", (count,)
    ).fetchone()
    if row is None:
        raise Refusal(503, "moving", retry_after=60)
    return int(row[0]) - count


def write_states(connection: Connection, before: int, count: int) -> set[str]:
    """Write the `count` staged rows, numbered from `before` on; gives the ids that are somebody else's."""
    updated = connection.execute(
        "UPDATE entity e SET root = s.root, area = s.area, doc = s.doc, born = s.born, since = s.since,"
        " hash = s.hash, feed_seq = %s + 1 + s.nth, deleted = s.deleted"
        " FROM staged_state s WHERE e.id = s.id",
        (before,),
    )
    if updated.rowcount == count:
        return set()
    made = connection.execute(
        "INSERT INTO entity (id, record, root, area, doc, born, since, hash, feed_seq, deleted)"
        " SELECT id, record, root, area, doc, born, since, hash, %s + 1 + nth, deleted FROM staged_state s"
        " WHERE NOT EXISTS (SELECT FROM entity e WHERE e.id = s.id)"
        " ON CONFLICT (id) DO NOTHING",
        (before,),
    )
    if updated.rowcount + made.rowcount == count:
        return set()
    rows = connection.execute(
        "SELECT s.id::text FROM staged_state s WHERE NOT EXISTS (SELECT FROM entity e WHERE e.id = s.id)"
    )
    return {row[0] for row in rows}


def refuse_staged(connection: Connection, ids: set[str]) -> None:
    """Say of the staged operations on these rows that they are out of the machine's scope."""
    connection.execute(
        "UPDATE staged_op SET status = 'rejected', conflict = NULL, why = 'scope' WHERE record_id = ANY(%s)",
        (list(ids),),
    )


def write_ops(connection: Connection, before: int, epoch: int, today: date) -> None:
    """Write the staged operations into the log, and remember each with its answer."""
    given = {"before": before, "epoch": epoch, "today": today}
    connection.execute(
        "INSERT INTO op_log (taken_on, feed_seq, op_id, epoch, dseq, batch, txn, record, record_id, action, base,"
        " set, old, actor, at, schema, reason, root, area)"
        " SELECT %(today)s, %(before)s + 1 + nth, op_id, %(epoch)s, dseq, batch, txn, record, record_id, action, base,"
        " set, old, actor, at, schema, reason, root, area FROM staged_op",
        given,
    )
    connection.execute(
        "INSERT INTO op_seen (op_id, epoch, dseq, feed_seq, status, conflict, reason, hash)"
        " SELECT op_id, %(epoch)s, dseq, %(before)s + 1 + nth, status, conflict, why, hash FROM staged_op",
        given,
    )
