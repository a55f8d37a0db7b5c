"""The list of visits of a place and year, page by page, the newest first."""

from dataclasses import dataclass
from datetime import date

from app.operations.offices import Office


@dataclass(frozen=True, slots=True)
class VisitQuery:
    """Which visits: of a year or between two days, a division, one cadre, a kind; only those that found a problem."""

    year: int | None = None
    division_id: str | None = None
    cadre_id: str | None = None
    kind: str | None = None
    first: date | None = None
    last: date | None = None
    with_problem: bool = False


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


def visits_page(office: Office, query: VisitQuery, offset: int = 0, limit: int = 100) -> list[VisitRow]:
    """The visits from `offset` on, at most `limit`, the newest first."""
    raise NotImplementedError


def count_visits(office: Office, query: VisitQuery) -> int:
    """How many visits a query finds."""
    raise NotImplementedError
