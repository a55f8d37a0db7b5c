"""The section 线索: clues, the overdue first; written down, checked and closed, led into 监测对象纳入."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.campaigns import this_months_check
from app.operations.clues.entering import entering_procedures
from app.operations.clues.imports import import_clues
from app.operations.clues.lists import STATES, ClueQuery, ClueRow, ClueState, count_clues, list_clues
from app.operations.line_imports import LineReport
from app.operations.offices import Office
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.hearing import Hearing
from app.ui.help.deed_panels import DeedPanel
from app.ui.help.panels import PanelPlace
from app.ui.help.reading_panels import ReadingPanel
from app.ui.kit.bars import ActionBar
from app.ui.kit.buttons import Button
from app.ui.kit.cards import EmptyPage
from app.ui.kit.cells import Row
from app.ui.kit.choices import ChoiceField
from app.ui.kit.fields import SearchField
from app.ui.kit.lists import ListCard
from app.ui.kit.popups import Option
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.sources import Page, Paged, at_once
from app.ui.kit.tables import Table
from app.ui.kit.theme import scaled
from app.ui.monitoring.clues.panels import ClosePanel, CluePanel
from app.ui.monitoring.clues.shown import clue_columns, clue_row
from app.ui.monitoring.clues.writing import NewCluePanel

WAITING, ALL = "waiting", "all"
SPARED = (1, 3, 7)  # given up while a panel stands beside the list: place, source, result


class Read(NamedTuple):
    """What was read at once: the clues of the year and place, and how many are in each state."""

    every: list[ClueRow]
    counts: dict[ClueState, int]


def read_clues(office: Office, query: ClueQuery) -> Read:
    """Read what the section shows."""
    return Read(list_clues(office, query), count_clues(office, query))


class CluesSection(QWidget):
    """`every` are the clues of the year and place, `lines` those shown."""

    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._query = ClueQuery(year=desk.office.clock().year)
        self.which, self.text, self.source = WAITING, "", ""
        self.every: list[ClueRow] = []
        self.lines: list[ClueRow] = []
        self.counts: dict[ClueState, int] = dict.fromkeys(STATES, 0)
        self.table = Table(clue_columns(), ticks=True)
        self.table.opened.connect(self.show_one)
        self.table.ticks_changed.connect(self._say_counts)
        self.table.ticked_all.connect(self._tick_all)
        close = (say("monitoring.close_ticked"), "check-circle", self.close_ticked)
        enter = (say("monitoring.enter_ticked"), "megaphone-simple", self.enter_ticked)
        self.bar = ActionBar([close, enter])
        self.bar.cleared.connect(self.table.untick_all)
        self._lay_out()
        self._hearing = Hearing(desk, self, self.refresh, ("households", "imports", "cases"))

    def _lay_out(self) -> None:
        self.states = Segments([Choice(WAITING, "")])
        self.states.chosen.connect(self.narrow)
        self.sources = ChoiceField(self._source_options(), say("monitoring.every_source"))
        self.sources.setFixedWidth(scaled(120))
        self.sources.setAccessibleName(say("monitoring.source"))
        self.sources.answered.connect(self._search)
        self.search = SearchField(say("monitoring.search"), scaled(32))
        self.search.setFixedWidth(scaled(180))
        self.search.paused.connect(self._search)
        self.empty = EmptyPage("check-circle", say("monitoring.none_waiting"))
        self.none = EmptyPage("tray", say("monitoring.none"))
        card = ListCard(
            [self.states], [self.sources, self.search], [self.table, self.empty, self.none], [self.bar]
        )
        self.place = PanelPlace(card)
        self.place.changed.connect(self._panel_changed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.place)
        self.write_button = Button(say("monitoring.write"), "primary", "plus", self.write)
        self.write_button.setToolTip(say("monitoring.write_hint"))
        keys = QShortcut(QKeySequence("Ctrl+N"), self, self.write)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _source_options(self) -> list[Option]:
        return [Option(one.code, one.name) for one in self._desk.office.forms.codes["clue_source"].values]

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        checks = Button(say("monitoring.campaigns"), "quiet", "calendar-check", self._go_to_checks)
        checks.setToolTip(say("monitoring.campaigns_hint"))
        reads = Button(say("monitoring.import"), "quiet", "upload-simple", self.read_workbook)
        return [checks, reads, self.write_button]

    # what is shown

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show that year's clues of that village: found in it, or still open in it."""
        self._query = ClueQuery(year=year, division_id=division_id)
        self.place.close_panel()
        self.table.untick_all()
        self.table.verticalScrollBar().setValue(0)
        self.refresh()

    def open_at(self, state: str = "", clue: str = "", new: bool = False, **place: object) -> None:
        """Come to the clues of a state (waiting, open, overdue, taken, closed, all), to one of them, or a new one."""
        if state:
            self.narrow(state)
        if new:
            self.write()
        elif clue:
            self.show_one(clue)
        else:
            self.table.setFocus()

    def refresh(self) -> None:
        """Read again; the place in the list stays."""
        office, query = self._desk.office, self._query

        def shown(read: Read) -> None:
            if query == self._query:
                self.every, self.counts = read
                self._show_lines()

        self._desk.lanes.run("errand", lambda _: read_clues(office, query), shown, owner=self)

    def narrow(self, key: str) -> None:
        """Show those of a state, those somebody has to do something with (waiting), or all."""
        self.which = key
        self.states.choose(key)
        self.table.untick_all()
        self.table.verticalScrollBar().setValue(0)
        self._show_lines()

    def _search(self) -> None:
        self.text, self.source = str(self.search.answer() or ""), str(self.sources.answer() or "")
        self.table.verticalScrollBar().setValue(0)
        self._show_lines()

    def _show_lines(self) -> None:
        self.lines = [one for one in self.every if self._fits(one)]
        self.table.ticked &= {one.id for one in self.lines}
        self.table.setVisible(bool(self.lines))
        calm = self.which not in (ALL, "closed") and not self.text and not self.source
        self.empty.setVisible(not self.lines and calm)
        self.none.setVisible(not self.lines and not calm)
        self.table.show_source(Paged(len(self.lines), at_once(self._rows)))
        self._say_counts()

    def _fits(self, one: ClueRow) -> bool:
        state = (
            self.which == ALL or one.state == self.which or (self.which == WAITING and one.state != "closed")
        )
        said = f"{one.whom} {one.village} {one.answers.get('checker')} {one.answers.get('what')}"
        source = not self.source or one.answers.get("source") == self.source
        return state and source and self.text in said

    def _rows(self, page: Page) -> Sequence[Row]:
        office = self._desk.office
        today = office.clock().date()
        some = self.lines[page.offset : page.offset + page.limit]
        return [clue_row(one, office.forms, today) for one in some]

    def _say_counts(self) -> None:
        counts = self.counts
        unchecked = counts["open"] + counts["overdue"]
        self.states.show_choices([
            Choice(WAITING, f"{say('monitoring.waiting')} {unchecked + counts['taken']:,}"),
            Choice("overdue", f"{say('monitoring.overdue')} {counts['overdue']:,}"),
            Choice("taken", f"{say('monitoring.taken')} {counts['taken']:,}"),
            Choice("closed", f"{say('monitoring.closed')} {counts['closed']:,}"),
            Choice(ALL, f"{say('monitoring.all')} {sum(counts.values()):,}"),
        ])  # fmt: skip
        ticked = len(self.table.ticked)
        self.bar.show_counts(
            say("monitoring.count", count=f"{len(self.lines):,}"),
            say("monitoring.ticked", count=f"{ticked:,}") if ticked else "",
        )
        self.said.emit(
            say("monitoring.line", unchecked=unchecked, overdue=counts["overdue"], taken=counts["taken"])
        )

    def _tick_all(self, on: bool) -> None:
        self.table.tick([one.id for one in self.lines], on)

    def ticked(self) -> list[ClueRow]:
        """The ticked clues in the order of the list."""
        return [one for one in self.lines if one.id in self.table.ticked]

    # panels

    def show_one(self, key: str) -> None:
        """Open the panel of a clue."""
        row = next((one for one in self.every if one.id == key), None)
        if row is not None:
            panel = CluePanel(self._desk, row)
            panel.opening.connect(self._open_household)
            panel.entering.connect(self._enter_one)
            self._open(panel)
            panel.take_keyboard()

    def write(self) -> None:
        """Open the panel of a new clue."""
        panel = NewCluePanel(self._desk)
        self._open(panel)
        panel.take_keyboard()

    def close_ticked(self) -> None:
        """Ask for one result for the ticked clues that are not closed yet."""
        rows = [one for one in self.ticked() if one.state in ("open", "overdue")]
        if not rows:
            self._desk.tell(say("monitoring.nothing_to_close"), "warn")
            return
        panel = ClosePanel(self._desk, rows)
        panel.took_in.connect(self.enter)
        self._open(panel)
        panel.take_keyboard()

    def enter_ticked(self) -> None:
        """A batch of the households of the ticked clues that were found true."""
        homes = list(dict.fromkeys(one.household_id for one in self.ticked() if one.state == "taken"))
        if "" in homes or not homes:
            self._desk.tell(say("monitoring.not_to_enter"), "warn")
            return
        self.enter(homes)

    def enter(self, households: Sequence[str]) -> None:
        """Begin a batch of 监测对象纳入 with these households."""
        if households:
            procedures = entering_procedures(self._desk.office)
            self._desk.go("public", new=True, households=tuple(households), procedures=procedures)

    def _enter_one(self, household: str) -> None:
        self.enter([household])

    def _open(self, panel: DeedPanel) -> None:
        panel.done.connect(self._done)
        self.place.open_panel(panel)

    def _done(self, words: str) -> None:
        self._desk.tell(words)
        self.table.untick_all()
        self.place.close_panel()
        self._desk.changed.emit("households")

    def read_workbook(self) -> None:
        """Open the panel that brings clues in."""
        office = self._desk.office

        def read(files: Sequence[Path], dry_run: bool, progress: Progress) -> LineReport:
            return import_clues(office, files, dry_run=dry_run, progress=progress)

        title, hint = say("monitoring.import_title"), say("monitoring.import_hint")
        self.place.open_panel(ReadingPanel(self._desk, title, hint, read))

    def _panel_changed(self, is_open: bool) -> None:
        """Only one button is the strong one: while a panel is open, its own."""
        self.write_button.set_kind("quiet" if is_open else "primary")
        self.search.setVisible(not is_open)
        self.sources.setVisible(not is_open)
        for number in SPARED:
            self.table.horizontalHeader().setSectionHidden(number + 1, is_open)  # the first is the ticks'
        if not is_open:
            self.table.setFocus()

    def _open_household(self, household: str) -> None:
        self._desk.go("household", id=household, year=self._query.year)

    def _go_to_checks(self) -> None:
        """Come to this month's inspection, or to a new one."""
        office = self._desk.office

        def found(campaign: str) -> None:
            year = office.clock().year
            more = {"campaign": campaign} if campaign else {"monthly": True}
            self._desk.go("help", section="checks", year=year, **more)

        self._desk.lanes.run("errand", lambda _: this_months_check(office), found, owner=self)
