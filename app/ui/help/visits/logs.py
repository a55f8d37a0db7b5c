"""走访记录: every visit of the year and place, the newest first, page by page; Enter shows it whole."""

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.offices import Office
from app.operations.visit_finding import VisitQuery
from app.operations.visit_lists import VisitList, VisitRow
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.visits.shown import log_columns, log_row
from app.ui.kit.bars import ActionBar
from app.ui.kit.cards import EmptyPage
from app.ui.kit.cells import Row
from app.ui.kit.segments import Choice
from app.ui.kit.sources import PAGE, Give, Page, Paged
from app.ui.kit.tables import Table

ALL, PROBLEM = "all", "problem"
SPARED = (2, 3, 7)  # given up while a panel stands beside the list: place, kind, photos


class Read(NamedTuple):
    """What was read at once: all visits, those that found a problem, and the first rows of the ones shown."""

    every: VisitList
    problems: VisitList
    first: list[VisitRow]


def read_log(office: Office, query: VisitQuery, only_problems: bool) -> Read:
    """Read what the view shows first."""
    every, problems = VisitList(office, query), VisitList(office, replace(query, with_problem=True))
    return Read(every, problems, (problems if only_problems else every).page(0, PAGE))


class LogView(QWidget):
    """`opened(visit)` by Enter or a press."""

    opened = Signal(str)
    counted = Signal()

    def __init__(self, desk: Desk, bar: ActionBar) -> None:
        super().__init__()
        self._desk, self._bar = desk, bar
        self._year, self._division = desk.office.clock().year, ""
        self.which, self.text = ALL, ""
        self.every = self.problems = 0
        self._rows: dict[str, VisitRow] = {}
        self.table = Table(log_columns())
        self.table.opened.connect(self.opened)
        self.empty = EmptyPage("note-pencil", say("help_visits.none_written"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.empty, 1)
        self.empty.hide()

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show that year and village."""
        self._year, self._division = year, division_id or ""
        self.table.verticalScrollBar().setValue(0)
        self.refresh()

    def choices(self) -> list[Choice]:
        """What the list can be narrowed to, with counts."""
        return [
            Choice(ALL, f"{say('help_visits.all')} {self.every:,}"),
            Choice(PROBLEM, f"{say('help_visits.with_problem')} {self.problems:,}"),
        ]

    def narrow(self, which: str) -> None:
        """Show all of them, or those that found a problem."""
        self.which = which
        self.table.verticalScrollBar().setValue(0)
        self.refresh()

    def search(self, text: str) -> None:
        """Keep to those whose head, visitor or words hold the text."""
        self.text = text
        self.table.verticalScrollBar().setValue(0)
        self.refresh()

    def _query(self) -> VisitQuery:
        return VisitQuery(self._year, self._division or None, text=self.text)

    def refresh(self) -> None:
        """Read again; the place in the list stays."""
        office, query, only = self._desk.office, self._query(), self.which == PROBLEM

        def shown(read: Read) -> None:
            if query == self._query() and only == (self.which == PROBLEM):
                self._show(read.problems if only else read.every, read)

        self._desk.lanes.run("errand", lambda _: read_log(office, query, only), shown, owner=self)

    def _show(self, found: VisitList, read: Read) -> None:
        self.every, self.problems = read.every.count, read.problems.count
        self.table.setVisible(bool(found.count))
        self.empty.setVisible(not found.count)
        first = read.first

        def fetch(page: Page, give: Give) -> None:
            if page.offset == 0 and page.limit <= max(len(first), PAGE):
                give(self._painted(first[: page.limit]))
                return
            self._desk.lanes.run(
                "errand",
                lambda _: found.page(page.offset, page.limit),
                lambda rows: give(self._painted(rows)),
                owner=self,
            )

        self.table.show_source(Paged(found.count, fetch))
        self.counted.emit()

    def _painted(self, rows: list[VisitRow]) -> list[Row]:
        self._rows |= {one.id: one for one in rows}
        today, forms = self._desk.office.clock().date(), self._desk.office.forms
        return [log_row(one, forms, today) for one in rows]

    def say_counts(self) -> None:
        """Say below the list how many there are."""
        count = self.problems if self.which == PROBLEM else self.every
        self._bar.show_counts(say("help_visits.count_visits", count=f"{count:,}"), "")

    def household(self) -> str:
        """The household of the visit the keyboard stands on; "" for none."""
        one = self._rows.get(self.table.current_key())
        return one.household_id if one else ""

    def household_of(self, visit: str) -> str:
        """The household of a visit that is shown."""
        return self._rows[visit].household_id

    def squeeze(self, squeezed: bool) -> None:
        """Give up the columns one can do without while a panel stands beside the list."""
        for number in SPARED:
            self.table.horizontalHeader().setSectionHidden(number, squeezed)

    def take_keyboard(self) -> None:
        """The list has the keyboard."""
        self.table.setFocus()
