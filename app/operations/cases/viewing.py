"""A case as a person looks at it: its steps done, now and later, what the next one lacks, its households."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from app.errors import Issue
from app.operations.answering import issue_words
from app.operations.cases.stored import StoredCase, StoredMeeting, read_case
from app.operations.cases.walking import due_day, ready_for
from app.operations.offices import Office
from app.operations.places import divisions
from app.rules.bookorder import book_key
from app.rules.dossiers import Value
from app.rules.meetings import Conclusion, Votes, conclude
from app.rules.procedures import Step
from app.rules.walks import Walked, find_obstacles, next_step, standing

StepState = Literal["done", "now", "later"]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step: done (by `walked`), the one to do now (what it `lacks` today, by when it is due), or later."""

    step: Step
    state: StepState
    walked: Walked | None = None
    due_on: date | None = None
    lacks: tuple[Issue, ...] = ()
    meeting_id: str | None = None
    notice_id: str | None = None


@dataclass(frozen=True, slots=True)
class CaseHousehold:
    """A household of a case with how the last meeting voted on it."""

    household_id: str
    code: str
    head: str
    group: str
    size: int
    state: str
    left_reason: str
    asked: Mapping[str, Value]
    votes: Votes | None
    conclusion: Conclusion | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """A whole case. `returned`: the steps that were sent back, with their opinions."""

    id: str
    name: str
    procedure: str
    label: str
    source: str
    confirmed: bool
    division_id: str
    village: str
    opened_on: date | None
    closed_on: date | None
    outcome: str
    steps: tuple[StepView, ...]
    returned: tuple[Walked, ...]
    households: tuple[CaseHousehold, ...]
    meetings: tuple[StoredMeeting, ...]

    @property
    def now(self) -> StepView | None:
        """The step to do now."""
        return next((step for step in self.steps if step.state == "now"), None)

    def document(self) -> dict[str, Any]:
        """The case for `case show --json`."""
        return {
            "case": self.id,
            "name": self.name,
            "procedure": self.procedure,
            "label": self.label,
            "village": self.village,
            "opened_on": _iso(self.opened_on),
            "closed_on": _iso(self.closed_on),
            "outcome": self.outcome or None,
            "steps": [_step_document(step) for step in self.steps],
            "returned": [_walked_document(one) for one in self.returned],
            "households": [
                {
                    "household": one.household_id,
                    "code": one.code or None,
                    "head": one.head,
                    "state": one.state,
                    "left_reason": one.left_reason or None,
                    "asked": dict(one.asked),
                    "conclusion": one.conclusion,
                }
                for one in self.households
            ],
        }


def case_view(office: Office, case_id: str) -> CaseView:
    """A case with all its steps. Raises Problem for one that is gone."""
    case = read_case(office, case_id)
    answers = case.answers
    opened, closed = answers.get("opened_on"), answers.get("closed_on")
    return CaseView(
        id=case.id,
        name=str(answers.get("name") or ""),
        procedure=case.procedure.key,
        label=case.procedure.label,
        source=case.procedure.source,
        confirmed=case.procedure.confirmed,
        division_id=case.division_id,
        village=divisions(office)[case.division_id].name,
        opened_on=opened if isinstance(opened, date) else None,
        closed_on=closed if isinstance(closed, date) else None,
        outcome=str(answers.get("outcome") or ""),
        steps=tuple(_steps(office, case)),
        returned=tuple(one for one in case.walked if one.outcome == "returned"),
        households=tuple(_households(office, case)),
        meetings=case.meetings,
    )


def _steps(office: Office, case: StoredCase) -> list[StepView]:
    done = {one.step: one for one in standing(case.procedure, case.walked)}
    carried = {one.walked.step: one for one in case.steps if one.walked.outcome == "done"}
    ended = bool(case.answers.get("closed_on"))
    now = None if ended else next_step(case.procedure, case.walked)
    views = []
    for step in case.procedure.steps:
        if step.key in done:
            by = carried[step.key]
            views.append(StepView(step, "done", done[step.key], None, (), by.meeting_id, by.notice_id))
        elif step is now:
            views.append(StepView(step, "now", None, due_day(office, case), _lacks(office, case, step)))
        else:
            views.append(StepView(step, "later"))
    return views


def _lacks(office: Office, case: StoredCase, step: Step) -> tuple[Issue, ...]:
    today = office.clock().date()
    entry = Walked(step.key, today, office.user.name)
    return tuple(find_obstacles(case.procedure, case.walked, entry, ready_for(office, case, step), today))


def _households(office: Office, case: StoredCase) -> list[CaseHousehold]:
    meeting = case.meetings[-1] if case.meetings else None
    known = {one: rest for one, *rest in office.archive.read(_NAMES, (case.id,))}
    views = []
    for one in case.households:
        code, group, head, size = known[one.household_id]
        votes = meeting.meeting.votes.get(one.household_id) if meeting else None
        views.append(
            CaseHousehold(
                household_id=one.household_id,
                code=code or "",
                head=head or "",
                group=group or "",
                size=size,
                state=str(one.answers.get("state") or ""),
                left_reason=str(one.answers.get("left_reason") or ""),
                asked=one.asked,
                votes=votes,
                conclusion=conclude(meeting.meeting, one.household_id, case.procedure.rule)
                if meeting and votes
                else None,
            )
        )
    views.sort(key=lambda one: (*book_key(one.group, one.code), one.household_id))
    return views


_NAMES = (
    "SELECT h.id, h.code, h.group_name, max(CASE WHEN m.relation = '01' THEN p.name END), count(m.id)"
    " FROM case_household s JOIN household h ON h.id = s.household_id"
    " LEFT JOIN membership m ON m.household_id = h.id AND m.left_on IS NULL"
    " LEFT JOIN person p ON p.id = m.person_id WHERE s.case_id = ? GROUP BY h.id"
)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _walked_document(one: Walked) -> dict[str, Any]:
    return {"step": one.step, "on": one.on.isoformat(), "by": one.by, "opinion": one.opinion or None}


def _step_document(view: StepView) -> dict[str, Any]:
    done = _walked_document(view.walked) if view.walked else {"step": view.step.key}
    return {
        **done,
        "label": view.step.label,
        "kind": view.step.kind,
        "state": view.state,
        "due_on": _iso(view.due_on),
        "lacks": [issue_words(issue) for issue in view.lacks],
        "notice": view.notice_id,
        "meeting": view.meeting_id,
    }
