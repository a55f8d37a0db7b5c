"""Blocks one below the other, over as many sheets as they need: headings, texts, tables, signature lines."""

from collections.abc import Callable
from dataclasses import dataclass

from app.documents.breaking import break_lines
from app.documents.fonts import Role
from app.documents.glyphs import Ink
from app.documents.sheets import POINT, Align, Book, Sheet
from app.documents.tables import LEADING, Laid, Table, cut_tall_rows, draw_rows, lay_out

Head = Callable[[Sheet, bool], float]
"""Draws what stands at the top of a sheet (told whether it is the first); gives the y below it, mm."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size and margins in mm."""

    width: float
    height: float
    left: float = 18.0
    right: float = 18.0
    top: float = 18.0
    bottom: float = 16.0

    @property
    def room(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right


class Flow:
    """A column of blocks; `sheet` and `y` say where the next one goes, `free` how many mm each full sheet left.

    `tail`: mm that must be left under the next table's last row, for what may not stand on a sheet alone.
    """

    def __init__(self, book: Book, page: Page, head: Head | None = None, bookmark: str = "") -> None:
        self.book, self.page, self._head = book, page, head
        self._first = True
        self._held: tuple[float, Callable[[], None]] | None = None
        self._bookmark = bookmark
        self.free: list[float] = []
        self.tail = 0.0
        self.y = page.top
        self.turn()

    @property
    def ink(self) -> Ink:
        return self.book.ink

    @property
    def left(self) -> float:
        return self.page.left

    @property
    def bottom(self) -> float:
        """The lowest y a block may reach."""
        return self.page.height - self.page.bottom

    def turn(self) -> None:
        """Begin the next sheet."""
        if not self._first:
            self.free.append(self.bottom - self.y)
        self.sheet: Sheet = self.book.sheet((self.page.width, self.page.height), self._bookmark)
        self._bookmark = ""
        self.y = self._head(self.sheet, self._first) if self._head else self.page.top
        self._first = False

    def need(self, height: float) -> None:
        """Turn the sheet unless `height` mm are left on it, and for a held heading besides; then draw that."""
        held, self._held = self._held, None
        height += held[0] if held else 0
        if self.y + height > self.bottom and self.y > self.page.top + 1:
            self.turn()
        if held:
            held[1]()

    def hold(self, height: float, draw: Callable[[], None]) -> None:
        """Keep a heading of `height` mm for the next block, so that it never ends a sheet alone."""
        self._held = (height, draw)

    def gap(self, height: float) -> None:
        """Leave `height` mm free."""
        self.y += height

    def line(self, text: str, role: Role = "song", size: float = 10.5, align: Align = "left") -> None:
        """One line of text between the margins."""
        pitch = size * LEADING / POINT
        self.need(pitch)
        at = {"left": self.left, "centre": self.page.width / 2, "right": self.page.width - self.page.right}[
            align
        ]
        self.sheet.text(at, self.y + pitch * 0.75, text, role, size, align)
        self.y += pitch

    def text(self, text: str, role: Role = "song", size: float = 10.5, align: Align = "left") -> None:
        """A text of any length, wrapped between the margins."""
        room = self.page.room * POINT / size
        for line in break_lines(text, self.ink.advances(role, text), room):
            self.line(line, role, size, align)

    def table(self, table: Table) -> None:
        """A table, its head rows again on each further sheet; merged rows stay together where they can."""
        laid = lay_out(self.ink, table)
        head = sum(laid.heights[: table.heads])
        if head > (self.bottom - self.page.top) / 2:  # too tall to be said again on each sheet
            laid.table = table = Table(table.columns, table.rows)
            head = 0.0
        room = self.bottom - self.page.top - head
        if max(laid.heights, default=0.0) > room:
            laid = lay_out(self.ink, cut_tall_rows(self.ink, table, room))
            table = laid.table
        at = table.heads
        whole = sum(laid.heights[at:])
        block = _block_height(laid, at)
        self.need(head + block + (self.tail if block == whole else 0))
        if at >= len(table.rows):
            self.y = draw_rows(self.sheet, laid, 0, at, self.left, self.y)
        while at < len(table.rows):
            last = self._rows_that_fit(laid, at, head)
            if table.heads:
                self.y = draw_rows(self.sheet, laid, 0, table.heads, self.left, self.y)
            self.y = draw_rows(self.sheet, laid, at, last, self.left, self.y)
            at = last
            if at < len(table.rows):
                self.turn()

    def _rows_that_fit(self, laid: Laid, first: int, head: float) -> int:
        """The row before which the sheet ends: before a tied block that would not fit, but always one further.

        The last block goes to the next sheet where the tail would not fit below it.
        """
        room = self.bottom - self.y - head
        at, good = first, first
        while at < len(laid.heights) and laid.heights[at] <= room + 1e-6:
            room -= laid.heights[at]
            at += 1
            ends = at == len(laid.heights)
            if (ends and room + 1e-6 >= self.tail) or (not ends and not laid.tied[at - 1]):
                good = at
        if good > first:
            return good
        return max(at, first + 1)


def _block_height(laid: Laid, first: int) -> float:
    """Height of the first row and those tied to it, mm; 0 for a table without rows."""
    height = 0.0
    for number in range(first, len(laid.heights)):
        height += laid.heights[number]
        if not laid.tied[number]:
            break
    return height
