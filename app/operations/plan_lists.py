"""Plans by village, year and state, in the order of the village book: found in SQL, read page by page.

Finding 15,000 plans reads ids only; a page reads what its own rows show.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from app.operations.help_needs import needs_of
from app.operations.offices import Office
from app.operations.places import divisions
from app.operations.plan_queries import OPEN, PlanQuery, PlanSql
from app.operations.rows import in_list
from app.rules.dossiers import HEAD
from app.rules.plans import STATES


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
    """What a query found, in the order of the household list. A page reads its own lines only.

    Lines are plans, or households for the gap `plan` (`without`).
    """

    def __init__(self, office: Office, query: PlanQuery, ids: tuple[str, ...] | None = None) -> None:
        self.office, self.query = office, query
        self.without = "plan" in query.gaps
        self._sql = PlanSql(office, query)
        self._ids = ids

    @cached_property
    def count(self) -> int:
        """How many lines there are."""
        if self._ids is not None:
            return len(self._ids)
        return int(self.office.archive.read(self._sql.count, self._sql.values)[0][0])

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them in order: plan ids, or household ids for the gap `plan`; read once, when first wanted."""
        if self._ids is None:
            self._ids = self._find()
        return self._ids

    @cached_property
    def households(self) -> tuple[str, ...]:
        """The households of the lines, in their order: what a batch takes."""
        if self.without:
            return self.ids
        rows = self.office.archive.read(self._sql.households, self._sql.values)
        return tuple(str(row[0]) for row in rows)

    def page(self, offset: int = 0, limit: int = 50) -> list[PlanRow]:
        """The lines from `offset` on, at most `limit`."""
        ids = self._find(offset, limit) if self._ids is None else self._ids[offset : offset + limit]
        rows: dict[str, PlanRow] = {}
        today = self.office.clock().date().isoformat()
        for some in in_list(ids):
            sql = (_WITHOUT_PAGE if self.without else _PAGE).format(marks=some.marks)
            values = (HEAD, today, today, *(() if self.without else (today,)), *some.values)
            for row in self.office.archive.read(sql, values):
                rows[str(row[0])] = _row(row)
        return [rows[one] for one in ids if one in rows]

    def _find(self, offset: int = 0, limit: int = -1) -> tuple[str, ...]:
        values = {**self._sql.values, "limit": limit, "offset": offset}
        rows = self.office.archive.read(f"{self._sql.ids} LIMIT :limit OFFSET :offset", values)
        return tuple(str(row[0]) for row in rows)


def list_plans(office: Office, query: PlanQuery) -> PlanList:
    """The plans a query finds, village by village; a village's user sees his own.

    Raises Problem for a gap nobody knows.
    """
    if "plan" not in query.gaps:
        return PlanList(office, query)
    needed = needs_of(office, _day_of(office, query.year))
    sql = PlanSql(office, query)
    open_ones = office.archive.read(sql.ids, sql.values)
    return PlanList(office, query, tuple(str(row[0]) for row in open_ones if row[0] in needed))


def _day_of(office: Office, year: int) -> date:
    """The day on which need is judged: today in the plan's year, else the year's end."""
    today = office.clock().date()
    return today if today.year == year else date(year, 12, 31)


def village_states(office: Office, year: int, division_id: str | None = None) -> list[VillageStates]:
    """How far each village's plans of a year are, in the order of the village book; villages with neither left out."""
    scope = PlanSql(office, PlanQuery(year, division_id))
    said = "h.division_id, coalesce(p.state, 'draft'), p.household_id"
    rows = office.archive.read(f"SELECT {said} {scope.found}", scope.values)
    counts = Counter((division, state) for division, state, _ in rows)
    planned = {household for _, _, household in rows}
    mine = PlanSql(office, PlanQuery(year, division_id, gaps=("plan",)))
    needed = needs_of(office, _day_of(office, year)).keys() - planned
    without = Counter(division for division, one in mine.places(office) if one in needed)
    return [
        VillageStates(one.id, one.name, {state: counts[one.id, state] for state in STATES}, without[one.id])
        for one in divisions(office).values()
        if any(counts[one.id, state] for state in STATES) or without[one.id]
    ]


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
    f" sum(m.to_on < ? AND {OPEN}), sum(m.amount), sum(m.effect), group_concat(m.kind)"
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
