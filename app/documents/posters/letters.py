"""A notice as an official letter (GB/T 9704-2012): a block of 156 by 225 mm, 22 lines of 28 characters, lists annexed.

With a 发文字号 it has the red head of a letter; without one it begins with its title. The seal's place is left free:
nothing is ever printed in it.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from math import ceil
from typing import Final

from app.documents.breaking import break_lines
from app.documents.flows import Flow, Page
from app.documents.fonts import Fonts, Role
from app.documents.papers.letters import BODY, PITCH, SIZE, TITLE
from app.documents.papers.watermarks import letter_foot
from app.documents.qr import draw_qr
from app.documents.sheets import POINT, SIZES, About, Book
from app.documents.tables import Cell, Row, Style, Table
from app.rules.notice_contents import NoticeContent
from app.texts import say

LEFT, TOP, RIGHT, BOTTOM = 28.0, 37.0, 26.0, 35.0
LETTER: Final = "letter"
"""How a notice's sizes name this one."""
_PAGE: Final = Page(*SIZES["A4"], LEFT, RIGHT, TOP, BOTTOM)
_MARK_DOWN: Final = 35.0
"""From the top of the block to the name of who issues the letter, mm."""
_MARK: Final = 46.0
"""The largest type of that name, points: below the 22 mm that the State Council's has."""
_RULE_GAP: Final = 4.0
"""From 发文字号 to the red rule, mm."""
_SIGN_BLANK: Final = 2
"""Empty lines above who signs: the seal of 42 mm over him then begins within a line of the text."""
_QR: Final = 28.0
_TABLE: Final = 12.0
_SHORT: Final = 26
"""A paragraph no longer than this, without a full stop, that is numbered is a heading."""


def make_letter(content: NoticeContent, number: str, fonts: Fonts, office: str, when: datetime) -> bytes:
    """The PDF of a notice as a letter; `number` is its 发文字号, "" for none.

    Raises Problem papers.no_glyph for a character no font has.
    """
    return _make([(content, number)], fonts, About(content.title, office, when, content.code))


def make_letters(
    contents: Sequence[tuple[NoticeContent, str]], fonts: Fonts, title: str, office: str, when: datetime
) -> bytes:
    """One PDF of several letters, each (content, 发文字号) numbered by itself. Raises Problem as `make_letter`."""
    return _make(contents, fonts, About(title, office, when))


def _make(contents: Sequence[tuple[NoticeContent, str]], fonts: Fonts, about: About) -> bytes:
    book = Book(fonts, about, None, letter_foot(LEFT, RIGHT, BOTTOM))
    for content, number in contents:
        flow = Flow(book, _PAGE, bookmark=f"{number or content.number} {content.title}".strip())
        if number:
            _head(flow, content.issuer, number)
        _title(flow, _titles(flow, content))
        _body(flow, content)
        if content.rows:
            _annex(flow, content)
        if content.code and len(contents) > 1:
            book.name_code(content.code)
        book.end_part()
    return book.close()


def _head(flow: Flow, issuer: str, number: str) -> None:
    """Who issues it in red, the number two lines below, and the red rule as wide as the block."""
    room = _PAGE.room * POINT
    size = min(_MARK, room * 0.94 / max(flow.ink.width("biaosong", issuer), 1.0))
    middle, y = LEFT + _PAGE.room / 2, TOP + _MARK_DOWN + size / POINT
    flow.sheet.red_text(middle, y, issuer, "biaosong", size)
    y += 2 * PITCH + SIZE / POINT
    flow.sheet.text(middle, y, number, BODY, SIZE, "centre")
    flow.sheet.red_line(LEFT, y + _RULE_GAP, LEFT + _PAGE.room, y + _RULE_GAP)
    # Back on the grid: the title stands two lines below the rule.
    flow.y = TOP + PITCH * (int((y + _RULE_GAP - TOP) / PITCH) + 3)


