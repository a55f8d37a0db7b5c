"""Writing a plan and its measures by hand: each answer checked, read where it was typed, and kept in one work."""

from collections.abc import Mapping, Sequence

from app.errors import Issue, Problem
from app.operations.catalogues import catalogue
from app.operations.offices import Office, need_household
from app.operations.plan_refusals import need_right
from app.operations.plan_views import plan_facts
from app.operations.rows import RowReader, kept_answers
from app.rules.dossiers import Answers, Value
from app.rules.forms import Record
from app.rules.inputs import missing, taken
from app.rules.measures import from_item, measure_issues
from app.rules.plans import BY_STEPS, STATES, PlanFacts, locked_issues
from db.works import Work


def save_plan(
    office: Office, household_id: str, year: int, answers: Mapping[str, object], *, reason: str = ""
) -> str:
    """Set answers of a household's plan; gives its id. Where there is none a draft is made, which names the causes and
    risks the archive records unless `answers` say others.

    Answers may be typed text. Raises Refused (its `issues` name the fields) for what cannot be read, for a field only a
    step sets, for a closed plan; and for a signed one unless a `reason` is given, which the history keeps.
    """
    need_household(office, household_id)
    form = office.forms.help["plan"]
    said, issues = taken(form, answers, office.forms, office.clock().date())
    issues += [Issue("plans.only_by_step", f"plan.{key}", "error") for key in sorted(BY_STEPS & said.keys())]
    known = _known_plan(office, household_id, year)
    if known:
        issues += locked_issues(str(known[1].get("state") or ""), _changed(known[1], said))
    need_right(issues, reason)
    with office.archive.work(office.user.name, reason or None, at=office.clock()) as work:
        if known is None:
            return open_plan(office, work, household_id, year, said)
        work.update("plan", known[0], kept_answers(form, said))
    return known[0]


def open_plan(
    office: Office, work: Work, household_id: str, year: int, said: Mapping[str, Value] | None = None
) -> str:
    """Make the draft of a household's plan inside a unit of work, unless somebody did meanwhile; gives its id.

    Raises Problem for an odd year.
    """
    need_year(year)
    known = plan_in(work, household_id, year)
    if known:
        return known
    _, facts = next(plan_facts(office, [household_id], year))
    kept = kept_answers(office.forms.help["plan"], draft_answers(facts, said or {}))
    return work.create("plan", {"household_id": household_id, "year": year, **kept})


def plan_in(work: Work, household_id: str, year: int) -> str | None:
    """The id of a household's plan as this unit of work sees it; None where there is none."""
    rows = work.read("SELECT id FROM plan WHERE household_id = ? AND year = ?", (household_id, year))
    return str(rows[0][0]) if rows else None


def draft_answers(facts: PlanFacts, said: Mapping[str, Value]) -> dict[str, Value]:
    """What a new draft says: the recorded causes and risks unless `said` names others."""
    return {"causes": facts.causes or None, "risks": facts.risks or None, **said, "state": STATES[0]}


def need_year(year: int) -> None:
    """Raise Problem for a year no plan is made for."""
    if not 1949 < year < 2100:
        raise Problem("plans.odd_year", year=year)


def save_measure(
    office: Office,
    household_id: str,
    year: int,
    answers: Mapping[str, object],
    *,
    measure: str | None = None,
    person_ids: Sequence[str] | None = None,
    reason: str = "",
    because: str = "",
) -> str:
    """Write a new measure of a household's plan (`measure` None) or change one; gives its id.

    A plan that is not there yet is drafted. A new measure with an item of the catalogue takes kind, name, unit and
    amount from it where `answers` do not say. `person_ids`: who benefits, () the whole household, None as it was.
    `because`: a sentence for the history that excuses nothing.
    Raises Refused as `save_plan` does; also for an item the catalogue does not know or, without a reason, one not in
    force in the year, dates the wrong way round, an amount that is no number or below nought.
    """
    need_household(office, household_id)
    known = _known_plan(office, household_id, year)
    before = _known_measure(office, household_id, year, measure) if measure else {}
    said, issues = measure_said(office, answers, new=measure is None)
    issues += _whole_issues(office, {**before, **said}, said, year)
    if known:
        changed = _changed(before, said) | ({"person_ids"} if person_ids is not None and measure else set())
        issues += locked_issues(str(known[1].get("state") or ""), changed, "measure")
    issues += _people_issues(office, household_id, person_ids or ())
    need_right(issues, reason)
    kept: dict[str, str | int | None] = kept_answers(office.forms.help["measure"], said)
    if person_ids is not None:
        kept["person_ids"] = ",".join(person_ids) or None
    why = " ".join(filter(None, (reason.strip(), because)))
    with office.archive.work(office.user.name, why or None, at=office.clock()) as work:
        if measure:
            work.update("measure", measure, kept)
            return measure
        plan = known[0] if known else open_plan(office, work, household_id, year)
        return work.create("measure", {"household_id": household_id, "plan_id": plan, "year": year, **kept})


