"""The list of clues: to be checked, overdue, found true and not yet in a procedure, closed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, get_args

from app.operations.cases.fitting import GROUP
from app.operations.clues.checks import TAKEN_IN
from app.operations.clues.entering import entering_groups
from app.operations.offices import Office
from app.operations.rows import answers_by_id
from app.operations.scopes import HEAD_NAME
from app.operations.visit_lines import days_of
from app.rules.dossiers import Answers

ClueState = Literal["open", "overdue", "taken", "closed"]
"""待核实, 逾期未核实, 核实为纳入而还没有进程序, 已办结. On the day of its deadline a clue is not overdue yet."""

STATES: Final[tuple[ClueState, ...]] = get_args(ClueState)
AHEAD: Final = 3
"""Days before its deadline from which a clue stands on the desk."""


@dataclass(frozen=True, slots=True)
class ClueQuery:
    """Which clues: of a place, a household, a source, a warning rule, in these states (none: all).

    `year`: found in it, or found before and still open or closed in it.
    """

    year: int | None = None
    division_id: str | None = None
    household_id: str | None = None
    states: tuple[ClueState, ...] = ()
    source: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class ClueRow:
    """One clue. `days`: over (positive) or left (0 or negative) while it is to be checked, else None.

    `household_id` "" is of somebody the archive does not hold; `case`: the procedure the household entered since.
    """

    id: str
    household_id: str
    person_id: str
    division_id: str
    head: str
    village: str
    group: str
    state: ClueState
    days: int | None
    cadre_id: str
    rule: str
    case: str
    answers: Answers

    @property
    def whom(self) -> str:
        """Whom it is about, as a list names them: the head of the household, else who was named."""
        return self.head or str(self.answers.get("whom") or "")


_FROM = (
    " FROM clue f LEFT JOIN household h ON h.id = f.household_id"
    " JOIN division d ON d.id = coalesce(h.division_id, f.division_id)"
)
_ORDER = " ORDER BY f.closed_on IS NOT NULL, coalesce(f.closed_on, '') DESC, f.due_on, f.id"


class _Narrowed:
    """The conditions of a query with the values bound in them, over the clues `f` and their place `d`."""

    def __init__(self, office: Office, query: ClueQuery) -> None:
        self.values: dict[str, object] = {"today": office.clock().date().isoformat(), "taken": TAKEN_IN}
        self.parts: list[str] = []
        if query.division_id:
            self._add("d.path LIKE (SELECT path FROM division WHERE id = {}) || '%'", query.division_id)
        if office.user.villages:
            marks = ", ".join(self._bind(one) for one in office.user.villages)
            self.parts.append(f"d.id IN ({marks})")
        for column in ("household_id", "source", "rule"):
            if value := getattr(query, column):
                self._add(f"f.{column} = {{}}", value)
        if query.year:
            first, last = days_of(query.year)
            self._add("f.found_on <= {}", last)
            self._add("(f.closed_on IS NULL OR f.closed_on >= {})", first)
        marks = ", ".join(self._bind(group) for group in entering_groups(office))
        self.case = (
            f'(SELECT c.name FROM case_household s JOIN "case" c ON c.id = s.case_id'
            f" WHERE s.household_id = f.household_id AND s.state <> 'out' AND {GROUP} IN ({marks})"
            " AND (c.closed_on IS NULL OR c.closed_on >= f.closed_on) ORDER BY c.opened_on DESC LIMIT 1)"
        )
        self.state = (
            "CASE WHEN f.closed_on IS NULL THEN CASE WHEN f.due_on < :today THEN 'overdue' ELSE 'open' END"
            f" WHEN f.result = :taken AND {self.case} IS NULL THEN 'taken' ELSE 'closed' END"
        )
        if query.states:
            marks = ", ".join(self._bind(state) for state in query.states)
            self.parts.append(f"{self.state} IN ({marks})")

    def _bind(self, value: object) -> str:
        name = f"c{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _add(self, condition: str, value: object) -> None:
        self.parts.append(condition.format(self._bind(value)))

    @property
    def sql(self) -> str:
        return " AND ".join(self.parts) or "1"


def list_clues(
    office: Office, query: ClueQuery | None = None, offset: int = 0, limit: int = -1
) -> list[ClueRow]:
    """The clues of a query: those to be checked, the longest overdue first, then the closed, newest first."""
    where = _Narrowed(office, query or ClueQuery())
    sql = (
        "SELECT f.id, coalesce(f.household_id, ''), coalesce(f.person_id, ''), d.id,"
        f" CASE WHEN h.id IS NULL THEN '' ELSE coalesce({HEAD_NAME}, '') END, d.name, coalesce(h.group_name, ''),"
        f" {where.state}, f.due_on, coalesce(f.cadre_id, ''), coalesce(f.rule, ''), coalesce({where.case}, '')"
        f"{_FROM} WHERE {where.sql}{_ORDER} LIMIT :limit OFFSET :offset"
    )
    found = office.archive.read(sql, {**where.values, "limit": limit, "offset": offset})
    answers = answers_by_id(office, office.forms.help["clue"], [row[0] for row in found])
    today = office.clock().date()
    return [
        ClueRow(
            id=one,
            household_id=household,
            person_id=person,
            division_id=division,
            head=head,
            village=village,
            group=group,
            state=state,
            days=(today - date.fromisoformat(due)).days if due and state in ("open", "overdue") else None,
            cadre_id=cadre,
            rule=rule,
            case=case,
            answers=answers.get(one, {}),
        )
        for one, household, person, division, head, village, group, state, due, cadre, rule, case in found
    ]


def count_clues(office: Office, query: ClueQuery | None = None) -> dict[ClueState, int]:
    """How many of the query's clues are in each state, whatever states it asks for."""
    where = _Narrowed(office, query or ClueQuery())
    sql = f"SELECT {where.state} AS state, count(*){_FROM} WHERE {where.sql} GROUP BY state"
    known: dict[str, int] = dict(office.archive.read(sql, where.values))
    return {state: int(known.get(state, 0)) for state in STATES}


def clues_due(office: Office) -> list[ClueRow]:
    """What the desk says: clues overdue or near their deadline, and those found true that entered nothing yet."""
    last = office.clock().date() + timedelta(days=AHEAD)
    return [
        row
        for row in list_clues(office, ClueQuery(states=("open", "overdue", "taken")))
        if row.state == "taken" or (isinstance(due := row.answers.get("due_on"), date) and due <= last)
    ]
