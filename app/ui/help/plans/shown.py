"""How the list of plans shows a plan: its columns, its cells, the words of its states. No widgets."""

from collections.abc import Iterable

from app.operations.plans import STATES, PlanRow
from app.rules.forms import Forms
from app.rules.values import show
from app.texts import say
from app.ui.kit.cells import CellValue, Column, Mark, Row

PAUSE = "\u3001"
TONES = {"draft": "neutral", "running": "accent", "closed": "ok"}
SPARED = (6, 7, 8, 9)  # columns given up while a panel stands beside the list, counted with the boxes


def plan_columns() -> list[Column]:
    """The columns of the list."""
    return [
        Column("head", say("help_plans.head"), 96),
        Column("place", say("help_plans.place"), 126),
        Column("state", say("help_plans.state"), 96, kind="chips"),
        Column("causes", say("help_plans.causes"), 130, stretch=True),
        Column("measures", say("help_plans.measures"), 118),
        Column("amount", say("help_plans.amount"), 108, kind="number"),
        Column("helper", say("help_plans.helper"), 92),
        Column("goal", say("help_plans.goal"), 108),
        Column("result", say("help_plans.result"), 88),
    ]


def plan_row(forms: Forms, row: PlanRow) -> Row:
    """One household as the table paints it; the key is the household's."""
    place = " ".join(part for part in (row.village, row.group) if part)
    goal = show("month", row.goal_month) if row.goal_month else None
    result = forms.codes["plan_result"].name(row.result) if row.result else ""
    if not row.plan_id:
        empty = ("", "", "", row.helper or None, "", "")
        return Row(row.household_id, (row.head, place, (state_mark(forms, ""),), *empty))
    amount = show("money", row.amount) if row.amount is not None else None
    cells = (row.head, place, (state_mark(forms, row.state),), cause_words(forms, row.causes, row.risks) or None,
             measure_mark(row), amount, row.helper or None, goal, result)  # fmt: skip
    return Row(row.household_id, cells)


def state_mark(forms: Forms, state: str) -> Mark:
    """A plan's state as a chip; "" is no plan."""
    if not state:
        return Mark(say("help_plans.without"), "warn")
    return Mark(forms.codes["plan_state"].name(state), TONES.get(state, "neutral"))


def cause_words(forms: Forms, causes: Iterable[str], risks: Iterable[str]) -> str:
    """The causes and risks a plan names, in words."""
    words = [*map(forms.codes["poverty_cause"].name, causes), *map(forms.codes["risk"].name, risks)]
    return PAUSE.join(dict.fromkeys(words))


def measure_mark(row: PlanRow) -> CellValue:
    """How many measures, and how far: red where one is overdue, amber where there is none."""
    if not row.measures:
        return Mark(say("help_plans.no_measure"), "warn")
    if row.overdue:
        return Mark(say("help_plans.measures_overdue", count=row.measures, overdue=row.overdue), "bad")
    return say("help_plans.measures_done", count=row.measures, done=row.done)


def next_state(state: str) -> str:
    """The one step forward from a state; "" behind the last."""
    place = STATES.index(state) if state in STATES else len(STATES)
    return STATES[place + 1] if place + 1 < len(STATES) else ""


def step_verb(to: str) -> str:
    """What one does to bring a plan to that state."""
    return {
        "draft": say("help_plans.to_draft"),
        "agreed": say("help_plans.to_agreed"),
        "village": say("help_plans.to_village"),
        "township": say("help_plans.to_township"),
        "running": say("help_plans.to_running"),
        "closed": say("help_plans.to_closed"),
    }[to]
