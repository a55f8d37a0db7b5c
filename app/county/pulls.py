"""The feed as one machine may see it: rows above a cursor, rows that left its places, page by page."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import orjson

from app.county.databases import Connection
from app.county.hellos import server_of
from app.county.places import codes_of, names_of
from app.sync.wire.columns import in_runs, short

_ROWS = """
    SELECT feed_seq, record, id::text, area, root::text,
           CASE WHEN deleted THEN 'tombstone' ELSE 'state' END,
           doc::text, born::text, since, NULL::int
    FROM entity
    WHERE feed_seq > %(cursor)s AND feed_seq <= %(high)s
      AND (%(bucket)s::int IS NULL OR get_byte(uuid_send(id), 15) = %(bucket)s)
    ORDER BY feed_seq LIMIT %(limit)s
"""
# A row that came back, or went to another village in sight, is a state and nothing that left.
_LEFT = """
    SELECT s.feed_seq, s.record, s.entity::text, s.area, s.root::text, 'evict', '{}', s.entity::text, NULL, s.to_area
    FROM scope_event s
    WHERE s.feed_seq > %(cursor)s AND s.feed_seq <= %(high)s AND %(bucket)s::int IS NULL
      AND NOT EXISTS (SELECT FROM entity e WHERE e.id = s.entity)
    ORDER BY s.feed_seq LIMIT %(limit)s
"""
_OPS = """
    SELECT l.record_id, l.op_id::text, d.id::text, l.actor, l.at, l.action,
           CASE WHEN l.action = 'create' AND l.op_id = ANY(%(whole)s::uuid[]) THEN '{}' ELSE l.set END
    FROM op_log l JOIN device_epoch e ON e.number = l.epoch JOIN device d ON d.number = e.device
    WHERE l.record_id = ANY(%(ids)s) AND l.feed_seq > %(cursor)s
    ORDER BY l.feed_seq
"""
_SEQ, _RECORD, _ID, _AREA, _ROOT, _WHAT, _DOC, _BORN, _SINCE, _TO = range(10)
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Where to go on from, how many items at most, and of which bucket only.

    `upto`: the last number wanted. `bare`: without who did it; a machine that begins reads rows, not their past.
    """

    cursor: int
    limit: int
    bucket: int | None = None
    upto: int | None = None
    bare: bool = False


def page_of(connection: Connection, asked: Asked) -> bytes:
    """One page of the feed as a body: `wire.shapes.Page`, its documents passed on as the database has them."""
    # The counter is read first: whatever has a number up to this one is committed and in sight.
    server = server_of(connection)
    high = server.high if asked.upto is None else min(asked.upto, server.high)
    given = {"cursor": asked.cursor, "high": high, "bucket": asked.bucket, "limit": asked.limit + 1}
    rows = connection.execute(_ROWS, given).fetchall()
    if left := connection.execute(_LEFT, given).fetchall():
        rows = sorted(rows + left)[: asked.limit + 1]
    more, rows = len(rows) > asked.limit, rows[: asked.limit]
    page = {
        "items": _items(connection, rows, {} if asked.bare else _ops(connection, rows, asked.cursor)),
        "next": rows[-1][_SEQ] if more else high,
        "high": server.high,
        "more": more,
        "server_epoch": server.epoch,
    }
    return orjson.dumps(page)


def _ops(connection: Connection, rows: list[Row], cursor: int) -> dict[str, list[list[object]]]:
    """Who did what to these rows since; the values of a row that was only made stand in the row itself."""
    whole = [row[_BORN] for row in rows if row[_WHAT] == "state" and not row[_SINCE]]
    ids = [row[_ID] for row in rows if row[_WHAT] != "evict"]
    found: defaultdict[str, list[list[object]]] = defaultdict(list)
    if ids:
        given = {"ids": ids, "cursor": cursor, "whole": whole}
        for record_id, op, device, actor, at, action, said in connection.execute(_OPS, given):
            found[record_id].append([short(op), short(device), actor, at, action, orjson.Fragment(said)])
    return found


def _items(connection: Connection, rows: list[Row], ops: dict[str, list[list[object]]]) -> dict[str, object]:
    codes = codes_of(connection, {row[_AREA] for row in rows})
    names = names_of(connection, {row[_TO] for row in rows if row[_TO] is not None})
    return {
        "feed_seq": [row[_SEQ] for row in rows],
        "record": [row[_RECORD] for row in rows],
        "id": [short(row[_ID]) for row in rows],
        "area": in_runs(codes[row[_AREA]] for row in rows),
        "root": [row[_ROOT] and short(row[_ROOT]) for row in rows],
        "what": [row[_WHAT] for row in rows],
        "doc": [orjson.Fragment(row[_DOC]) for row in rows],
        "base": [_base(row) for row in rows],
        "ops": [ops.get(row[_ID], []) for row in rows],
        "to": [names.get(row[_TO]) for row in rows],
    }


def _base(row: Row) -> dict[str, str]:
    return {name: short(op) for name, op in (row[_SINCE] or {}).items()} | {"id": short(row[_BORN])}
