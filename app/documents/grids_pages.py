"""HTML tables saved under the name of a workbook, as many web systems export them.

Nothing a page refers to is loaded; scripts and styles are left out.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from app.documents.grids import Grid, Row, Span
from app.documents.grids_boxes import MOST_CELLS
from app.documents.grids_texts import decode, even_rows
from app.errors import Problem

_SILENT = {"script", "style", "title"}
_WIDEST = 1_000  # columns; a colspan beyond it is a mistake or a trap
_TALLEST = 70_000


def read_page(content: bytes, file: str) -> tuple[tuple[Grid, ...], str]:
    """Each table of an HTML page as a grid, cells as text, with the encoding of the page.

    Raises Problem for torn text, a page without a table, or more cells than a roster has.
    """
    text, encoding = decode(content, file)
    page = _Page(file)
    page.feed(text)
    page.close()
    tables = [table for table in page.tables if any(table.rows)]
    if not tables:
        raise Problem("workbook.nothing_inside", file=file)
    return tuple(_grid(table, file, number, len(tables)) for number, table in enumerate(tables, 1)), encoding


def _grid(table: "_Table", file: str, number: int, tables: int) -> Grid:
    width = max(len(row) for row in table.rows)
    if width * len(table.rows) > MOST_CELLS:
        raise Problem("workbook.too_many_cells", file=file, most=MOST_CELLS)
    sheet = str(number) if tables > 1 else ""
    return Grid(file, sheet, even_rows(table.rows, width), merged=tuple(table.merged))


@dataclass
class _Table:
    rows: list[Row] = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)
    # Columns of coming rows that a rowspan from above already covers: column → last covered row.
    covered: dict[int, int] = field(default_factory=dict)
    text: list[str] | None = None
    spans: tuple[int, int] = (1, 1)


class _Page(HTMLParser):
    """Collects tables while the page is read; a table inside a cell becomes a table of its own."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.silent = 0
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        if tag in _SILENT:
            self.silent += 1
        elif tag == "table":
            self.open.append(_Table())
            self.tables.append(self.open[-1])
        elif self.open and tag == "tr":
            self._end_cell()
            self.open[-1].rows.append([])
        elif self.open and tag in ("td", "th"):
            self._begin_cell(dict(attrs))
        elif self.open and tag in ("br", "p", "div") and self.open[-1].text:
            self.open[-1].text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close what a start tag opened; missing end tags are forgiven, as browsers do."""
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif self.open and tag in ("td", "th", "tr"):
            self._end_cell()
        elif self.open and tag == "table":
            self._end_cell()
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Add text to the open cell."""
        if self.open and self.open[-1].text is not None and not self.silent:
            self.open[-1].text.append(data)

    def _begin_cell(self, attrs: dict[str, str | None]) -> None:
        self._end_cell()
        table = self.open[-1]
        if not table.rows:
            table.rows.append([])
        table.text = []
        table.spans = (_span(attrs.get("rowspan"), _TALLEST), _span(attrs.get("colspan"), _WIDEST))

    def _end_cell(self) -> None:
        table = self.open[-1]
        if table.text is None:
            return
        row, here = table.rows[-1], len(table.rows) - 1
        before = len(row)
        while table.covered.get(len(row), -1) >= here:
            row.append("")
        left, (down, across) = len(row), table.spans
        row.append("".join(table.text).strip())
        across = max(min(across, _WIDEST - left), 1)
        row.extend([""] * (across - 1))
        table.text = None
        if down > 1 or across > 1:
            table.merged.append(Span(here, left, here + down - 1, left + across - 1))
            table.covered.update(dict.fromkeys(range(left, left + across), here + down - 1))
        self._count(len(row) - before)

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MOST_CELLS:
            raise Problem("workbook.too_many_cells", file=self.file, most=MOST_CELLS)


def _span(written: str | None, most: int) -> int:
    """How many rows or columns a cell covers: 1 when not a sensible number, never more than `most`."""
    digits = (written or "").strip()
    if not digits.isascii() or not digits.isdecimal():
        return 1
    return max(min(int(digits[:9]), most), 1)
