"""How much room the cells of a zipped workbook need, told from its XML before a reader sees it.

A reader makes room for the whole box around a sheet's content, so that one cell at XFD1048576 is as bad
as a bomb; and a long text kept once may stand in a million cells. Excel sheets get a quick look that
only says whether they deserve a close one (`grids_counts`).
"""

import re
from typing import Protocol

from app.documents.grids import column_letter

MOST_CELLS = 6_000_000

_END = b"</si>"
_ROW_START = b'<row r="'
_ROW = re.compile(rb'<row r="(\d{1,9})')


class Look(Protocol):
    """Looks at the pieces of one part in order."""

    def look(self, piece: bytes, overlap: int) -> None:
        """Take one piece into account; its first `overlap` bytes were seen before."""


class QuickLook:
    """A first look at an Excel part: `suspect` when something may stand far out, `shared` texts it refers to."""

    def __init__(self) -> None:
        self.rows = 1
        self.suspect = False
        self.shared = 0
        self.odd = _odd_cell(self.rows)

    def look(self, piece: bytes, overlap: int) -> None:
        """Take one piece into account; what overlaps the piece before may count twice."""
        self.shared += piece.count(b't="s"')
        if self.suspect:
            return
        # The last row is enough: a cell far below it is odd by its own name.
        named = _ROW.match(piece, max(piece.rfind(_ROW_START), 0))
        found = int(named[1]) if named else 0
        if found > self.rows:
            self.rows = found
            self.odd = _odd_cell(found)
        start = 0 if overlap else piece.find(b"?>") + 1
        self.suspect = piece.find(b"='", start) >= 0 or b":c" in piece or self.odd.search(piece) is not None


def _odd_cell(rows: int) -> re.Pattern[bytes]:
    """Finds cells that could break the limit of a sheet with so many rows, or that do not say their place first.

    Those stand in columns too far right, or in rows with more digits than the last one.
    """
    last = column_letter(max(MOST_CELLS // rows, 1))
    right = f"[{last[0]}-Z][A-Z]{{{len(last) - 1}}}|[A-Z]{{{len(last) + 1}}}|[a-z]"
    deep = f"[A-Z]{{1,3}}[0-9]{{{len(str(rows)) + 1}}}"
    return re.compile(f'<c(?:>| [^r]| r[^=]| r=[^"]| r="(?:{right}|{deep}))'.encode())


class SharedTexts:
    """The length in bytes of each text that cells share, in their order."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.open = 0
        self.cut = b""

    def look(self, piece: bytes, overlap: int) -> None:
        """Take one piece into account."""
        *whole, rest = (self.cut + piece[overlap:]).split(_END)
        for text in whole:
            self.lengths.append(self.open + len(text))
            self.open = 0
        self.cut = rest[1 - len(_END) :]  # may be the first half of an end
        self.open += len(rest) - len(self.cut)

    def longest(self) -> int:
        """The length of the longest text."""
        return max(self.lengths, default=0)
