"""What there is to do of help, for the desk: visits, problems to mend, households nobody helps, plans, checks.

One line a village; where only a few households wait in all, one line each. Counted in bulk and kept until the next
change: the desk asks twice, and again whenever somebody comes back to it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from app.operations.campaigns import campaigns
from app.operations.findings import FindingRow, findings_due
from app.operations.home_public import public_tasks
from app.operations.home_tasks import Task, Urgency
from app.operations.offices import ROLES, Office
from app.operations.pairings.gaps import pairing_gaps
from app.operations.places import villages
from app.operations.plan_lists import village_states
from app.operations.visit_dues import Due, visits_due
from app.rules.dossiers import Value
from app.rules.values import show
from app.texts import say

EVER = 3660  # days ahead that take in every household with a rule of visits
AHEAD = 7  # days before a visit is due from which it stands on the desk
FEW = 4  # households in all up to which each has a line of its own
CHECK_ENDS = 7  # days before a check's end from which its line is urgent
REVIEWS = (("agreed", "village"), ("village", "township"))
"""States whose plans wait for a review, and who gives it."""


One = TypeVar("One")
InVillage = TypeVar("InVillage", Due, FindingRow)


class HelpTasks(NamedTuple):
    """The tasks, and how many households that must be visited were visited this quarter, of how many."""

    tasks: tuple[Task, ...]
    visited: int
    to_visit: int


def last_help(office: Office) -> HelpTasks | None:
    """What was counted the last time, at once; None before the first time. It may lag behind the newest change."""
    kept = office.kept.get("home_help")
    return kept[1] if kept and kept[0][2] == office.user.id else None


def help_tasks(office: Office) -> HelpTasks:
    """What there is to do of help today, as of the newest change."""
    today = office.clock().date()
    stamp = (office.archive.read("SELECT coalesce(max(seq), 0) FROM change")[0][0], today, office.user.id)
    kept = office.kept.get("home_help")
    if kept is None or kept[0] != stamp:
        kept = office.kept["home_help"] = (stamp, _count(office, today))
    found: HelpTasks = kept[1]
    return found


def _count(office: Office, today: date) -> HelpTasks:
    places = {one.name: one.id for one in villages(office)}
    every = visits_due(office, ahead=EVER)
    since = date(today.year, today.month - (today.month - 1) % 3, 1)
    visited = sum(one.last_on is not None and one.last_on >= since for one in every)
    due = [one for one in every if one.days_over >= -AHEAD]
    tasks = (
        *_visits(due, places, today),
        *_findings(findings_due(office), places, today),
        *_gaps(office, today.year),
        *_plans(office, today.year),
        *_checks(office, today),
        *public_tasks(office),
    )
    return HelpTasks(tasks, visited, len(every))


def _visits(due: Sequence[Due], places: Mapping[str, str], today: date) -> Iterator[Task]:
    for urgency, some in _by_urgency(due, lambda one: one.days_over):
        for village, its in _by_village(some, len(due)):
            if len(its) == 1:
                yield _one_visit(its[0], urgency, today)
                continue
            worst = max(its, key=lambda one: one.days_over)
            values = {
                "village": village,
                "count": len(its),
                "days": worst.days_over,
                "head": worst.head,
                "never": sum(one.last_on is None for one in its),
                "due": _day(min(one.due_on for one in its), today),
                "helpers": _most(one.helper for one in its),
            }
            narrowed = "over" if urgency == "overdue" else ""
            place = _help("visits", places.get(village), today.year, view="due", only=narrowed)
            yield Task("visit", urgency, values, "help", place)


def _one_visit(one: Due, urgency: Urgency, today: date) -> Task:
    values: dict[str, object] = {
        "one": True,
        "head": one.head,
        "place": f"{one.village}{one.group}",
        "rule": one.rule,
        "helper": one.helper,
        "days": one.days_over,
        "due": _day(one.due_on, today),
    }
    return Task("visit", urgency, values, "household", {"id": one.household_id, "field": "visit.new"})


def _findings(due: Sequence[FindingRow], places: Mapping[str, str], today: date) -> Iterator[Task]:
    for urgency, some in _by_urgency(due, lambda one: one.days or 0):
        for village, its in _by_village(some, len(due)):
            worst = max(its, key=lambda one: one.days or 0)
            values: dict[str, object] = {
                "village": village,
                "count": len(its),
                "days": worst.days or 0,
                "head": worst.head,
                "what": worst.answers.get("what") or "",
                "owner": worst.answers.get("owner") or "",
                "due": _day(worst.answers.get("due_on"), today),
                "owners": _most(str(one.answers.get("owner") or "") for one in its),
            }
            if len(its) == 1:
                place: dict[str, object] = {"id": worst.household_id, "field": "finding.outcome"}
                yield Task("finding", urgency, {**values, "one": True}, "household", place)
            else:
                state = "overdue" if urgency == "overdue" else "open"
                yield Task(
                    "finding",
                    urgency,
                    values,
                    "help",
                    _help("findings", places.get(village), today.year, state=state),
                )


def _gaps(office: Office, year: int) -> Iterator[Task]:
    """Households that must have a helper and have none: their number has to be nought."""
    gaps = pairing_gaps(office)
    found = {one.household_id: one for one in gaps}
    for division, its in _grouped(found.values(), lambda one: one.division_id):
        values: dict[str, object] = {
            "village": its[0].village,
            "count": len(its),
            "heads": _some(one.head for one in its),
        }
        if len(its) == 1 and len(found) <= FEW:
            place: dict[str, object] = {"id": its[0].household_id, "field": "pairing.new"}
            yield Task("pairing", "today", {**values, "one": True, "need": its[0].need}, "household", place)
        else:
            yield Task("pairing", "today", values, "help", _help("pairing", division, year, only="gap"))


def _plans(office: Office, year: int) -> Iterator[Task]:
    """Households that must be helped and have no plan; plans that wait for the village's or the township's review."""
    approves = ROLES.index(office.user.role) >= ROLES.index("approve")
    for one in village_states(office, year):
        values: dict[str, object] = {"village": one.village, "year": year}
        for state, by in REVIEWS:
            count = one.states.get(state, 0)
            if count and (by == "village" or approves):
                place = _help("plans", one.division_id, year, state=state)
                yield Task("review", "today", {**values, "count": count, "by": by}, "help", place)
        if one.without:
            place = _help("plans", one.division_id, year, state="without")
            yield Task("plan", "open", {**values, "count": one.without}, "help", place)


def _checks(office: Office, today: date) -> Iterator[Task]:
    for one in campaigns(office):
        if one.state not in ("open", "over") or (one.done == one.tasks and not one.waiting):
            continue
        ends = one.answers.get("to_on")
        left = (ends - today).days if isinstance(ends, date) else CHECK_ENDS + 1
        urgency: Urgency = "overdue" if one.state == "over" else "today" if left <= CHECK_ENDS else "open"
        values: dict[str, object] = {
            "name": one.name,
            "left": one.tasks - one.done,
            "done": one.done,
            "tasks": one.tasks,
            "waiting": one.waiting,
            "days": left,
            "due": _day(ends, today),
        }
        yield Task(
            "check", urgency, values, "help", {"section": "checks", "campaign": one.id, "year": one.year}
        )


def _help(section: str, division: str | None, year: int, **more: object) -> dict[str, object]:
    said = {key: value for key, value in more.items() if value}
    return {"section": section, "village": division or "", "year": year, **said}


def _by_urgency(some: Iterable[One], days_over: Callable[[One], int]) -> Iterator[tuple[Urgency, list[One]]]:
    """Those past their day, those of today, those still to come."""
    found: dict[Urgency, list[One]] = {"overdue": [], "today": [], "open": []}
    for one in some:
        days = days_over(one)
        found["overdue" if days > 0 else "today" if days == 0 else "open"].append(one)
    yield from ((urgency, its) for urgency, its in found.items() if its)


def _by_village(some: Sequence[InVillage], every: int) -> Iterator[tuple[str, list[InVillage]]]:
    """By village, the most first; where only a few wait in all each stands alone."""
    if every <= FEW:
        yield from ((one.village, [one]) for one in some)
        return
    yield from _grouped(some, lambda one: one.village)


def _grouped(some: Iterable[One], key: Callable[[One], str]) -> list[tuple[str, list[One]]]:
    found: dict[str, list[One]] = defaultdict(list)
    for one in some:
        found[key(one)].append(one)
    return sorted(found.items(), key=lambda pair: -len(pair[1]))


def _most(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The names that stand there most often, each with its count."""
    return tuple(Counter(name for name in names if name).most_common(2))


def _some(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name)[:3]


def _day(day: Value, today: date) -> str:
    """A day as it is said within the year: month and day."""
    if isinstance(day, date) and day.year == today.year:
        return say("home.short_day", month=day.month, day=day.day)
    return show("date", day)
