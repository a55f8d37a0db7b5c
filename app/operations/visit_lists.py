"""The list of visits of a place and year, page by page, the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.operations.offices import Office
from app.operations.rows import in_list
from app.operations.scopes import HEAD_NAME
from app.operations.visit_finding import VisitQuery, days_condition, find_visits
from app.operations.visit_lines import Visitor, named_visitors, visitors


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


_FROM = " FROM visit v JOIN household h ON h.id = v.household_id JOIN division d ON d.id = h.division_id"
_COLUMNS = (
    f"v.rowid, v.id, v.household_id, {HEAD_NAME}, d.name, h.group_name, v.visited_on, v.kind, v.mode, v.cadre_ids,"
    " coalesce(v.seen, v.needs, v.handled), v.problem,"
    " (SELECT count(*) FROM attachment a WHERE a.visit_id = v.id AND a.purpose = 'photo'),"
    " (SELECT count(*) FROM finding f WHERE f.visit_id = v.id),"
    " (SELECT count(*) FROM finding f WHERE f.visit_id = v.id AND f.closed_on IS NULL)"
)
_ORDER = " ORDER BY v.visited_on DESC, v.rowid DESC"


class VisitList:
    """The visits of a query, the newest first: out of the index of days where only days narrow them, else found once.

    `count`: how many there are.
    """

    def __init__(self, office: Office, query: VisitQuery) -> None:
        self._office = office
        self._days, self._values = days_condition(query)
        streams = not office.user.villages and query == VisitQuery(
            year=query.year, first=query.first, last=query.last
        )
        self._found = None if streams else find_visits(office, query)
        self.count = self._counted() if self._found is None else len(self._found)

    def _counted(self) -> int:
        sql = f"SELECT count(*) FROM visit v WHERE {self._days}"
        return int(self._office.archive.read(sql, self._values)[0][0])

    def page(self, offset: int = 0, limit: int = 100) -> list[VisitRow]:
        """The visits from `offset` on, at most `limit`."""
        wanted = (
            self._found[offset : offset + limit] if self._found is not None else self._stream(offset, limit)
        )
        rows: dict[int, Sequence[Any]] = {}
        for some in in_list(wanted):
            sql = f"SELECT {_COLUMNS}{_FROM} WHERE v.rowid IN ({some.marks})"
            rows |= {row[0]: row[1:] for row in self._office.archive.read(sql, some.values)}
        people = visitors(self._office) if rows else {}
        return [_row(rows[one], people) for one in wanted if one in rows]

    def _stream(self, offset: int, limit: int) -> list[int]:
        sql = f"SELECT v.rowid FROM visit v WHERE {self._days}{_ORDER} LIMIT :limit OFFSET :offset"
        values = {**self._values, "limit": limit, "offset": offset}
        return [int(one) for (one,) in self._office.archive.read(sql, values)]


def visits_page(office: Office, query: VisitQuery, offset: int = 0, limit: int = 100) -> list[VisitRow]:
    """The visits of a query from `offset` on, at most `limit`. Who wants several pages keeps a `VisitList`."""
    return VisitList(office, query).page(offset, limit)


def count_visits(office: Office, query: VisitQuery) -> int:
    """How many visits a query finds."""
    return VisitList(office, query).count


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
