"""Plans by village, year and state, in the order of the village book: found in SQL, read page by page.

Finding 15,000 plans reads ids only; a page reads what its own rows show.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Literal

from app.errors import Problem
from app.operations.help_needs import needs_of
from app.operations.offices import Office
from app.operations.places import divisions
from app.operations.rows import in_list
from app.rules.dossiers import HEAD
from app.rules.plans import STATES

Gap = Literal["plan", "cause", "measure", "helper", "overdue", "unfinished", "unconfirmed"]


@dataclass(frozen=True, slots=True)
class PlanQuery:
    """Which plans. No division: the whole office; no state: every one; `text`: in the head's name; `kind`, `item`: of a
    measure they hold; `cadre_id`: who helps now.

    `gaps` keeps those with one of these lacks: `cause` (names none), `measure` (has none), `helper` (nobody answers for
    the household), `overdue` (a measure's day has passed), `unfinished` (a measure is not done), `unconfirmed` (a done
    measure the household has not confirmed). `plan` lists instead the households that must be helped
    (`forms/pairing.toml`) and have no plan of the year.
    """

    year: int
    division_id: str | None = None
    group: str | None = None
    states: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    kind: str | None = None
    item: str | None = None
    cadre_id: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the list: money in yuan, None where no measure says any; `plan_id` "" for a household without one.

    `helper`: who answers for the household today; `kinds`: codes of its measures, in their order.
    """

    plan_id: str
    household_id: str
    village: str
    group: str
    head: str
    code: str
    state: str
    causes: tuple[str, ...]
    risks: tuple[str, ...]
    kinds: tuple[str, ...]
    measures: int
    done: int
    overdue: int
    amount: Decimal | None
    effect: Decimal | None
    helper: str
    goal_month: str
    signed_on: date | None
    result: str


@dataclass(frozen=True, slots=True)
class VillageStates:
    """A village's plans of the year by state, and how many of its households must be helped and have none."""

    division_id: str
    village: str
    states: dict[str, int]
    without: int

    @property
    def plans(self) -> int:
        return sum(self.states.values())


class PlanList:
    """What a query found: `ids` in order (plan ids, or household ids for the gap `plan`), and its pages."""

    def __init__(self, office: Office, query: PlanQuery, ids: tuple[str, ...]) -> None:
        self.office, self.query, self.ids = office, query, ids
        self.without = "plan" in query.gaps

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.ids)

    @cached_property
    def households(self) -> tuple[str, ...]:
        """The households of the lines, in their order: what a batch takes."""
        if self.without:
            return self.ids
        found: dict[str, str] = {}
        for some in in_list(self.ids):
            sql = f"SELECT id, household_id FROM plan WHERE id IN ({some.marks})"
            found.update(self.office.archive.read(sql, some.values))
        return tuple(found[one] for one in self.ids if one in found)

    def page(self, offset: int = 0, limit: int = 50) -> list[PlanRow]:
        """The lines from `offset` on, at most `limit`."""
        ids = self.ids[offset : offset + limit]
        rows: dict[str, PlanRow] = {}
        today = self.office.clock().date().isoformat()
        for some in in_list(ids):
            marks = some.marks
            sql = (_WITHOUT_PAGE if self.without else _PAGE).format(marks=marks)
            values = (HEAD, today, today, *([today] if not self.without else []), *some.values)
            for row in self.office.archive.read(sql, values):
                rows[str(row[0])] = _row(row)
        return [rows[one] for one in ids if one in rows]


def list_plans(office: Office, query: PlanQuery) -> PlanList:
    """The plans a query finds, village by village; a village's user sees his own.

    Raises Problem for a gap nobody knows.
    """
    sql = _Sql(office, query)
    ids = (str(row[0]) for row in office.archive.read(sql.text, sql.values))
    if "plan" in query.gaps:
        needed = needs_of(office, _day_of(office, query.year))
        ids = (one for one in ids if one in needed)
    return PlanList(office, query, tuple(ids))


