"""What we made ourselves is not read back: the county tells under which numbers it stands, and we know what it says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.sync.applying import Feed, Heard
from app.sync.rows import Columns
from app.sync.states import note, read_state
from app.sync.wire.columns import longs
from app.sync.wire.fingerprints import content_hash
from app.sync.wire.shapes import Push, Pushed
from db.readers import Reader

LEAST = 200
"""Shorter runs are read back like all else: that is one item of a page, this a question of its own."""

Span = tuple[int, int]  # the first and the last number of the feed


def keep_made(connection: Any, columns: Columns, push: Push, answer: Pushed, last_seq: int) -> list[Span]:
    """Note the rows that this push made as heard of; gives the parts of the feed that need not be read."""
    runs = [(first, count) for first, count in answer.made if count >= LEAST]
    if not runs:
        return []
    reader = Reader(connection)
    state = read_state(reader)
    assert state is not None
    feed = Feed(connection, columns, state.device, last_seq, state.sums)
    feed.hear(_heard(push, answer.feed_from, runs, _areas(reader, push)))
    note(connection, sums=feed.sums.kept())
    return [(answer.feed_from + first, answer.feed_from + first + count - 1) for first, count in runs]


def _areas(reader: Reader, push: Push) -> list[str | None]:
    """The code of the division that each change concerns, as the county will name it."""
    codes: dict[str, str] = dict(reader.read("SELECT replace(id, '-', ''), code FROM division"))
    home = _home(reader)
    return [
        code for area, count in push.ops.area for code in [codes.get(area, home) if area else home] * count
    ]


def _heard(
    push: Push, start: int, runs: Sequence[tuple[int, int]], areas: Sequence[str | None]
) -> list[Heard]:
    ops = push.ops
    found: list[Heard] = []
    for first, count in runs:
        part = slice(first, first + count)
        columns = (ops.record[part], longs(ops.record_id[part]), areas[part], map(_content, ops.set[part]))
        found += map(Heard._make, zip(range(start + first, start + first + count), *columns, strict=True))
    return found


def _content(values: Mapping[str, Any]) -> bytes:
    if None in values.values():
        values = {name: value for name, value in values.items() if value is not None}
    return content_hash(values)


def _home(reader: Reader) -> str | None:
    rows = reader.read("SELECT d.code FROM office o JOIN division d ON d.id = o.division_id")
    return str(rows[0][0]) if rows else None


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same numbers in as few spans as there can be, rising."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found


def past(cursor: int, spans: Sequence[Span]) -> tuple[int, int | None]:
    """(the cursor moved over what is known already, the last number to be read before something known again)."""
    for first, last in spans:
        if first > cursor + 1:
            return cursor, first - 1
        cursor = max(cursor, last)
    return cursor, None
