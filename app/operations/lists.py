"""The list of households: filtered and sorted in SQL, read page by page, with any columns of the forms.

Which households, and in which order, is found once (`HouseholdList.ids`); a page then reads only its own dossiers,
and of those only the records its columns show.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.errors import Problem
from app.operations.book_orders import LIST_ORDER
from app.operations.dossiers import Choice, dossiers
from app.operations.list_help import help_expression
from app.operations.offices import Office
from app.operations.years import working_year
from app.rules.columns import field_at, kind_at, value_at
from app.rules.dossiers import HEAD, Value
from app.rules.values import stored

Test = Literal["is", "below", "at_least", "contains", "unknown", "known"]


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on one path. `is`: one of `values`; `below`/`at_least`: a number; `contains`: a text."""

    path: str
    test: Test
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseholdQuery:
    """Which households, of which year, in which order. No division: the whole office; no sort: village book order."""

    year: int | None = None
    division_id: str | None = None
    group: str | None = None
    filters: tuple[Filter, ...] = ()
    sort: str | None = None
    descending: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """One household of a list: its id and one value per column."""

    id: str
    cells: tuple[Value, ...]


class HouseholdList:
    """Households in their order, with what they answered for a year."""

    def __init__(self, office: Office, year: int, ids: tuple[str, ...]) -> None:
        self.office, self.year, self.ids = office, year, ids

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.ids)

    def page(self, columns: Sequence[str], offset: int, limit: int) -> list[ListRow]:
        """The rows from `offset` on, at most `limit`, with the columns' values."""
        return list_rows(self.office, self.ids[offset : offset + limit], self.year, columns)


def list_households(office: Office, query: HouseholdQuery) -> HouseholdList:
    """The households a query finds, in its order. Raises Problem for a path that cannot be filtered or sorted."""
    year = query.year or working_year(office)
    builder = _Sql(office, year)
    builder.narrow(query)
    for one in query.filters:
        builder.filter(one)
    return HouseholdList(office, year, builder.found(query))


def list_rows(office: Office, ids: Sequence[str], year: int, columns: Sequence[str]) -> list[ListRow]:
    """The rows of these households, with the columns' values of a year."""
    known = dossiers(office, Choice(households=tuple(ids)), year, records=_records_behind(columns))
    return [
        ListRow(one.household_id, tuple(value_at(office.forms, one, path) for path in columns))
        for one in known
    ]


_MEMBERS = ("membership", "person")
_BEHIND = {
    "head": _MEMBERS,
    "derived": (*_MEMBERS, "standing"),
    "income": (*_MEMBERS, "standing", "income"),
    "helper": ("pairing",),
    "contact": ("pairing",),
    "help": ("standing", "plan", "measure", "visit"),
}


def _records_behind(columns: Iterable[str]) -> frozenset[str]:
    """The records that must be read to show these columns."""
    shown = {path.partition(".")[0] for path in columns}
    return frozenset(record for one in shown for record in _BEHIND.get(one, (one,)))


_JOINS = {
    "household": "",
    "division": " JOIN division d ON d.id = h.division_id",
    "standing": " LEFT JOIN standing s ON s.id = (SELECT id FROM standing WHERE household_id = h.id AND year <= :year"
    " ORDER BY year DESC LIMIT 1)",
    "conditions": " LEFT JOIN conditions c ON c.id = (SELECT id FROM conditions WHERE household_id = h.id"
    " AND year <= :year ORDER BY year DESC LIMIT 1)",
    "head": " LEFT JOIN membership m ON m.household_id = h.id AND m.relation = :head AND m.left_on IS NULL"
    " LEFT JOIN person p ON p.id = m.person_id",
    "income": " LEFT JOIN (SELECT household_id, sum(CASE WHEN kind LIKE 'costs.%' THEN -amount ELSE amount END) AS net,"
    " sum(CASE WHEN kind LIKE 'costs.%' THEN 0 ELSE amount END) AS total FROM income WHERE year = :year"
    " GROUP BY household_id) i ON i.household_id = h.id",
    "size": " LEFT JOIN (SELECT household_id, count(*) AS ever,"
    " sum((left_on IS NULL OR left_on > :end) AND (joined_on IS NULL OR joined_on <= :end)) AS size FROM membership"
    " GROUP BY household_id) n ON n.household_id = h.id",
}
_ALIAS = {"household": "h", "standing": "s", "conditions": "c", "head": "p"}
_SIZE = "CASE WHEN coalesce(n.ever, 0) <= 1 THEN coalesce(s.stated_size, n.size) ELSE n.size END"


