"""Plans of many households at once: each deed one batch that can be taken back, telling whom it left out and why."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.catalogues import catalogue
from app.operations.offices import Office, need_role
from app.operations.plan_records import draft_answers, measure_said, need_year, plan_in
from app.operations.plan_refusals import need_right, told
from app.operations.plan_steps import given_of, role_for, with_names
from app.operations.plan_views import plan_facts
from app.operations.rows import RowReader, in_list, kept_answers
from app.progress import Progress
from app.rules.dossiers import Answers, Dossier
from app.rules.measures import carried_measure, measure_issues
from app.rules.plans import PlanFacts, carried_plan, locked_issues, step_answers, step_issues
from app.texts import say, sentence
from db.records import new_id
from db.works import Work


class LeftOut(NamedTuple):
    """A household a batch did not touch: its head and village, and why in a sentence."""

    household_id: str
    head: str
    village: str
    sentence: str


class BatchDone(NamedTuple):
    """What a batch wrote: its id ("" where it wrote nothing), the households done, and those left out."""

    batch: str
    done: tuple[str, ...]
    skipped: tuple[LeftOut, ...]


Judge = Callable[[Dossier, PlanFacts], None]
"""Raises Problem for a household the batch must leave out."""

Write = Callable[[Work, Dossier, PlanFacts], None]


def give_measure(
    office: Office,
    households: Sequence[str],
    year: int,
    answers: Mapping[str, object],
    *,
    reason: str = "",
    progress: Progress | None = None,
) -> BatchDone:
    """Put the same measure into the plans of many households, as one batch; a household without a plan gets a draft.

    Left out: households that have the measure already, whose plan is closed, or signed while no `reason` is given.
    Raises Refused for answers that are not right, as `save_measure` does.
    """
    need_role(office, "enter")
    need_year(year)
    said, issues = measure_said(office, answers, new=True)
    need_right(issues + measure_issues(said, year, catalogue(office)), reason)
    kept = kept_answers(office.forms.help["measure"], said)

    def judge(one: Dossier, facts: PlanFacts) -> None:
        _need_open(one)
        if any(_same_measure(said, other) for other in facts.measures):
            raise Problem("plans.has_measure", name=said["name"])
        need_right(locked_issues(facts.state, ["name"], "measure") if facts.answers else [], reason)

    def write(work: Work, one: Dossier, facts: PlanFacts) -> None:
        plan = plan_in(work, one.household_id, year) or work.create("plan", _draft(office, facts))
        work.create("measure", {**_named(one, plan), **kept})

    deed = say("plans.gave", name=said["name"], year=year)
    return _run(office, households, year, judge, write, _why(deed, reason), progress)


def last_years_plan(
    office: Office, households: Sequence[str], year: int, *, progress: Progress | None = None
) -> BatchDone:
    """Draft the plans of `year` from those of the year before, as one batch: wishes, goal, and measures a year later.

    Causes and risks are those recorded now. Left out: households that have a plan already, or had none.
    """
    need_role(office, "enter")
    need_year(year)
    before = dict(_plans_of(office, households, year - 1))
    measures = _measures_of(office, households, year - 1)

    def judge(one: Dossier, facts: PlanFacts) -> None:
        _need_open(one)
        if facts.answers:
            raise Problem("plans.has_plan", year=year)
        if one.household_id not in before:
            raise Problem("plans.had_no_plan", year=year - 1)

    def write(work: Work, one: Dossier, facts: PlanFacts) -> None:
        said = carried_plan(before[one.household_id], facts)
        plan = work.create("plan", _draft(office, facts, said))
        here = {member.person_id for member in one.members}
        for answers, persons in measures.get(one.household_id, ()):
            carried = carried_measure(answers)
            staying = ",".join(person for person in persons if person in here) or None
            if carried and (staying or not persons):
                kept = kept_answers(office.forms.help["measure"], carried)
                work.create("measure", {**_named(one, plan), "person_ids": staying, **kept})

    return _run(office, households, year, judge, write, say("plans.carried", year=year), progress)


def step_many(
    office: Office,
    plan_ids: Sequence[str],
    to: str,
    *,
    by: str = "",
    on: date | None = None,
    reason: str = "",
    result: str | None = None,
    achieved: str = "",
    unfinished: str = "",
    progress: Progress | None = None,
) -> BatchDone:
    """Take many plans the same step, as one batch; a plan that may not go is left out with what it lacks.

    Who signs is each household's own head unless `by` names one. See `plan_steps.step`.
    """
    need_role(office, "enter")
    given, issues = given_of(office, to, by, on, reason, result, achieved, unfinished)
    need_right(issues)
    today, form, known = office.clock().date(), office.forms.help["plan"], catalogue(office)
    found = [_step_year(office, plan_ids, year) for year in _years_of(office, plan_ids)]
    batch = new_id()
    done: list[str] = []
    skipped: list[LeftOut] = []
    for year, plans in found:

        def judge(one: Dossier, facts: PlanFacts) -> None:
            need_role(office, role_for(facts, to))
            need_right(step_issues(facts, with_names(office, facts, given), today, known), reason)

        def write(work: Work, one: Dossier, facts: PlanFacts, plans: Mapping[str, str] = plans) -> None:
            said = step_answers(facts, with_names(office, facts, given))
            work.update("plan", plans[one.household_id], kept_answers(form, said))

        deed = say("plans.stepped", state=office.forms.codes["plan_state"].name(to), year=year)
        some = _run(office, list(plans), year, judge, write, _why(deed, reason), progress, batch)
        done += some.done
        skipped += some.skipped
    return BatchDone(batch if done else "", tuple(done), tuple(skipped))


def _run(
    office: Office,
    households: Sequence[str],
    year: int,
    judge: Judge,
    write: Write,
    why: str,
    progress: Progress | None,
    batch: str = "",
) -> BatchDone:
    """Judge every household first, then write those that may, all in one work of one batch."""
    chosen: list[tuple[Dossier, PlanFacts]] = []
    skipped: list[LeftOut] = []
    wanted = list(dict.fromkeys(households))
    for one, facts in plan_facts(office, wanted, year, progress):
        try:
            judge(one, facts)
        except Problem as problem:
            skipped.append(LeftOut(one.household_id, facts.head, one.place.village, _told(problem)))
        else:
            chosen.append((one, facts))
    seen = {one.household_id for one, _ in chosen} | {one.household_id for one in skipped}
    skipped += [LeftOut(one, "", "", say("plans.not_yours")) for one in wanted if one not in seen]
    batch = batch or new_id()
    if chosen:
        with office.archive.work(office.user.name, why, at=office.clock(), batch=batch) as work:
            for one, facts in chosen:
                write(work, one, facts)
    return BatchDone(batch if chosen else "", tuple(one.household_id for one, _ in chosen), tuple(skipped))


def _told(problem: Problem) -> str:
    """Why a household was left out: every issue's sentence, or the problem's own."""
    return told(problem.issues) if isinstance(problem, Refused) else sentence(problem)


def _why(deed: str, reason: str) -> str:
    return " ".join(filter(None, (deed, reason.strip())))


def _need_open(one: Dossier) -> None:
    if one.household.get("closed_on"):
        raise Problem("plans.household_closed")


def _draft(office: Office, facts: PlanFacts, said: Answers | None = None) -> dict[str, str | int | None]:
    kept = kept_answers(office.forms.help["plan"], draft_answers(facts, said or {}))
    return {"household_id": facts.household_id, "year": facts.year, **kept}


def _named(one: Dossier, plan: str) -> dict[str, str | int | None]:
    return {"household_id": one.household_id, "plan_id": plan, "year": one.year}


def _same_measure(one: Answers, other: Answers) -> bool:
    """The same item of the catalogue, or without one the same kind and name."""
    if one.get("item") or other.get("item"):
        return one.get("item") == other.get("item")
    return (one.get("kind"), one.get("name")) == (other.get("kind"), other.get("name"))


def _years_of(office: Office, plan_ids: Sequence[str]) -> list[int]:
    found: set[int] = set()
    for some in in_list(plan_ids):
        sql = f"SELECT DISTINCT year FROM plan WHERE id IN ({some.marks})"
        found.update(int(row[0]) for row in office.archive.read(sql, some.values))
    return sorted(found)


def _step_year(office: Office, plan_ids: Sequence[str], year: int) -> tuple[int, dict[str, str]]:
    """A year with the chosen plans of it, by household, in the order given."""
    found: dict[str, str] = {}
    for some in in_list(plan_ids):
        sql = f"SELECT id, household_id FROM plan WHERE year = ? AND id IN ({some.marks})"
        found.update(office.archive.read(sql, (year, *some.values)))
    return year, {found[one]: one for one in plan_ids if one in found}


def _plans_of(office: Office, households: Sequence[str], year: int) -> Iterator[tuple[str, Answers]]:
    reader = RowReader(office.forms.help["plan"], ("household_id",))
    for some in in_list(households):
        condition = f"year = ? AND household_id IN ({some.marks})"
        for row in reader.rows(office, condition, (year, *some.values)):
            yield str(row.keys[0]), row.answers


def _measures_of(
    office: Office, households: Iterable[str], year: int
) -> dict[str, list[tuple[Answers, tuple[str, ...]]]]:
    """Each household's measures of a year, with who benefits."""
    reader = RowReader(office.forms.help["measure"], ("household_id", "person_ids"))
    found: dict[str, list[tuple[Answers, tuple[str, ...]]]] = {}
    for some in in_list(list(households)):
        condition = f"year = ? AND household_id IN ({some.marks}) ORDER BY id"
        for row in reader.rows(office, condition, (year, *some.values)):
            persons = tuple(str(row.keys[1]).split(",")) if row.keys[1] else ()
            found.setdefault(str(row.keys[0]), []).append((row.answers, persons))
    return found
