"""Totals and parts of the income sheet brought together with the lines already kept, block by block.

A block that arrives without parts is one line 未分项; what the parts lack to the imported total is one line
其他(差额). Amounts are fen. A zero is an amount like any other; a blank changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.rules.forms import Block


@dataclass(frozen=True, slots=True)
class KeptItem:
    """A line of the block as the archive keeps it."""

    id: str
    kind: str
    amount: int


@dataclass(slots=True)
class BlockChange:
    """What has to be written for a block: new lines (kind, amount), amounts by id, ids to take away.

    `difference` is total less parts where they disagree, `unplaced` a part whose several lines do not add up to it.
    """

    made: list[tuple[str, int]] = field(default_factory=list)
    changed: dict[str, int] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    difference: int = 0
    unplaced: list[str] = field(default_factory=list)


def reconcile(
    block: Block, total: int | None, parts: Mapping[str, int], kept: Sequence[KeptItem] = ()
) -> BlockChange:
    """How the kept lines of one block and year have to change so that they say what the sheet says."""
    change = BlockChange()
    if total is None and not parts:
        return change
    whole, rest = block.kind("unspecified").code, block.kind("difference").code
    lumps = [item for item in kept if item.kind == whole]
    gaps = [item for item in kept if item.kind == rest]
    if total is None and lumps:
        total = sum(item.amount for item in kept)
    own = sum(item.amount for item in kept if item.kind not in (whole, rest))
    own += _place_parts(change, parts, kept, skip=(whole, rest))
    has_parts = any(kind not in (whole, rest) for kind in parts) or len(kept) > len(lumps) + len(gaps)
    if total is None:
        return change
    if not has_parts:
        _settle(change, whole, total, lumps)
        change.removed += [item.id for item in gaps]
        return change
    change.removed += [item.id for item in lumps]
    change.difference = total - own
    if change.difference:
        _settle(change, rest, change.difference, gaps)
    else:
        change.removed += [item.id for item in gaps]
    return change


def _place_parts(
    change: BlockChange, parts: Mapping[str, int], kept: Sequence[KeptItem], skip: Sequence[str]
) -> int:
    """Make or change the lines of the parts the sheet gives; gives by how much their sum grows."""
    grown = 0
    for kind, amount in parts.items():
        if kind in skip:
            continue
        same = [item for item in kept if item.kind == kind]
        known = sum(item.amount for item in same)
        if not same:
            change.made.append((kind, amount))
        elif known == amount:
            continue
        elif len(same) == 1:
            change.changed[same[0].id] = amount
        else:
            change.unplaced.append(kind)
            continue
        grown += amount - known
    return grown


def _settle(change: BlockChange, kind: str, amount: int, kept: Sequence[KeptItem]) -> None:
    """Keep one line of a kind, with this amount."""
    if not kept:
        change.made.append((kind, amount))
        return
    if kept[0].amount != amount:
        change.changed[kept[0].id] = amount
    change.removed += [item.id for item in kept[1:]]
