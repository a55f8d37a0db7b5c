"""The section 走访: who is to be visited, the visits written down, how far leaders came round."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.operations.line_imports import LineReport
from app.operations.visit_imports import import_visits
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.hearing import Hearing
from app.ui.help.panels import PanelPlace, SidePanel
from app.ui.help.reading_panels import ReadingPanel
from app.ui.help.visits.dues import DuesView
from app.ui.help.visits.entries import EntryPanel
from app.ui.help.visits.logs import LogView
from app.ui.help.visits.panels import LeftPanel, VisitPanel
from app.ui.help.visits.rounds import RoundsView
from app.ui.kit.bars import ActionBar
from app.ui.kit.buttons import Button
from app.ui.kit.fields import SearchField
from app.ui.kit.lists import ListCard
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.theme import scaled

DUE, LOG, ROUNDS = "due", "log", "rounds"
ROOMY = 1300  # pixels of section from which the search stays while a panel is open


class VisitsSection(QWidget):
    """Three views in one card: `dues`, `log`, `rounds`; `place` holds the card and the panel beside it."""

    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.year, self.now = desk.office.clock().year, DUE
        self._division: str | None = None
        self._told: set[str] = set()
        self.bar = ActionBar([(say("help_visits.print"), "printer", self._print)])
        self.dues, self.log = DuesView(desk, self.bar), LogView(desk, self.bar)
        self.rounds = RoundsView(desk, self.bar)
        self.views: dict[str, Any] = {DUE: self.dues, LOG: self.log, ROUNDS: self.rounds}
        self.bar.cleared.connect(self.dues.table.untick_all)
        self.dues.opened.connect(self.write)
        self.log.opened.connect(self._show_visit)
        self.rounds.opened.connect(self._show_left)
        for view in self.views.values():
            view.counted.connect(self._counted)
        self._lay_out()
        self._hearing = Hearing(desk, self, self._again)

    def _lay_out(self) -> None:
        self.which = Segments([
            Choice(DUE, say("help_visits.view_due")),
            Choice(LOG, say("help_visits.view_log")),
            Choice(ROUNDS, say("help_visits.view_rounds")),
        ])  # fmt: skip
        self.which.chosen.connect(self.show_view)
        self.narrowing = Segments([Choice("", "")])
        self.narrowing.chosen.connect(self._narrow)
        self.search = SearchField(say("help_visits.search"), scaled(32))
        self.search.setFixedWidth(scaled(190))
        self.search.paused.connect(self._search)
        self.stack = QStackedWidget()
        for view in self.views.values():
            self.stack.addWidget(view)
        card = ListCard([self.which, self.narrowing], [self.search], [self.stack], [self.bar])
        self.place = PanelPlace(card)
        self.place.changed.connect(self._panel_changed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.place)
        self.write_button = Button(say("help_visits.write"), "primary", "plus", self.write_here)
        self.write_button.setToolTip(say("help_visits.write_hint"))
        keys = QShortcut(QKeySequence("Ctrl+N"), self, self.write_here)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        reads = Button(say("help_visits.import"), "quiet", "upload-simple", self.read_workbook)
        return [reads, self.write_button]

    # what is shown

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show that year and village; who is due is told as of today."""
        self.year, self._division = year, division_id
        self._told.clear()
        self.place.close_panel()
        self._tell_view()

    def open_at(self, view: str = "", only: str = "", write: str = "", **place: object) -> None:
        """Come to a view (due, log, rounds), narrowed by `only` (never, over, problem); `write`: to a new visit."""
        if view in self.views:
            self.which.choose(view)
            self.show_view(view)
        if only:
            self.narrowing.choose(only)
            self._narrow(only)
        if write:
            self.write(write)
        else:
            self.views[self.now].take_keyboard()

    def show_view(self, key: str) -> None:
        """Show that view of the section."""
        self.now = key
        self.place.close_panel()
        self.stack.setCurrentWidget(self.views[key])
        self.search.set_answer(self.views[key].text)
        self._counted()
        self._tell_view()

    def _tell_view(self) -> None:
        """Tell the view in sight which year and village, unless it was told last."""
        if self.now not in self._told:
            self._told.add(self.now)
            self.views[self.now].show_scope(self.year, self._division)
        if self.now != DUE and DUE not in self._told:
            self._told.add(DUE)  # the line under the title counts them
            self.dues.show_scope(self.year, self._division)

    def _counted(self) -> None:
        view = self.views[self.now]
        self.narrowing.show_choices(view.choices())
        self.narrowing.choose(view.which)
        view.say_counts()
        every = self.dues.every
        due = [one for one in every if one.days_over >= 0]
        never = sum(one.last_on is None for one in due)
        self.said.emit(say("help_visits.line", due=f"{len(due):,}", never=f"{never:,}"))

    def _narrow(self, key: str) -> None:
        self.views[self.now].narrow(key)

    def _search(self) -> None:
        self.views[self.now].search(str(self.search.answer() or ""))

    # panels

    def write_here(self) -> None:
        """Write a visit of the household the keyboard stands on, else of one that is picked."""
        self.write(self.views[self.now].household())

    def write(self, household: str, went: str = "") -> None:
        """Open the panel that writes a visit of that household down."""
        self._open_entry(EntryPanel(self._desk, household, went=went))

    def _change(self, visit: str) -> None:
        self._open_entry(EntryPanel(self._desk, self.log.household_of(visit), visit=visit))

    def _open_entry(self, panel: EntryPanel) -> None:
        self._open(panel)
        panel.take_keyboard()

    def _show_visit(self, visit: str) -> None:
        panel = VisitPanel(self._desk, self.log.household_of(visit), visit)
        panel.changing.connect(self._change)
        panel.opening.connect(self._open_household)
        self._open(panel)

    def _show_left(self, key: str) -> None:
        line = self.rounds.line_of(key)
        if line is not None:
            panel = LeftPanel(self._desk, line, self.year, self._division)
            panel.writing.connect(lambda household: self.write(household, line.cadre_id))
            self._open(panel)

    def read_workbook(self) -> None:
        """Open the panel that brings visits in."""
        office = self._desk.office

        def read(files: Sequence[Path], dry_run: bool, progress: Progress) -> LineReport:
            return import_visits(office, files, dry_run=dry_run, progress=progress)

        title, hint = say("help_visits.import_title"), say("help_visits.import_hint")
        self._open(ReadingPanel(self._desk, title, hint, read))

    def _open(self, panel: SidePanel) -> None:
        self.place.open_panel(panel)

    def _panel_changed(self, is_open: bool) -> None:
        """Only one button is the strong one: while a panel is open, its own."""
        self.write_button.set_kind("quiet" if is_open else "primary")
        self.search.setVisible(not is_open or self.width() > scaled(ROOMY))
        for view in self.views.values():
            view.squeeze(is_open)
        if not is_open:
            self.views[self.now].take_keyboard()

    def _open_household(self, household: str) -> None:
        self._desk.go("household", id=household, year=self.year)

    def _print(self) -> None:
        """Print the sheets of the ticked households on which the next visit is written by hand."""
        self._desk.go("print", paper="visit-year", households=tuple(self.dues.chosen()), year=self.year)

    # what others write

    def _again(self) -> None:
        self._told = {self.now, DUE}
        self.views[self.now].refresh()
        if self.now != DUE:
            self.dues.refresh()