def _day_of(office: Office, year: int) -> date:
    """The day on which need is judged: today in the plan's year, else the year's end."""
    today = office.clock().date()
    return today if today.year == year else date(year, 12, 31)


def village_states(office: Office, year: int, division_id: str | None = None) -> list[VillageStates]:
    """How far each village's plans of a year are, in the order of the village book; villages with neither left out."""
    counts: dict[str, dict[str, int]] = {}
    scope = _Sql(office, PlanQuery(year, division_id))
    sql = f"SELECT h.division_id, coalesce(p.state, 'draft'), count(*) {scope.found} GROUP BY 1, 2"
    for division, state, count in office.archive.read(sql, scope.values):
        counts.setdefault(str(division), {})[str(state)] = int(count)
    lacking = _Sql(office, PlanQuery(year, division_id, gaps=("plan",)))
    needed = needs_of(office, _day_of(office, year))
    rows = office.archive.read(f"SELECT h.division_id, h.id {lacking.found}", lacking.values)
    without = Counter(str(division) for division, one in rows if one in needed)
    known = divisions(office)
    places = sorted(counts.keys() | without.keys(), key=lambda one: (known[one].code, known[one].name))
    ordered = {one: {state: counts.get(one, {}).get(state, 0) for state in STATES} for one in places}
    return [VillageStates(one, known[one].name, ordered[one], without.get(one, 0)) for one in places]


_NO_ONE_HELPS: Final = (
    "NOT EXISTS (SELECT 1 FROM pairing g WHERE g.household_id = h.id AND g.kind = '1'"
    " AND (g.ended_on IS NULL OR g.ended_on > :today))"
)
_HELPED_BY: Final = (
    "EXISTS (SELECT 1 FROM pairing g WHERE g.household_id = h.id AND g.cadre_id = {}"
    " AND (g.ended_on IS NULL OR g.ended_on > :today))"
)
_A_MEASURE: Final = "EXISTS (SELECT 1 FROM measure m WHERE m.plan_id = p.id AND {})"
_OPEN: Final = "coalesce(m.state, 'planned') NOT IN ('done', 'stopped')"
_LACKS: Final[dict[str, str]] = {
    "cause": "p.causes IS NULL AND p.risks IS NULL",
    "measure": "NOT EXISTS (SELECT 1 FROM measure m WHERE m.plan_id = p.id)",
    "helper": _NO_ONE_HELPS,
    "overdue": _A_MEASURE.format(f"m.to_on < :today AND {_OPEN}"),
    "unfinished": _A_MEASURE.format("coalesce(m.state, 'planned') != 'done'"),
    "unconfirmed": _A_MEASURE.format("m.state = 'done' AND m.confirmed IS NOT 1"),
}
_BOOK: Final = "ORDER BY d.code, d.name, h.group_name, h.code, h.id"


