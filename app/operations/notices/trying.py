"""A notice's words tried before they are kept: its sheet, what is wrong with them, and what the gate finds and where.

Nothing is written, and nothing leaves: a sheet the gate would hold back is not given at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from app.documents.fonts import find_fonts
from app.documents.gates import hold
from app.documents.posters import LETTER, make_letter, make_poster
from app.errors import Issue, Problem
from app.operations.gates import known_to
from app.operations.notices.contents import content_of, persons_of
from app.operations.notices.drafting import edit_issues
from app.operations.notices.stored import StoredNotice, read_notice
from app.operations.offices import Office
from app.rules.leaks import Listed, find_leaks
from app.rules.letter_numbers import mend_letter
from app.rules.notice_contents import NoticeContent
from app.settings import read_settings
from app.texts import sentence

Part = Literal["title", "text", "row", "page"]


@dataclass(frozen=True, slots=True)
class Found:
    """What must not hang: in the title, in a paragraph or row (from 1), or only seen on a page of the sheet."""

    part: Part
    number: int
    kind: str
    shown: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A sheet to look at, empty where there is none: `issues` of the words, `refused` why, `found` by the gate.

    `example`: its list and numbers are invented.
    """

    pdf: bytes = b""
    issues: tuple[Issue, ...] = ()
    refused: str = ""
    found: tuple[Found, ...] = ()
    rows: int = 0
    example: bool = False

    @property
    def clean(self) -> bool:
        """Whether it may hang."""
        return bool(self.pdf)


def try_notice(
    office: Office, notice_id: str, said: Mapping[str, str] | None = None, size: str = "A4"
) -> Tried:
    """A notice as it would hang with these words (`title`, `wording`, `letter`; what is not said stays)."""
    notice, said = read_notice(office, notice_id), dict(said or {})
    if not notice.posted and said:
        if issues := edit_issues(office, notice, **said):
            return Tried(issues=tuple(issues))
        notice = replace(notice, answers={**notice.answers, **said})
    try:
        content = content_of(office, notice)
    except Problem as problem:
        return Tried(refused=sentence(problem))
    return _tried(office, notice, content, size)


def _tried(office: Office, notice: StoredNotice, content: NoticeContent, size: str) -> Tried:
    listed = known_to(office, persons_of(office, notice))
    return try_content(office, content, listed, size, mend_letter(notice.text("letter")))


def try_content(
    office: Office, content: NoticeContent, listed: Listed, size: str = "A4", letter: str = ""
) -> Tried:
    """The sheet of a content, or what the gate finds in it; `letter`: its 发文字号 where `size` is LETTER."""
    today = office.clock().date()
    found = tuple(
        Found(part, number, leak.kind, leak.shown)
        for part, number, text in _parts(content)
        for leak in find_leaks(text, listed, today)
    )
    if found:
        return Tried(found=found, rows=len(content.rows))
    fonts = find_fonts(read_settings(office.folder).get("fonts"))
    if size == LETTER:
        pdf = make_letter(content, letter, fonts, content.issuer, office.clock())
    else:
        pdf = make_poster(content, fonts, content.issuer, office.clock(), size)
    found = tuple(_on_pages(pdf, listed, office))
    return Tried(b"" if found else pdf, found=found, rows=len(content.rows))


def _parts(content: NoticeContent) -> Iterator[tuple[Part, int, str]]:
    yield "title", 1, content.title
    for number, paragraph in enumerate(content.body.split("\n"), 1):
        yield "text", number, paragraph
    lines = content.rows or content.fields
    for number, row in enumerate(lines, 1):
        yield "row", number, "\t".join(row)


def _on_pages(pdf: bytes, listed: Listed, office: Office) -> Iterator[Found]:
    """What only the finished sheet shows: words that come to stand side by side."""
    for one in hold(pdf, listed, office.clock().date()):
        number = int(one.where) if one.where.isdecimal() else 0
        yield Found("page", number, one.leak.kind, one.leak.shown)
