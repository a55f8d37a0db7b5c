"""What others did, as the feed tells it beside each row: kept for the history, never chained to our log."""

from collections.abc import Sequence
from typing import Any

import orjson

from app.sync.items import Item
from app.sync.wire.columns import long, short
from db.readers import Reader


def keep_told(connection: Any, reader: Reader, items: Sequence[Item], device: str) -> None:
    """Keep the operations told with these items, but for those that stand in our own log."""
    mine = short(device)
    own = _own(reader, [long(op[0]) for item in items for op in item.ops if op[1] == mine])
    ((after,),) = reader.read("SELECT coalesce(max(seq), 0) FROM change")
    rows = []
    for item in items:
        for op, by, actor, at, action, said in item.ops:
            one = long(op)
            if one not in own:
                values = item.doc if action == "create" and not said else said
                text = orjson.dumps(values).decode()
                rows.append(
                    (one, item.seq, after, item.record, item.id, item.root, long(by), actor, at, action, text)
                )
    connection.executemany(
        "INSERT OR IGNORE INTO received (id, feed_seq, after_seq, record, record_id, about, device, actor, at, action,"
        " set_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _own(reader: Reader, ids: list[str]) -> set[str]:
    if not ids:
        return set()
    found = reader.read(
        "SELECT id FROM change WHERE id IN (SELECT value FROM json_each(?))", (orjson.dumps(ids).decode(),)
    )
    return {one for (one,) in found}
