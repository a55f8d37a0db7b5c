"""What a check (核查) must say: a window that ends after it begins; of each household when and with what result."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.errors import Issue
from app.rules.dossiers import Answers

SAME, DIFFERS = "same", "differs"
"""Conclusions of `forms/codes/task_outcome.toml` that must agree with what was marked."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days of a check, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day <= self.last


def campaign_issues(answers: Answers) -> Iterator[Issue]:
    """What is not right about a check beside what its form asks."""
    first, last = answers.get("from_on"), answers.get("to_on")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        yield Issue("campaigns.ends_before_it_begins", "to_on", "error")


def task_issues(answers: Answers, window: Window, today: date, marks: int) -> list[Issue]:
    """What is not right about the entries of one household; `marks` differences were marked on its sheet."""
    return [*_day_issues(answers, window, today), *_outcome_issues(answers, marks)]


def _day_issues(answers: Answers, window: Window, today: date) -> Iterator[Issue]:
    day = answers.get("checked_on")
    if not isinstance(day, date):
        yield Issue("campaigns.day_missing", "checked_on", "error")
    elif day > today:
        yield Issue("campaigns.day_ahead", "checked_on", "error")
    elif not window.holds(day):
        yield Issue("campaigns.day_outside", "checked_on", "error")


def _outcome_issues(answers: Answers, marks: int) -> Iterator[Issue]:
    outcome = answers.get("outcome")
    if not outcome:
        yield Issue("campaigns.outcome_missing", "outcome", "error")
    elif outcome == SAME and marks:
        yield Issue("campaigns.same_but_marked", "outcome", "error", {"marks": marks})
    elif outcome == DIFFERS and not marks and not answers.get("note"):
        yield Issue("campaigns.differs_but_nothing_marked", "outcome", "error")
