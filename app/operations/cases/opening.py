"""Opening a case, leaving it, dropping it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import orjson

from app.errors import Issue, Problem
from app.operations.answering import issue_words, refuse
from app.operations.archived import Read
from app.operations.cases.conditions import conditions_unmet
from app.operations.cases.fitting import GROUP, standings
from app.operations.cases.stored import StoredCase, frozen, need_as_read, read_case
from app.operations.judgements.keeping import CASE, keep_judgements, weigh
from app.operations.offices import Office, need_role, need_village
from app.operations.places import divisions
from app.operations.procedures import procedures
from app.operations.standards.assessing import Question
from app.rules.dossiers import Value
from app.rules.entrances import find_hindrance, find_unmet
from app.rules.procedures import Procedure
from app.texts import say
from db.records import new_id
from db.works import Work

Asked = Mapping[str, Mapping[str, Value]]
"""What is asked for each household by its id: a path of the procedure's changes and its value."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that was opened: its id, the batch (for undo), how many households go with it."""

    id: str
    batch: str
    households: int


def open_case(
    office: Office,
    procedure: str,
    division_id: str,
    households: Sequence[str],
    *,
    asked: Asked | None = None,
    name: str = "",
    on: date | None = None,
    project: str | None = None,
    judged: Question | None = None,
) -> Opened:
    """Begin a procedure for households of one village.

    `asked`: for each household what the procedure asks at the opening (for 监测对象纳入 the class); `judged`: by which
    standard, on which day they were judged, which is kept with the case. Raises Refused with a sentence for each
    household that cannot go with it, Problem for an unknown procedure or village.
    """
    need_role(office, "enter")
    need_village(office, division_id)
    chosen = procedures(office).get(procedure)
    if chosen is None:
        raise Problem("cases.unknown_procedure", procedure=procedure, known=", ".join(procedures(office)))
    day = on or office.clock().date()
    refuse(_issues(office, chosen, division_id, households, asked or {}, day))
    used = weigh(office, replace(judged, households=tuple(households))) if judged else None
    batch = new_id()
    title = name or say(
        "cases.name", village=divisions(office)[division_id].name, procedure=chosen.label, on=day
    )
    with office.archive.work(office.user.name, title, at=office.clock(), batch=batch) as work:
        # Asked again where nobody can write beside: another window may have opened one just now.
        refuse(_running_issues(work.read, chosen, households))
        case = work.create(
            "case",
            {
                "division_id": division_id,
                "project_id": project,
                "procedure": chosen.key,
                "frozen": frozen(chosen),
                "name": title,
                "opened_on": day.isoformat(),
            },
        )
        for household in households:
            told = orjson.dumps(dict((asked or {}).get(household, {})), option=orjson.OPT_SORT_KEYS).decode()
            work.create(
                "case_household", {"case_id": case, "household_id": household, "state": "in", "asked": told}
            )
        if used is not None:
            keep_judgements(work, office, used, CASE, case)
    return Opened(case, batch, len(households))


def _issues(
    office: Office, procedure: Procedure, division_id: str, households: Sequence[str], asked: Asked, day: date
) -> list[Issue]:
    found: list[Issue] = []
    if day > office.clock().date():
        found.append(Issue("cases.future", "opened_on", "error"))
    if procedure.subject == "household" and not households:
        found.append(Issue("cases.no_households", "households", "error"))
    found += _running_issues(office.archive.read, procedure, households)
    homes = _homes(office, households)
    hindrances = _hindrances(office, procedure, households, day)
    for household in households:
        head = homes.get(household, ("", "", ""))
        told: dict[str, object] = {"head": head[2] or household}
        if head[0] != division_id:
            found.append(Issue("cases.other_village", "households", "error", told))
        elif head[1]:
            found.append(Issue("cases.closed_household", "households", "error", told))
        hindrance = hindrances.get(household)
        if hindrance:
            why = issue_words(hindrance)
            found.append(Issue("cases.cannot_enter", "households", "error", {**told, "why": why}))
        found += _unasked(office, procedure, asked.get(household, {}), told)
    return found


