"""The papers of meetings and notices that can be printed for a case now: what has happened says which."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.operations.cases.stored import StoredCase, read_case
from app.operations.notices.stored import StoredNotice, read_notices
from app.operations.notices.viewing import objections_of
from app.operations.offices import Office
from app.operations.proceedings.printing import proceedings
from app.rules.values import show
from app.rules.walks import next_step


@dataclass(frozen=True, slots=True)
class CaseProceeding:
    """A paper that can be printed: its id and title, `of` which id it is made, and `about` its day or number."""

    paper: str
    title: str
    of: str
    about: str


def proceedings_of(office: Office, case_id: str) -> list[CaseProceeding]:
    """What can be printed of a case now: a sheet to sign before its meeting, minutes, photographs, results, replies."""
    case = read_case(office, case_id)
    return [
        CaseProceeding(paper, proceedings(office)[paper].title, of, about)
        for paper, of, about in _ready(office, case)
        if paper in proceedings(office)
    ]


def _ready(office: Office, case: StoredCase) -> Iterator[tuple[str, str, str]]:
    step = None if case.answers.get("closed_on") else next_step(case.procedure, case.walked)
    if step is not None and step.kind == "meeting":
        yield "attendance", case.id, ""
    for meeting in case.meetings:
        yield "minutes", meeting.id, show("date", meeting.answers.get("held_on"))
    for notice in read_notices(office, "case_id = ?", (case.id,)):
        yield from _of_notice(office, notice)


def _of_notice(office: Office, notice: StoredNotice) -> Iterator[tuple[str, str, str]]:
    if not notice.posted:
        return
    number = notice.text("number")
    yield "posting-photos", notice.id, number
    for one in objections_of(office, notice.id):
        if one.answers.get("answered_on"):
            yield "objection-reply", one.id, show("date", one.answers.get("received_on"))
    if notice.state in ("ended", "down", "corrected"):
        yield "notice-result", notice.id, number
