"""The manual as a book on A4: a page of contents, then a chapter after the other, pictures as wide as the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.documents.breaking import break_lines
from app.documents.flows import Flow, Page
from app.documents.fonts import Fonts
from app.documents.sheets import POINT, SIZES, About, Book, Sheet
from app.documents.tables import LEADING, Cell, Row, Style, Table
from app.rules.manuals import Chapter, Part
from app.texts import say

SIZE = 11.5  # points: read by people of fifty
_TITLE, _HEADING, _SMALL = 20.0, 14.0, 9.0
_STEP, _NOTE = 8.0, 14.0  # mm a step's or note's text stands in from what is before it
_KEY, _DOES = Style("hei", SIZE, "left"), Style("song", SIZE, "left")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a page: a JPEG and its size in pixels."""

    jpeg: bytes
    width: int
    height: int


def make_manual(
    chapters: Sequence[Chapter], shots: Mapping[str, Shot], fonts: Fonts, version: str, made_at: datetime
) -> bytes:
    """The PDF of the chapters; a picture that is not among `shots` is left out."""
    title = say("manual.book", version=version)
    book = Book(fonts, About(title, "", made_at), foot=_foot)
    page = Page(*SIZES["A4"], left=22.0, right=22.0, top=22.0, bottom=20.0)
    front = Flow(book, page, bookmark=say("manual.contents"))
    front.line(title, "hei", _TITLE)
    front.gap(8)
    for number, chapter in enumerate(chapters, 1):
        front.line(say("manual.chapter", number=number, title=chapter.title), "song", SIZE)
        front.gap(1.5)
    for number, chapter in enumerate(chapters, 1):
        flow = Flow(book, page, bookmark=chapter.title)
        flow.line(say("manual.chapter", number=number, title=chapter.title), "hei", _TITLE)
        flow.gap(4)
        for part in chapter.parts:
            _draw(flow, part, shots)
    book.end_part()
    return book.close()


def _foot(sheet: Sheet, number: int, total: int) -> None:
    words = say("manual.foot", number=number, total=total)
    sheet.text(sheet.width / 2, sheet.height - 11, words, "song", _SMALL, "centre")


def _draw(flow: Flow, part: Part, shots: Mapping[str, Shot]) -> None:
    if part.title:
        flow.gap(2)
        flow.need(24)
        flow.line(part.title, "hei", _HEADING)
        flow.gap(1)
    if part.text:
        flow.text(part.text, "song", SIZE)
        flow.gap(2)
    if shot := shots.get(part.picture):
        _draw_shot(flow, shot)
    for at, step in enumerate(part.steps, 1):
        _hang(flow, f"{at}.", step, _STEP)
    if part.keys:
        rows = [Row([Cell(key, _KEY), Cell(does, _DOES)]) for key, does in part.keys]
        flow.table(Table((flow.page.room * 0.32, flow.page.room * 0.68), rows))
        flow.gap(3)
    if part.note:
        _hang(flow, say("manual.note"), part.note, _NOTE)


def _draw_shot(flow: Flow, shot: Shot) -> None:
    wide = flow.page.room
    high = wide * shot.height / shot.width
    flow.need(high + 4)
    flow.sheet.picture(shot.jpeg, flow.left, flow.y, wide, high)
    flow.sheet.box(flow.left, flow.y, wide, high, 0.3)
    flow.gap(high + 4)


def _hang(flow: Flow, before: str, words: str, indent: float) -> None:
    """A text beside what stands before it, so far in."""
    pitch = SIZE * LEADING / POINT
    room = (flow.page.room - indent) * POINT / SIZE
    for number, line in enumerate(break_lines(words, flow.ink.advances("song", words), room)):
        flow.need(pitch)
        base = flow.y + pitch * 0.75
        if not number:
            flow.sheet.text(flow.left, base, before, "hei", SIZE)
        flow.sheet.text(flow.left + indent, base, line, "song", SIZE)
        flow.gap(pitch)
    flow.gap(1.5)
