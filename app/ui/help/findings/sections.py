"""The section 整改: problems found, the overdue first; closed beside the list with what came of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.finding_lists import STATES, FindingQuery, FindingRow, FindingState
from app.operations.findings import count_findings, list_findings
from app.operations.line_imports import LineReport
from app.operations.offices import Office
from app.operations.visit_imports import import_findings
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.hearing import Hearing
from app.ui.help.deed_panels import DeedPanel
from app.ui.help.findings.panels import FindingPanel, NewPanel
from app.ui.help.findings.shown import finding_columns, finding_row
from app.ui.help.panels import PanelPlace
from app.ui.help.reading_panels import ReadingPanel
from app.ui.kit.bars import ActionBar
from app.ui.kit.buttons import Button
from app.ui.kit.cards import EmptyPage
from app.ui.kit.cells import Row
from app.ui.kit.fields import SearchField
from app.ui.kit.lists import ListCard
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.sources import Page, Paged, at_once
from app.ui.kit.tables import Table
from app.ui.kit.theme import scaled

WAITING, ALL = "waiting", "all"
SPARED = (2, 3, 7)  # given up while a panel stands beside the list: place, source, outcome


class Read(NamedTuple):
    """What was read at once: the problems of the year and place, and how many are in each state."""

    every: list[FindingRow]
    counts: dict[FindingState, int]


def read_findings(office: Office, query: FindingQuery) -> Read:
    """Read what the section shows."""
    return Read(list_findings(office, query), count_findings(office, query))


class FindingsSection(QWidget):
    """`every` are the problems of the year and place, `lines` those shown."""

    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._query = FindingQuery(year=desk.office.clock().year)
        self.which, self.text = WAITING, ""
        self.every: list[FindingRow] = []
        self.lines: list[FindingRow] = []
        self.counts: dict[FindingState, int] = dict.fromkeys(STATES, 0)
        self.table = Table(finding_columns())
        self.table.opened.connect(self.show_one)
        self.bar = ActionBar([])
        self._lay_out()
        self._hearing = Hearing(desk, self, self.refresh)

    def _lay_out(self) -> None:
        self.states = Segments([Choice(WAITING, "")])
        self.states.chosen.connect(self.narrow)
        self.search = SearchField(say("help_findings.search"), scaled(32))
        self.search.setFixedWidth(scaled(190))
        self.search.paused.connect(self._search)
        self.empty = EmptyPage("check-circle", say("help_findings.none_waiting"))
        self.none = EmptyPage("tray", say("help_findings.none"))
        card = ListCard([self.states], [self.search], [self.table, self.empty, self.none], [self.bar])
        self.place = PanelPlace(card)
        self.place.changed.connect(self._panel_changed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.place)
        self.write_button = Button(say("help_findings.write"), "primary", "plus", self.write)
        self.write_button.setToolTip(say("help_findings.write_hint"))
        keys = QShortcut(QKeySequence("Ctrl+N"), self, self.write)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        reads = Button(say("help_findings.import"), "quiet", "upload-simple", self.read_workbook)
        return [reads, self.write_button]

    # what is shown

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show that year's problems of that village: found in it, or still open in it."""
        self._query = FindingQuery(year=year, division_id=division_id)
        self.place.close_panel()
        self.table.verticalScrollBar().setValue(0)
        self.refresh()

    def open_at(self, state: str = "", finding: str = "", **place: object) -> None:
        """Come to the problems of a state (waiting, open, overdue, closed, all), or to one of them."""
        if state:
            self.states.choose(state)
            self.narrow(state)
        if finding:
            self.show_one(finding)
        else:
            self.table.setFocus()

    def refresh(self) -> None:
        """Read again; the place in the list stays."""
        office, query = self._desk.office, self._query

        def shown(read: Read) -> None:
            if query == self._query:
                self.every, self.counts = read
                self._show_lines()

        self._desk.lanes.run("errand", lambda _: read_findings(office, query), shown, owner=self)

    def narrow(self, key: str) -> None:
        """Show those of a state, those not closed (waiting), or all."""
        self.which = key
        self.table.verticalScrollBar().setValue(0)
        self._show_lines()

    def _search(self) -> None:
        self.text = str(self.search.answer() or "")
        self.table.verticalScrollBar().setValue(0)
        self._show_lines()

    def _show_lines(self) -> None:
        self.lines = [one for one in self.every if self._fits(one)]
        self.table.setVisible(bool(self.lines))
        calm = self.which != ALL and self.which != "closed" and not self.text
        self.empty.setVisible(not self.lines and calm)
        self.none.setVisible(not self.lines and not calm)
        self.table.show_source(Paged(len(self.lines), at_once(self._rows)))
        self._say_counts()

    def _fits(self, one: FindingRow) -> bool:
        state = (
            self.which == ALL or one.state == self.which or (self.which == WAITING and one.state != "closed")
        )
        said = f"{one.head} {one.village} {one.answers.get('owner')} {one.answers.get('what')}"
        return state and self.text in said

    def _rows(self, page: Page) -> Sequence[Row]:
        office = self._desk.office
        today = office.clock().date()
        some = self.lines[page.offset : page.offset + page.limit]
        return [finding_row(one, office.forms, today) for one in some]

    def _say_counts(self) -> None:
        counts = self.counts
        waiting, total = counts["open"] + counts["overdue"], sum(counts.values())
        self.states.show_choices([
            Choice(WAITING, f"{say('help_findings.waiting')} {waiting:,}"),
            Choice("overdue", f"{say('help_findings.overdue')} {counts['overdue']:,}"),
            Choice("open", f"{say('help_findings.open')} {counts['open']:,}"),
            Choice("closed", f"{say('help_findings.closed')} {counts['closed']:,}"),
            Choice(ALL, f"{say('help_findings.all')} {total:,}"),
        ])  # fmt: skip
        self.bar.show_counts(say("help_findings.count", count=f"{len(self.lines):,}"), "")
        share = 100 * counts["closed"] // total if total else 0
        self.said.emit(
            say("help_findings.line", waiting=f"{waiting:,}", overdue=f"{counts['overdue']:,}", share=share)
        )

    # panels

    def show_one(self, key: str) -> None:
        """Open the panel of a problem."""
        row = next((one for one in self.every if one.id == key), None)
        if row is not None:
            panel = FindingPanel(self._desk, row)
            panel.opening.connect(self._open_household)
            self._open(panel)
            panel.take_keyboard()

    def write(self) -> None:
        """Open the panel of a new problem."""
        panel = NewPanel(self._desk)
        self._open(panel)
        panel.take_keyboard()

    def _open(self, panel: DeedPanel) -> None:
        panel.done.connect(self._done)
        self.place.open_panel(panel)

    def _done(self, words: str) -> None:
        self._desk.tell(words)
        self.place.close_panel()
        self._desk.changed.emit("households")

    def read_workbook(self) -> None:
        """Open the panel that brings problems in."""
        office = self._desk.office

        def read(files: Sequence[Path], dry_run: bool, progress: Progress) -> LineReport:
            return import_findings(office, files, dry_run=dry_run, progress=progress)

        title, hint = say("help_findings.import_title"), say("help_findings.import_hint")
        self.place.open_panel(ReadingPanel(self._desk, title, hint, read))

    def _panel_changed(self, is_open: bool) -> None:
        """Only one button is the strong one: while a panel is open, its own."""
        self.write_button.set_kind("quiet" if is_open else "primary")
        self.search.setVisible(not is_open)
        for number in SPARED:
            self.table.horizontalHeader().setSectionHidden(number, is_open)
        if not is_open:
            self.table.setFocus()

    def _open_household(self, household: str) -> None:
        self._desk.go("household", id=household, year=self._query.year)
