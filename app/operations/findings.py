"""Problems found (整改台账): each with an owner and a deadline, closed with a way and an outcome, opened again for a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from app.errors import Issue, Problem
from app.operations.answering import answer_issues, refuse
from app.operations.offices import Office, need_household
from app.operations.rows import kept_answers
from app.operations.visiting_rules import visiting_of
from app.rules.dossiers import Answers, Value
from db.works import Work

OF_VISIT = "1"
"""The source of a finding made at a visit (`forms/codes/finding_source.toml`)."""


@dataclass(frozen=True, slots=True)
class NewFinding:
    """A problem about to be written; `cadre_id` is its owner where he is a cadre known here."""

    answers: Answers
    cadre_id: str | None = None
    visit_id: str | None = None
    issues: tuple[Issue, ...] = field(default=())


def finding_issues(office: Office, answers: Answers) -> tuple[Issue, ...]:
    """What is wrong with a finding's answers: by the form, a deadline before it was found, a closing half written."""
    today = office.clock().date()
    found = list(answer_issues(office.forms, office.forms.help["finding"], answers, today))
    began, due, closed = (answers.get(key) for key in ("found_on", "due_on", "closed_on"))
    if isinstance(began, date) and isinstance(due, date) and due < began:
        found.append(Issue("findings.due_before_found", "due_on", "error", {"day": due}))
    if isinstance(began, date) and isinstance(closed, date) and closed < began:
        found.append(Issue("findings.closed_before_found", "closed_on", "error", {"day": closed}))
    return tuple(found)


def open_finding(
    office: Office,
    household_id: str,
    answers: Mapping[str, Value],
    *,
    cadre_id: str | None = None,
    visit_id: str | None = None,
) -> str:
    """Write down a problem with its owner and deadline; gives its id.

    `cadre_id`: the owner, where he is a known cadre (his name is then the owner). Raises Refused with the issues.
    """
    raise NotImplementedError


def change_finding(
    office: Office, finding_id: str, answers: Mapping[str, Value], reason: str | None = None
) -> None:
    """Change an open or closed problem's answers; closing and opening again have their own deeds. Raises Refused."""
    raise NotImplementedError


def close_finding(office: Office, finding_id: str, on: date, as_: str, outcome: str) -> None:
    """Close a problem (销号): on a day, in a way (`finding_end`), with what came of it. Raises Refused."""
    raise NotImplementedError


def reopen_finding(office: Office, finding_id: str, reason: str, due_on: date | None = None) -> None:
    """Open a closed problem again, for a reason that stays in the history; perhaps with a new deadline. Raises Refused."""
    raise NotImplementedError


FindingState = Literal["open", "overdue", "closed"]
"""未到期, 已逾期, 已销号."""


@dataclass(frozen=True, slots=True)
class FindingQuery:
    """Which problems: of a division, an owner, in these states; `year`: found in it or still open in it."""

    year: int | None = None
    division_id: str | None = None
    states: tuple[FindingState, ...] = ()
    source: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One problem in a list. `days`: over (positive) or left (negative or 0) while it is open; None when closed."""

    id: str
    household_id: str
    visit_id: str
    head: str
    village: str
    group: str
    state: FindingState
    days: int | None
    cadre_id: str
    answers: Answers


def list_findings(
    office: Office, query: FindingQuery | None = None, offset: int = 0, limit: int = -1
) -> list[FindingRow]:
    """The problems of a query: open ones by deadline, the longest overdue first, then the closed, newest first."""
    raise NotImplementedError


def count_findings(office: Office, query: FindingQuery | None = None) -> dict[FindingState, int]:
    """How many of the query's problems are in each state, whatever states it asks for."""
    raise NotImplementedError


def findings_due(office: Office, village: str | None = None, day: date | None = None) -> list[FindingRow]:
    """Open problems that are overdue or fall due within the days `forms/visiting.toml` names; the latest first."""
    raise NotImplementedError
