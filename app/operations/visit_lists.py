"""The list of visits of a place and year, page by page, the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.operations.offices import Office
from app.operations.scopes import HEAD_NAME, Conditions
from app.operations.visit_lines import Visitor, days_of, named_visitors, visitors


@dataclass(frozen=True, slots=True)
class VisitQuery:
    """Which visits: of a year or between two days, a place, a household, a cadre, a kind; only with a problem found.

    `text`: part of the head's or a visitor's name, of what was seen, wanted or wrong.
    """

    year: int | None = None
    division_id: str | None = None
    household_id: str | None = None
    cadre_id: str | None = None
    kind: str | None = None
    first: date | None = None
    last: date | None = None
    with_problem: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit in a list; codes as they are kept, names of who went joined."""

    id: str
    household_id: str
    head: str
    village: str
    group: str
    visited_on: date | None
    kind: str
    mode: str
    visitors: str
    seen: str
    problem: str
    photos: int
    findings: int
    open_findings: int


_TEXTS = ("v.seen", "v.needs", "v.problem", "v.handled", "v.met")
_FROM = " FROM visit v JOIN household h ON h.id = v.household_id JOIN division d ON d.id = h.division_id"
_COLUMNS = (
    f"v.id, v.household_id, {HEAD_NAME}, d.name, h.group_name, v.visited_on, v.kind, v.mode, v.cadre_ids,"
    " coalesce(v.seen, v.needs, v.handled), v.problem,"
    " (SELECT count(*) FROM attachment a WHERE a.visit_id = v.id AND a.purpose = 'photo'),"
    " (SELECT count(*) FROM finding f WHERE f.visit_id = v.id),"
    " (SELECT count(*) FROM finding f WHERE f.visit_id = v.id AND f.closed_on IS NULL)"
)


def visits_page(office: Office, query: VisitQuery, offset: int = 0, limit: int = 100) -> list[VisitRow]:
    """The visits from `offset` on, at most `limit`, the newest first."""
    where = _narrowed(office, query)
    order = " ORDER BY v.visited_on DESC, v.id DESC LIMIT :limit OFFSET :offset"
    # The page is found first: what is shown of a visit is then read for its rows only.
    page = f"SELECT v.id{_FROM} WHERE {where.sql}{order}"
    rows = office.archive.read(
        f"SELECT {_COLUMNS}{_FROM} WHERE v.id IN ({page}) ORDER BY v.visited_on DESC, v.id DESC",
        {**where.values, "limit": limit, "offset": offset},
    )
    people = visitors(office) if rows else {}
    return [_row(row, people) for row in rows]


def _row(row: Sequence[Any], people: Mapping[str, Visitor]) -> VisitRow:
    one, household, head, village, group, day, kind, mode, went, seen, problem, *counts = row
    return VisitRow(
        one,
        household,
        head or "",
        village,
        group or "",
        date.fromisoformat(day) if day else None,
        kind or "",
        mode or "",
        "\u3001".join(visitor.name for visitor in named_visitors(went, people)),
        seen or "",
        problem or "",
        *counts,
    )


def count_visits(office: Office, query: VisitQuery) -> int:
    """How many visits a query finds."""
    where = _narrowed(office, query)
    return int(office.archive.read(f"SELECT count(*){_FROM} WHERE {where.sql}", where.values)[0][0])


def _narrowed(office: Office, query: VisitQuery) -> Conditions:
    where = Conditions(office, query.division_id)
    if query.year:
        first, last = days_of(query.year)
        where.add(f"v.visited_on BETWEEN {where.bind(first)} AND {where.bind(last)}")
    if query.first:
        where.add(f"v.visited_on >= {where.bind(query.first.isoformat())}")
    if query.last:
        where.add(f"v.visited_on <= {where.bind(query.last.isoformat())}")
    if query.household_id:
        where.add(f"v.household_id = {where.bind(query.household_id)}")
    if query.cadre_id:
        where.add(f"instr(v.cadre_ids, {where.bind(query.cadre_id)}) > 0")
    if query.kind:
        where.add(f"v.kind = {where.bind(query.kind)}")
    if query.text:
        text = where.bind(query.text)
        spoken = " OR ".join(f"instr({column}, {text}) > 0" for column in (HEAD_NAME, *_TEXTS))
        went = (
            f"EXISTS (SELECT 1 FROM cadre c WHERE instr(v.cadre_ids, c.id) > 0 AND instr(c.name, {text}) > 0)"
        )
        where.add(f"({spoken} OR {went})")
    if query.with_problem:
        where.add("(v.problem IS NOT NULL OR EXISTS (SELECT 1 FROM finding WHERE visit_id = v.id))")
    return where