def _hindrances(
    office: Office, procedure: Procedure, households: Sequence[str], day: date
) -> dict[str, Issue]:
    """Why the standing of a household forbids it to enter, by household."""
    if procedure.subject != "household":
        return {}
    known = standings(office, households)
    homes = {home: standing for home, (standing, _) in known.items()}
    unmet = conditions_unmet(office, homes, day, procedure.group)
    found = {
        home: find_hindrance(procedure, standing)
        or find_unmet(procedure, said, day)
        or unmet.get(home, {}).get(procedure.group)
        for home, (standing, said) in known.items()
    }
    return {home: issue for home, issue in found.items() if issue}


def _unasked(
    office: Office, procedure: Procedure, asked: Mapping[str, Value], told: Mapping[str, object]
) -> list[Issue]:
    """What a procedure asks of each household at the opening and was not said, or is no code of its list."""
    found = []
    for change in procedure.changes:
        field = office.forms.by_path[change.field]
        codes = office.forms.code_list(field)
        value = asked.get(change.field)
        if change.value == "" and (value is None or (codes and str(value) not in codes.by_code)):
            found.append(Issue("cases.not_asked", change.field, "error", {**told, "label": field.label}))
    return found


def _homes(office: Office, households: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """Village, day of closing ("" while open) and head of each household."""
    asked = orjson.dumps(list(households)).decode()
    sql = (
        "SELECT h.id, h.division_id, coalesce(h.closed_on, ''), coalesce(max(p.name), '') FROM household h"
        " LEFT JOIN membership m ON m.household_id = h.id AND m.relation = '01' AND m.left_on IS NULL"
        " LEFT JOIN person p ON p.id = m.person_id WHERE h.id IN (SELECT value FROM json_each(?)) GROUP BY h.id"
    )
    return {
        one: (division, closed, head) for one, division, closed, head in office.archive.read(sql, (asked,))
    }


def _running_issues(read: Read, procedure: Procedure, households: Sequence[str]) -> list[Issue]:
    """Households that go through a procedure of the same group now: paid from two schemes, but not identified twice."""
    if procedure.subject != "household":
        return []
    sql = (
        "SELECT s.household_id, c.name, (SELECT max(p.name) FROM membership m JOIN person p ON p.id = m.person_id"
        " WHERE m.household_id = s.household_id AND m.relation = '01' AND m.left_on IS NULL)"
        ' FROM case_household s JOIN "case" c ON c.id = s.case_id'
        f" WHERE c.closed_on IS NULL AND s.state = 'in' AND {GROUP} = ?"
    )
    running = {home: (name, head) for home, name, head in read(sql, (procedure.group,))}
    return [
        Issue("cases.runs_already", "households", "error", {"case": name, "head": head or home})
        for home in households
        if home in running
        for name, head in [running[home]]
    ]


def leave_case(office: Office, case_id: str, household_id: str, reason: str, on: date | None = None) -> None:
    """Take a household out of a case; the others go on. Raises Problem without a reason, or for one not in it."""
    need_role(office, "enter")
    case = read_case(office, case_id)
    with office.archive.work(office.user.name, reason, at=office.clock()) as work:
        take_out(work, case, household_id, reason, on or office.clock().date())


def take_out(work: Work, case: StoredCase, household_id: str, reason: str, on: date) -> None:
    """As `leave_case`, inside a unit of work that is already open."""
    one = next((one for one in case.staying if one.household_id == household_id), None)
    if one is None or one.answers.get("state") == "done":
        raise Problem("cases.not_in_it")
    if not reason.strip():
        raise Problem("cases.no_reason")
    need_as_read(work, case)
    left = {"state": "out", "left_on": on.isoformat(), "left_reason": reason.strip()}
    work.update("case_household", one.id, left)


def drop_case(office: Office, case_id: str, reason: str) -> None:
    """End a case without a result. Raises Problem without a reason, or for one that has ended."""
    need_role(office, "approve")
    case = read_case(office, case_id)
    if case.answers.get("closed_on"):
        raise Problem("cases.ended")
    if not reason.strip():
        raise Problem("cases.no_reason")
    day = office.clock().date().isoformat()
    with office.archive.work(office.user.name, reason, at=office.clock()) as work:
        need_as_read(work, case)
        work.update("case", case_id, {"closed_on": day, "outcome": "dropped", "note": reason.strip()})
