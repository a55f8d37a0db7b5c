"""The households of a check: narrowed, searched, and opened one after the other to enter their sheets."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.tasks import TaskLine, tasks
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.checks.shown import (
    ALL,
    DIFFERS,
    DONE,
    SPARED_TASKS,
    UNMET,
    WAITING,
    task_columns,
    task_is,
    task_row,
)
from app.ui.help.checks.turns import Turns
from app.ui.kit.cells import Row
from app.ui.kit.segments import Choice
from app.ui.kit.sources import Page, Paged, at_once
from app.ui.kit.tables import Table


class TasksView(QWidget):
    """`opened(task)` by Enter or a press. `every` are the households of the check, `lines` those shown."""

    opened = Signal(str)
    counted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.which, self.text, self._squeezed = ALL, "", False
        self.every: list[TaskLine] = []
        self.lines: list[TaskLine] = []
        self._campaign, self._asked = "", Turns()
        self._division: str | None = None
        self.table = Table(task_columns())
        self.table.opened.connect(self.opened)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.table)

    def show_check(self, campaign: str, division: str | None) -> None:
        """Show the households of that check, of one village if it is given."""
        if (campaign, division) != (self._campaign, self._division):
            self.table.verticalScrollBar().setValue(0)
        self._campaign, self._division = campaign, division
        self.refresh()

    def refresh(self) -> None:
        """Read again; the place in the list stays."""
        office, campaign, division = self._desk.office, self._campaign, self._division
        asked = self._asked.next()
        self._desk.lanes.run(
            "errand", lambda _: tasks(office, campaign, division),
            lambda found: self._show(found) if self._asked.is_last(asked) else None, owner=self,
        )  # fmt: skip

    def _show(self, every: list[TaskLine]) -> None:
        self.every = every
        self._show_rows()
        self.counted.emit()

    def _show_rows(self) -> None:
        self.lines = [one for one in self._named() if task_is(self.which, one)]
        lines, forms, year = self.lines, self._desk.office.forms, self._desk.office.clock().year

        def read(page: Page) -> list[Row]:
            return [task_row(forms, one, year) for one in lines[page.offset : page.offset + page.limit]]

        self.table.show_source(Paged(len(lines), at_once(read)))

    def _named(self) -> list[TaskLine]:
        if not self.text:
            return self.every
        return [one for one in self.every if self.text in f"{one.head} {one.code} {one.village} {one.group}"]

    def choices(self) -> list[Choice]:
        """What the list can be narrowed to, with counts."""
        named = self._named()
        words = {
            ALL: say("help_checks.all"),
            WAITING: say("help_checks.waits"),
            DONE: say("help_checks.done"),
            DIFFERS: say("help_checks.differs"),
            UNMET: say("help_checks.unmet"),
        }
        counts = {key: sum(task_is(key, one) for one in named) for key in words}
        always = (ALL, WAITING, self.which)
        worth = [key for key in words if key in always or (counts[key] and not self._squeezed)]
        return [Choice(key, f"{words[key]} {counts[key]:,}") for key in worth]

    def narrow(self, which: str) -> None:
        """Show all, or those of one conclusion."""
        self.which = which
        self._show_rows()
        self.counted.emit()

    def search(self, text: str) -> None:
        """Keep to those whose head, code or place holds the text."""
        self.text = text
        self._show_rows()
        self.counted.emit()

    def count_words(self) -> str:
        """How many are shown."""
        return say("help_checks.task_count", count=f"{len(self.lines):,}")

    def next_after(self, task: str) -> str:
        """The next household of the list that still waits, from the one given on; "" where none does."""
        ids = [one.id for one in self.every]
        at = ids.index(task) + 1 if task in ids else 0
        ordered = [*self.every[at:], *self.every[:at]]
        return next((one.id for one in ordered if not one.outcome and one.id != task), "")

    def stand_on(self, task: str) -> None:
        """Stand on a household's row."""
        at = next((number for number, one in enumerate(self.lines) if one.id == task), -1)
        if at >= 0:
            self.table.go_to(at)

    def squeeze(self, squeezed: bool) -> None:
        """Give up code, checkers and the seldom choices while a sheet stands beside the list."""
        self._squeezed = squeezed
        for number in SPARED_TASKS:
            self.table.horizontalHeader().setSectionHidden(number, squeezed)

    def take_keyboard(self) -> None:
        """The list has the keyboard."""
        self.table.setFocus()
        if self.table.currentIndex().row() < 0 and self.lines:
            self.table.go_to(0)
