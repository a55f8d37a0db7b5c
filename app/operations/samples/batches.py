"""A case of an invented township being walked, day by day, the way an office would."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.operations.cases.meetings import record_meeting
from app.operations.cases.opening import open_case
from app.operations.cases.walking import walk
from app.operations.notices.drafting import approve_notice, draft_notice
from app.operations.notices.posting import end_notice, post_notice, take_down
from app.operations.offices import Office
from app.rules.dossiers import Value
from app.rules.meetings import Votes
from app.rules.procedures import Procedure

_ENTITLED, _PRESENT = 30, 24
_DECIDERS = ("township", "county")


@dataclass(slots=True)
class Batch:
    """A case being walked, with the day the office stands on; `words`: who acts and what is said, by key."""

    office: Office
    words: dict[str, str]
    homes: Sequence[str] = ()
    case: str = ""
    notice: str = ""

    def stand_on(self, day: date) -> None:
        """Set the office's clock to noon of a day."""
        noon = self.office.clock().replace(year=day.year, month=day.month, day=day.day, hour=12)
        self.office = replace(self.office, clock=lambda: noon)

    @property
    def day(self) -> date:
        """The day the office stands on."""
        return self.office.clock().date()

    def open(self, procedure: str, village: str, asked: dict[str, str]) -> None:
        """Begin a procedure with the same answers for every household."""
        told = {home: dict(asked) for home in self.homes}
        self.case = open_case(self.office, procedure, village, self.homes, asked=told).id

    def meet(self, present: int = _PRESENT) -> None:
        """Hold the review: one of those present is against each household."""
        answers: dict[str, Value] = {
            "kind": "1", "held_on": self.day, "place": self.words["place"], "chair": self.words["chair"],
            "recorder": self.words["recorder"], "entitled": _ENTITLED, "present": present,
        }  # fmt: skip
        record_meeting(
            self.office, self.case, answers, {home: Votes(present - 1, 1, 0) for home in self.homes}
        )

    def hang(self) -> None:
        """Put the notice the case waits for on the wall."""
        self.notice = draft_notice(self.office, self.case)
        approve_notice(self.office, self.notice)
        post_notice(self.office, self.notice, self.words["board"])

    def come_down(self) -> None:
        """The period is over: the notice ends and comes off the wall."""
        end_notice(self.office, self.notice)
        take_down(self.office, self.notice)

    def march(self, procedure: Procedure, until: str = "") -> None:
        """Do each step before `until`, a day apart; all of them where it is empty, notices hanging out their days."""
        for step in procedure.steps:
            if step.key == until:
                return
            self.stand_on(self.day + timedelta(days=1))
            if step.kind == "meeting":
                self.meet()
            elif step.kind == "notice":
                self.hang()
                self.stand_on(self.day + timedelta(days=step.hangs.days + 1 if step.hangs else 0))
                self.come_down()
            self.walk("village" if step.actor == "household" else step.actor)

    def walk(self, who: str, days: int = 0) -> None:
        """Do the next step, so many days later."""
        if days:
            self.stand_on(self.day + timedelta(days=days))
        opinion = self.words["agreed"] if who in _DECIDERS else ""
        walk(self.office, self.case, self.words[who], opinion=opinion)
