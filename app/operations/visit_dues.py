"""Which households are to be visited now, by the rules of `forms/visiting.toml`, and for how long already."""

from dataclasses import dataclass
from datetime import date

from app.operations.offices import Office


@dataclass(frozen=True, slots=True)
class Due:
    """A household to be visited. `last_on` None: never visited. `days_over`: days past `due_on`; negative: still to come.

    `rule`: why, in words (监测对象, 关爱探访); `person`: whom the care visit is for, else "".
    """

    household_id: str
    head: str
    village: str
    group: str
    last_on: date | None
    due_on: date
    days_over: int
    helper: str
    helper_id: str
    rule: str
    person: str = ""


def visits_due(
    office: Office, village: str | None = None, day: date | None = None, ahead: int = 0
) -> list[Due]:
    """Households whose next visit is due on `day` (today) or was before, or comes within `ahead` days.

    `village`: a division's id; None is every village of the user. Never visited ones first, then the longest overdue.
    """
    raise NotImplementedError
