"""Notices as a person looks at them: one as it reads, or all with what is to be done today."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.errors import Problem
from app.operations.notices.contents import TITLE_BREAK, content_of
from app.operations.notices.stored import NoticeState, StoredNotice, notice_kinds, read_notice, read_notices
from app.operations.offices import Office
from app.operations.places import divisions
from app.operations.rows import RowReader
from app.rules.dossiers import Answers
from app.rules.notice_contents import NoticeContent
from app.rules.notices import NoticeKind
from app.texts import say, sentence


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection, and the head of the household it is about ("" for none)."""

    id: str
    household_id: str | None
    head: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice. `content` is None where it cannot be said; `refused` is then the sentence why."""

    notice: StoredNotice
    kind: NoticeKind
    village: str
    content: NoticeContent | None
    refused: str
    objections: tuple[ObjectionLine, ...]

    def document(self) -> dict[str, Any]:
        """The notice for `notice show --json`."""
        notice, content = self.notice, self.content
        days = ("drafted_on", "approved_on", "posted_on", "ends_on", "taken_down_on")
        return {
            "notice": notice.id,
            "case": notice.case_id,
            "kind": self.kind.key,
            "number": notice.text("number"),
            "letter": notice.text("letter") or None,
            "village": self.village,
            "state": notice.state,
            **{key: day.isoformat() if (day := notice.day(key)) else None for key in days},
            "places": notice.text("places") or None,
            "result": notice.text("result") or None,
            "title": content.title if content else notice.text("title").replace(TITLE_BREAK, ""),
            "body": content.body if content else self.refused,
            "heads": list(content.heads) if content else [],
            "rows": [list(row) for row in content.rows] if content else [],
            "refused": self.refused or None,
            "code": notice.signature,
            "hash": notice.hash,
            "corrects": notice.corrects_id,
            "objections": [
                {
                    "objection": one.id,
                    "household": one.household_id,
                    "head": one.head or None,
                    **_plain(one.answers),
                }
                for one in self.objections
            ],
        }


def _plain(answers: Answers) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in answers.items()}


def notice_view(office: Office, notice_id: str) -> NoticeView:
    """A notice as it reads today, or read when it was posted."""
    notice = read_notice(office, notice_id)
    content, refused = None, ""
    try:
        content = content_of(office, notice)
    except Problem as problem:
        refused = sentence(problem)
    return NoticeView(
        notice=notice,
        kind=notice_kinds(office)[notice.text("kind")],
        village=divisions(office)[notice.division_id].name,
        content=content,
        refused=refused,
        objections=tuple(objections_of(office, notice_id)),
    )


def objections_of(office: Office, notice_id: str) -> list[ObjectionLine]:
    """What was said against a notice, in the order it came."""
    reader = RowReader(office.forms.public["objection"], ("id", "household_id"))
    rows = list(reader.rows(office, "notice_id = ? ORDER BY received_on, id", (notice_id,)))
    heads: dict[str | None, str] = dict(
        office.archive.read(
            "SELECT m.household_id, p.name FROM membership m JOIN person p ON p.id = m.person_id"
            " WHERE m.relation = '01' AND m.left_on IS NULL AND m.household_id IN"
            " (SELECT household_id FROM objection WHERE notice_id = ?)",
            (notice_id,),
        )
    )
    return [
        ObjectionLine(str(row.keys[0]), row.keys[1], heads.get(row.keys[1], ""), row.answers) for row in rows
    ]


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice of a list. `days_left`: until its last day, below 0 too long. `open`: unanswered objections."""

    id: str
    case_id: str | None
    division_id: str
    number: str
    title: str
    label: str
    village: str
    state: NoticeState
    posted_on: date | None
    ends_on: date | None
    days_left: int | None
    objections: int
    open: int

    def document(self) -> dict[str, Any]:
        """The line for `notice list --json`."""
        return {
            "notice": self.id,
            "number": self.number,
            "title": self.title,
            "kind": self.label,
            "village": self.village,
            "state": self.state,
            "posted_on": self.posted_on.isoformat() if self.posted_on else None,
            "ends_on": self.ends_on.isoformat() if self.ends_on else None,
            "days_left": self.days_left,
            "objections": self.objections,
            "open_objections": self.open,
        }


def list_notices(office: Office, division_id: str | None = None, *, ended: bool = True) -> list[NoticeLine]:
    """The notices of a village or of all, newest first; with `ended` those too that were taken down or corrected."""
    condition, args = ("division_id = ?", (division_id,)) if division_id else ("1", ())
    counts = {
        one: (count, waiting)
        for one, count, waiting in office.archive.read(
            "SELECT notice_id, count(*), sum(answered_on IS NULL) FROM objection GROUP BY notice_id"
        )
    }
    mine = office.user.villages
    lines = [
        _line(office, notice, *counts.get(notice.id, (0, 0)))
        for notice in reversed(read_notices(office, condition, args))
        if not mine or notice.division_id in mine
    ]
    return [line for line in lines if ended or line.state not in ("down", "corrected")]


def _line(office: Office, notice: StoredNotice, objections: int, waiting: int) -> NoticeLine:
    ends, kind = notice.day("ends_on"), notice_kinds(office).get(notice.text("kind"))
    hangs = notice.state in ("posted", "ended")
    draft = notice.text("title").replace(TITLE_BREAK, "")
    title = content_of(office, notice).title if notice.frozen else draft
    return NoticeLine(
        id=notice.id,
        case_id=notice.case_id,
        division_id=notice.division_id,
        number=notice.text("number"),
        title=title,
        label=kind.label if kind else notice.text("kind"),
        village=divisions(office)[notice.division_id].name,
        state=notice.state,
        posted_on=notice.day("posted_on"),
        ends_on=ends,
        days_left=(ends - office.clock().date()).days if ends and hangs else None,
        objections=objections,
        open=waiting,
    )


def state_word(state: NoticeState) -> str:
    """A notice's state in a word."""
    words = {
        "draft": say("notices.state_draft"),
        "approved": say("notices.state_approved"),
        "posted": say("notices.state_posted"),
        "ended": say("notices.state_ended"),
        "down": say("notices.state_down"),
        "corrected": say("notices.state_corrected"),
    }
    return words[state]


def finding_word(finding: str) -> str:
    """What a check found, in a sentence."""
    words = {
        "genuine": say("notices.genuine"),
        "corrected": say("notices.genuine_corrected"),
        "altered": say("notices.altered"),
        "unknown": say("notices.unknown"),
        "signed": say("proofs.signed"),
    }
    return words[finding]