class _Sql:
    """The statement of a query: `found` from FROM on, without an order; `text`: the ids in order; `values` bound."""

    def __init__(self, office: Office, query: PlanQuery) -> None:
        self.values: dict[str, object] = {"year": query.year, "today": office.clock().date().isoformat()}
        self._conditions: list[str] = []
        self._joins = ""
        if "plan" in query.gaps:
            source, key = "household h", "h.id"
            self._conditions += [
                "h.closed_on IS NULL",
                "NOT EXISTS (SELECT 1 FROM plan p WHERE p.household_id = h.id AND p.year = :year)",
            ]
        else:
            source, key = "plan p JOIN household h ON h.id = p.household_id", "p.id"
            self._conditions.append("p.year = :year")
            self._of_plans(query)
        self._place(office, query)
        self.found = (
            f"FROM {source} JOIN division d ON d.id = h.division_id{self._joins}"
            f" WHERE {' AND '.join(self._conditions)}"
        )
        self.text = f"SELECT {key} {self.found} {_BOOK}"

    def _bind(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _of_plans(self, query: PlanQuery) -> None:
        if query.states:
            self._conditions.append(f"coalesce(p.state, 'draft') IN ({self._all(query.states)})")
        for gap in query.gaps:
            if gap not in _LACKS:
                raise Problem("plans.unknown_gap", text=gap, known=", ".join(["plan", *_LACKS]))
        if query.gaps:
            self._conditions.append("(" + " OR ".join(f"({_LACKS[gap]})" for gap in query.gaps) + ")")
        for column, wanted in (("kind", query.kind), ("item", query.item)):
            if wanted:
                self._conditions.append(_A_MEASURE.format(f"m.{column} = {self._bind(wanted)}"))

    def _place(self, office: Office, query: PlanQuery) -> None:
        if query.division_id:
            path = f"(SELECT path FROM division WHERE id = {self._bind(query.division_id)})"
            self._conditions.append(f"d.path LIKE {path} || '%'")
        if query.group is not None:
            self._conditions.append(f"h.group_name = {self._bind(query.group)}")
        if office.user.villages:
            self._conditions.append(f"h.division_id IN ({self._all(office.user.villages)})")
        if query.cadre_id:
            self._conditions.append(_HELPED_BY.format(self._bind(query.cadre_id)))
        if query.text.strip():
            self._joins = (
                " JOIN membership b ON b.household_id = h.id AND b.relation = '01' AND b.left_on IS NULL"
                " JOIN person w ON w.id = b.person_id"
            )
            self._conditions.append(f"instr(w.name, {self._bind(query.text.strip())}) > 0")

    def _all(self, values: Sequence[object]) -> str:
        return ", ".join(self._bind(value) for value in values)


_HEAD_OF: Final = (
    "(SELECT w.name FROM membership b JOIN person w ON w.id = b.person_id WHERE b.household_id = h.id"
    " AND b.relation = ? AND b.left_on IS NULL LIMIT 1)"
)
_HELPER_OF: Final = (
    "(SELECT c.name FROM pairing g JOIN cadre c ON c.id = g.cadre_id WHERE g.household_id = h.id AND g.kind = '1'"
    " AND (g.started_on IS NULL OR g.started_on <= ?) AND (g.ended_on IS NULL OR g.ended_on > ?)"
    " ORDER BY g.started_on DESC LIMIT 1)"
)
_WHERE: Final = f"d.name, h.group_name, {_HEAD_OF}, h.code, {_HELPER_OF}"
_PAGE: Final = (
    f"SELECT p.id, h.id, {_WHERE}, p.state, p.causes, p.risks, p.goal_month, p.signed_on, p.result,"
    " count(m.id), sum(m.state = 'done'),"
    f" sum(m.to_on < ? AND {_OPEN}), sum(m.amount), sum(m.effect), group_concat(m.kind)"
    " FROM plan p JOIN household h ON h.id = p.household_id JOIN division d ON d.id = h.division_id"
    " LEFT JOIN measure m ON m.plan_id = p.id WHERE p.id IN ({marks}) GROUP BY p.id"
)
_WITHOUT_PAGE: Final = (
    f"SELECT h.id, h.id, {_WHERE}, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, NULL, NULL, NULL"
    " FROM household h JOIN division d ON d.id = h.division_id WHERE h.id IN ({marks})"
)


def _row(row: Sequence[Any]) -> PlanRow:
    line, household, village, group, head, code, helper, state, causes, risks = row[:10]
    goal_month, signed_on, result, measures, done, overdue, amount, effect, kinds = row[10:]
    without = line == household
    return PlanRow(
        plan_id="" if without else str(line),
        household_id=str(household),
        village=village or "",
        group=group or "",
        head=head or "",
        code=code or "",
        state="" if without else str(state or STATES[0]),
        causes=_split(causes),
        risks=_split(risks),
        kinds=tuple(sorted(set(_split(kinds)))),
        measures=int(measures or 0),
        done=int(done or 0),
        overdue=int(overdue or 0),
        amount=_yuan(amount),
        effect=_yuan(effect),
        helper=helper or "",
        goal_month=goal_month or "",
        signed_on=date.fromisoformat(signed_on) if signed_on else None,
        result=result or "",
    )


def _split(kept: str | None) -> tuple[str, ...]:
    return tuple(kept.split(",")) if kept else ()


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(fen).scaleb(-2)
