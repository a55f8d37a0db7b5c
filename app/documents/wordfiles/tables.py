"""Tables of a paper as one Word table: merged cells, grey heads that repeat, frames as on the printed form.

Tables that stand below one another without room between them become one, as they look on paper: Word would join them.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from app.documents.glyphs import Ink
from app.documents.tables import PAD, Cell, Row, Style, Table, fit_text
from app.documents.wordfiles.markup import paragraph, run, twips

_FRAME = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="8" w:color="000000"/>' for side in ("top", "left", "bottom", "right")
    )
    + "".join(f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in ("insideH", "insideV"))
    + "</w:tblBorders>"
)
_MARGINS = (
    "<w:tblCellMar>"
    + "".join(f'<w:{side} w:w="{twips(PAD)}" w:type="dxa"/>' for side in ("left", "right"))
    + "</w:tblCellMar>"
)
_TIGHT = 0.97
"""Word adds the frames to the height of rows: without this a sheet that is full on paper would spill one row."""
_NEAR = 40
"""Edges of columns that are nearer to one another, in twips, are one."""


def joined(tables: Sequence[Table], ink: Ink, framed: bool = True) -> str:
    """The markup of tables as one; `framed`: with lines. The head of the first alone is said again on each sheet."""
    edges = _edges(tables)
    grid = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
    rows = [
        row
        for at, one in enumerate(tables)
        for row in _Rows(one, edges, ink, not framed).markup(heads=not at)
    ]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{edges[-1]}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f"{_FRAME if framed else ''}"
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _edges(tables: Sequence[Table]) -> list[int]:
    """Where columns of any of the tables begin and end, in twips."""
    found: list[int] = []
    for edge in sorted(edge for one in tables for edge in _own_edges(one)):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found


def _own_edges(table: Table) -> list[int]:
    edges, at = [0], 0.0
    for width in table.columns:
        at += width
        edges.append(twips(at))
    return edges


class _Rows:
    """The rows of one table on the edges of all. `kept`: they stay together."""

    def __init__(self, table: Table, edges: list[int], ink: Ink, kept: bool) -> None:
        self._table, self._edges, self._ink = table, edges, ink
        self._own = [_nearest(edges, edge) for edge in _own_edges(table)]
        self._busy = [0] * len(table.columns)
        self._open: dict[int, Cell] = {}
        self._keeps, self._kept = False, kept

    def markup(self, heads: bool) -> list[str]:
        """Each row; the first ones are heads where `heads` says so."""
        rows = enumerate(self._table.rows)
        return [self._row(number, row, heads and number < self._table.heads) for number, row in rows]

    def _row(self, number: int, row: Row, head: bool) -> str:
        """A row; where a cell reaches in from above stands its continuation."""
        cells, at, left = [], 0, iter(row.cells)
        self._keeps = self._kept or row is self._table.rows[-1]
        while at < len(self._busy):
            merge = "continue"
            if self._busy[at] > number:
                cell = self._open[at]
            else:
                cell = next(left, None) or Cell()
                merge = self._begin(number, at, cell)
            end = min(at + max(cell.span, 1), len(self._busy))
            cells.append(self._cell(at, end, cell, merge))
            at = end
        return f"<w:tr>{_row_looks(row, head)}{''.join(cells)}</w:tr>"

    def _begin(self, number: int, at: int, cell: Cell) -> str:
        if cell.rows < 2:
            return ""
        end = min(at + cell.span, len(self._busy))
        self._busy[at:end] = [number + cell.rows] * (end - at)
        self._open[at] = cell
        return "restart"

    def _cell(self, at: int, end: int, cell: Cell, merge: str) -> str:
        style, first, last = cell.style, self._own[at], self._own[end]
        grey = (
            ""
            if style.grey is None
            else f'<w:shd w:val="clear" w:color="auto" w:fill="{_shade(style.grey)}"/>'
        )
        looks = (
            f'<w:tcW w:w="{self._edges[last] - self._edges[first]}" w:type="dxa"/>'
            + (f'<w:gridSpan w:val="{last - first}"/>' if last - first > 1 else "")
            + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
            + grey
            + '<w:vAlign w:val="center"/>'
        )
        words = "" if merge == "continue" else cell.text
        width = sum(self._table.columns[at:end])
        return f"<w:tc><w:tcPr>{looks}</w:tcPr>{''.join(self._lines(words, style, width))}</w:tc>"

    def _lines(self, words: str, style: Style, width: float) -> list[str]:
        """A paragraph for each line of a cell, shrunk as on paper where that saves a line.

        Those of the last row keep with what follows: places to sign never stand on a sheet alone.
        """
        fitted = fit_text(self._ink, words, style, width)
        size, align = fitted.size, style.align
        if align == "centre" and len(fitted.lines) > 2 and len(fitted.lines[0]) > 6:
            align = "left"  # a paragraph is no label
        lines = words.split("\n")
        return [paragraph(run(line, style.role, size), size, align, keep=self._keeps) for line in lines]


def _nearest(edges: list[int], edge: int) -> int:
    at = bisect_left(edges, edge - _NEAR)
    return min(at, len(edges) - 1)


def _row_looks(row: Row, head: bool) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    height = f'<w:trHeight w:val="{twips(row.height * _TIGHT)}" w:hRule="atLeast"/>'
    return f"<w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>"


def _shade(grey: float) -> str:
    return f"{round(grey * 255):02X}" * 3
