"""Builders for tests of yearly checks: a check that is open today, and what its sheets say."""

from datetime import date

from app.operations.campaigns import Opened, open_campaign
from app.operations.marking import Marked
from app.operations.offices import Office
from app.operations.tasks import TaskSaved, save_task, task_of
from app.rules.dossiers import Value

TODAY = date(2026, 11, 2)  # the office's Monday


def a_check(office: Office, *divisions: str, year: int = 2025, **answers: Value) -> Opened:
    """A check over November 2026, of the whole township unless divisions are named."""
    asked = {
        "name": "Check",
        "kind": "1",
        "from_on": date(2026, 11, 1),
        "to_on": date(2026, 11, 30),
        **answers,
    }
    return open_campaign(office, asked, divisions, year)


def a_sheet(
    office: Office,
    campaign: str,
    household: str,
    *marks: Marked,
    outcome: str | None = None,
    **answers: Value,
) -> TaskSaved:
    """Enter a household's sheet: "differs" where something is marked, else "same"."""
    said = {
        "checked_on": TODAY,
        "checkers": "Li, Wu",
        "outcome": outcome or ("differs" if marks else "same"),
        **answers,
    }
    return save_task(office, task_of(office, campaign, household), said, marks)
