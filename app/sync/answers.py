"""What the county answered to a batch: kept, and own rows put right where it did not take a change."""

from collections.abc import Sequence
from typing import Any

import orjson

from app.sync.applying import Feed
from app.sync.projecting import taken_back, tops_of
from app.sync.repairs import doubt_made
from app.sync.rows import Columns, Rows
from app.sync.shadows import forget, put_aside, shadows_of
from app.sync.states import State, note
from app.sync.wire.columns import long
from app.sync.wire.shapes import Push, Pushed
from db.readers import Reader
from db.receipts import Receipt

_REFUSED = ("conflict", "rejected")


def take_answer(
    connection: Any, columns: Columns, state: State, push: Push, answer: Pushed, last_seq: int, at: str
) -> list[str]:
    """Note what was acknowledged, up to `last_seq`; gives the ids of changes that were not taken as they were."""
    count = len(push.ops.id)
    connection.executemany(
        "INSERT OR REPLACE INTO answered (change_id, status, conflict_id, reason, at) VALUES (?, ?, ?, ?, ?)",
        [
            (long(push.ops.id[nth]), status, conflict and long(conflict), reason, at)
            for nth, status, conflict, reason in answer.results
            if status != "duplicate"
        ],
    )
    if answer.feed_to:
        connection.execute(
            "INSERT OR REPLACE INTO sent (from_seq, to_seq, feed_from, feed_to) VALUES (?, ?, ?, ?)",
            (last_seq - count + 1, last_seq, answer.feed_from, answer.feed_to),
        )
        if answer.feed_to <= state.cursor:
            doubt_made(connection, last_seq - count + 1, last_seq)  # nothing of it will be told any more
    note(connection, acked=last_seq, head=bytes.fromhex(push.head_hash))
    refused = [nth for nth, status, _, _ in answer.results if status in _REFUSED]
    if refused:
        rows = {(push.ops.record[nth], long(push.ops.record_id[nth])) for nth in refused}
        _put_right(connection, columns, state, sorted(rows))
    return [long(push.ops.id[nth]) for nth in refused]


def _put_right(connection: Any, columns: Columns, state: State, rows: Sequence[tuple[str, str]]) -> None:
    """Make the rows of refused changes say again what the county says, where that is known already.

    Where it is not, the county has spoken since of the row, and the feed brings it.
    """
    reader = Reader(connection)
    known = shadows_of(reader, [one for _, one in rows])
    feed = Feed(connection, columns, state.device, state.acked, state.sums)
    table = Rows(connection, columns)
    never: list[tuple[str, str]] = []
    for record, one in rows:
        through = reader.read("SELECT through FROM synced WHERE id = ?", (one,))
        after = int(through[0][0]) if through else 0
        if one in known and known[one].doc is not None:
            tops = tops_of(reader, after, [one])
            forget(connection, [one])
            feed.project([known[one]], tops)
        elif record in columns:
            never += _take_back(reader, table, record, one, after)
    # What a row of ours still needs goes with it later.
    for record, one in table.take_away(never):
        put_aside(connection, Receipt(record, one, None, {"id": ""}), "deleted")


def _take_back(reader: Reader, table: Rows, record: str, one: str, after: int) -> Sequence[tuple[str, str]]:
    """Undo refused changes of a row by what it said before them; later ones that were taken stay on top.

    Gives the row if it was never to be made.
    """
    names = table.columns[record]
    found = reader.read(f'SELECT born, since, {", ".join(names)} FROM "{record}" WHERE id = ?', (one,))
    changes = taken_back(reader, one, after)
    if any(action == "create" and refused for _, action, _, _, refused in changes):
        return [(record, one)]
    if not found or any(action != "update" for _, action, _, _, _ in changes):
        return []
    row = _row_of(record, one, names, found[0])
    doc, base = dict(row.doc or {}), dict(row.base)
    for _, _, before, old, refused in changes:
        if refused:
            mine = {name for name in old if base.get(name, base["id"]) in _ids(changes)}
            doc |= {name: value for name, value in old.items() if name in mine}
            base |= {name: setter for name, setter in before.items() if name in mine}
    table.lay([Receipt(record, one, doc, base)])
    return []


def _ids(changes: Sequence[tuple[Any, ...]]) -> set[str]:
    return {change for change, _, _, _, refused in changes if refused}


def _row_of(record: str, one: str, names: Sequence[str], row: Sequence[Any]) -> Receipt:
    since = orjson.loads(row[1]) if row[1] else {}
    return Receipt(record, one, dict(zip(names, row[2:], strict=True)), {**since, "id": row[0]})
