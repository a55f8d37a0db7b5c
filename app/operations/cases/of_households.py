"""The cases of one household, with what became of the household in each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.operations.cases.listing import CaseLine, CaseQuery, list_cases
from app.operations.offices import Office


@dataclass(frozen=True, slots=True)
class HouseholdCase:
    """A case of a household. `stays`: whether it still goes with the case; else `left_reason` says why not."""

    line: CaseLine
    closed_on: date | None
    stays: bool
    left_reason: str

    @property
    def overdue(self) -> bool:
        """Whether the step to be done now should have been done; a household that left waits for nothing."""
        return self.stays and self.line.days_left is not None and self.line.days_left < 0

    def document(self) -> dict[str, Any]:
        """The case for `show --json`."""
        return {
            **self.line.document(),
            "closed_on": self.closed_on.isoformat() if self.closed_on else None,
            "left": not self.stays,
            "left_reason": self.left_reason or None,
        }


def cases_of(office: Office, household_id: str) -> list[HouseholdCase]:
    """The cases of a household, newest first; those of the user's villages alone."""
    lines = list_cases(office, CaseQuery(state=None, household_id=household_id))
    if not lines:
        return []
    kept = {case: rest for case, *rest in office.archive.read(_ENDS, (household_id,))}
    found = []
    for line in lines:
        closed, state, reason = kept[line.id]
        day = date.fromisoformat(closed) if closed else None
        found.append(HouseholdCase(line, day, state != "out", str(reason or "")))
    return found


_ENDS = (
    'SELECT c.id, c.closed_on, s.state, s.left_reason FROM case_household s JOIN "case" c ON c.id = s.case_id'
    " WHERE s.household_id = ?"
)
