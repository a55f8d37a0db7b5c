"""What travels: a change as a device logs it, its link in the chain, and what the county answered to it."""

import hashlib
from dataclasses import dataclass

from app.rules.merging import Op, Value

GENESIS = "-"


@dataclass(frozen=True, slots=True)
class Change:
    """An operation and what its device says about it: whom it concerns, where that one lives, who made it and when.

    `at` is the wall clock of a laptop; no rule may look at it.
    """

    op: Op
    action: str
    entity: str
    root: str
    area: str
    txn: str
    actor: str
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a change: `status` as `Merged` has it, and the feed number it was committed under."""

    status: str
    feed: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as the county logged it, with the fields it did not take and those it replaced softly."""

    feed: int
    device: str
    epoch: str
    dseq: int
    change: Change
    status: str
    kept: tuple[str, ...]
    notices: tuple[str, ...]


def change(
    op_id: str, record: str, action: str, entity: str, base: dict[str, str], values: dict[str, Value],
    old: dict[str, Value], *, root: str, area: str, txn: str, actor: str, at: int,
) -> Change:  # fmt: skip
    """A change with the text that is hashed into the chain."""
    op = Op(op_id, record, action, base, values, old)  # type: ignore[arg-type]
    text = f"{op_id}{record}{action}{entity}{base}{values}{txn}{actor}{at}"
    return Change(op, action, entity, root, area, txn, actor, at, text)


def link(before: str, dseq: int, one: Change) -> str:
    """The hash of a change chained to the one before."""
    return hashlib.sha256(f"{before}{dseq}{one.text}".encode()).hexdigest()
