"""The flow a paper's parts are drawn on when it becomes a Word file: paragraphs and tables, no places on sheets."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from app.documents.flows import Flow, Page
from app.documents.fonts import Role
from app.documents.glyphs import Ink
from app.documents.sheets import Align, Book
from app.documents.tables import Table
from app.documents.wordfiles.markup import paragraph, run, spacer
from app.documents.wordfiles.tables import joined


class WordFlow(Flow):
    """What parts draw on; `blocks` is the markup so far. Word itself breaks lines and sheets.

    `ink` measures the words of cells alone. Has no sheet: a part that draws at places (a cover, a QR code) has its own
    way into a Word file.
    """

    def __init__(self, page: Page, ink: Ink) -> None:
        self.page, self._measure = page, ink
        self.tail = 0.0
        self.free = []
        self.y = page.top
        self.book = cast(Book, SimpleNamespace(part=[]))
        self._blocks: list[str] = []
        self._tables: list[Table] = []
        self._framed = True
        self._gap = 0.0
        self._turns = False
        self._keeps = False

    def put(self, text: str, role: Role, size: float, align: Align = "left", **looks: Any) -> None:
        """A paragraph below the last block."""
        self.block(run(text, role, size), size, align, **looks)

    def block(self, runs: str, size: float, align: Align = "left", **looks: Any) -> None:
        """A paragraph of ready runs; the gap before it is its own."""
        before = looks.pop("before", 0.0) + self._take_gap()
        made = paragraph(runs, size, align, before=before, turn=self._take_turn(), keep=self._keeps, **looks)
        self._end_table()
        self._blocks.append(made)

    @property
    def blocks(self) -> list[str]:
        """The markup so far."""
        self._end_table()
        return self._blocks

    def turn(self) -> None:
        """The next block stands on a new sheet."""
        self._turns, self._gap = True, 0.0

    def need(self, height: float) -> None:
        """Word sees to it."""

    def hold(self, height: float, draw: Callable[[], None]) -> None:
        """A heading, kept with what follows it."""
        self._keeps = True
        draw()
        self._keeps = False

    def gap(self, height: float) -> None:
        """Leave `height` mm free above the next block."""
        self._gap += height

    def line(self, text: str, role: Role = "song", size: float = 10.5, align: Align = "left") -> None:
        """One line of text, as long as Word lets it be."""
        self.put(text, role, size, align)

    def text(self, text: str, role: Role = "song", size: float = 10.5, align: Align = "left") -> None:
        """A text of any length, a paragraph for each of its lines."""
        for paragraph_ in text.split("\n"):
            self.put(paragraph_, role, size, align)

    def table(self, table: Table, framed: bool = True) -> None:
        """A table; one that follows another without room between them is its continuation."""
        gap, turns = self._take_gap(), self._take_turn()
        if gap or turns or framed != self._framed:
            self._end_table()
            if self._blocks:
                self._blocks.append(spacer(gap, turn=turns))
        self._framed = framed
        self._tables.append(table)

    def _end_table(self) -> None:
        if self._tables:
            self._blocks.append(joined(self._tables, self._measure, self._framed))
            self._tables = []

    def _take_gap(self) -> float:
        gap, self._gap = self._gap, 0.0
        return gap

    def _take_turn(self) -> bool:
        turns, self._turns = self._turns, False
        return turns
