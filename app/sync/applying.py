"""A page of the feed, taken into the archive together with its cursor, in one transaction or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from app.sync.histories import keep_told
from app.sync.items import Item
from app.sync.projecting import Top, laid_on, tops_of
from app.sync.rows import Columns, Rows
from app.sync.shadows import forget, put_aside, put_aside_because, waiting_for
from app.sync.sums import Sums
from app.sync.wire.fingerprints import fingerprint
from db.readers import Reader
from db.receipts import Receipt

STANDS, DELETED, LEFT, UNHEARD, DOUBTED = range(5)
_GONE = {"state": STANDS, "tombstone": DELETED, "evict": LEFT}


@dataclass(slots=True)
class Tally:
    """What pages brought: rows that now say something else, rows that went, rows that could not be shown yet."""

    states: int = 0
    tombstones: int = 0
    evicted: int = 0
    aside: int = 0

    def add(self, more: "Tally") -> None:
        """Count what another brought too."""
        self.states += more.states
        self.tombstones += more.tombstones
        self.evicted += more.evicted
        self.aside += more.aside


class Heard(NamedTuple):
    """A row of ours as the county has taken it: its place in the feed, and what stands for its values."""

    seq: int
    record: str
    id: str
    area: str | None
    content: bytes


class Feed:
    """Takes items in, in one transaction with the guard open. `acked`: own changes that the county knows."""

    def __init__(
        self, connection: Any, columns: Columns, device: str, acked: int, sums: bytes, *, every: bool = False
    ) -> None:
        self._connection = connection
        self._reader = Reader(connection)
        self._rows = Rows(connection, columns, every=every)
        self._device = device
        self._acked = acked
        self.sums = Sums(sums)
        self.tally = Tally()

    def take(self, items: Iterable[Item]) -> None:
        """Make the archive say what the items say. What is older than what we know is passed over."""
        fresh = self._fresh(list(items))
        self._remember(fresh)
        keep_told(self._connection, self._reader, fresh, self._device)
        tops = tops_of(self._reader, self._acked)
        gone = [one for one in fresh if one.what != "state"]
        kept = self._take_away(gone, tops)
        self._lay([one for one in fresh if one.what == "state"], tops)
        kept += [(one.record, one.id) for one in put_aside_because(self._reader, "deleted")]
        self._again(kept)

    def hear(self, rows: Sequence[Heard]) -> None:
        """Note the county's word on rows that we made, and that say it already."""
        if self._words_on([one.id for one in rows]):
            items = (
                Item(one.seq, one.record, one.id, one.area, None, "state", {}, {}, [], None, one.content)
                for one in rows
            )
            self._remember(self._fresh(list(items)))
            return
        self.sums.flip_all((one.id, one.seq, one.content) for one in rows)
        self._connection.executemany(
            "INSERT INTO synced (id, record, area, feed_seq, gone, hash, through) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (one.id, one.record, one.area, one.seq, STANDS, bytearray(one.content), self._acked)
                for one in rows
            ],
        )

    def look_again(self) -> None:
        """Make rows of what was put aside, with own changes on top, where this program can: it may be a newer one."""
        said: Sequence[Receipt] = put_aside_because(self._reader, "fields", "record", "pending")
        tops = tops_of(self._reader, self._acked)
        while said:
            forget(self._connection, [one.id for one in said])
            said = waiting_for(self._reader, self.project(said, tops))

    def drop(self, rows: Sequence[tuple[str, str]]) -> None:
        """Take rows away that the county no longer shows us; what own rows still need stays until they are gone."""
        known = [(record, one) for record, one in rows if record in self._rows.columns]
        self._connection.executemany(
            "UPDATE synced SET gone = ? WHERE id = ?", [(LEFT, one) for _, one in rows]
        )
        self.tally.evicted += len(rows)
        self._again(self._rows.take_away(known))

    def _fresh(self, items: list[Item]) -> list[Item]:
        known = self._words_on([item.id for item in items])
        fresh = []
        for item in items:
            seq, gone, content = known.get(item.id, (-1, LEFT, b""))
            if seq > item.seq and gone not in (UNHEARD, DOUBTED):
                continue
            if gone in (STANDS, DELETED):
                self.sums.flip(item.id, fingerprint(item.id, seq, gone == DELETED, content))
            if item.what != "evict":
                self.sums.flip(
                    item.id, fingerprint(item.id, item.seq, item.what == "tombstone", item.content)
                )
            known[item.id] = (item.seq, _GONE[item.what], item.content)
            fresh.append(item)
        return fresh

    def _words_on(self, ids: list[str]) -> dict[str, tuple[int, int, bytes]]:
        """What the county said of these rows before: place in the feed, whether gone, hash of the content."""
        return {
            one: (seq, gone, content)
            for one, seq, gone, content in self._reader.read(
                "SELECT id, feed_seq, gone, hash FROM synced WHERE id IN (SELECT value FROM json_each(?))",
                (orjson.dumps(ids).decode(),),
            )
        }

    def _remember(self, items: Sequence[Item]) -> None:
        self._connection.executemany(
            "INSERT INTO synced (id, record, area, feed_seq, gone, tomb, hash, through)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record,"
            " area = excluded.area, feed_seq = excluded.feed_seq, gone = excluded.gone, tomb = excluded.tomb,"
            " hash = excluded.hash, through = excluded.through",
            [
                (
                    item.id, item.record, item.area, item.seq, _GONE[item.what],
                    item.base["id"] if item.what == "tombstone" else None, item.content, self._acked,
                )
                for item in items
            ],
        )  # fmt: skip

    def _take_away(self, items: Sequence[Item], tops: Any) -> list[tuple[str, str]]:
        """Delete what is gone there; what we made again since stays. Gives what other rows still need."""
        going = []
        for item in items:
            if item.record not in self._rows.columns:
                continue
            if item.what == "tombstone" and any(action == "create" for _, action, _ in tops.get(item.id, ())):
                continue
            going.append((item.record, item.id))
        forget(self._connection, [item.id for item in items])
        self.tally.tombstones += sum(item.what == "tombstone" for item in items)
        self.tally.evicted += sum(item.what == "evict" for item in items)
        return self._rows.take_away(going)

    def _again(self, kept: Sequence[tuple[str, str]]) -> None:
        """Once more for what other rows needed: by now they may be gone, or name another."""
        if not kept:
            return
        forget(self._connection, [one for _, one in kept])
        for record, one in self._rows.take_away(kept):
            put_aside(self._connection, Receipt(record, one, None, {"id": ""}), "deleted")

    def _lay(self, items: Sequence[Item], tops: Any) -> None:
        said = [Receipt(item.record, item.id, item.doc, item.base) for item in items]
        self.tally.states += len(said)
        while said:
            forget(self._connection, [one.id for one in said])
            said = waiting_for(self._reader, self.project(said, tops))

    def project(self, said: Sequence[Receipt], tops: Any) -> list[str]:
        """Make rows of the county's words, own changes on top; what cannot be a row is put aside.

        Gives the ids of those that are rows now.
        """
        rows: list[Receipt] = []
        going: list[tuple[str, str]] = []
        for one in said:
            on_top: Sequence[Top] = tops.get(one.id, ())
            known = self._rows.columns.get(one.record)
            if known is None:
                self._aside(one, "record")
                continue
            if on_top:
                self._aside(one, "pending")
            elif one.doc and not one.doc.keys() <= set(known):
                self._aside(one, "fields")
            row = laid_on(one, on_top) if on_top else one
            if row.doc is None:
                going.append((row.record, row.id))
            else:
                rows.append(row)
        whole = {one.id: one for one in said}
        aside = self._rows.lay(rows)
        for row, why, waits_for in aside:
            self._aside(whole[row.id], why, waits_for)
        for record, one_id in self._rows.take_away(going):
            put_aside(self._connection, Receipt(record, one_id, None, {"id": ""}), "deleted")
        return list({one.id for one in rows} - {row.id for row, _, _ in aside})

    def _aside(self, said: Receipt, why: Any, waits_for: str | None = None) -> None:
        put_aside(self._connection, said, why, waits_for)
        self.tally.aside += why != "pending"
