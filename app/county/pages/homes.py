"""Everything the county holds of one household, put together for its page: 一户一网页."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.county.databases import Connection
from app.county.ops import is_uuid
from app.county.pages.wording import Words
from app.errors import Problem
from app.rules.dossiers import IncomeItem
from app.rules.forms import Forms
from app.rules.incomes import IncomeFigures, income_figures

Doc = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One live row: its id and what it says, as stored."""

    id: str
    doc: Doc


@dataclass(frozen=True, slots=True)
class Home:
    """A household and all rows about it, by record. `place` is its path of names, township first."""

    id: str
    area: int
    place: str
    doc: Doc
    rows: Mapping[str, Sequence[Row]] = field(repr=False)

    def of(self, record: str) -> Sequence[Row]:
        return self.rows.get(record, ())

    def newest(self, record: str) -> Row | None:
        """The row of the latest year."""
        return max(self.of(record), key=lambda row: int(row.doc.get("year") or 0), default=None)

    @property
    def persons(self) -> Mapping[str, Row]:
        return {row.id: row for row in self.of("person")}

    @property
    def head(self) -> str:
        """The name of the head, else of anybody."""
        names = [row.name for row in members_of(self)]
        return names[0] if names else ""


@dataclass(frozen=True, slots=True)
class Member:
    """A person's place in the household, with what is known of his latest year."""

    person: Row
    relation: str
    left_on: str
    year: Doc

    @property
    def name(self) -> str:
        return str(self.person.doc.get("name") or "")


def read_home(connection: Connection, household: str) -> Home:
    """A household of the visitor's places. Raises Problem county_pages.no_household for any other."""
    found = connection.execute(_HOUSEHOLD, (household,)).fetchone() if is_uuid(household) else None
    if found is None:
        raise Problem("county_pages.no_household")
    area, doc, town, village = found
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for one, record, said in connection.execute(_ROWS, (household,)):
        rows[record].append(Row(one, said))
    place = " ".join(part for part in (town, village, doc.get("group_name")) if part)
    return Home(household, area, place, doc, rows)


def members_of(home: Home) -> list[Member]:
    """Who lives there, the head first, then who left."""
    years: dict[str, Doc] = {}
    for row in sorted(home.of("member_year"), key=lambda row: int(row.doc.get("year") or 0)):
        years[str(row.doc.get("person_id"))] = row.doc
    found = [
        Member(
            person,
            str(row.doc.get("relation") or ""),
            str(row.doc.get("left_on") or ""),
            years.get(person.id, {}),
        )
        for row in home.of("membership")
        if (person := home.persons.get(str(row.doc.get("person_id")))) is not None
    ]
    return sorted(found, key=lambda one: (bool(one.left_on), one.relation or "99", one.person.id))


def age_on(birth: object, today: date) -> int | None:
    """Whole years since a birth day as stored; None where it is not known."""
    try:
        born = date.fromisoformat(str(birth))
    except ValueError:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class YearOfIncome:
    """A year's entries with their names, and what they add up to."""

    year: int
    lines: Sequence[tuple[str, Decimal, str]]
    figures: IncomeFigures | None


def incomes_of(home: Home, words: Words, forms: Forms) -> YearOfIncome | None:
    """The latest year's incomes and costs, in the order of the sheet; None where none is recorded."""
    rows = [row.doc for row in home.of("income") if row.doc.get("amount") is not None]
    if not rows:
        return None
    year = max(int(doc.get("year") or 0) for doc in rows)
    docs = sorted((doc for doc in rows if doc.get("year") == year), key=lambda doc: str(doc.get("kind")))
    items = [
        IncomeItem("", str(doc.get("kind") or ""), Decimal(int(doc["amount"])).scaleb(-2), None, {})
        for doc in docs
    ]
    lines = [
        (words.shown("income", "kind", doc.get("kind")), item.amount, str(doc.get("what") or ""))
        for doc, item in zip(docs, items, strict=True)
    ]
    living = sum(not one.left_on for one in members_of(home))
    return YearOfIncome(year, lines, income_figures(items, living, forms.blocks))


_HOUSEHOLD = """
    SELECT e.area, e.doc, (SELECT name FROM division t WHERE length(d.code) > 9 AND t.code = left(d.code, 9)), d.name
    FROM entity e JOIN division d ON d.number = e.area
    WHERE e.id = %s::uuid AND e.record = 'household' AND NOT e.deleted
"""
_ROWS = "SELECT id::text, record, doc FROM entity WHERE root = %s::uuid AND NOT deleted ORDER BY id"
