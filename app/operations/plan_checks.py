"""What a plan or a measure from a workbook must not do: pass a step by, or say what the catalogue does not know."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from app.errors import Issue
from app.operations.catalogues import catalogue
from app.operations.offices import Office
from app.rules.dossiers import Value
from app.rules.measures import measure_issues
from app.rules.plans import BY_STEPS, STATES, locked_issues


class PlanLine(Protocol):
    """A line about to be written, as an import says it (`line_imports.SaidLine`)."""

    record: str
    household_id: str
    year: int
    answers: dict[str, Value]
    kept: Mapping[str, Value]


def plan_line_check(office: Office) -> Callable[[PlanLine], Iterable[Issue]]:
    """A check for imported plans and measures: closed plans stay, steps are taken one by one, items are known."""
    known, states = catalogue(office), _states(office)
    seen = set(states)

    def check(line: PlanLine) -> list[Issue]:
        at = (line.household_id, line.year)
        if line.record == "plan" and not line.kept and at in seen:
            return [Issue("plans.one_a_year", "plan.goal", "error", {"year": line.year})]
        seen.add(at)
        state = states.get(at, STATES[0])
        changed = {key for key, value in line.answers.items() if line.kept.get(key) != value}
        if not changed:
            return []
        if line.record == "plan":
            return [*_step_issues(line, changed), *_errors(locked_issues(state, changed - BY_STEPS))]
        whole = {**line.kept, **line.answers}
        issues = measure_issues(whole, line.year, known)
        return [*issues, *_errors(locked_issues(state, changed, "measure"))]

    return check


def _errors(issues: Iterable[Issue]) -> list[Issue]:
    """The same as errors: a workbook gives no reason."""
    return [Issue(one.code, one.field, "error", one.values) for one in issues]


def _step_issues(line: PlanLine, changed: set[str]) -> list[Issue]:
    """A state or signature the archive does not have: a new plan comes in as a draft."""
    strange = {key for key in changed & BY_STEPS if line.answers[key] is not None}
    if not line.kept and line.answers.get("state") == STATES[0]:
        strange.discard("state")
    return [Issue("plans.comes_in_as_draft", f"plan.{key}", "error") for key in sorted(strange)]


def _states(office: Office) -> dict[tuple[str, int], str]:
    rows = office.archive.read("SELECT household_id, year, coalesce(state, 'draft') FROM plan")
    return {(str(household), int(year)): str(state) for household, year, state in rows}