def can_sort(office: Office, path: str) -> bool:
    """Whether a list can be sorted and filtered by a path; a list of names has no order."""
    try:
        _Sql(office, 0).expression(path)
    except Problem:
        return False
    return True


class _Sql:
    """Collects the joins, conditions and bound values of one list."""

    def __init__(self, office: Office, year: int) -> None:
        self.office = office
        self.joins: dict[str, None] = {}
        self.conditions: list[str] = []
        self.values: dict[str, object] = {"year": year, "end": f"{year}-12-31", "head": HEAD}

    def bind(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def narrow(self, query: HouseholdQuery) -> None:
        """Keep to the division, the group, the user's villages, and the open households."""
        if not query.closed:
            self.conditions.append("h.closed_on IS NULL")
        if query.group is not None:
            self.conditions.append(f"h.group_name = {self.bind(query.group)}")
        if query.division_id:
            self.joins["division"] = None
            path = f"(SELECT path FROM division WHERE id = {self.bind(query.division_id)})"
            self.conditions.append(f"d.path LIKE {path} || '%'")
        if self.office.user.villages:
            marks = ", ".join(self.bind(one) for one in self.office.user.villages)
            self.conditions.append(f"h.division_id IN ({marks})")

    def expression(self, path: str) -> str:
        """The SQL of a path. Raises Problem for one that lists cannot filter or sort."""
        record, _, key = path.partition(".")
        if path == "derived.size":
            self.joins.update(standing=None, size=None)
            return _SIZE
        if path in ("income.net", "income.total"):
            self.joins["income"] = None
            return f"i.{key}"
        if path == "income.per_person":
            self.joins.update(standing=None, size=None, income=None)
            return f"i.net * 1.0 / ({_SIZE})"
        if path == "place.village":
            self.joins["division"] = None
            return "d.code"
        if helped := help_expression(self.office.forms, path):
            return helped
        form = self.office.forms.records.get("person" if record == "head" else record)
        if record not in _ALIAS or form is None or key not in form.by_key:
            raise Problem("lists.cannot_sort", path=path)
        self.joins[record] = None
        return f'{_ALIAS[record]}."{key}"'

    def filter(self, one: Filter) -> None:
        """Add one condition."""
        sql = self.expression(one.path)
        values = [self._kept(one.path, value) for value in one.values]
        if one.test == "unknown":
            self.conditions.append(f"{sql} IS NULL")
        elif one.test == "known":
            self.conditions.append(f"{sql} IS NOT NULL")
        elif one.test == "contains":
            self.conditions.append(f"instr({sql}, {self.bind(values[0])}) > 0")
        elif one.test == "is":
            self.conditions.append(f"{sql} IN ({', '.join(self.bind(value) for value in values)})")
        else:
            sign = "<" if one.test == "below" else ">="
            self.conditions.append(f"{sql} {sign} {self.bind(values[0])}")

    def _kept(self, path: str, value: Value) -> object:
        if path.startswith("income."):
            return stored("money", value)
        one = field_at(self.office.forms, path)
        return stored(one.kind if one else kind_at(self.office.forms, path), value)

    def found(self, query: HouseholdQuery) -> tuple[str, ...]:
        """The ids of what was collected, in the order of the query."""
        order = LIST_ORDER
        if query.sort:
            down = " DESC" if query.descending else ""
            sort = self.expression(query.sort)
            order = f"{sort} IS NULL, {sort}{down}, {order}"
        joins = "".join(_JOINS[name] for name in _JOINS if name in self.joins)
        where = " AND ".join(self.conditions) or "1"
        rows = self.office.archive.read(
            f"SELECT h.id FROM household h{joins} WHERE {where} ORDER BY {order}", self.values
        )
        return tuple(row[0] for row in rows)
