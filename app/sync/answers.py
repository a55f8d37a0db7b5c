"""What the county answered to a batch: kept, and own rows put right where it did not take a change."""

from collections.abc import Sequence
from typing import Any

import orjson

from app.sync.applying import DELETED, LEFT, STANDS, Feed
from app.sync.projecting import taken_back, tops_of
from app.sync.repairs import doubt_made
from app.sync.rows import Columns, Rows
from app.sync.shadows import forget, put_aside, shadows_of, waiting_for
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
    back: list[Receipt] = []
    shown: list[str] = []
    for record, one in rows:
        after, gone = _heard(reader, one)
        if one in known and known[one].doc is not None:
            tops = tops_of(reader, after, [one])
            forget(connection, [one])
            shown += feed.project([known[one]], tops)
        elif record in columns and gone not in (DELETED, LEFT):
            row = _taken_back(reader, table.columns[record], record, one, after)
            if row is None:
                never.append((record, one))
            else:
                back.append(row)
    # All at once: a household whose deletion was refused comes back with its rows, parents first.
    aside = table.lay([row for row in back if row.doc is not None])
    for row, why, waits_for in aside:
        put_aside(connection, row, why, waits_for)
    shown += {row.id for row in back if row.doc is not None} - {row.id for row, _, _ in aside}
    # And those of its rows that could not be shown without it.
    while said := waiting_for(reader, shown):
        forget(connection, [one.id for one in said])
        tops = {one.id: tops_of(reader, _heard(reader, one.id)[0], [one.id]).get(one.id, []) for one in said}
        shown = feed.project(said, tops)
    # What a row of ours still needs goes with it later.
    for record, one in table.take_away(never):
        put_aside(connection, Receipt(record, one, None, {"id": ""}), "deleted")


def _heard(reader: Reader, one: str) -> tuple[int, int]:
    """(up to which own change the county's word on a row reaches, whether the row stands there)"""
    found = reader.read("SELECT through, gone FROM synced WHERE id = ?", (one,))
    return found[0] if found else (0, STANDS)


def _taken_back(reader: Reader, names: Sequence[str], record: str, one: str, after: int) -> Receipt | None:
    """A row without the refused changes, later ones that were taken on top; None if it was never to be made.

    Its `doc` is None where it is gone for another reason.
    """
    found = reader.read(f'SELECT born, since, {", ".join(names)} FROM "{record}" WHERE id = ?', (one,))
    changes = taken_back(reader, one, after)
    if any(action == "create" and refused for _, action, _, _, refused in changes):
        return None
    row = _row_of(record, one, names, found[0]) if found else Receipt(record, one, None, {"id": ""})
    doc, base = None if row.doc is None else dict(row.doc), dict(row.base)
    for _, action, before, old, refused in changes:
        if action == "delete" and refused and doc is None:
            doc, base = dict(old), dict(before)
        elif action != "update" or doc is None:
            break
        elif refused:
            mine = {name for name in old if base.get(name, base["id"]) in _ids(changes)}
            doc |= {name: value for name, value in old.items() if name in mine}
            base |= {name: setter for name, setter in before.items() if name in mine}
    return Receipt(record, one, doc, base)


def _ids(changes: Sequence[tuple[Any, ...]]) -> set[str]:
    return {change for change, _, _, _, refused in changes if refused}


def _row_of(record: str, one: str, names: Sequence[str], row: Sequence[Any]) -> Receipt:
    since = orjson.loads(row[1]) if row[1] else {}
    return Receipt(record, one, dict(zip(names, row[2:], strict=True)), {**since, "id": row[0]})
