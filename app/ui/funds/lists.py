"""A list of the page: search, perhaps years, the table, its count; empty it says what to do first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.texts import say
from app.ui.kit.bars import ActionBar
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.cells import Column, Row, cell_words
from app.ui.kit.fields import SearchField
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.tables import Table
from app.ui.kit.theme import scaled

ALL = "all"


class FundList(Card):
    """`opened(key)`. `spared` columns are given up beside a panel; `year_column` is what the years narrow by."""

    opened = Signal(str)
    narrowed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        search: str,
        empty: EmptyPage,
        spared: Sequence[str] = (),
        year_of: Callable[[Row], str] | None = None,
    ) -> None:
        super().__init__(flush=True)
        self._rows: list[Row] = []
        self._columns, self._spared, self._year_of = list(columns), set(spared), year_of
        self.search = SearchField(search, scaled(32))
        self.search.setMaximumWidth(scaled(300))
        self.search.typed.connect(self._show)
        self.years = Segments([Choice(ALL, say("funds.all_years"))])
        self.years.chosen.connect(self._year_chosen)
        self.table = Table(columns)
        self.table.opened.connect(self.opened)
        self.bar, self.empty = ActionBar([]), empty
        self._tools = QWidget()
        line = QHBoxLayout(self._tools)
        line.setContentsMargins(16, 10, 12, 10)
        line.addWidget(self.search, 1)
        line.addStretch(1)
        line.addWidget(self.years)
        self.body.setSpacing(0)
        for part in (self._tools, self.table, empty, self.bar):
            self.body.addWidget(part, 1 if part in (self.table, empty) else 0)
        self.years.setVisible(False)
        empty.hide()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these, as far as they are what is looked for; the list keeps its place."""
        self._rows = list(rows)
        for part in (self._tools, self.table, self.bar):
            part.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if self._year_of is not None:
            years = sorted({self._year_of(row) for row in rows}, reverse=True)[:4]
            choices = [Choice(year, say("funds.year", year=year)) for year in years]
            self.years.show_choices([Choice(ALL, say("funds.all_years")), *choices])
            self.years.setVisible(len(years) > 1)
            if self.years.key() not in years:
                self.years.choose(ALL)
        self._show()

    def shown(self) -> list[Row]:
        """The rows in sight."""
        text = str(self.search.answer() or "")
        year = self.years.key()
        return [
            row
            for row in self._rows
            if text in "".join(cell_words(cell) for cell in row.cells[:3])
            and (year == ALL or self._year_of is None or self._year_of(row) == year)
        ]

    def make_room(self, beside_panel: bool) -> None:
        """Give up the spared columns beside a panel."""
        for number, column in enumerate(self._columns):
            if column.key in self._spared:
                self.table.horizontalHeader().setSectionHidden(number, beside_panel)

    def _show(self) -> None:
        self.table.show_rows(self.shown())
        self.narrowed.emit()

    def _year_chosen(self, _: str) -> None:
        self._show()
