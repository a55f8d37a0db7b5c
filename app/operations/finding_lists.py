"""The list of problems found: open, overdue and closed, of a place and year."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, get_args

from app.operations.offices import Office
from app.operations.rows import answers_by_id
from app.operations.scopes import HEAD_NAME, Conditions
from app.operations.visit_lines import days_of
from app.operations.visiting_rules import visiting_of
from app.rules.dossiers import Answers

FindingState = Literal["open", "overdue", "closed"]
"""未到期, 已逾期, 已销号. On the day of its deadline a problem is not overdue yet."""

STATES: Final[tuple[FindingState, ...]] = get_args(FindingState)


@dataclass(frozen=True, slots=True)
class FindingQuery:
    """Which problems: of a division, a household, a source, an owner, in these states (none: all).

    `year`: found in it, or found before and still open or closed in it.
    """

    year: int | None = None
    division_id: str | None = None
    household_id: str | None = None
    states: tuple[FindingState, ...] = ()
    source: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One problem in a list. `days`: over (positive) or left (0 or negative) while it is open; None when closed."""

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


_STATE = (
    "CASE WHEN f.closed_on IS NOT NULL THEN 'closed' WHEN f.due_on < :today THEN 'overdue' ELSE 'open' END"
)
_FROM = " FROM finding f JOIN household h ON h.id = f.household_id JOIN division d ON d.id = h.division_id"
# Open ones by deadline; closed ones below, the newest first.
_ORDER = " ORDER BY f.closed_on IS NOT NULL, f.closed_on DESC, f.due_on, f.id"


def list_findings(
    office: Office, query: FindingQuery | None = None, offset: int = 0, limit: int = -1
) -> list[FindingRow]:
    """The problems of a query: open ones by deadline, the longest overdue first, then the closed, newest first."""
    query = query or FindingQuery()
    where = _narrowed(office, query)
    if query.states:
        marks = ", ".join(where.bind(state) for state in query.states)
        where.add(f"{_STATE} IN ({marks})")
    sql = (
        f"SELECT f.id, f.household_id, coalesce(f.visit_id, ''), coalesce(f.cadre_id, ''), {HEAD_NAME}, d.name,"
        f" coalesce(h.group_name, ''), {_STATE}, f.due_on{_FROM} WHERE {where.sql}{_ORDER} LIMIT :limit OFFSET :offset"
    )
    found = office.archive.read(sql, {**where.values, "limit": limit, "offset": offset})
    answers = answers_by_id(office, office.forms.help["finding"], [row[0] for row in found])
    today = office.clock().date()
    return [
        FindingRow(
            id=one,
            household_id=household,
            visit_id=visit,
            head=head or "",
            village=village,
            group=group,
            state=state,
            days=(today - date.fromisoformat(due)).days if due and state != "closed" else None,
            cadre_id=cadre,
            answers=answers.get(one, {}),
        )
        for one, household, visit, cadre, head, village, group, state, due in found
    ]


def count_findings(office: Office, query: FindingQuery | None = None) -> dict[FindingState, int]:
    """How many of the query's problems are in each state, whatever states it asks for."""
    where = _narrowed(office, query or FindingQuery())
    sql = f"SELECT {_STATE} AS state, count(*){_FROM} WHERE {where.sql} GROUP BY state"
    known: dict[str, int] = dict(office.archive.read(sql, where.values))
    return {state: int(known.get(state, 0)) for state in STATES}


def findings_due(office: Office, village: str | None = None, day: date | None = None) -> list[FindingRow]:
    """Open problems that are overdue on that day or within the days `forms/visiting.toml` names, by deadline."""
    last = (day or office.clock().date()) + timedelta(days=visiting_of(office).finding_ahead)
    query = FindingQuery(division_id=village, states=("open", "overdue"))
    return [
        row
        for row in list_findings(office, query)
        if isinstance(due := row.answers.get("due_on"), date) and due <= last
    ]


def _narrowed(office: Office, query: FindingQuery) -> Conditions:
    where = Conditions(office, query.division_id)
    where.values["today"] = office.clock().date().isoformat()
    for column, value in (
        ("source", query.source),
        ("owner", query.owner),
        ("household_id", query.household_id),
    ):
        if value:
            where.add(f"f.{column} = {where.bind(value)}")
    if query.year:
        first, last = days_of(query.year)
        where.add(f"f.found_on <= {where.bind(last)}")
        where.add(f"(f.closed_on IS NULL OR f.closed_on >= {where.bind(first)})")
    return where
