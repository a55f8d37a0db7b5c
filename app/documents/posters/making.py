"""Makes a notice's PDF: the type as large as the sheet takes on one page, never smaller than can be read from afar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.documents.flows import Flow, Page
from app.documents.fonts import Fonts
from app.documents.posters.drawing import Look, draw_notice
from app.documents.posters.tiles import cut
from app.documents.sheets import SIZES, About, Arrange, Book, Sheet
from app.errors import Problem
from app.rules.notice_contents import NoticeContent
from app.texts import say

_A1: Final = (594.0, 841.0)


@dataclass(frozen=True, slots=True)
class PosterSize:
    """A size to choose: the poster's sheet, the printer's paper where it is cut up, and the least type in points."""

    width: float
    height: float
    least: float
    most: float
    paper: str = ""


POSTER_SIZES: Final[dict[str, PosterSize]] = {
    "A4": PosterSize(*SIZES["A4"], 12.0, 16.0),
    "A3": PosterSize(*SIZES["A3"], 16.0, 30.0),
    "A2": PosterSize(*SIZES["A2"], 20.0, 44.0),
    "A3/A4": PosterSize(*SIZES["A3"], 16.0, 30.0, "A4"),
    "A2/A4": PosterSize(*SIZES["A2"], 20.0, 44.0, "A4"),
    "A2/A3": PosterSize(*SIZES["A2"], 20.0, 44.0, "A3"),
    "A1/A3": PosterSize(*_A1, 28.0, 62.0, "A3"),
}
"""By name: "A2/A4" is an A2 poster cut into A4 sheets. Posters have no type below 16 points."""

_STEP: Final = 1.0


def make_poster(content: NoticeContent, fonts: Fonts, office: str, when: datetime, size: str = "A4") -> bytes:
    """The PDF of a notice. On one page in the largest type that fits; else on several in the least.

    Raises Problem posters.unknown_size, or papers.no_glyph for a character no font has.
    """
    about = About(content.title, office, when, content.code)
    return _make([content], fonts, about, size)


def make_posters(
    contents: Sequence[NoticeContent], fonts: Fonts, title: str, office: str, when: datetime, size: str = "A4"
) -> bytes:
    """One PDF of several notices, each in the type that fits it, numbered by itself and named in the side list.

    Raises Problem as `make_poster`.
    """
    return _make(contents, fonts, About(title, office, when), size)


def _make(contents: Sequence[NoticeContent], fonts: Fonts, about: About, size: str) -> bytes:
    chosen = POSTER_SIZES.get(size)
    if chosen is None:
        raise Problem("posters.unknown_size", size=size, known=", ".join(POSTER_SIZES))
    book = Book(fonts, about, None, _foot, _arrangement(chosen))
    for content in contents:
        look = _fitting(book, content, chosen)
        book.part.clear()
        draw_notice(_flow(book, chosen, f"{content.number} {content.title}".strip()), content, look)
        if content.code and len(contents) > 1:
            book.name_code(content.code)
        book.end_part()
    return book.close()


def _fitting(book: Book, content: NoticeContent, size: PosterSize) -> Look:
    """The largest type with which everything stands on one page; the least where nothing does."""
    body = size.most
    while body > size.least:
        look = look_of(body, size)
        if _pages(book, content, size, look) == 1:
            return look
        body -= _STEP
    return look_of(size.least, size)


def look_of(body: float, size: PosterSize) -> Look:
    """The list stands a little smaller than the text, but never below the least of the sheet."""
    return Look(body, max(body * 0.9, size.least))


def _pages(book: Book, content: NoticeContent, size: PosterSize, look: Look) -> int:
    book.part.clear()
    draw_notice(_flow(book, size), content, look)
    return len(book.part)


def _flow(book: Book, size: PosterSize, bookmark: str = "") -> Flow:
    side = size.width * 0.085
    page = Page(size.width, size.height, side, side, size.height * 0.055, size.height * 0.055)
    return Flow(book, page, bookmark=bookmark)


def _arrangement(size: PosterSize) -> Arrange | None:
    return cut(size.width, size.height, SIZES[size.paper]) if size.paper else None


def _foot(sheet: Sheet, number: int, total: int) -> None:
    """Page x of y, where there are several."""
    if total > 1:
        words = say("papers.page_of", page=number, pages=total)
        sheet.text(
            sheet.width / 2, sheet.height - sheet.height * 0.025, words, "song", sheet.width / 20, "centre"
        )
