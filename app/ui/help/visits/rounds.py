"""遍访覆盖: which share of his villages' households each leader has visited himself this year, the least first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.leaders import LeaderLine, leader_coverage
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.visits.shown import round_columns, round_key, round_row
from app.ui.kit.bars import ActionBar
from app.ui.kit.cards import EmptyPage
from app.ui.kit.segments import Choice
from app.ui.kit.tables import Table

ALL = "all"
SPARED = (3,)  # given up while a panel stands beside the list: villages


class RoundsView(QWidget):
    """`opened(cadre)` by Enter or a press: whom he has yet to visit."""

    opened = Signal(str)
    counted = Signal()

    def __init__(self, desk: Desk, bar: ActionBar) -> None:
        super().__init__()
        self._desk, self._bar = desk, bar
        self._year, self._division = desk.office.clock().year, ""
        self.which, self.text = ALL, ""
        self.every: list[LeaderLine] = []
        self.table = Table(round_columns())
        self.table.opened.connect(self.opened)
        self.empty = EmptyPage("users", say("help_visits.no_leaders"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.empty, 1)
        self.empty.hide()

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show that year and village."""
        self._year, self._division = year, division_id or ""
        self.refresh()

    def choices(self) -> list[Choice]:
        """All, and each team that has a leader here."""
        teams = self._desk.office.forms.codes["team"]
        counts = {one.code: sum(line.team == one.code for line in self._named()) for one in teams.values}
        return [
            Choice(ALL, f"{say('help_visits.all')} {len(self._named()):,}"),
            *(Choice(key, f"{teams.name(key)} {count:,}") for key, count in counts.items() if count),
        ]

    def _named(self) -> list[LeaderLine]:
        return [one for one in self.every if self.text in f"{one.name} {one.unit} {' '.join(one.villages)}"]

    def narrow(self, which: str) -> None:
        """Show all of them, or one team."""
        self.which = which
        self._show_rows()

    def search(self, text: str) -> None:
        """Keep to those whose name, unit or village holds the text."""
        self.text = text
        self._show_rows()
        self.counted.emit()

    def refresh(self) -> None:
        """Read again; the place in the list stays."""
        office, year, division = self._desk.office, self._year, self._division

        def shown(found: list[LeaderLine]) -> None:
            if (year, division) == (self._year, self._division):
                self.every = found
                self._show_rows()
                self.counted.emit()

        self._desk.lanes.run(
            "errand", lambda _: leader_coverage(office, year, division or None), shown, owner=self
        )

    def _shown(self) -> list[LeaderLine]:
        return [one for one in self._named() if self.which in (ALL, one.team)]

    def _show_rows(self) -> None:
        lines = self._shown()
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.table.show_rows([round_row(one, self._desk.office.forms) for one in lines])
        self.say_counts()

    def line_of(self, key: str) -> LeaderLine | None:
        """The line of a key."""
        return next((one for one in self.every if round_key(one) == key), None)

    def say_counts(self) -> None:
        """Say below the list how many leaders there are, and how many have seen everyone."""
        lines = self._shown()
        whole = sum(one.visited == one.households for one in lines)
        words = say("help_visits.count_leaders", count=f"{len(lines):,}", whole=f"{whole:,}")
        self._bar.show_counts(words, "")

    def household(self) -> str:
        """No household stands here."""
        return ""

    def squeeze(self, squeezed: bool) -> None:
        """Give up the columns one can do without while a panel stands beside the list."""
        for number in SPARED:
            self.table.horizontalHeader().setSectionHidden(number, squeezed)

    def take_keyboard(self) -> None:
        """The list has the keyboard."""
        self.table.setFocus()
