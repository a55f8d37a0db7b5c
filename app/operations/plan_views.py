"""A household's plan as it stands: its answers, its measures, and what the next step still lacks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.errors import Issue
from app.operations.catalogues import catalogue
from app.operations.dossiers import Choice, dossiers
from app.operations.offices import Office, need_household
from app.operations.rows import RowReader, in_list
from app.progress import Progress
from app.rules.dossiers import Answers, Dossier
from app.rules.measures import measure_issues
from app.rules.plans import PlanFacts, content_issues, facts_of

RECORDS = frozenset({"standing", "membership", "person", "member_year", "plan", "measure", "pairing"})
"""What must be read of a household to judge its plan."""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure of a plan. `person_ids`: who benefits, empty for the whole household; `issues`: what is not right."""

    id: str
    answers: Answers
    person_ids: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanView:
    """A household's plan of a year. `next_state` is the one step forward, None when closed.

    `causes`, `risks`: codes the archive records for the household; `issues`: what the next step still lacks, each with
    the path of a field (`plan.causes`); those of level "doubt" pass with a reason.
    """

    id: str
    household_id: str
    year: int
    state: str
    next_state: str | None
    answers: Answers
    measures: tuple[MeasureLine, ...]
    causes: tuple[str, ...]
    risks: tuple[str, ...]
    issues: tuple[Issue, ...]


def plan_of(office: Office, household_id: str, year: int, dossier: Dossier | None = None) -> PlanView | None:
    """The plan of a household for a year; None where none is drafted. `dossier`: of that year, where it is known.

    Raises Problem for a household that is gone, or outside the user's villages.
    """
    need_household(office, household_id, "view")
    found = plan_rows(office, [household_id], year)
    known = (
        dossier or next((one for one, _ in plan_facts(office, [household_id], year)), None) if found else None
    )
    if known is None:
        return None
    facts = facts_of(known, office.forms)
    return PlanView(
        id=found[0][1],
        household_id=household_id,
        year=year,
        state=facts.state,
        next_state=facts.next_state,
        answers=facts.answers,
        measures=tuple(measures_of(office, found[0][1], year)),
        causes=facts.causes,
        risks=facts.risks,
        issues=tuple(content_issues(facts, facts.next_state, catalogue(office))) if facts.next_state else (),
    )


def plan_facts(
    office: Office, households: Sequence[str], year: int, progress: Progress | None = None
) -> Iterator[tuple[Dossier, PlanFacts]]:
    """What decides on the plans of these households, those the user may see, in the order given."""
    choice = Choice(households=tuple(households), closed=True)
    for one in dossiers(office, choice, year, progress, RECORDS):
        yield one, facts_of(one, office.forms)


def plan_rows(office: Office, households: Sequence[str], year: int) -> list[tuple[str, str]]:
    """(household, plan) of those that have one in a year."""
    found: list[tuple[str, str]] = []
    for some in in_list(households):
        sql = f"SELECT household_id, id FROM plan WHERE year = ? AND household_id IN ({some.marks})"
        found += [(str(one), str(plan)) for one, plan in office.archive.read(sql, (year, *some.values))]
    return found


def measures_of(office: Office, plan_id: str, year: int) -> Iterator[MeasureLine]:
    """A plan's measures in the order they were entered, each with what is not right about it."""
    known = catalogue(office)
    reader = RowReader(office.forms.help["measure"], ("id", "person_ids"))
    for row in reader.rows(office, "plan_id = ? ORDER BY id", (plan_id,)):
        persons = tuple(str(row.keys[1]).split(",")) if row.keys[1] else ()
        issues = tuple(measure_issues(row.answers, year, known))
        yield MeasureLine(str(row.keys[0]), row.answers, persons, issues)
