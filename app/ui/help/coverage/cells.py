"""How the matrix shows a cell and a total: a gap stands out by its field, its dot and its word."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.operations.coverage import GAP, CoverageRow, Total
from app.rules.coverings import Column
from app.texts import say
from app.ui.kit.painting import CENTRE, draw_text, fill_round, text_width
from app.ui.kit.theme import colour

_DOT = 8


def cell_words(row: CoverageRow, number: int, column: Column) -> str:
    """A household's cell in a sentence: for the foot of the list, the tooltip, a screen reader."""
    cell = row.cells[number]
    if cell == GAP:
        why = dict(row.lacks).get(number, "")
        return say("help_coverage.cell_gap", name=row.head, kind=column.name, why=why)
    if cell:
        return say("help_coverage.cell_given", name=row.head, kind=column.name, count=cell)
    return say("help_coverage.cell_none", name=row.head, kind=column.name)


def place_words(row: CoverageRow) -> str:
    """Village and group of a household."""
    return " ".join(part for part in (row.village, row.group) if part)


def paint_cell(painter: QPainter, place: QRectF, cell: int) -> None:
    """A gap as an amber field with a dot and its word, given measures as their number, nothing as nothing."""
    if cell == GAP:
        fill_round(painter, place.adjusted(4, 5, -4, -5), 4, colour("warn_ground"))
        words = say("help_coverage.gap")
        left = place.center().x() - (_DOT + 4 + text_width(words, "note")) / 2
        dot = QRectF(left, place.center().y() - _DOT / 2, _DOT, _DOT)
        fill_round(painter, dot, _DOT / 2, colour("warn_bar"))
        rest = QRectF(left + _DOT + 4, place.top(), place.right() - left, place.height())
        draw_text(painter, rest, words, "note", tone="warn")
    elif cell:
        draw_text(painter, place, str(cell), align=CENTRE)


def two_lines(place: QRectF) -> tuple[QRectF, QRectF]:
    """The places of two lines of notes, one above the other."""
    half = place.height() / 2
    upper = QRectF(place.left(), place.top() + 3, place.width(), half - 2)
    return upper, QRectF(place.left(), place.top() + half - 1, place.width(), half - 3)


def paint_total(painter: QPainter, place: QRectF, total: Total) -> None:
    """How many households have a kind, below it how many lack it."""
    upper, lower = two_lines(place)
    draw_text(painter, upper, f"{total.given:,}", "note", True, "text2", CENTRE)
    lacking = total.gaps > 0
    draw_text(painter, lower, f"{total.gaps:,}", "note", lacking, "warn" if lacking else "text3", CENTRE)
