"""The section 年度结果: who has a result of the year, and two years of a household side by side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.places import divisions, township
from app.operations.result_lists import ResultLine, ResultList, results
from app.operations.snapshots import Made, correct_snapshot, make_snapshots
from app.texts import say
from app.ui.desks import Desk
from app.ui.hearing import Hearing
from app.ui.help.checks.reasons import ReasonSheet
from app.ui.help.checks.turns import Turns
from app.ui.help.panels import PanelPlace
from app.ui.help.reading_panels import tell_batch
from app.ui.help.results.comparisons import ComparisonPanel
from app.ui.help.results.shown import SPARED, result_columns, result_row
from app.ui.jobs import Job
from app.ui.kit.bars import ActionBar, ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.dialogs import ask
from app.ui.kit.fields import SearchField
from app.ui.kit.labels import Hairline
from app.ui.kit.sources import Give, Page, Paged
from app.ui.kit.tables import Table
from app.ui.kit.theme import scaled


class ResultsSection(QWidget):
    """`found` is the list in sight; `place` holds its card and the comparison beside it."""

    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.year = desk.office.clock().year
        self._division: str | None = None
        self.found: ResultList | None = None
        self._asked = Turns()
        self.table = Table(result_columns(self.year))
        self.table.opened.connect(self.open_household_result)
        self.search = SearchField(say("help_results.search"), scaled(32))
        self.search.setFixedWidth(scaled(220))
        self.search.paused.connect(self.refresh)
        self.progress = ProgressLine()
        self.job = Job(desk, self.progress)
        self.bar = ActionBar([])
        self.empty = EmptyPage("archive", say("help_results.none"), say("help_results.make"), self.make)
        self.nobody = EmptyPage("magnifying-glass", say("help_results.nobody"))
        self.make_button = Button(say("help_results.make"), "primary", "archive", self.make)
        self._lay_out()
        self._hearing = Hearing(desk, self, self.refresh)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(16, 10, 16, 10)
        tools.setSpacing(12)
        tools.addWidget(self.search)
        tools.addWidget(self.progress, 1)
        tools.addStretch(0)
        self._tools = QWidget()
        self._tools.setLayout(tools)
        card = Card(flush=True)
        card.body.setSpacing(0)
        for part in (self._tools, Hairline()):
            card.body.addWidget(part)
        for page in (self.table, self.empty, self.nobody):
            card.body.addWidget(page, 1)
        card.body.addWidget(self.bar)
        self.empty.hide()
        self.nobody.hide()
        card.setFocusProxy(self.table)
        self.place = PanelPlace(card)
        self.place.changed.connect(self._panel_changed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.place)

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        return [self.make_button]

    # what is shown

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show the results of that year and village."""
        if year != self.year:
            self.place.close_panel()
            self.table.show_columns(result_columns(year))
        self.year, self._division = year, division_id
        self.refresh()

    def open_at(self, id: str = "", **place: object) -> None:
        """Come to the list, at a household's comparison if it is named."""
        self.table.setFocus()
        if id:
            self.open_household_result(id)

    def refresh(self) -> None:
        """Read again; the place in the list stays."""
        office, year, division = self._desk.office, self.year, self._division
        text, asked = str(self.search.answer() or ""), self._asked.next()
        self._desk.lanes.run(
            "errand", lambda _: results(office, year, None, division, text),
            lambda found: self._show(found) if self._asked.is_last(asked) else None, owner=self,
        )  # fmt: skip

    def _show(self, found: ResultList) -> None:
        self.found = found
        self.table.show_source(Paged(len(found.ids), self._fetch))
        wanted = bool(self.search.answer())
        self.table.setVisible(bool(found.ids))
        self.nobody.setVisible(not found.ids and wanted)
        self.empty.setVisible(not found.ids and not wanted)
        self._tools.setVisible(bool(found.ids) or wanted)
        self.make_button.setVisible(bool(found.ids) or wanted)
        self.bar.show_counts(say("help_results.count", count=f"{len(found.ids):,}"), "")
        if not wanted:
            self.said.emit(
                say(
                    "help_results.line",
                    year=self.year,
                    count=f"{len(found.ids):,}",
                    without=f"{found.without:,}",
                )
            )

    def _fetch(self, page: Page, give: Give) -> None:
        found = self.found
        if found is not None:

            def told(lines: list[ResultLine]) -> None:
                give([result_row(one) for one in lines])

            self._desk.lanes.run("errand", lambda _: found.page(page.offset, page.limit), told, owner=self)

    # what a person does

    def open_household_result(self, household: str) -> None:
        """Open two years of a household beside the list."""
        panel = ComparisonPanel(self._desk, household, self.year)
        panel.correct_asked.connect(self._ask_correct)
        panel.print_asked.connect(self._print)
        panel.household_asked.connect(self._go)
        self._squeeze(True)
        self.place.open_panel(panel)

    def _panel(self) -> ComparisonPanel | None:
        return self.place.panel if isinstance(self.place.panel, ComparisonPanel) else None

    def _go(self) -> None:
        if panel := self._panel():
            self._desk.go("household", id=panel.household, year=self.year)

    def _print(self) -> None:
        if panel := self._panel():
            self._desk.go("print", paper="year-compare", households=(panel.household,), year=self.year)

    def make(self) -> None:
        """Make the results of the year for the place in sight; asks first."""
        office, year, division = self._desk.office, self.year, self._division
        town = township(office)
        named = divisions(office).get(division or "") or town
        body = say("help_results.make_body")
        if year >= office.clock().year:
            body += say("help_results.make_early", year=year)
        place = named.name if named else ""

        def done(made: Made) -> None:
            words = say("snapshots.made", year=year, made=f"{made.made:,}", kept=f"{made.kept:,}",
                        unknown=f"{made.unknown:,}")  # fmt: skip
            tell_batch(self._desk, words, made.batch or None)
            self.refresh()

        ask(
            self, say("help_results.make_title", place=place, year=year), body, say("help_results.make"),
            say("help_results.not_now"),
            lambda: self.job.run("writer", say("help_results.making"),
                                 lambda progress: make_snapshots(office, year, division, None, progress), done),
        )  # fmt: skip

    def _ask_correct(self, year: int) -> None:
        panel = self._panel()
        if panel is None:
            return
        office, household = self._desk.office, panel.household

        def corrected(_: str) -> None:
            self._desk.tell(say("snapshots.corrected", year=year))
            panel.compare()
            self.refresh()

        def correct(reason: str) -> None:
            self._desk.lanes.run(
                "writer", lambda _: correct_snapshot(office, household, year, reason), corrected, owner=panel
            )

        title = say("help_results.correct_title", year=year)
        ReasonSheet(
            self, title, say("help_results.correct_body"), say("help_results.correct_it"), correct
        ).ask()

    def _panel_changed(self, is_open: bool) -> None:
        self.make_button.set_kind("quiet" if is_open else "primary")
        if not is_open:
            self._squeeze(False)

    def _squeeze(self, squeezed: bool) -> None:
        """Give up columns while a comparison stands beside the list."""
        for number in SPARED:
            self.table.horizontalHeader().setSectionHidden(number, squeezed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the comparison away, also while the list has the keyboard."""
        if event.key() == Qt.Key.Key_Escape and self.place.panel is not None:
            self.place.close_panel()
            return
        super().keyPressEvent(event)
