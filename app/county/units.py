"""Units of work that take rows away: a household goes with all its rows, or none of them goes."""

from collections.abc import Iterable

from app.county.ops import Op
from app.county.standings import standing
from app.county.states import Desk
from app.rules.merging import Classes, merge


def deletions(ops: Iterable[Op]) -> dict[str, list[Op]]:
    """The deletions among operations by their unit."""
    found: dict[str, list[Op]] = {}
    for op in ops:
        if op.action == "delete" and op.shapes:
            found.setdefault(op.txn, []).append(op)
    return found


def is_stuck(desk: Desk, unit: list[Op], classes: Classes) -> bool:
    """Whether one row of a unit's deletions may not go, so that all of them are for a person to decide.

    Its deleter had not seen all of it, it is no longer his business, or others made rows of that household.
    """
    going = {op.record_id for op in unit}
    return any(_stays(desk, op, going, classes) for op in unit)


def _stays(desk: Desk, op: Op, going: set[str], classes: Classes) -> bool:
    state = desk.states.get(op.record_id)
    if state is not None:
        op.area = state.area
    if standing(desk, op, state):
        return True
    if op.record == "household" and any(one.id not in going for one in desk.living(op.record_id)):
        return True
    return merge(op.asked, state.entity if state else None, classes).status != "ok"
