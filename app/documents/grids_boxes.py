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
_ROW = re.compile(rb"""row r="(\d+)""")
_UNPLACED = re.compile(rb"<c(?:>| [^r])")


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
        self.far_out = re.compile(b"")
        self._aim()

    def look(self, piece: bytes, overlap: int) -> None:
        """Take one piece into account; what overlaps the piece before may count twice."""
        self.shared += piece.count(b't="s"') + piece.count(b"t='s'")
        if self.suspect:
            return
        found = max(map(int, _ROW.findall(piece)), default=0)
        if found > self.rows:
            self.rows = found
            self._aim()
        start = 0 if overlap else piece.find(b"?>") + 1
        # An attribute written oddly, or a cell that does not say its place, would slip past the search.
        oddly = piece.find(b"='", start) >= 0 or b"r =" in piece or _UNPLACED.search(piece)
        self.suspect = bool(oddly or self.far_out.search(piece))

    def _aim(self) -> None:
        """Search only for what could break the limit: columns too far right, rows too far down."""
        last = column_letter(max(MOST_CELLS // self.rows, 1))
        right = f"[{last[0]}-Z][A-Z]{{{len(last) - 1}}}|[A-Z]{{{len(last) + 1}}}|[a-z]{{1,3}}[0-9]"
        deep = f"[A-Z]{{1,3}}[0-9]{{{len(str(self.rows)) + 1}}}"
        self.far_out = re.compile(f'r="(?:{right}|{deep})'.encode())


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
