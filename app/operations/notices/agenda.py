"""What is to be done about cases and notices: the board by step, the coming days, the lines of the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from app.operations.cases.listing import CaseLine, CaseQuery, list_cases
from app.operations.notices.viewing import NoticeLine, list_notices
from app.operations.offices import Office

Lane = Literal["check", "meeting", "notice", "township", "county"]
LANES: Sequence[Lane] = ("check", "meeting", "notice", "township", "county")
"""Where a case stands: being checked, waiting for its meeting, on the wall, with the township, with the county."""

Event = Literal["to_post", "ends", "take_down", "due"]


@dataclass(frozen=True, slots=True)
class BoardCard:
    """A case on the board, with the notice that hangs or waits for its step."""

    case: CaseLine
    lane: Lane
    notice: NoticeLine | None

    @property
    def hangs_too_long(self) -> bool:
        """Whether its notice should have been taken down."""
        return self.notice is not None and self.notice.days_left is not None and self.notice.days_left < 0

    @property
    def overdue(self) -> bool:
        """Whether its step should have been done."""
        return self.case.days_left is not None and self.case.days_left < 0


@dataclass(frozen=True, slots=True)
class DayEvent:
    """Something that falls on a day: a notice's last day, one to post or to take down, a step that is due."""

    on: date
    what: Event
    case_id: str | None
    notice_id: str | None
    village: str
    label: str
    number: str


def board(office: Office, division_id: str | None = None) -> list[BoardCard]:
    """The running cases, each in its lane, those to be done first at the top."""
    notices = {line.case_id: line for line in reversed(list_notices(office, division_id, ended=False))}
    cards = [
        BoardCard(case, lane_of(case), notices.get(case.id) if case.kind == "notice" else None)
        for case in list_cases(office, CaseQuery(division_id))
    ]
    return sorted(cards, key=_urgency)


def lane_of(case: CaseLine) -> Lane:
    """The lane of the step a case is at."""
    if case.kind == "meeting":
        return "meeting"
    if case.kind == "decision":
        return "township" if case.actor == "township" else "county"
    if case.kind == "notice":
        return "county" if case.step_key == "announce" else "notice"
    return "check"


def _urgency(card: BoardCard) -> tuple[int, str]:
    days = [
        one
        for one in (card.case.days_left, card.notice.days_left if card.notice else None)
        if one is not None
    ]
    return min(days, default=10_000), card.case.id


def events(office: Office, first: date, days: int = 5, division_id: str | None = None) -> list[DayEvent]:
    """What falls on these days, in the order of the days; what is overdue stands on the first."""
    found = [*_of_notices(office, first, division_id), *_of_cases(office, first, division_id)]
    last = first + timedelta(days=days - 1)
    return sorted((one for one in found if one.on <= last), key=lambda one: (one.on, one.village))


def _of_notices(office: Office, first: date, division_id: str | None) -> list[DayEvent]:
    found = []
    for line in list_notices(office, division_id, ended=False):
        if line.state == "approved":
            found.append(_event(line, first, "to_post"))
        elif line.ends_on is not None:
            found.append(
                _event(line, max(line.ends_on, first), "ends" if line.ends_on >= first else "take_down")
            )
    return found


def _event(line: NoticeLine, on: date, what: Event) -> DayEvent:
    return DayEvent(on, what, line.case_id, line.id, line.village, line.label, line.number)


def _of_cases(office: Office, first: date, division_id: str | None) -> list[DayEvent]:
    return [
        DayEvent(max(case.due_on, first), "due", case.id, None, case.village, case.step, case.name)
        for case in list_cases(office, CaseQuery(division_id))
        if case.due_on is not None
    ]
