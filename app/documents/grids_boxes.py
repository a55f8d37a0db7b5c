"""How many cells the box around a sheet's content holds, told from its XML before a reader sees it.

A reader makes room for the whole box, so that one cell at XFD1048576 is as bad as a bomb.
"""

import re
from typing import Protocol
from xml.parsers import expat

from app.documents.grids import column_letter

MOST_CELLS = 6_000_000

_ROW = re.compile(rb"""row r="(\d+)""")
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)(\d+)["']""")


class Box(Protocol):
    """Looks at the pieces of one part in order, then says how many cells."""

    def look(self, piece: bytes, overlap: int) -> None:
        """Take one piece into account; its first `overlap` bytes were seen before."""

    def cells(self) -> int:
        """Cells in the largest box seen."""


def box_of(part: str) -> Box:
    """What measures the XML part of this name; a part without cells measures nothing."""
    return OpenBox() if part == "content.xml" else SheetBox()


class SheetBox:
    """The box of an Excel sheet, told without reading all its cells: only what stands far out is looked at."""

    def __init__(self) -> None:
        self.rows = 1
        self.columns = 0
        self.far_out = re.compile(b"")
        self._aim()

    def look(self, piece: bytes, overlap: int) -> None:
        """Take one piece of the sheet's XML into account; what overlaps the piece before may count twice."""
        found = max(map(int, _ROW.findall(piece)), default=0)
        if found > self.rows:
            self.rows = found
            self._aim()
        # An attribute written oddly would slip past the quick search.
        if self.far_out.search(piece) or b"='" in piece or b"r =" in piece:
            self._look_closely(piece)

    def cells(self) -> int:
        """Cells in the box that holds all cells seen far out, or 0 when none stands far out."""
        return self.rows * self.columns

    def _look_closely(self, piece: bytes) -> None:
        for letters, digits in set(_CELL.findall(piece)):
            self.rows = max(self.rows, int(digits))
            self.columns = max(self.columns, _column_number(letters))
        self._aim()

    def _aim(self) -> None:
        """Search only for what could break the limit: columns too far right, rows too far down."""
        last = column_letter(max(MOST_CELLS // self.rows, 1))
        right = f"[{last[0]}-Z][A-Z]{{{len(last) - 1}}}|[A-Z]{{{len(last) + 1}}}|[a-z]{{1,3}}[0-9]"
        deep = f"[A-Z]{{1,3}}[0-9]{{{len(str(self.rows)) + 1}}}"
        self.far_out = re.compile(f'r="(?:{right}|{deep})'.encode())


class OpenBox:
    """The same for an OpenDocument sheet, where one cell may say that it stands a million times."""

    def __init__(self) -> None:
        self.largest = 0
        self.row = self.last_row = self.width = 0
        self.column = self.last_column = self.repeated = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def look(self, piece: bytes, overlap: int) -> None:
        """Read on; raises `expat.ExpatError` for XML that is torn."""
        self.parser.Parse(piece[overlap:])

    def cells(self) -> int:
        """Cells in the largest box of any sheet."""
        return self.largest

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        if kind == "table":
            self.row = self.last_row = self.width = 0
        elif kind == "table-row":
            self.repeated = _repeated(attributes, "rows")
            self.column = self.last_column = 0
        elif kind in ("table-cell", "covered-table-cell"):
            self.column += _repeated(attributes, "columns")
            if any(attribute.endswith(" value-type") for attribute in attributes):
                self.last_column = self.column
        elif kind == "p":
            self.last_column = self.column

    def _end(self, name: str) -> None:
        if not name.endswith(" table-row"):
            return
        self.row += self.repeated
        if self.last_column:
            self.last_row, self.width = self.row, max(self.width, self.last_column)
            self.largest = max(self.largest, self.last_row * self.width)


def _repeated(attributes: dict[str, str], what: str) -> int:
    """How many times a row or cell stands; a number nobody can read counts as one."""
    for name, value in attributes.items():
        if name.endswith(f" number-{what}-repeated"):
            return int(value) if value.isdecimal() and len(value) < 12 else 1
    return 1


def _column_number(letters: bytes) -> int:
    """Columns up to and including the lettered one; a name longer than any real one counts as the widest."""
    number = 0
    for letter in letters.upper()[:7]:
        number = number * 26 + letter - 64
    return number
