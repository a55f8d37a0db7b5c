"""What the county wants by a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.operations.offices import Office

FORGOTTEN = timedelta(days=30)
"""How long after its day a deadline is still told."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline of the county. `days` are left, below 0 it is past."""

    id: str
    title: str
    due: date
    days: int
    remark: str
    by: str


def deadlines(office: Office) -> list[Deadline]:
    """The county's deadlines that are not withdrawn nor long past, the nearest first."""
    today = office.clock().date()
    rows = office.archive.read(
        "SELECT id, title, due_on, coalesce(remark, ''), coalesce(published_by, '') FROM deadline"
        " WHERE withdrawn_on IS NULL AND due_on >= ? ORDER BY due_on, id",
        ((today - FORGOTTEN).isoformat(),),
    )
    return [
        Deadline(one, title, day, (day - today).days, remark, by)
        for one, title, due, remark, by in rows
        for day in [date.fromisoformat(due)]
    ]
