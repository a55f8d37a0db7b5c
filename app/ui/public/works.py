"""What is read for the page's panels, and the writing of one deed with what it was refused for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.errors import Issue, Problem
from app.operations.answering import issue_words
from app.operations.cases.representatives import Remembered, last_meeting
from app.operations.cases.stored import read_case
from app.operations.cases.viewing import CaseView, case_view
from app.operations.drafts import read_draft
from app.operations.notices.printing import notice_pdf
from app.operations.notices.stored import read_notice
from app.operations.notices.trying import Tried, try_notice
from app.operations.notices.viewing import NoticeView, list_notices, notice_view
from app.operations.offices import Office
from app.rules.meetings import Rule
from app.texts import sentence
from app.ui.help.panels import Told


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case with the notice its step waits on: None where there is none yet.

    `last`: its village's last meeting; `draft`: what was half typed of this step's.
    """

    case: CaseView
    notice: NoticeView | None
    rule: Rule
    last: Remembered | None
    draft: Mapping[str, Any] = field(default_factory=dict)


def read_case_shown(office: Office, case_id: str) -> CaseShown:
    """Read what the panel of a case shows."""
    case = case_view(office, case_id)
    notice = None
    if case.now is not None and case.now.step.kind == "notice":
        lines = [
            line for line in list_notices(office, case.division_id, ended=False) if line.case_id == case_id
        ]
        notice = notice_view(office, lines[0].id) if lines else None
    rule = read_case(office, case_id).procedure.rule
    draft = read_draft(office, draft_key(case_id, case.now.step.key)) if case.now is not None else {}
    return CaseShown(case, notice, rule, last_meeting(office, case.division_id), draft)


def draft_key(case_id: str, step: str) -> str:
    """Where the meeting of a step is kept half typed."""
    return f"meeting/{case_id}/{step}"


@dataclass(frozen=True, slots=True)
class Looked:
    """A notice's sheet as it goes out, and whether the notice may be printed: a draft is for looking at."""

    tried: Tried
    printable: bool


def look_at_notice(office: Office, notice_id: str, size: str) -> Looked:
    """Make the sheet for the panel."""
    tried = preview_notice(office, notice_id, size)
    return Looked(tried, tried.clean and read_notice(office, notice_id).state != "draft")


def preview_notice(office: Office, notice_id: str, size: str) -> Tried:
    """Make the sheet as it goes out, through the gate; what cannot go out says why and where."""
    try:
        pdf = notice_pdf(office, notice_id, size)
    except Problem as problem:
        tried = try_notice(office, notice_id, size=size)
        return tried if tried.found else Tried(refused=sentence(problem))
    view = notice_view(office, notice_id)
    return Tried(pdf, rows=len(view.content.rows) if view.content else 0)


def told_of(problem: Problem) -> list[Told]:
    """What a refusal says, sentence by sentence."""
    issues: Sequence[Issue] = getattr(problem, "issues", ())
    return [Told("", issue_words(issue)) for issue in issues] or [Told("", sentence(problem))]


Deed = Callable[[Office], object]
"""One thing to write; runs off the screen's thread."""
