"""Problems found (整改台账): each with an owner and a deadline, closed with an outcome, reopened for a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import Issue, Problem
from app.operations.answering import refuse
from app.operations.finding_checks import CLOSING, finding_issues
from app.operations.finding_lists import (
    FindingQuery,
    FindingRow,
    FindingState,
    count_findings,
    findings_due,
    list_findings,
)
from app.operations.offices import Office, need_household
from app.operations.rows import RowReader, kept_answers
from app.operations.visiting_rules import visiting_of
from app.rules.dossiers import Answers, Value
from db.works import Work

__all__ = [
    "FindingQuery",
    "FindingRow",
    "FindingState",
    "NewFinding",
    "change_finding",
    "close_finding",
    "count_findings",
    "finding_issues",
    "findings_due",
    "list_findings",
    "open_finding",
    "reopen_finding",
]

OF_VISIT = "1"
"""The source of a finding made at a visit (`forms/codes/finding_source.toml`)."""


@dataclass(frozen=True, slots=True)
class NewFinding:
    """A problem about to be written; `cadre_id` is its owner where he is a cadre known here."""

    answers: Answers
    cadre_id: str | None = None
    visit_id: str | None = None


def usual_deadline(office: Office, found_on: date) -> date:
    """The deadline a new problem gets unless somebody says another."""
    return found_on + timedelta(days=visiting_of(office).finding_days)


def finding_of_visit(office: Office, new: NewFinding, visit: Answers) -> NewFinding:
    """A visit's problem with what is blank filled in: found that day, at a visit, as the visit says it."""
    said = {key: value for key, value in new.answers.items() if value not in (None, "")}
    day = visit.get("visited_on")
    filled: dict[str, Value] = {"found_on": day, "source": OF_VISIT, "what": visit.get("problem"), **said}
    return NewFinding(_named(office, filled, new.cadre_id), new.cadre_id, new.visit_id)


def open_finding(
    office: Office,
    household_id: str,
    answers: Mapping[str, Value],
    *,
    cadre_id: str | None = None,
    visit_id: str | None = None,
) -> str:
    """Write down a problem with its owner and deadline; gives its id.

    `cadre_id`: the owner, where he is a known cadre (his name is then the owner unless one is written). Raises
    Refused with the issues.
    """
    need_household(office, household_id)
    new = NewFinding(_named(office, answers, cadre_id), cadre_id, visit_id)
    refuse(finding_issues(office, new.answers))
    with office.archive.work(office.user.name, at=office.clock()) as work:
        return write_finding(office, work, household_id, new)


def write_finding(office: Office, work: Work, household_id: str, new: NewFinding) -> str:
    """Put a problem into a unit of work that is open; gives its id."""
    kept = kept_answers(office.forms.help["finding"], new.answers)
    linked = {"household_id": household_id, "visit_id": new.visit_id, "cadre_id": new.cadre_id}
    return work.create("finding", {**linked, **kept})


def change_finding(
    office: Office,
    finding_id: str,
    answers: Mapping[str, Value],
    *,
    cadre_id: str | None = None,
    reason: str = "",
) -> None:
    """Change a problem's answers; `cadre_id`: another owner. Raises Refused; Problem edit.gone."""
    known = _answers(office, finding_id)
    if cadre_id:
        answers = {"owner": None, **answers}
    merged = _named(office, {**known, **answers}, cadre_id)
    refuse(finding_issues(office, merged))
    linked = {"cadre_id": cadre_id} if cadre_id else {}
    _update(office, finding_id, {**answers, "owner": merged.get("owner")}, linked, reason)


def close_finding(office: Office, finding_id: str, on: date, as_: str, outcome: str) -> None:
    """Close a problem (销号): on a day, in a way (`finding_end`), with what came of it.

    Raises Refused for a day to come or before it was found, no way or no outcome, one that is closed already.
    """
    known = _answers(office, finding_id)
    if known.get("closed_on"):
        refuse([Issue("findings.closed_already", "closed_on", "error")])
    answers: dict[str, Value] = {"closed_on": on, "closed_as": as_, "outcome": outcome.strip() or None}
    own = {"found_on": known.get("found_on"), **answers}
    refuse(issue for issue in finding_issues(office, own) if issue.field in CLOSING)
    _update(office, finding_id, answers)


def reopen_finding(office: Office, finding_id: str, reason: str, due_on: date | None = None) -> None:
    """Open a closed problem again, for a reason that stays in the history; perhaps with a new deadline.

    Raises Refused without a reason, or where it is open.
    """
    known = _answers(office, finding_id)
    if not known.get("closed_on"):
        refuse([Issue("findings.open_already", "closed_on", "error")])
    if not reason.strip():
        refuse([Issue("findings.reason_missing", "reason", "error")])
    answers: dict[str, Value] = dict.fromkeys(CLOSING)
    if due_on:
        answers["due_on"] = due_on
        refuse(issue for issue in finding_issues(office, {**known, **answers}) if issue.field == "due_on")
    _update(office, finding_id, answers, reason=reason)


def _answers(office: Office, finding_id: str) -> Answers:
    """A problem's answers, for a user who may change it. Raises Problem edit.gone."""
    reader = RowReader(office.forms.help["finding"], ("household_id",))
    row = next(reader.rows(office, "id = ?", (finding_id,)), None)
    if row is None:
        raise Problem("edit.gone")
    need_household(office, str(row.keys[0]))
    return row.answers


def _named(office: Office, answers: Mapping[str, Value], cadre_id: str | None) -> Answers:
    """The answers with the cadre's name as owner where none is written."""
    if not cadre_id or answers.get("owner"):
        return answers
    rows = office.archive.read("SELECT name FROM cadre WHERE id = ?", (cadre_id,))
    return {**answers, "owner": rows[0][0] if rows else None}


def _update(
    office: Office,
    finding_id: str,
    answers: Mapping[str, Value],
    linked: Mapping[str, str] | None = None,
    reason: str = "",
) -> None:
    kept = kept_answers(office.forms.help["finding"], answers)
    with office.archive.work(office.user.name, reason.strip() or None, at=office.clock()) as work:
        work.update("finding", finding_id, {**kept, **(linked or {})})