def _titles(flow: Flow, content: NoticeContent) -> Sequence[str]:
    """The title's lines: one where it fits, else as its writer broke it, else broken evenly."""
    room = _PAGE.room * POINT / TITLE
    if flow.ink.width("biaosong", content.title) <= room * 0.92:
        return (content.title,)
    lines: list[str] = []
    for words in content.title_lines:
        count = -(-len(words) // int(room))
        each = -(-len(words) // count)
        lines += [words[at : at + each] for at in range(0, len(words), each)]
    return lines


def _title(flow: Flow, lines: Sequence[str]) -> None:
    for words in lines:
        _put(flow, words, "biaosong", TITLE)
    flow.gap(PITCH)


def _body(flow: Flow, content: NoticeContent) -> None:
    """Paragraphs and what is annexed; the last two lines keep with who signs, so that no sheet holds him alone."""
    lines = [line for paragraph in content.body.split("\n") for line in _broken(flow, paragraph.strip())]
    if content.fields:
        _lines(flow, lines)
        lines = []
        _fields(flow, content)
    annexed: list[tuple[str, Role]] = []
    if content.rows:
        annexed = [("", BODY), *_broken(flow, say("posters.annexed", title=annex_title(content)))]
    kept = min(2, len(lines)) + len(annexed)
    lines += annexed
    _lines(flow, lines[: len(lines) - kept])
    flow.hold(kept * PITCH, partial(_lines, flow, lines[len(lines) - kept :]))
    _signed(flow, content)


def _lines(flow: Flow, lines: Sequence[tuple[str, Role]]) -> None:
    for words, role in lines:
        _put(flow, words, role)


def _broken(flow: Flow, paragraph: str) -> list[tuple[str, Role]]:
    role = _role(paragraph)
    words = f"\u3000\u3000{paragraph}"
    room = _PAGE.room * POINT / SIZE
    return [(line, role) for line in break_lines(words, flow.ink.advances(role, words), room)]


def _role(paragraph: str) -> Role:
    """The type of a paragraph: headings of the first order Hei, of the second Kai, all else Fangsong."""
    full_stop = say("posters.full_stop")
    if len(paragraph) > _SHORT or full_stop in paragraph:
        return BODY
    digits = say("posters.numerals")
    number = paragraph[:3].strip(digits)
    if paragraph[:1] in digits and number[:1] == say("posters.pause"):
        return "hei"
    bracket = paragraph[1:4].strip(digits)
    if (
        paragraph[:1] == say("posters.bracket")
        and paragraph[1:2] in digits
        and bracket[:1] == say("posters.closing")
    ):
        return "kai"
    return BODY


def _put(flow: Flow, words: str, role: Role = BODY, size: float = SIZE) -> None:
    """One line on the grid; a title stands in the middle, in its larger type."""
    flow.need(SIZE / POINT)
    base = flow.y + SIZE * 0.86 / POINT
    if size == SIZE:
        flow.sheet.text(LEFT, base, words, role, size)
    else:
        flow.sheet.text(LEFT + _PAGE.room / 2, base, words, role, size, "centre")
    flow.y += PITCH


def _signed(flow: Flow, content: NoticeContent) -> None:
    """The day four characters from the right, who signs in the middle above it; the code at the left.

    A name so long that it would touch the code has it below.
    """
    day, name = (flow.ink.width(BODY, one) * SIZE / POINT for one in (content.dated, content.issuer))
    edge = LEFT + _PAGE.room
    # A name much longer than the day stays inside the block, two characters from its edge, the day below its middle.
    middle = min(edge - 4 * SIZE / POINT - day / 2, edge - 2 * SIZE / POINT - name / 2)
    below = bool(content.code) and middle - name / 2 < LEFT + _QR + SIZE / POINT
    flow.need((_SIGN_BLANK + 1) * PITCH + SIZE / POINT + (_QR + 4 if below else 0))
    top = flow.y
    flow.gap(_SIGN_BLANK * PITCH)
    for words in (content.issuer, content.dated):
        flow.sheet.text(middle, flow.y + SIZE * 0.86 / POINT, words, BODY, SIZE, "centre")
        flow.y += PITCH
    if content.code:
        y = flow.y if below else top + PITCH - 2
        draw_qr(flow.sheet, content.code, LEFT, y, _QR)
        flow.sheet.text(LEFT, y + _QR + 3.5, say("posters.scan"), "song", 8)


def _fields(flow: Flow, content: NoticeContent) -> None:
    rows = [
        Row([Cell(label, Style("hei", _TABLE)), Cell(text, Style("fang", _TABLE, "left"))], 9.5)
        for label, text in content.fields
    ]
    flow.table(Table([_PAGE.room * 0.26, _PAGE.room * 0.74], rows))
    flow.y = TOP + ceil((flow.y - TOP) / PITCH) * PITCH


def _annex(flow: Flow, content: NoticeContent) -> None:
    """The list on a sheet of its own: 附件 at the edge of the first line, its title on the third, then the table."""
    flow.turn()
    _put(flow, say("posters.annex"), "hei")
    flow.gap(PITCH)
    words = annex_title(content)
    size = min(TITLE, _PAGE.room * POINT * 0.95 / max(flow.ink.width("biaosong", words), 1.0))
    _put(flow, words, "biaosong", size)
    flow.gap(PITCH * 0.5)
    scale = _PAGE.room / sum(content.widths)
    head, style = Style("hei", _TABLE), Style("fang", _TABLE)
    rows = [Row([Cell(text, head) for text in content.heads], 10.0)]
    rows += [Row([Cell(text, style) for text in row], 8.5) for row in content.rows]
    flow.table(Table([width * scale for width in content.widths], rows, heads=1))


def annex_title(content: NoticeContent) -> str:
    """What the list is called: the notice's title without its beginning and its kind, as a list."""
    words = content.title.removeprefix(say("posters.about"))
    for kind in (say("posters.of_notice"), say("posters.of_announcement")):
        words = words.removesuffix(kind)
    last = say("posters.list")
    return words if words.endswith(last) else words + last
