"""What a roster file holds before anyone knows what it means: grids of cells, and the tables found in them.

Row numbers are the ones Excel shows (from 1) and columns are named by letter, so that every sentence
about a cell can be followed on the clerk's own screen. Knows no field and no form.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""A cell as the file holds it; blank is `""` or `None`. Read it with `app.rules.values.reader`."""

Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Span:
    """A merged area of a grid, as indexes into `Grid.rows`, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One visible sheet (or a whole text file): rows of cells, all of one length, exactly as they were read.

    `first_row` is the Excel number of `rows[0]`, `first_column` how many empty columns stand before it.
    """

    file: str
    sheet: str
    rows: Sequence[Row]
    first_row: int = 1
    first_column: int = 0
    merged: tuple[Span, ...] = ()

    def row_number(self, index: int) -> int:
        """The number Excel shows beside `rows[index]`."""
        return self.first_row + index

    def letter(self, index: int) -> str:
        """The letter Excel shows above column `index` of the rows."""
        return column_letter(self.first_column + index)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sheet that was not read, and the message key that says why."""

    file: str
    sheet: str
    code: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one file gave: its grids in order, the sheets left out, and the encoding of a text file."""

    file: str
    grids: tuple[Grid, ...]
    skipped: tuple[Skipped, ...] = ()
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its place in each row, its Excel letter, its heading normalised and as written.

    Headings of several levels are joined by a middle dot, the upper level first.
    """

    index: int
    letter: str
    heading: str
    original: str


@dataclass(frozen=True, slots=True)
class Table:
    """One block of data under one header: `rows()` gives what stands below it.

    `header_row` is the Excel number of the lowest header row. `context` holds what the lines above
    say of all rows (`{"year": "2023", "unit": …}`), `titles` those lines as written. `left_out` counts
    the rows that are no data, by kind: `total`, `foot`, `repeated` (a header again),
    `title` (of a page), `numbering`.
    """

    file: str
    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    data: Sequence[tuple[int, Row]] = field(repr=False)
    context: dict[str, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Each data row with its Excel number; cells stand at `Column.index`, other blocks' cells stay."""
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


def column_letter(index: int) -> str:
    """The Excel letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
