"""上面要一张表: any columns and rows as a page, with its title and filter; and the recovery sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.flows import Flow, Page
from app.documents.papers.desks import PaperContext
from app.documents.papers.watermarks import foot, watermark
from app.documents.sheets import POINT, SIZES, About, Book
from app.documents.tables import HEAD, Cell, Row, Style, Table
from app.rules.values import show
from app.texts import say

_BODY = {align: Style(size=9.5, align=align) for align in ("left", "centre", "right")}
# Above this sum of widths (mm) a list lies across the sheet.
_PORTRAIT_ROOM = 190.0
_RECOVERY_RULES = (
    "papers.recovery_rule_1",
    "papers.recovery_rule_2",
    "papers.recovery_rule_3",
    "papers.recovery_rule_4",
    "papers.recovery_rule_5",
)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: heading, width in mm (a share of the page), and whether its cells are numbers."""

    label: str
    width: float = 24.0
    number: bool = False


def make_list(
    title: str,
    columns: Sequence[ListColumn],
    rows: Sequence[Sequence[str]],
    context: PaperContext,
    filter_words: str = "",
    internal: bool = True,
) -> bytes:
    """A PDF of any list: its head on every sheet, lines numbered, the filter below the title.

    The sheet lies across where the columns are wide, and is A3 where `context.size` says so.
    """
    about = About(title, context.office, context.when)
    book = Book(context.fonts, about, watermark(context) if internal else None, foot(context))
    book.ink.place = title
    short, long = SIZES[context.size or "A4"]
    wide = sum(column.width for column in columns) > _PORTRAIT_ROOM
    page = Page(*((long, short) if wide else (short, long)), left=14.0, right=14.0, top=13.0, bottom=14.0)
    flow = Flow(book, page)
    flow.line(title, "biaosong", 18, "centre")
    flow.gap(1.5)
    if filter_words:
        flow.text(filter_words, "song", 9.5)
        flow.gap(1)
    flow.table(_table(columns, rows, page.room))
    flow.gap(2)
    flow.line(say("papers.list_count", count=len(rows)), "song", 9.5)
    return book.close()


def _table(columns: Sequence[ListColumn], rows: Sequence[Sequence[str]], room: float) -> Table:
    number = 11.0
    scale = (room - number) / sum(column.width for column in columns)
    styles = [_BODY["right" if column.number else "centre"] for column in columns]
    made = [Row([Cell(say("papers.number"), HEAD), *(Cell(column.label, HEAD) for column in columns)], 8.5)]
    for at, row in enumerate(rows, 1):
        cells = [Cell(words, style) for words, style in zip(row, styles, strict=True)]
        made.append(Row([Cell(str(at), _BODY["centre"]), *cells], 6.8))
    return Table([number, *(column.width * scale for column in columns)], made, heads=1)


def make_recovery_sheet(code: str, place: str, context: PaperContext) -> bytes:
    """The sheet with the office's recovery code, to be sealed and locked away; `code` in groups, as typed."""
    book = Book(context.fonts, About(say("papers.recovery_title"), context.office, context.when))
    page = Page(*SIZES["A4"], left=28.0, right=26.0, top=37.0, bottom=35.0)
    flow = Flow(book, page)
    flow.line(say("papers.recovery_title"), "biaosong", 22, "centre")
    flow.gap(10)
    for key, words in (
        ("papers.recovery_office", context.office),
        ("papers.recovery_place", place),
        ("papers.recovery_day", show("date", context.when.date())),
    ):
        flow.line(say(key, words=words), "fang", 14)
        flow.gap(2)
    flow.gap(10)
    _code_box(flow, code)
    flow.gap(12)
    for rule in _RECOVERY_RULES:
        flow.text(say(rule), "fang", 13)
        flow.gap(3)
    flow.gap(16)
    flow.line(say("papers.recovery_sign"), "fang", 13)
    return book.close()


def _code_box(flow: Flow, code: str) -> None:
    """The code large in a frame, as many groups on a line as fit."""
    groups = code.split("-")
    each = max(1, min(4, len(groups)))
    lines = ["-".join(groups[at : at + each]) for at in range(0, len(groups), each)]
    widest = max(flow.ink.width("hei", line) for line in lines)
    size = min(24.0, (flow.page.room - 12) * POINT / widest)
    high = len(lines) * size * 1.7 / POINT + 8
    flow.sheet.box(flow.left, flow.y, flow.page.room, high, 1.2)
    y = flow.y + 4
    for line in lines:
        flow.sheet.text(flow.page.width / 2, y + size * 1.2 / POINT, line, "hei", size, "centre")
        y += size * 1.7 / POINT
    flow.y += high
