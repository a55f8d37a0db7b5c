"""Tables found in a grid: where the data begin and end, which rows are none, and blocks side by side."""

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from app.documents.grids import Column, Grid, Row, Table
from app.documents.grids_headings import Header, Known, find_header, heading
from app.documents.grids_marks import context_of, is_foot, is_numbering, is_total, total_signs

_LABELLED = 5  # columns from the left in which a total row names itself
_SPARSE = 3  # cells; a row with so few may be a foot, a title or a new header


def find_tables(grid: Grid, known: Known) -> list[Table]:
    """Every table of the grid whose headings `known` knows, from the top; none for a sheet of notes.

    Rows of totals, feet and headers repeated on each page are left out and counted. Blocks side by side
    become tables of their own over the same rows.
    """
    tables: list[Table] = []
    start = 0
    while header := find_header(grid, known, start):
        end = _end(grid, header, known)
        _fill_down(grid, header.bottom + 1, end)
        titles = _titles(grid.rows[start : header.top])
        blocks = _blocks(header.columns)
        for own, shared in blocks:
            tables.append(_table(grid, header, end, own, shared, titles, alone=len(blocks) == 1))
        start = end
    return tables


def _titles(rows: Sequence[Row]) -> tuple[str, ...]:
    """The lines above a header as one text each; blank lines left out."""
    lines = (" ".join(str(cell).strip() for cell in row if cell not in ("", None)) for row in rows)
    return tuple(line for line in lines if line)


def _end(grid: Grid, header: Header, known: Known) -> int:
    """The index behind the last row of a table: at the title of another table, or at the end of the grid.

    The same header again is only the next page.
    """
    own = {column.heading for column in header.columns}
    width = len(grid.rows[header.bottom])
    for index in range(header.bottom + 1, len(grid.rows) - 1):
        row = grid.rows[index]
        if width - row.count("") - row.count(None) > _SPARSE:
            continue
        names = {heading(cell) for cell in grid.rows[index + 1] if isinstance(cell, str)} - {""}
        if not names <= own and sum(float(known(name)) for name in names) > max(_SPARSE, len(names) / 2):
            return index
    return len(grid.rows)


def _fill_down(grid: Grid, start: int, end: int) -> None:
    """Give every row of a cell merged downwards its value: one cell may name the village of many rows."""
    left = len(grid.rows) * len(grid.rows[0])  # areas that overlap, as no real sheet's do, end here
    for span in grid.merged:
        left -= span.bottom - span.top
        if left < 0:
            return
        if span.left == span.right and start <= span.top < span.bottom and span.top < end:
            value = grid.rows[span.top][span.left]
            for row in grid.rows[span.top + 1 : span.bottom + 1]:
                row[span.left] = value


def _blocks(columns: tuple[Column, ...]) -> list[tuple[tuple[Column, ...], tuple[Column, ...]]]:
    """Columns of each block, as (its own, those shared by all); one block when no run of headings repeats."""
    names = [column.heading for column in columns]
    for length in range(len(names) // 2, 1, -1):
        for start in range(len(names) - 2 * length + 1):
            run = names[start : start + length]
            times = 1
            while names[start + times * length : start + (times + 1) * length] == run:
                times += 1
            if times > 1 and len(set(run)) == length:
                stop = start + times * length
                shared = columns[:start] + columns[stop:]
                return [(columns[at : at + length], shared) for at in range(start, stop, length)]
    return [(columns, ())]


def _table(
    grid: Grid,
    header: Header,
    end: int,
    own: tuple[Column, ...],
    shared: tuple[Column, ...],
    titles: tuple[str, ...],
    alone: bool,
) -> Table:
    columns = tuple(sorted(own + shared, key=lambda column: column.index))
    data, left_out = _rows(grid, header.bottom + 1, end, own, alone)
    return Table(
        file=grid.file,
        sheet=grid.sheet,
        header_row=grid.row_number(header.bottom),
        columns=columns,
        data=data,
        context=context_of(titles),
        titles=titles,
        left_out=dict(left_out),
    )


def _rows(
    grid: Grid, start: int, end: int, own: tuple[Column, ...], alone: bool
) -> tuple[list[tuple[int, Row]], Counter[str]]:
    """The data rows of a block with their numbers, and how many of each other kind were left out."""
    sorter = _Sorter(own, start)
    data: list[tuple[int, Row]] = []
    first, last = own[0].index, own[-1].index + 1
    for index in range(start, end):
        row = grid.rows[index]
        cells = row if alone else row[first:last]
        filled = len(cells) - cells.count("") - cells.count(None)
        if not filled or ((filled <= _SPARSE or cells[0] == " ") and not _first_text(cells)):
            if not alone:
                break  # a shorter block ends at its own empty row
            continue
        kind = sorter.kind(index, row, cells, filled)
        if kind == "repeated":
            # The title of the page, if it has one, came in as a row of one cell.
            above = grid.row_number(index - 1)
            if data and data[-1][0] == above and sorter.is_line(data[-1][1][first:last]):
                data.pop()
                sorter.left_out["title"] += 1
        if kind:
            sorter.left_out[kind] += 1
        else:
            data.append((grid.first_row + index, row))
    return data, sorter.left_out


class _Sorter:
    """Tells data rows from others; remembers that a foot has come, after which short lines are no data."""

    def __init__(self, own: tuple[Column, ...], start: int) -> None:
        self.start = start
        self.names = {column.index: column.heading for column in own[:_LABELLED]}
        self.written = set(own[0].original.split("\n"))
        self.labels = itemgetter(*self.names, own[0].index)
        self.signs = tuple(total_signs())
        self.own = len(own)
        self.below_foot = False
        self.left_out: Counter[str] = Counter()

    def kind(self, index: int, row: Row, cells: Row, filled: int) -> str:
        """Which kind of row without data this is: total, repeated, numbering, foot; empty for data."""
        if self._is_total(row):
            return "total"
        if self._is_header(row):
            self.below_foot = False
            return "repeated"
        if index == self.start and is_numbering(cells):
            return "numbering"
        if filled <= min(_SPARSE, max(self.own - 1, 1)) and (self.below_foot or is_foot(_first_text(cells))):
            self.below_foot = True
            return "foot"
        return ""

    def is_line(self, cells: Row) -> bool:
        """Whether a row is one line of text in a table of several columns."""
        return self.own > 1 and len(cells) - cells.count("") - cells.count(None) == 1

    def _is_total(self, row: Row) -> bool:
        labels = self.labels(row)
        told = str(labels)  # one look at all of them is many times faster than a look at each
        if not any(sign in told for sign in self.signs):
            return False
        return any(is_total(label) for label in labels if isinstance(label, str))

    def _is_header(self, row: Row) -> bool:
        first = row[next(iter(self.names))]
        if not isinstance(first, str) or first.strip() not in self.written:
            return False
        return all(heading(row[place]) in (name, "") for place, name in self.names.items())


def _first_text(cells: Row) -> str:
    """The first cell with anything but blanks in it, as text."""
    return next((text for cell in cells if cell is not None and (text := str(cell).strip())), "")
