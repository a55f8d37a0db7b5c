"""What there is to do of cases and notices, for the desk: what to post, to answer, to take down, to carry on.

One line for each case or notice: a case is of one village already. The first thing to do is the only one said.
"""

from collections.abc import Iterator
from datetime import date

from app.operations.cases.listing import CaseLine, list_cases
from app.operations.fund_terms import funds_due
from app.operations.home_tasks import Kind, Task, Urgency
from app.operations.notices.viewing import NoticeLine, list_notices
from app.operations.offices import Office
from app.rules.values import show
from app.texts import say

SOON = 5
"""Days before its term that money to be announced is said on the desk."""


def public_tasks(office: Office) -> tuple[Task, ...]:
    """What is to be done of cases and notices today, of the user's villages, the longest late first."""
    today = office.clock().date()
    notices = list(_of_notices(list_notices(office, ended=False), today))
    told = {task.place.get("case") for task in notices}
    cases = [case for case in list_cases(office) if case.id not in told]
    funds = _of_funds(office, today)
    return tuple(
        sorted((*notices, *_of_cases(cases, today), *funds), key=lambda task: -int(str(task.values["days"])))
    )


def _of_notices(notices: list[NoticeLine], today: date) -> Iterator[Task]:
    """An objection comes before everything else: a notice does not end while one is unanswered."""
    for line in notices:
        left = line.days_left
        if line.open:
            yield _notice("objection", "today" if left is None or left >= 0 else "overdue", line, today)
        elif line.state == "approved":
            yield _notice("to_post", "today", line, today)
        elif left is not None and left < 0:
            yield _notice("take_down", "overdue", line, today)
        elif left == 0:
            yield _notice("ends", "today", line, today)


def _notice(kind: Kind, urgency: Urgency, line: NoticeLine, today: date) -> Task:
    left = line.days_left if line.days_left is not None else 0
    values: dict[str, object] = {
        "village": line.village,
        "label": line.label,
        "number": line.number,
        "count": line.open,
        "days": max(-left, 0),
        "due": _day(line.ends_on, today),
    }
    place: dict[str, object] = {"case": line.case_id} if line.case_id else {"notice": line.id}
    return Task(kind, urgency, values, "public", place)


def _of_cases(cases: list[CaseLine], today: date) -> Iterator[Task]:
    for case in cases:
        if case.days_left is None or case.days_left > 0:
            continue
        values: dict[str, object] = {
            "village": case.village,
            "label": case.label,
            "step": case.step,
            "count": case.households,
            "days": -case.days_left,
            "due": _day(case.due_on, today),
        }
        urgency: Urgency = "overdue" if case.days_left < 0 else "today"
        yield Task("step", urgency, values, "public", {"case": case.id})


def _of_funds(office: Office, today: date) -> Iterator[Task]:
    """Money that was allocated and is to be announced within the next days, or should have been."""
    for one in funds_due(office):
        left = (one.due_on - today).days
        if left > SOON:
            continue
        values: dict[str, object] = {
            "village": one.village,
            "label": one.label,
            "days": -left,
            "due": _day(one.due_on, today),
        }
        urgency: Urgency = "overdue" if left < 0 else "today" if left == 0 else "open"
        yield Task("announce", urgency, values, "funds", dict(one.place))


def _day(day: date | None, today: date) -> str:
    """A day as it is said within the year: month and day."""
    if day is not None and day.year == today.year:
        return say("home.short_day", month=day.month, day=day.day)
    return show("date", day)
