"""A plan's steps: one forward at a time, back with a reason, each kept with its day, who did it and why."""

from datetime import date
from typing import Final

from app.errors import Issue, Problem
from app.operations.catalogues import catalogue
from app.operations.offices import Office, Role, need_household, need_role
from app.operations.plan_refusals import need_right
from app.operations.plan_views import PlanView, plan_facts, plan_of
from app.operations.rows import kept_answers
from app.rules.dossiers import Value
from app.rules.inputs import taken
from app.rules.plans import STATES, Given, PlanFacts, step_answers, step_issues

APPROVED: Final = STATES.index("township")


def step(
    office: Office,
    plan_id: str,
    to: str,
    *,
    by: str = "",
    on: date | None = None,
    reason: str = "",
    result: str | None = None,
    achieved: str = "",
    unfinished: str = "",
) -> PlanView:
    """Take a plan one step forward, or back to any earlier state with a `reason`; gives the plan as it stands then.

    `on`: today where nobody says. `by`: who signed (else the head) or reviewed (else the signed-in user). `result`: a
    code or word of `plan_result`. The township's review, and going back behind it, need the role approve. Raises
    Refused whose `issues` name what is lacking; its doubts pass with a reason, kept in the history.
    """
    household, year = plan_place(office, plan_id)
    need_household(office, household)
    _, facts = next(plan_facts(office, [household], year))
    need_role(office, role_for(facts, to))
    given, issues = given_of(office, to, by, on, reason, result, achieved, unfinished)
    given = with_names(office, facts, given)
    need_right(issues + step_issues(facts, given, office.clock().date(), catalogue(office)), reason)
    kept = kept_answers(office.forms.help["plan"], step_answers(facts, given))
    with office.archive.work(office.user.name, reason.strip() or None, at=office.clock()) as work:
        work.update("plan", plan_id, kept)
    found = plan_of(office, household, year)
    if found is None:
        raise Problem("edit.gone")
    return found


def step_lacks(office: Office, plan_id: str, to: str, *, by: str = "", on: date | None = None) -> list[Issue]:
    """What stands against a step before anything else is said: for the window's dialog."""
    household, year = plan_place(office, plan_id)
    need_household(office, household, "view")
    _, facts = next(plan_facts(office, [household], year))
    given, issues = given_of(office, to, by, on)
    given = with_names(office, facts, given)
    return issues + step_issues(facts, given, office.clock().date(), catalogue(office))


def plan_place(office: Office, plan_id: str) -> tuple[str, int]:
    """Whose plan it is and of which year. Raises Problem for one that is gone."""
    rows = office.archive.read("SELECT household_id, year FROM plan WHERE id = ?", (plan_id,))
    if not rows:
        raise Problem("plans.gone")
    return str(rows[0][0]), int(rows[0][1])


def role_for(facts: PlanFacts, to: str) -> Role:
    """Who may take a plan there: the township's review, and what undoes it, is the approver's."""
    now, place = STATES.index(facts.state), STATES.index(to) if to in STATES else 0
    return "approve" if now < APPROVED == place or place < APPROVED <= now else "enter"


def given_of(
    office: Office,
    to: str,
    by: str,
    on: date | None,
    reason: str = "",
    result: str | None = None,
    achieved: str = "",
    unfinished: str = "",
) -> tuple[Given, list[Issue]]:
    """What was said with a step, the result read from its word, and what of it cannot be read."""
    today = office.clock().date()
    said: dict[str, Value] = {"result": None}
    issues: list[Issue] = []
    if result:
        said, issues = taken(office.forms.help["plan"], {"result": result}, office.forms, today)
        issues = [Issue(one.code, one.field, "error", one.values) for one in issues]
    chosen = said["result"]
    code = str(chosen) if chosen else None
    return Given(to, on or today, by.strip(), reason, code, achieved, unfinished), issues


def with_names(office: Office, facts: PlanFacts, given: Given) -> Given:
    """The same with whoever signs or reviews when nobody was named."""
    if given.by or given.to not in ("agreed", "village", "township"):
        return given
    name = facts.head if given.to == "agreed" else office.user.shown
    return Given(given.to, given.on, name, given.reason, given.result, given.achieved, given.unfinished)
