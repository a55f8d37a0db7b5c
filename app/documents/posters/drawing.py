"""One notice drawn on sheets in a given size of type: title, text, list, who issues it and when, code, seal's place."""

from dataclasses import dataclass
from typing import Final

from app.documents.flows import Flow
from app.documents.qr import draw_qr
from app.documents.sheets import POINT
from app.documents.tables import Cell, Row, Style, Table
from app.rules.notice_contents import NoticeContent
from app.texts import say

TITLE: Final = 1.55
"""The title's type as part of the body's."""
LEADING: Final = 1.6
QR_SIDE: Final = 28.0
"""Side of the code in mm: 250 letters stay readable by a telephone."""


@dataclass(frozen=True, slots=True)
class Look:
    """The body's type in points, and the list's: never below `least` of the paper."""

    body: float
    table: float


def draw_notice(flow: Flow, content: NoticeContent, look: Look) -> None:
    """Draw the notice; the signature block keeps together and never stands alone on a sheet."""
    _title(flow, content, look)
    for paragraph in content.body.split("\n"):
        flow.text("\u3000\u3000" + paragraph.strip(), "fang", look.body)
        flow.gap(look.body * (LEADING - 1.28) / POINT)
    flow.gap(look.body * 0.5 / POINT)
    if content.fields:
        _fields(flow, content, look)
    if content.rows:
        _list(flow, content, look)
    _end(flow, content, look)


def _title(flow: Flow, content: NoticeContent, look: Look) -> None:
    flow.gap(look.body * 0.6 / POINT)
    size = look.body * TITLE
    room = flow.page.room * POINT
    whole = flow.ink.width("biaosong", content.title) * size <= room
    for words in (content.title,) if whole else content.title_lines:
        lines = max(1, -(-int(flow.ink.width("biaosong", words) * size) // int(room)))
        each = -(-len(words) // lines)
        for start in range(0, len(words), each):
            flow.line(words[start : start + each], "biaosong", size, "centre")
    if content.number:
        flow.gap(look.body * 0.2 / POINT)
        flow.line(content.number, "kai", look.body * 0.85, "centre")
    flow.gap(look.body * 0.7 / POINT)


def _fields(flow: Flow, content: NoticeContent, look: Look) -> None:
    label = Style("hei", look.table, "centre")
    value = Style("fang", look.table, "left")
    widths = [flow.page.room * 0.26, flow.page.room * 0.74]
    rows = [
        Row([Cell(name, label), Cell(text, value)], look.table * 2.1 / POINT) for name, text in content.fields
    ]
    flow.table(Table(widths, rows))


def _list(flow: Flow, content: NoticeContent, look: Look) -> None:
    head = Style("hei", look.table, "centre", 0.94)
    style = Style("fang", look.table, "centre")
    height = look.table * 1.95 / POINT
    scale = flow.page.room / sum(content.widths)
    rows = [Row([Cell(text, head) for text in content.heads], height * 1.1)]
    rows += [Row([Cell(text, style) for text in row], height) for row in content.rows]
    flow.table(Table([width * scale for width in content.widths], rows, heads=1))


def _end(flow: Flow, content: NoticeContent, look: Look) -> None:
    """Issuer and day at the right with room for the seal over them, the code at the left."""
    size = look.body
    side = min(QR_SIDE * max(1.0, size / 18), flow.page.room * 0.3)
    high = max(side + 6 if content.code else 0.0, size * 4.2 / POINT)
    flow.need(high + size / POINT)
    top = flow.y + size * 0.8 / POINT
    right = flow.page.width - flow.page.right - size * 2 / POINT
    width = max(flow.ink.width("fang", content.issuer), flow.ink.width("fang", content.dated)) * size / POINT
    middle = right - width / 2
    flow.sheet.text(middle, top + size * 1.4 / POINT, content.issuer, "fang", size, "centre")
    flow.sheet.text(middle, top + size * 3.1 / POINT, content.dated, "fang", size, "centre")
    if content.code:
        draw_qr(flow.sheet, content.code, flow.left, top, side)
        small = max(size * 0.5, 8.0)
        flow.sheet.text(flow.left, top + side + small * 1.3 / POINT, say("posters.scan"), "song", small)
    flow.gap(high + size * 0.8 / POINT)
