"""Whose business an operation is: its machine's, no longer its machine's, or never was."""

from typing import Literal

from app.county.ops import Op
from app.county.states import Desk, State

Standing = Literal["", "late", "foreign"]


def household_of(desk: Desk, op: Op, state: State | None) -> State | None:
    """The household that an operation concerns, if the county knows it; a household is its own."""
    root = state.root if state is not None else op.root
    head = desk.states.get(root) if root else None
    return head if head is not None and head.record == "household" else None


def standing(desk: Desk, op: Op, state: State | None) -> Standing:
    """`` where the row lies in the machine's places; `late` where it did before; `foreign` where it never did."""
    if op.area in desk.writes:
        return ""
    root = state.root if state is not None else op.root
    late = op.area in desk.former or op.record_id in desk.late or root in desk.late
    return "late" if late else "foreign"
