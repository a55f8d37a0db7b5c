"""The way from a clue that was found true into a procedure: which procedures take a household in."""

from collections.abc import Sequence

from app.operations.offices import Office
from app.operations.procedures import procedures


def entering_procedures(office: Office) -> tuple[str, ...]:
    """The keys of the procedures that take a household in as monitored, a county's own among them."""
    return tuple(
        one.key
        for one in procedures(office).values()
        if any(change.field == "standing.monitor_class" and change.value == "" for change in one.changes)
    )


def entering_groups(office: Office) -> Sequence[str]:
    """The groups of these procedures; one that nobody has where no procedure takes anybody in."""
    known = procedures(office)
    return list(dict.fromkeys(known[key].group for key in entering_procedures(office))) or [""]
