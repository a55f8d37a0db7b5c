"""What there is to do of monitoring, for the desk: warnings nobody took up, clues to check, households to take in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from app.operations.clues.lists import ClueRow, clues_due
from app.operations.home_tasks import Task, Urgency
from app.operations.offices import Office
from app.operations.warnings.lists import FoundWarning, last_warnings
from app.rules.values import show
from app.texts import say

SOON = 3
"""Days before their term that warnings nobody took up are urgent."""


def monitoring_tasks(office: Office) -> tuple[Task, ...]:
    """Clues by what is to be done with them, and warnings by village as they were last found."""
    today = office.clock().date()
    return (*_clues(clues_due(office), today), *_warnings(office, today))


def _clues(due: Iterable[ClueRow], today: date) -> Iterator[Task]:
    groups: dict[Urgency, list[ClueRow]] = defaultdict(list)
    taken: list[ClueRow] = []
    for one in due:
        if one.state == "taken":
            taken.append(one)
        else:
            days = one.days or 0
            groups["overdue" if days > 0 else "today" if days == 0 else "open"].append(one)
    for urgency, some in groups.items():
        worst = max(some, key=lambda one: one.days or 0)
        values: dict[str, object] = {
            "count": len(some),
            "whom": worst.whom,
            "village": worst.village,
            "what": worst.answers.get("what") or "",
            "checker": worst.answers.get("checker") or "",
            "days": worst.days or 0,
            "due": _day(worst.answers.get("due_on"), today),
        }
        place: dict[str, object] = {"section": "clues", "state": "waiting"}
        if len(some) == 1:
            place["clue"] = worst.id
        elif urgency == "overdue":
            place["state"] = "overdue"
        yield Task("clue", urgency, values, "monitoring", place)
    if taken:
        names = tuple(dict.fromkeys(one.whom for one in taken))[:3]
        values = {"count": len(taken), "names": names}
        yield Task("taken", "today", values, "monitoring", {"section": "clues", "state": "taken"})


def _warnings(office: Office, today: date) -> Iterator[Task]:
    known = last_warnings(office)
    if known is None:
        return
    groups: dict[tuple[str, str], list[FoundWarning]] = defaultdict(list)
    for one in known.waiting():
        groups[(one.division_id, one.village)].append(one)
    for (division, village), some in sorted(groups.items(), key=lambda item: -len(item[1])):
        left = (min(one.due_on for one in some) - today).days
        urgency: Urgency = "overdue" if left < 0 else "today" if left <= SOON else "open"
        rules = tuple(dict.fromkeys(one.warning.rule.label for one in some))[:3]
        values: dict[str, object] = {
            "village": village,
            "count": len(some),
            "homes": len({one.household_id for one in some}),
            "rules": rules,
            "days": -left,
            "due": _day(min(one.due_on for one in some), today),
        }
        yield Task("warning", urgency, values, "monitoring", {"section": "warnings", "village": division})


def _day(day: object, today: date) -> str:
    """A day as it is said within the year: month and day."""
    if isinstance(day, date) and day.year == today.year:
        return say("home.short_day", month=day.month, day=day.day)
    return show("date", day) if isinstance(day, date) else ""
