"""Chunks of rows into an archive that has none of them: by columns, without asking what stands there.

What wants a second look goes the way of the feed: rows that are deleted, fields or records that this program does not
know, records of which the machine has rows already.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import orjson

from app.sync.applying import Feed
from app.sync.items import Item
from app.sync.rows import Columns
from app.sync.states import SUMS
from app.sync.sums import Sums
from app.sync.wire.beginnings import Chunk
from app.sync.wire.columns import longs, out_of_runs
from app.sync.wire.fingerprints import content_hash, fingerprint
from db.readers import Reader
from db.receipts import make_statement


@dataclass(slots=True)
class Pieces:
    """Where chunks go: the transaction, the way of the feed, and what they come to.

    `slowly`: all go the way of the feed. `quick` are the sums of what went in by columns; `slow` of the rest.
    """

    connection: Any
    feed: Feed
    columns: Columns
    acked: int
    slowly: bool = False
    rows: int = 0
    quick: Sums = field(default_factory=lambda: Sums(SUMS))
    slow: Sums = field(default_factory=lambda: Sums(SUMS))
    empty: dict[str, bool] = field(default_factory=dict)

    @property
    def sums(self) -> Sums:
        """The sums of all chunks."""
        both = Sums(self.quick.kept())
        both.join(self.slow)
        return both

    def is_empty(self, record: str) -> bool:
        """Whether the machine knows this record and had no row of it when the first chunk came."""
        if record not in self.columns or self.slowly:
            return False
        if record not in self.empty:
            self.empty[record] = not Reader(self.connection).read(f'SELECT 1 FROM "{record}" LIMIT 1')
        return self.empty[record]


def lay_chunk(pieces: Pieces, chunk: Chunk) -> None:
    """Make a chunk's rows ours."""
    ids, docs, areas = longs(chunk.id), chunk.docs(), out_of_runs(chunk.area)
    pieces.rows += len(ids)
    if (
        not pieces.is_empty(chunk.record)
        or chunk.gone
        or not chunk.doc.keys() <= {*pieces.columns[chunk.record]}
    ):
        _by_feed(pieces, chunk, ids, docs, areas)
        return
    contents = list(map(content_hash, docs))
    pieces.quick.flip_all(zip(ids, chunk.seq, contents, strict=True))
    pieces.feed.tally.states += len(ids)
    names = [name for name, column in chunk.doc.items() if any(one is not None for one in column)]
    columns: list[Iterable[Any]] = [ids, longs(chunk.born)]
    if chunk.base:
        names, columns = ["since", *names], [*columns, _since(chunk)]
    columns += [chunk.doc[name] for name in names if name != "since"]
    rows = zip(*columns, strict=True)
    pieces.connection.executemany(make_statement(chunk.record, ("id", "born", *names)), rows)
    # A bytearray goes to the library as it is; bytes it would ask how to adapt, each time.
    words = zip(ids, areas, chunk.seq, map(bytearray, contents), repeat(pieces.acked), strict=False)
    pieces.connection.executemany(
        "INSERT INTO synced (id, record, area, feed_seq, gone, hash, through)"
        f" VALUES (?, '{chunk.record}', ?, ?, 0, ?, ?)",
        words,
    )


def _since(chunk: Chunk) -> list[str | None]:
    since: list[str | None] = [None] * len(chunk.id)
    for nth, setters in chunk.base.items():
        born = chunk.born[nth]
        later = {name: one for name, one in setters.items() if one.replace("-", "") != born}
        since[nth] = orjson.dumps(later).decode() if later else None
    return since


def _by_feed(
    pieces: Pieces, chunk: Chunk, ids: list[str], docs: list[dict[str, Any]], areas: Sequence[str | None]
) -> None:
    gone, born = {*chunk.gone}, longs(chunk.born)
    items = [
        Item(
            seq, chunk.record, one, area, None, "tombstone" if nth in gone else "state", {} if nth in gone else doc,
            {**chunk.base.get(nth, {}), "id": maker}, [], None, content_hash({} if nth in gone else doc),
        )
        for nth, (one, seq, area, doc, maker) in enumerate(
            zip(ids, chunk.seq, areas, docs, born, strict=True)
        )
    ]  # fmt: skip
    for item in items:
        pieces.slow.flip(item.id, fingerprint(item.id, item.seq, item.what == "tombstone", item.content))
    pieces.feed.take(items)
