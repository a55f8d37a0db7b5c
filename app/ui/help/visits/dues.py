"""应走访: the households whose visit is due or over, never visited ones first; Enter writes a visit down."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.visit_dues import Due, visits_due
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.visits.shown import SOON, due_columns, due_row
from app.ui.kit.bars import ActionBar
from app.ui.kit.cards import EmptyPage
from app.ui.kit.cells import Row
from app.ui.kit.segments import Choice
from app.ui.kit.sources import Page, Paged, at_once
from app.ui.kit.tables import Table

ALL, NEVER, OVER, COMING = "all", "never", "over", "coming"
SPARED = (3, 5)  # given up while a panel stands beside the list, counted with the boxes: why, due on


class DuesView(QWidget):
    """`opened(household)` by Enter or a press; `every` are those of the place, `lines` those shown."""

    opened = Signal(str)
    counted = Signal()

    def __init__(self, desk: Desk, bar: ActionBar) -> None:
        super().__init__()
        self._desk, self._bar = desk, bar
        self._division: str | None = None
        self.which, self.text = ALL, ""
        self.every: list[Due] = []
        self.lines: list[Due] = []
        self.table = Table(due_columns(), ticks=True)
        self.table.opened.connect(self.opened)
        self.table.ticks_changed.connect(self.say_counts)
        self.table.ticked_all.connect(self._tick_all)
        self.empty = EmptyPage("calendar-check", say("help_visits.none_due"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.empty, 1)
        self.empty.hide()

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show that village as of today, whatever the year."""
        self._division = division_id
        self.table.untick_all()
        self.refresh()

    def choices(self) -> list[Choice]:
        """What the list can be narrowed to, with counts."""
        words = {
            ALL: say("help_visits.all"),
            NEVER: say("help_visits.never"),
            OVER: say("help_visits.overdue"),
            COMING: say("help_visits.coming", days=SOON),
        }
        return [Choice(key, f"{word} {len(self._of(key)):,}") for key, word in words.items()]

    def _of(self, which: str) -> list[Due]:
        named = [
            one for one in self.every if self.text in f"{one.head} {one.village} {one.group} {one.helper}"
        ]
        if which == NEVER:
            return [one for one in named if one.last_on is None]
        if which == OVER:
            return [one for one in named if one.days_over > 0]
        return [one for one in named if one.days_over <= 0] if which == COMING else named

    def narrow(self, which: str) -> None:
        """Show all of them, those never visited, those overdue, or those still to come."""
        self.which = which
        self.table.untick_all()
        self.table.verticalScrollBar().setValue(0)
        self._show_lines()

    def search(self, text: str) -> None:
        """Keep to those whose head, place or helper holds the text."""
        self.text = text
        self.table.untick_all()
        self._show_lines()
        self.counted.emit()

    def refresh(self) -> None:
        """Read again; the place in the list stays."""
        office, division = self._desk.office, self._division

        def shown(found: list[Due]) -> None:
            if division == self._division:
                self.every = found
                self._show_lines()
                self.counted.emit()

        self._desk.lanes.run("errand", lambda _: visits_due(office, division, ahead=SOON), shown, owner=self)

    def _show_lines(self) -> None:
        self.lines = self._of(self.which)
        self.table.setVisible(bool(self.lines))
        self.empty.setVisible(not self.lines)
        self.table.show_source(Paged(len(self.lines), at_once(self._rows)))
        self.say_counts()

    def _rows(self, page: Page) -> Sequence[Row]:
        today = self._desk.office.clock().date()
        return [due_row(one, today) for one in self.lines[page.offset : page.offset + page.limit]]

    def say_counts(self) -> None:
        """Say below the list how many there are, and how many are ticked."""
        ticked = len(self.table.ticked)
        chosen = say("help_visits.ticked", count=f"{ticked:,}") if ticked else ""
        self._bar.show_counts(say("help_visits.count_due", count=f"{len(self.lines):,}"), chosen)

    def chosen(self) -> list[str]:
        """The ticked households in the order of the list; else the one the keyboard stands on."""
        ticked = self.table.ticked or {self.table.current_key()}
        return [one.household_id for one in self.lines if one.household_id in ticked]

    def household(self) -> str:
        """The one the keyboard stands on; "" for none."""
        return self.table.current_key()

    def squeeze(self, squeezed: bool) -> None:
        """Give up the columns one can do without while a panel stands beside the list."""
        for number in SPARED:
            self.table.horizontalHeader().setSectionHidden(number, squeezed)

    def _tick_all(self, on: bool) -> None:
        self.table.tick([one.household_id for one in self.lines], on)

    def take_keyboard(self) -> None:
        """The list has the keyboard."""
        self.table.setFocus()
