"""Tables as government forms draw them: label and value cells, merged cells, texts that shrink a little or wrap.

`lay_out` fits every text and finds the heights; `draw_rows` draws some of the rows, so that a table can run over
several sheets. Measures in mm, sizes of type in points. Knows nothing of households.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.documents.breaking import break_lines
from app.documents.fonts import Role
from app.documents.glyphs import Ink
from app.documents.sheets import POINT, Align, Sheet

PAD = 1.2
"""Room left and right of a text in its cell, mm."""
LEADING = 1.28
"""Line pitch as part of the type size."""
# A base line this far below the middle of its line puts a Chinese character in the middle.
_DROP = 0.36


@dataclass(frozen=True, eq=False)
class Style:
    """How a cell's text looks; `least`: the smallest part of the size it may shrink to before it wraps.

    Told apart by identity (a sheet looks hundreds of them up): make them once, not per cell.
    """

    role: Role = "song"
    size: float = 10.0
    align: Align = "centre"
    grey: float | None = None
    least: float = 0.8


VALUE = Style()
LABEL = Style(role="hei", size=9.5)
HEAD = Style(role="hei", size=9.0, grey=0.94)


@dataclass(slots=True)
class Cell:
    """A text over `span` columns and `rows` rows; `loose`: a sheet may end between them, the text stands on both."""

    text: str = ""
    style: Style = VALUE
    span: int = 1
    rows: int = 1
    loose: bool = False


@dataclass(slots=True)
class Row:
    """Cells from left to right, without those that reach in from the row above; `height` is the least."""

    cells: list[Cell]
    height: float = 7.0


@dataclass(slots=True)
class Table:
    """Column widths and rows; the first `heads` rows stand on every sheet the table runs over."""

    columns: Sequence[float]
    rows: list[Row]
    heads: int = 0

    @property
    def width(self) -> float:
        return sum(self.columns)


class Fitted(NamedTuple):
    """A text made to fit: size of type, lines, height in mm with a little room."""

    size: float
    lines: Sequence[str]
    height: float


class _Placed(NamedTuple):
    left: float
    width: float
    rows: int
    style: Style
    fitted: Fitted


@dataclass(slots=True)
class Laid:
    """A table whose heights are known; `shared[i]`: a merged cell reaches from row i into row i+1.

    `tied[i]`: those two may not be parted.
    """

    table: Table
    heights: list[float]
    placed: list[list[_Placed]]
    tied: list[bool] = field(default_factory=list)
    shared: list[bool] = field(default_factory=list)


def fit_text(ink: Ink, text: str, style: Style, width: float) -> Fitted:
    """The text on one line at its size, else shrunk down to `least`, else wrapped at its size."""
    key = (text, style, width)
    known: Fitted | None = ink.fitted.get(key)
    if known is None:
        known = ink.fitted[key] = _fit(ink, text, style, (width - 2 * PAD) * POINT)
    return known


def _fit(ink: Ink, text: str, style: Style, room: float) -> Fitted:
    size = style.size
    needed = ink.width(style.role, text) * size
    if "\n" not in text and needed * style.least <= room:
        if needed > room:
            size = int(size * room / needed * 20) / 20
        return Fitted(size, (text,), size * LEADING / POINT)
    lines = break_lines(text, ink.advances(style.role, text), room / size)
    return Fitted(size, lines, len(lines) * size * LEADING / POINT)


def lay_out(ink: Ink, table: Table) -> Laid:
    """Fit all texts of a table and find the height of each row."""
    edges = [0.0]
    for width in table.columns:
        edges.append(edges[-1] + width)
    heights = [row.height for row in table.rows]
    busy = [0] * len(table.columns)
    placed: list[list[_Placed]] = []
    merged: list[tuple[int, _Placed, bool]] = []
    for number, row in enumerate(table.rows):
        line: list[_Placed] = []
        column = 0
        for cell in row.cells:
            while column < len(busy) and busy[column] > number:
                column += 1
            end = min(column + cell.span, len(busy))
            width = edges[end] - edges[column]
            one = _Placed(
                edges[column], width, cell.rows, cell.style, fit_text(ink, cell.text, cell.style, width)
            )
            line.append(one)
            if cell.rows > 1:
                merged.append((number, one, cell.loose))
                busy[column:end] = [number + cell.rows] * (end - column)
            else:
                heights[number] = max(heights[number], one.fitted.height + 1.2)
            column = end
        placed.append(line)
    tied, shared = [False] * len(placed), [False] * len(placed)
    for number, one, loose in merged:
        last = min(number + one.rows, len(heights)) - 1
        heights[last] += max(0.0, one.fitted.height + 1.2 - sum(heights[number : last + 1]))
        shared[number:last] = [True] * (last - number)
        if not loose:
            tied[number:last] = [True] * (last - number)
    return Laid(table, heights, placed, tied, shared)


def cut_tall_rows(ink: Ink, table: Table, room: float) -> Table:
    """The table with each row taller than `room` mm cut into several that go on with the same texts."""
    rows: list[Row] = []
    open_cells: list[tuple[Cell, int]] = []
    busy = [0] * len(table.columns)
    for number, row in enumerate(table.rows):
        spots = _columns_of(row, busy, number)
        for cell, column in zip(row.cells, spots, strict=True):
            if cell.rows > 1:
                busy[column : column + cell.span] = [number + cell.rows] * cell.span
        widths = [sum(table.columns[at : at + cell.span]) for cell, at in zip(row.cells, spots, strict=True)]
        fits = [fit_text(ink, *pair) for pair in _texts_of(row, widths)]
        pieces = max((int(fit.height // (room - 2)) + 1 for fit in fits), default=1)
        longer = [cell for cell, end in open_cells if end > number]
        for cell in longer:
            cell.rows += pieces - 1
        open_cells += [(cell, number + cell.rows) for cell in row.cells if cell.rows > 1]
        rows += [row] if pieces == 1 else _cut(row, fits, pieces)
    return Table(table.columns, rows, table.heads)


def _columns_of(row: Row, busy: list[int], number: int) -> list[int]:
    """The first column of each cell, given the columns still taken from above."""
    found, column = [], 0
    for cell in row.cells:
        while column < len(busy) and busy[column] > number:
            column += 1
        found.append(column)
        column += cell.span
    return found


def _texts_of(row: Row, widths: Sequence[float]) -> list[tuple[str, Style, float]]:
    pairs = zip(row.cells, widths, strict=True)
    return [(cell.text, cell.style, width) for cell, width in pairs if cell.rows == 1]


def _cut(row: Row, fits: list[Fitted], pieces: int) -> list[Row]:
    """Rows that share a row's lines out; a cell merged over rows is merged over the new ones too."""
    cut: list[Row] = []
    for piece in range(pieces):
        cells, fitted = [], iter(fits)
        for cell in row.cells:
            if cell.rows > 1:
                if not piece:
                    cells.append(Cell(cell.text, cell.style, cell.span, cell.rows + pieces - 1, cell.loose))
                continue
            lines = next(fitted).lines
            each = -(-len(lines) // pieces)
            words = "\n".join(lines[piece * each : (piece + 1) * each])
            cells.append(Cell(words, cell.style, cell.span))
        cut.append(Row(cells, row.height))
    return cut


def draw_rows(sheet: Sheet, laid: Laid, first: int, last: int, x: float, y: float) -> float:
    """Draw rows `first` to before `last` with their frame, top left at x, y; returns the y below them."""
    shapes: list[str] = []
    tops = [y]
    for height in laid.heights[first:last]:
        tops.append(tops[-1] + height)
    for number in range(max(0, first - _reach(laid, first)), last):
        for one in laid.placed[number]:
            begin, end = max(number, first), min(number + one.rows, last)
            if begin < end:
                _draw_cell(sheet, shapes, one, x, tops[begin - first], tops[end - first])
    bottom = tops[-1]
    if shapes:
        sheet.draw(f"0.5 w {' '.join(shapes)} S")
        sheet.box(x, y, laid.table.width, bottom - y, 1.0)
    return bottom


def _reach(laid: Laid, first: int) -> int:
    """How many rows above `first` share a cell with it, one after the other."""
    count = 0
    while first - count > 0 and laid.shared[first - count - 1]:
        count += 1
    return count


def _draw_cell(sheet: Sheet, shapes: list[str], one: _Placed, x: float, top: float, bottom: float) -> None:
    left, width, _, style, fitted = one
    left += x
    high = bottom - top
    if style.grey is not None:
        sheet.fill(left, top, width, high, style.grey)
    place = (left, width, bottom, high, sheet.height)
    frame = sheet.ink.frames.get(place)
    if frame is None:
        frame = sheet.ink.frames[place] = (
            f"{left * POINT:.2f} {(sheet.height - bottom) * POINT:.2f} {width * POINT:.2f} {high * POINT:.2f} re"
        )
    shapes.append(frame)
    size, lines, _ = fitted
    if len(lines) == 1:
        if lines[0]:
            base = top + high / 2 + _DROP * size / POINT
            at = left + (
                PAD if style.align == "left" else width - PAD if style.align == "right" else width / 2
            )
            sheet.text(at, base, lines[0], style.role, size, style.align)
        return
    align = style.align
    if align == "centre" and len(lines) > 2 and len(lines[0]) > 6:
        align = "left"  # a paragraph is no label
    pitch = size * LEADING / POINT
    base = top + (high - len(lines) * pitch) / 2 + pitch / 2 + _DROP * size / POINT
    at = left + (PAD if align == "left" else width - PAD if align == "right" else width / 2)
    for line in lines:
        sheet.text(at, base, line, style.role, size, align)
        base += pitch
