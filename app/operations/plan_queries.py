"""Which plans are asked for, and the statements that find them: household by household, in the order of their index."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from app.errors import Problem
from app.operations.book_orders import LIST_ORDER
from app.operations.offices import Office
from app.operations.places import divisions

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


_NO_ONE_HELPS: Final = (
    "NOT EXISTS (SELECT 1 FROM pairing g WHERE g.household_id = h.id AND g.kind = '1'"
    " AND (g.ended_on IS NULL OR g.ended_on > :today))"
)
_HELPED_BY: Final = (
    "EXISTS (SELECT 1 FROM pairing g WHERE g.household_id = h.id AND g.cadre_id = {}"
    " AND (g.ended_on IS NULL OR g.ended_on > :today))"
)
_HEADED_BY: Final = (
    "EXISTS (SELECT 1 FROM membership b JOIN person w ON w.id = b.person_id WHERE b.household_id = h.id"
    " AND b.relation = '01' AND b.left_on IS NULL AND instr(w.name, {}) > 0)"
)
_NO_PLAN: Final = "NOT EXISTS (SELECT 1 FROM plan p WHERE p.household_id = h.id AND p.year = :year)"
_A_MEASURE: Final = "EXISTS (SELECT 1 FROM measure m WHERE m.plan_id = p.id AND {})"
OPEN: Final = "coalesce(m.state, 'planned') NOT IN ('done', 'stopped')"
_LACKS: Final[dict[str, str]] = {
    "cause": "p.causes IS NULL AND p.risks IS NULL",
    "measure": "NOT EXISTS (SELECT 1 FROM measure m WHERE m.plan_id = p.id)",
    "helper": _NO_ONE_HELPS,
    "overdue": _A_MEASURE.format(f"m.to_on < :today AND {OPEN}"),
    "unfinished": _A_MEASURE.format("coalesce(m.state, 'planned') != 'done'"),
    "unconfirmed": _A_MEASURE.format("m.state = 'done' AND m.confirmed IS NOT 1"),
}


class PlanSql:
    """The statements of a query: `ids` and `households` in order, `count`, and `found` from FROM on; `values` bound."""

    def __init__(self, office: Office, query: PlanQuery) -> None:
        self.values: dict[str, object] = {"year": query.year, "today": office.clock().date().isoformat()}
        self._conditions: list[str] = []
        without = "plan" in query.gaps
        if without:
            source = "household h"
            self._conditions += ["h.closed_on IS NULL", _NO_PLAN]
        else:
            # Household first: in its order plans and measures lie beside each other on the disk.
            source = "household h CROSS JOIN plan p ON p.household_id = h.id AND p.year = :year"
            self._of_plans(query)
        self._place(office, query)
        self.found = f"FROM {source} WHERE {' AND '.join(self._conditions) or '1'}"
        self.ids = f"SELECT {'h.id' if without else 'p.id'} {self.found} ORDER BY {LIST_ORDER}"
        self.households = f"SELECT h.id {self.found} ORDER BY {LIST_ORDER}"
        whole = "FROM plan WHERE year = :year" if not without and not self._conditions else self.found
        self.count = f"SELECT count(*) {whole}"

    def places(self, office: Office) -> list[tuple[str, str]]:
        """(village, household) of every open household where the query looks, whether it has a plan or not."""
        conditions = [one for one in self._conditions if one != _NO_PLAN]
        sql = f"SELECT h.division_id, h.id FROM household h WHERE {' AND '.join(conditions)}"
        rows = office.archive.read(sql, self.values)
        return [(str(village), str(household)) for village, household in rows]

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
            known = divisions(office)
            above = known[query.division_id].path if query.division_id in known else None
            under = [one.id for one in known.values() if above and one.path.startswith(above)]
            self._conditions.append(f"h.division_id IN ({self._all(under)})")
        if query.group is not None:
            self._conditions.append(f"h.group_name = {self._bind(query.group)}")
        if office.user.villages:
            self._conditions.append(f"h.division_id IN ({self._all(office.user.villages)})")
        if query.cadre_id:
            self._conditions.append(_HELPED_BY.format(self._bind(query.cadre_id)))
        if query.text.strip():
            self._conditions.append(_HEADED_BY.format(self._bind(query.text.strip())))

    def _all(self, values: Sequence[object]) -> str:
        return ", ".join(self._bind(value) for value in values)
