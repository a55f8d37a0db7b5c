"""Under which name and number own changes go to the county.

Mostly as they stand in the log: its epochs, its dseq, its hashes. Where the county knows another continuation of our
chain (a restored or copied file, a restored server), what it has not yet acknowledged goes under a new name, a
`branch`: the same changes with the same ids, numbered and chained anew.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.sync.states import State, note
from db.changes import GENESIS
from db.readers import Reader, Row
from db.stencils import Stencil

CHANGES = (
    "SELECT seq, id, batch, txn, record, record_id, action, base_json, set_json, old_json, actor, at,"
    " schema_number, reason, about FROM change WHERE seq > ? AND seq <= ? ORDER BY seq"
)
_SEQ, _ID, _BATCH, _TXN, _RECORD, _RECORD_ID, _ACTION, _BASE, _SET, _OLD, _ACTOR, _AT, _SHAPE, _REASON = (
    range(14)
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Changes after `after` up to `end` (both `change.seq`) have this epoch's name, numbered from 1."""

    epoch: str
    device: str
    after: int
    end: int
    own: bool
    parent_epoch: str | None
    parent_dseq: int | None
    parent_hash: bytes | None

    @property
    def start(self) -> bytes:
        """What the first change is chained to."""
        return self.parent_hash or GENESIS


def newest(reader: Reader) -> int:
    """The `seq` of the last own change; they are gapless from 1."""
    return int(reader.read("SELECT coalesce(max(seq), 0) FROM change")[0][0])


def segment_of(reader: Reader, seq: int) -> Segment:
    """The segment that a change belongs to."""
    return next(one for one in reversed(segments(reader)) if one.after < seq)


def segments(reader: Reader) -> list[Segment]:
    """All segments that hold changes, oldest first."""
    return [one for one in _begun(reader) if one.end > one.after]


def next_segment(reader: Reader, acked: int) -> Segment:
    """The segment of the change after `acked`, whether it is made already or will be the first of a new branch."""
    return next(one for one in reversed(_begun(reader)) if one.after <= acked)


def _begun(reader: Reader) -> list[Segment]:
    """All segments, oldest first; nothing may stand in the last one yet."""
    begun = [
        (first - 1, epoch, device, True, *parent)
        for epoch, device, first, *parent in reader.read(
            "SELECT e.epoch, e.device, c.seq, e.parent_epoch, e.parent_dseq, e.parent_hash"
            " FROM epoch e JOIN change c ON c.epoch_number = e.number AND c.dseq = 1 ORDER BY e.number"
        )
    ]
    device = reader.read("SELECT device FROM epoch ORDER BY number DESC LIMIT 1")[0][0]
    for after, upto, epoch, *parent in reader.read(
        "SELECT after_seq, upto_seq, epoch, parent_epoch, parent_dseq, parent_hash FROM branch ORDER BY number"
    ):
        begun = [one for one in begun if one[0] < after or one[0] >= max(upto, after + 1)]
        begun.append((after, epoch, device, False, *parent))
    begun.sort(key=lambda one: one[0])
    ends = [*(one[0] for one in begun[1:]), newest(reader)]
    return [
        Segment(epoch, device, after, end, own, *parent)
        for (after, epoch, device, own, *parent), end in zip(begun, ends, strict=True)
    ]


def hash_at(reader: Reader, segment: Segment, seq: int, state: State) -> bytes:
    """The chain's hash after a change, as the county is told it."""
    if seq == segment.after:
        return segment.start
    if segment.own:
        return bytes(reader.read("SELECT hash FROM change WHERE seq = ?", (seq,))[0][0])
    if seq == state.acked and state.head:
        return state.head
    return seal(reader.each(CHANGES, (segment.after, seq)), segment, segment.after, segment.start)


def hash_after(reader: Reader, segment: Segment, rows: Sequence[Row], after: int, link: bytes) -> bytes:
    """The chain's hash after these changes, which follow on the one at `after` with the hash `link`."""
    if segment.own:
        return bytes(reader.read("SELECT hash FROM change WHERE seq = ?", (rows[-1][_SEQ],))[0][0])
    return seal(rows, segment, after, link)


def seal(rows: Iterable[Row], segment: Segment, after: int, link: bytes) -> bytes:
    """The hash of the last of these changes, numbered on from `after` and chained to `link`."""
    shared: tuple[object, ...] = ()
    stencil: Stencil | None = None
    for row in rows:
        said = (row[_ACTOR], row[_AT], row[_BATCH], row[_REASON], row[_SHAPE])
        if stencil is None or said != shared:
            shared = said
            stencil = Stencil(
                actor=row[_ACTOR], at=row[_AT], batch=row[_BATCH], device=segment.device,
                epoch=segment.epoch, reason=row[_REASON], schema=row[_SHAPE],
            )  # fmt: skip
        link = stencil.seal(
            link, row[_ACTION], row[_BASE], row[_SEQ] - segment.after, row[_ID], row[_OLD], row[_RECORD],
            row[_RECORD_ID], row[_SET], row[_TXN],
        )  # fmt: skip
    return link


def begin_branch(connection: Any, reader: Reader, state: State, after: int, why: str) -> None:
    """From the change after `after` on, go on under a new name, chained to what the county acknowledged last."""
    parent: tuple[str | None, int | None, bytes | None] = (None, None, None)
    if after:
        before = segment_of(reader, after)
        parent = (before.epoch, after - before.after, hash_at(reader, before, after, state))
    connection.execute(
        "INSERT INTO branch (epoch, after_seq, upto_seq, parent_epoch, parent_dseq, parent_hash, why)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (secrets.token_hex(8), after, newest(reader), *parent, why),
    )
    note(connection, acked=after, head=None)
