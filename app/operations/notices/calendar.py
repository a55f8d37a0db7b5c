"""A month of deadlines: meetings held, what ends, goes up or comes down, steps that are due, cases that turned."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from app.errors import Problem
from app.operations.cases.listing import CaseQuery, list_cases
from app.operations.cases.stored import workdays
from app.operations.fund_terms import funds_due
from app.operations.notices.viewing import list_notices
from app.operations.offices import Office
from app.operations.places import divisions

Happening = Literal[
    "meeting", "posted", "to_post", "ends", "take_down", "due", "announce", "returned", "closed", "dropped"
]


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Something of one day. `done`: nothing is left to do of it; `late`: it should have been done.

    `place`: where the window opens it (a case, a notice), as `desk.go` takes it with `page`.
    """

    on: date
    what: Happening
    village: str
    label: str
    done: bool = False
    late: bool = False
    page: str = "public"
    place: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MonthView:
    """The days from `first` to `last`. `off`: no working days; `known`: whether the year's holidays are known."""

    first: date
    last: date
    events: tuple[CalendarEvent, ...]
    off: frozenset[date]
    known: bool

    def on(self, day: date) -> list[CalendarEvent]:
        """What falls on a day, what is late first."""
        return [one for one in self.events if one.on == day]


def month_view(office: Office, first: date, last: date, division_id: str | None = None) -> MonthView:
    """What falls on these days, in their order; of the user's villages alone."""
    found = [
        *_of_notices(office, division_id),
        *_of_cases(office, division_id),
        *_meetings(office, division_id),
        *_turns(office, division_id),
        *_of_funds(office),
    ]
    events = sorted(
        (one for one in found if first <= one.on <= last),
        key=lambda one: (one.on, not one.late, one.done, one.village),
    )
    off, known = _days_off(office, first, last)
    return MonthView(first, last, tuple(events), off, known)


def _days_off(office: Office, first: date, last: date) -> tuple[frozenset[date], bool]:
    """Days on which offices are closed; weekends alone where a year's holidays are not known."""
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    known, off = workdays(office), set()
    every = True
    for day in days:
        try:
            works = known.is_workday(day)
        except Problem:
            works, every = day.weekday() < 5, False
        if not works:
            off.add(day)
    return frozenset(off), every


def _of_notices(office: Office, division_id: str | None) -> Iterator[CalendarEvent]:
    today = office.clock().date()
    for line in list_notices(office, division_id):
        place = {"case": line.case_id} if line.case_id else {"notice": line.id}
        if line.state == "approved":
            yield CalendarEvent(today, "to_post", line.village, line.label, place=place)
        if line.posted_on is not None:
            yield CalendarEvent(line.posted_on, "posted", line.village, line.label, done=True, place=place)
        if line.ends_on is None or line.state == "corrected":
            continue
        gone = line.state == "down"
        ended = gone or line.ends_on < today
        yield CalendarEvent(line.ends_on, "ends", line.village, line.label, done=ended, place=place)
        if not gone:
            down = line.ends_on + timedelta(days=1)
            yield CalendarEvent(down, "take_down", line.village, line.label, late=down < today, place=place)


def _of_cases(office: Office, division_id: str | None) -> Iterator[CalendarEvent]:
    today = office.clock().date()
    for case in list_cases(office, CaseQuery(division_id)):
        if case.due_on is not None:
            yield CalendarEvent(
                case.due_on, "due", case.village, case.step, late=case.due_on < today, place={"case": case.id}
            )


def _meetings(office: Office, division_id: str | None) -> Iterator[CalendarEvent]:
    sql = (
        'SELECT c.id, c.division_id, c.name, m.held_on FROM meeting m JOIN "case" c ON c.id = m.case_id'
        " WHERE m.held_on IS NOT NULL ORDER BY m.held_on"
    )
    names, mine = divisions(office), office.user.villages
    for case, village, _, held in office.archive.read(sql):
        if (division_id in (None, village)) and (not mine or village in mine):
            yield CalendarEvent(
                date.fromisoformat(held), "meeting", names[village].name, "", done=True, place={"case": case}
            )


def _turns(office: Office, division_id: str | None) -> Iterator[CalendarEvent]:
    """Days on which a case was sent back or came to its end."""
    sql = (
        "SELECT c.id, c.division_id, c.name, s.done_on, 'returned' FROM case_step s JOIN \"case\" c ON c.id = s.case_id"
        " WHERE s.outcome = 'returned' AND s.done_on IS NOT NULL UNION ALL"
        " SELECT id, division_id, name, closed_on, iif(outcome = 'dropped', 'dropped', 'closed') FROM \"case\""
        " WHERE closed_on IS NOT NULL"
    )
    names, mine = divisions(office), office.user.villages
    for case, village, name, day, what in office.archive.read(sql):
        if (division_id in (None, village)) and (not mine or village in mine):
            place = {"case": case}
            yield CalendarEvent(
                date.fromisoformat(day), what, names[village].name, name or "", done=True, place=place
            )


def _of_funds(office: Office) -> Iterator[CalendarEvent]:
    today = office.clock().date()
    for one in funds_due(office):
        late = one.due_on < today
        yield CalendarEvent(
            one.due_on, "announce", one.village, one.label, late=late, page="funds", place=one.place
        )
