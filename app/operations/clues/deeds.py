"""Clues written down, changed, tied to a household, closed with what came of them, opened again for a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import Issue, Problem
from app.operations.answering import refuse
from app.operations.clues.checks import BY_RULE, CLOSING, clue_issues, whom_issues
from app.operations.offices import Office, need_household, need_role, need_village
from app.operations.pairings.lines import list_pairings
from app.operations.places import township
from app.operations.rows import RowReader, kept_answers
from app.operations.scopes import heads_of
from app.operations.standards.known import standards
from app.rules.dossiers import Answers, Value
from app.texts import say
from db.records import new_id
from db.works import Work

DAYS = "clue_days"
"""The line that says within how many days a clue is checked (`forms/lines/`)."""
WHO_CHECKS = ("2", "1")
"""监测联系人, else 帮扶责任人 (`forms/codes/help_kind.toml`)."""


@dataclass(frozen=True, slots=True)
class About:
    """Whom a clue is about: a household, perhaps one member; or a village, of somebody the archive does not hold."""

    household_id: str | None = None
    person_id: str | None = None
    division_id: str | None = None


def usual_term(office: Office, found_on: date) -> date | None:
    """By when a clue of that day is to be checked, by the line of this place; None where no line says."""
    place = township(office)
    line = standards(office).lines.at(DAYS, place.code or "" if place else "", found_on)
    return found_on + timedelta(days=int(line.amount)) if line else None


def usual_checker(office: Office, household_id: str) -> tuple[str, str]:
    """Who checks a household's clues unless somebody says another: (cadre's id, name); ("", "") where nobody does."""
    today = office.clock().date()
    helping = [one for one in list_pairings(office, household_id) if one.holds_on(today)]
    for kind in WHO_CHECKS:
        for one in helping:
            if one.kind == kind:
                return one.cadre_id, one.name
    return "", ""


def write_clue(
    office: Office, about: About, answers: Mapping[str, Value], *, cadre_id: str | None = None
) -> str:
    """Write a clue down; gives its id. `cadre_id`: who checks, where he is a cadre known here.

    Of a household its head is whom it is about unless another is named. Raises Refused with the issues; Problem for a
    household or village that is gone or not the user's.
    """
    _need(office, about)
    said = dict(answers)
    if about.household_id and not said.get("whom"):
        said["whom"] = heads_of(office, [about.household_id]).get(about.household_id) or None
    issues = [*clue_issues(office, said), *whom_issues(about.household_id, about.division_id, said)]
    if said.get("source") == BY_RULE:
        issues.append(Issue("clues.only_rules", "source", "error"))
    refuse(issues)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        return put_clue(office, work, about, said, cadre_id=cadre_id)


def put_clue(
    office: Office,
    work: Work,
    about: About,
    answers: Mapping[str, Value],
    *,
    cadre_id: str | None = None,
    rule: str | None = None,
    basis: str | None = None,
) -> str:
    """Put a clue into a unit of work that is open; gives its id. `rule`, `basis`: of a warning's."""
    kept = kept_answers(office.forms.help["clue"], answers)
    named = {
        "household_id": about.household_id,
        "person_id": about.person_id,
        # A household's village may change; only who has no household is found by it.
        "division_id": None if about.household_id else about.division_id,
        "cadre_id": cadre_id or None,
        "rule": rule,
        "basis": basis,
    }
    return work.create("clue", {**named, **kept})


def change_clue(
    office: Office, clue_id: str, answers: Mapping[str, Value], *, cadre_id: str | None = None
) -> None:
    """Change a clue's answers. Raises Refused; Problem edit.gone."""
    about, known = _known(office, clue_id)
    merged = {**known, **answers}
    refuse([*clue_issues(office, merged), *whom_issues(about.household_id, about.division_id, merged)])
    linked = {"cadre_id": cadre_id or None} if "checker" in answers else {}
    _update(office, clue_id, answers, linked)


def tie_clue(office: Office, clue_id: str, household_id: str) -> None:
    """Say which household a clue is about, once the archive holds it. Raises Refused where that is known already."""
    about, _ = _known(office, clue_id)
    need_household(office, household_id)
    if about.household_id:
        refuse([Issue("clues.tied_already", "whom", "error")])
    _update(office, clue_id, {}, {"household_id": household_id, "division_id": None})


def close_clues(office: Office, clue_ids: Sequence[str], on: date, result: str, reason: str = "") -> str:
    """Say what came of clues: taken in, turned away with a reason, handed to social relief; gives the batch.

    Raises Refused for a day to come or before a clue, no result, no reason where one is needed, one that is closed;
    nothing is written then.
    """
    need_role(office, "enter")
    answers: dict[str, Value] = {"closed_on": on, "result": result, "reason": reason.strip() or None}
    issues: dict[tuple[str, str], Issue] = {}  # one sentence once, of however many clues
    for one in clue_ids:
        _, known = _known(office, one)
        wrong = [issue for issue in clue_issues(office, {**known, **answers}) if issue.field in CLOSING]
        if known.get("closed_on"):
            wrong.append(Issue("clues.closed_already", "closed_on", "error"))
        issues |= {(issue.code, issue.field): issue for issue in wrong}
    refuse(issues.values())
    kept, batch = kept_answers(office.forms.help["clue"], answers), new_id()
    why = say("clues.batch_closed", count=len(clue_ids))
    with office.archive.work(office.user.name, why, at=office.clock(), batch=batch) as work:
        for one in clue_ids:
            work.update("clue", one, kept)
    return batch


def reopen_clue(office: Office, clue_id: str, reason: str, due_on: date | None = None) -> None:
    """Open a closed clue again, for a reason that stays in the history; perhaps with a new deadline.

    Raises Refused without a reason, or where it is open.
    """
    _, known = _known(office, clue_id)
    if not known.get("closed_on"):
        refuse([Issue("clues.open_already", "closed_on", "error")])
    if not reason.strip():
        refuse([Issue("clues.why_again", "reason", "error")])
    answers: dict[str, Value] = dict.fromkeys(CLOSING)
    if due_on:
        answers["due_on"] = due_on
        refuse(issue for issue in clue_issues(office, {**known, **answers}) if issue.field == "due_on")
    _update(office, clue_id, answers, why=reason)


def _need(office: Office, about: About) -> None:
    if about.household_id:
        need_household(office, about.household_id)
        return
    need_role(office, "enter")
    if about.division_id:
        need_village(office, about.division_id)


def _known(office: Office, clue_id: str) -> tuple[About, Answers]:
    """A clue, for a user who may change it. Raises Problem edit.gone."""
    reader = RowReader(office.forms.help["clue"], ("household_id", "person_id", "division_id"))
    row = next(reader.rows(office, "id = ?", (clue_id,)), None)
    if row is None:
        raise Problem("edit.gone")
    about = About(*row.keys)
    _need(office, about)
    return about, row.answers


def _update(
    office: Office,
    clue_id: str,
    answers: Mapping[str, Value],
    linked: Mapping[str, str | None] | None = None,
    why: str = "",
) -> None:
    kept = kept_answers(office.forms.help["clue"], answers)
    with office.archive.work(office.user.name, why.strip() or None, at=office.clock()) as work:
        work.update("clue", clue_id, {**kept, **(linked or {})})
