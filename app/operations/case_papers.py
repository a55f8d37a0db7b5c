"""Papers of procedures: which a case's steps ask for, and what a paper is told of the case and of past help."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.documents.papers import Paper, load_papers
from app.operations.case_opinions import case_facts, case_line
from app.operations.cases.of_households import cases_of
from app.operations.cases.stored import read_case
from app.operations.dossiers import Choice, chosen_households
from app.operations.offices import Office
from app.operations.stored_help import read_help
from app.paths import forms as forms_folder
from app.rules.dossiers import Answers, Dossier, Line
from app.rules.procedures import Step
from app.rules.spots import CASE, Spot, reader
from app.rules.walks import next_step

_SINCE = ("measure", "visit")
"""Lines of help that may be asked for from a month on."""


@dataclass(frozen=True, slots=True)
class StepPaper:
    """A paper a step of a case asks for: its key and title, the step's label, whether the step is to be done now.

    `paper` is None for a key no file of forms/papers has: minutes and notice results are printed elsewhere.
    """

    key: str
    title: str
    step: str
    now: bool
    paper: Paper | None


def case_papers(office: Office, case_id: str) -> list[StepPaper]:
    """The papers a case's steps ask for that are printed for its households; those of the step to do now first.

    Raises Problem for a case that is gone.
    """
    case = read_case(office, case_id)
    known = {one.id: one for one in load_papers(forms_folder(), office.forms)}
    now = next_step(case.procedure, case.walked) if not case.answers.get("closed_on") else None
    found = [
        StepPaper(key, known[key].title, step.label, step is now, known[key])
        for step in case.procedure.steps
        for key in step_papers(step)
        if key in known and known[key].subject == "household"
    ]
    return sorted(found, key=lambda one: not one.now)


def step_papers(step: Step) -> tuple[str, ...]:
    """The keys of the papers a step asks for, none twice."""
    return tuple(dict.fromkeys(step.papers))


def wants_case(paper: Paper) -> bool:
    """Whether a paper speaks of the case its household goes with."""
    return any(
        source.startswith(f"{CASE}.")
        for part in paper.parts
        for column in (*part.columns, *(one for row in part.rows for one in row))
        for source in column.sources
    )


def enriched(
    office: Office, paper: Paper, dossiers: Iterable[Dossier], case_id: str | None = None
) -> Iterator[Dossier]:
    """The dossiers with what the paper needs besides: the case, and help since the month its `since` names."""
    lines = _Lines(office, case_id) if wants_case(paper) else None
    for one in dossiers:
        if lines:
            one = lines.beside(one)
        yield _since(office, one, paper.since) if paper.since else one


class _Lines:
    """The lines of cases, each case read once: of the case named, or of each household's newest."""

    def __init__(self, office: Office, case_id: str | None) -> None:
        self._office, self._case_id = office, case_id
        self._known: dict[str, Mapping[str, Line]] = {}

    def beside(self, dossier: Dossier) -> Dossier:
        """The dossier with the line of its case; as it was where it goes with none."""
        case_id = self._case_id or self._newest(dossier.household_id)
        line = self._of_case(case_id).get(dossier.household_id) if case_id else None
        return replace(dossier, help={**dossier.help, CASE: (line,)}) if line else dossier

    def _newest(self, household_id: str) -> str | None:
        found = [one for one in cases_of(self._office, household_id) if one.stays]
        running = [one for one in found if one.closed_on is None]
        return next((one.line.id for one in (*running, *found)), None)

    def _of_case(self, case_id: str) -> Mapping[str, Line]:
        if case_id not in self._known:
            case = read_case(self._office, case_id)
            facts = case_facts(self._office, case)
            self._known[case_id] = {
                one.household_id: case_line(self._office, facts, one) for one in case.households
            }
        return self._known[case_id]


def staying_in(office: Office, case_id: str) -> list[str]:
    """The households a case's papers are printed for: those that still go with it, in the order of the village's book.

    Raises Problem for a case that is gone.
    """
    case = read_case(office, case_id)
    staying = {one.household_id for one in case.staying}
    every = chosen_households(office, Choice(division_id=case.division_id, closed=True))
    return [one for one in every if one in staying]


def _since(office: Office, dossier: Dossier, path: str) -> Dossier:
    """The dossier with every measure and visit since the month at `path`; the year's own where that is not known."""
    month = reader(path, office.forms)(Spot(dossier))
    if not isinstance(month, str) or not month:
        return dossier
    found = read_help(office, _SINCE, "?", (dossier.household_id,)).get(dossier.household_id, {})
    help_ = {
        record: tuple(line for line in found.get(record, ()) if _begun(line, dossier.year) >= month)
        for record in _SINCE
    }
    people = {one.person_id: one.person for one in dossier.members}
    named = {record: tuple(_named(line, people) for line in some) for record, some in help_.items()}
    return replace(dossier, help={**dossier.help, **named})


def _begun(line: Line, last: int) -> str:
    """The month a line speaks of, yyyy-mm; without a day the end of its plan's year; "" in later years."""
    day = line.answers.get("visited_on") or line.answers.get("from_on") or line.answers.get("to_on")
    month = f"{day:%Y-%m}" if isinstance(day, date) else f"{line.year}-12"
    return month if month[:4] <= str(last) else ""


def _named(line: Line, people: Mapping[str, Answers]) -> Line:
    """A measure with the answers of the members it is for; other lines as they are."""
    if line.record != "measure" or "person" not in line.linked:
        return line
    ids = [str(one.get("id")) for one in line.linked["person"]]
    return replace(line, linked={"person": tuple(people[one] for one in ids if one in people)})