def check_measure(
    office: Office, year: int, answers: Mapping[str, object], *, before: Answers | None = None
) -> list[Issue]:
    """What `save_measure` would say about these answers, nothing written: for the window, while a person types."""
    said, issues = measure_said(office, answers, new=before is None)
    return issues + _whole_issues(office, {**(before or {}), **said}, said, year)


def measure_said(
    office: Office, answers: Mapping[str, object], *, new: bool
) -> tuple[dict[str, Value], list[Issue]]:
    """The answers read; a new measure's filled from the catalogue, and whole."""
    form: Record = office.forms.help["measure"]
    said, issues = taken(form, answers, office.forms, office.clock().date())
    if not new:
        blank = {key: value for key, value in said.items() if form.by_key[key].required}
        lacking = missing(
            form, {**dict.fromkeys((one.key for one in form.fields if one.required), "x"), **blank}
        )
        return said, issues + lacking
    item = catalogue(office).by_code.get(str(said.get("item") or ""))
    if item:
        said = {**from_item(item), **{key: value for key, value in said.items() if value is not None}}
    said.setdefault("state", "planned")
    if said.get("item") and not item:  # its own sentence is enough
        return said, issues
    return said, issues + missing(form, said)


def _whole_issues(office: Office, whole: Answers, said: Answers, year: int) -> list[Issue]:
    """What is wrong with the measure as a whole, as far as these answers have to do with it."""
    touched = set(said)
    if touched & {"from_on", "to_on", "done_on", "state"}:
        touched |= {"from_on", "to_on", "done_on", "state"}
    found = measure_issues(whole, year, catalogue(office))
    return [one for one in found if one.field.partition(".")[2] in touched]


def _people_issues(office: Office, household_id: str, person_ids: Sequence[str]) -> list[Issue]:
    if not person_ids:
        return []
    sql = "SELECT person_id FROM membership WHERE household_id = ?"
    here = {row[0] for row in office.archive.read(sql, (household_id,))}
    return (
        [] if here.issuperset(person_ids) else [Issue("plans.person_not_here", "measure.person_ids", "error")]
    )


def delete_plan(office: Office, plan_id: str, reason: str) -> None:
    """Take a draft away with its measures; what they said stays in the history with the reason.

    Raises Refused without a reason, or for a plan the household has signed: it is returned to a draft first.
    """
    rows = office.archive.read("SELECT household_id, state FROM plan WHERE id = ?", (plan_id,))
    if not rows:
        raise Problem("plans.gone")
    need_household(office, str(rows[0][0]))
    if str(rows[0][1] or STATES[0]) != STATES[0]:
        need_right([Issue("plans.only_drafts_go", "plan.state", "error")])
    need_right([Issue("plans.delete_needs_reason", "plan.state")], reason)
    with office.archive.work(office.user.name, reason.strip(), at=office.clock()) as work:
        for (measure,) in work.read("SELECT id FROM measure WHERE plan_id = ?", (plan_id,)):
            work.delete("measure", measure)
        work.delete("plan", plan_id)


def delete_measure(office: Office, measure: str, *, reason: str = "") -> None:
    """Take a measure away; what it said stays in the history. Raises Refused as `save_measure` does."""
    rows = office.archive.read(
        "SELECT m.household_id, p.state FROM measure m JOIN plan p ON p.id = m.plan_id WHERE m.id = ?",
        (measure,),
    )
    if not rows:
        raise Problem("edit.gone")
    household_id, state = rows[0]
    need_household(office, household_id)
    need_right(locked_issues(str(state or ""), ["name"], "measure"), reason)
    with office.archive.work(office.user.name, reason or None, at=office.clock()) as work:
        work.delete("measure", measure)


def _known_plan(office: Office, household_id: str, year: int) -> tuple[str, Answers] | None:
    rows = RowReader(office.forms.help["plan"], ("id",)).rows(
        office, "household_id = ? AND year = ?", (household_id, year)
    )
    return next(((str(row.keys[0]), row.answers) for row in rows), None)


def _known_measure(office: Office, household_id: str, year: int, measure: str) -> Answers:
    """A measure's answers. Raises Problem for one that is gone, of another household or another year."""
    reader = RowReader(office.forms.help["measure"], ("id",))
    condition = "id = ? AND household_id = ? AND year = ?"
    row = next(reader.rows(office, condition, (measure, household_id, year)), None)
    if row is None:
        raise Problem("edit.gone")
    return row.answers


def _changed(before: Answers, said: Mapping[str, Value]) -> set[str]:
    """The fields that would really change."""
    return {key for key, value in said.items() if before.get(key) != value}
