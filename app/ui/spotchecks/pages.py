"""The page 抽样核查: a sample is drawn, its sheets printed, what was found entered, its rates told with counts."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.operations.offices import Office
from app.operations.papers import Made
from app.operations.spotchecks.listing import SampledLine, SampleLine, rates_of, sampled_of, samples
from app.operations.spotchecks.tables import draw_words, make_pack, write_sample
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import PanelPlace
from app.ui.jobs import Job
from app.ui.kit.bars import ActionBar, ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage, PageHeader
from app.ui.kit.cells import Row
from app.ui.kit.figures import FigureStrip
from app.ui.kit.labels import Line
from app.ui.kit.sources import Page, Paged, at_once
from app.ui.kit.tables import Table
from app.ui.kit.theme import scaled
from app.ui.kit.trees import Branch, Tree
from app.ui.spotchecks.panels import CheckPanel, DrawPanel
from app.ui.spotchecks.shown import rate_figures, sampled_columns, sampled_row

SPARED = ("kind", "rank", "people")  # columns given up beside a panel


class SpotChecksPage(QWidget):
    """Opened by `desk.go("spotchecks", sample=…)`; Ctrl+N draws, F5 reads again, Enter opens a household's sheet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.samples: Sequence[SampleLine] = ()
        self.sample: SampleLine | None = None
        self.lines: Sequence[SampledLine] = ()
        self._wanted = ""
        self.progress = ProgressLine()
        self.job = Job(desk, self.progress, keeps_room=True)
        self.table_button = Button(say("spotcheck_page.table"), "quiet", "table", self.choose_table)
        self.pack_button = Button(say("spotcheck_page.pack"), "quiet", "printer", self.choose_pack)
        self.new = Button(say("spotcheck_page.new"), "primary", "plus", self.draw)
        self.new.setToolTip(say("spotcheck_page.new_keys"))
        self.header = PageHeader(
            say("spotcheck_page.title"), " ", [self.table_button, self.pack_button, self.new]
        )
        self.tree = Tree()
        self.tree.chosen.connect(self.choose)
        self.strip = FigureStrip(rate_figures(rates_of(())))
        self.how = Line(" ", "note", tone="text2")
        self.table = Table(sampled_columns(), row_height="two_line_row")
        self.table.opened.connect(self.open_check)
        self.bar = ActionBar([])
        self._lay_out()
        desk.changed.connect(self._heard)

    def _lay_out(self) -> None:
        names = Card(say("spotcheck_page.samples"), flush=True)
        names.setFixedWidth(min(scaled(248), 264))
        names.body.setContentsMargins(8, 0, 8, 8)
        names.body.addWidget(self.tree)
        card = Card(flush=True)
        card.body.setSpacing(0)
        tools = QWidget()
        line = QHBoxLayout(tools)
        line.setContentsMargins(17, 10, 12, 6)
        line.addWidget(self.how, 1)
        line.addWidget(self.progress)
        card.body.addWidget(tools)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.bar)
        self.place = PanelPlace(card, self.table.setFocus)
        self.place.changed.connect(self._make_room)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.strip)
        right.addWidget(self.place, 1)
        self.lists = QWidget()
        across = QHBoxLayout(self.lists)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(names)
        across.addLayout(right, 1)
        self.first = Card(flush=True)
        self.first.body.addWidget(
            EmptyPage(
                "list-bullets", say("spotcheck_page.first"), say("spotcheck_page.new"), self.draw_first
            ),
            1,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(self.header)
        whole.addWidget(self.lists, 1)
        whole.addWidget(self.first, 1)
        self.first.hide()

    def open_at(self, sample: str = "", **_: object) -> None:
        """Come to the page, at a sample; else it stays as it was left."""
        self._wanted = sample or self._wanted
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """Read the samples again; the chosen one stays."""
        office = self._desk.office
        wanted = self._wanted or (self.sample.id if self.sample else "")
        self._desk.lanes.run(
            "errand", lambda _: _read(office, wanted), self._show, self._desk.complain, owner=self
        )

    def _show(self, found: "tuple[list[SampleLine], SampleLine | None, list[SampledLine]]") -> None:
        self.samples, self.sample, self.lines = found
        self._wanted = ""
        drawing = isinstance(self.place.panel, DrawPanel)
        self.lists.setVisible(bool(self.samples) or drawing)
        self.first.setVisible(not self.samples and not drawing)
        self.new.setVisible(bool(self.samples))
        for button in (self.table_button, self.pack_button):
            button.setEnabled(self.sample is not None)
        self.tree.show_tree([Branch(one.id, one.name, f"{one.checked}/{one.size}") for one in self.samples])
        self.strip.show_figures(rate_figures(rates_of(self.lines)))
        rows = [sampled_row(one) for one in self.lines]

        def page(asked: Page) -> list[Row]:
            return rows[asked.offset : asked.offset + asked.limit]

        self.table.show_source(Paged(len(rows), at_once(page)))
        self._say()

    def _say(self) -> None:
        one = self.sample
        if one is None:
            self.header.say(say("spotcheck_page.none"))
            self.how.setText(" ")
            return
        self.tree.choose(one.id)
        self.how.setText(draw_words(one))
        self.how.setToolTip(draw_words(one))
        self.header.say(
            say(
                "spotcheck_page.line",
                name=one.name,
                checked=one.checked,
                size=one.size,
                frame=f"{one.frame_size:,}",
            )
        )
        self.bar.show_counts(say("spotcheck_page.count", count=one.size), "")

    def _make_room(self, beside_panel: bool) -> None:
        """Beside a panel some columns make room."""
        for number, column in enumerate(self.table.rows.columns):
            if column.key in SPARED:
                self.table.horizontalHeader().setSectionHidden(number, beside_panel)

    def choose(self, sample: str) -> None:
        """Show another sample."""
        self.place.close_panel()
        self._wanted = sample
        self.refresh()

    # what a person does

    def draw_first(self) -> None:
        """Draw where nothing was drawn yet."""
        self.first.hide()
        self.lists.show()
        self.draw()

    def draw(self) -> None:
        """Ask what to draw, beside the list."""
        panel = DrawPanel(self._desk)
        panel.done.connect(self._done)
        self.place.open_panel(panel)
        panel.take_keyboard()

    def open_check(self, household: str) -> None:
        """What was found at a household, beside the list."""
        line = next((one for one in self.lines if one.household_id == household), None)
        if line is None or self.sample is None:
            return
        panel = CheckPanel(self._desk, self.sample, line)
        panel.done.connect(self._done)
        panel.opening.connect(self._open_household)
        self.place.open_panel(panel)
        panel.take_keyboard()

    def _open_household(self, household: str) -> None:
        around = tuple(one.household_id for one in self.lines)
        self._desk.go("household", id=household, around=around)

    def _done(self, words: str) -> None:
        drawn = isinstance(self.place.panel, DrawPanel)
        self.place.close_panel()
        self._desk.tell(words)
        if drawn:
            self.sample = None  # the newest is shown
        self._desk.changed.emit("samples")

    def choose_table(self) -> None:
        """The sample as a workbook or a page, where the clerk says."""
        if path := self._ask(say("spotcheck_page.table"), "xlsx", say("spotcheck_page.table_files")):
            self.write_table(path)

    def write_table(self, path: Path) -> None:
        """Write the sample to a file, off the screen's thread."""
        office, sample = self._desk.office, self.sample
        assert sample is not None  # the button is shut without one

        def written(rows: int) -> None:
            self._desk.tell(say("spotcheck_page.written", file=path.name, rows=rows))

        self.job.run(
            "errand", say("spotcheck_page.table"), lambda _: write_sample(office, sample, path), written
        )

    def choose_pack(self) -> None:
        """The sheets of all drawn households in one file, where the clerk says."""
        if path := self._ask(say("spotcheck_page.pack"), "pdf", "PDF (*.pdf)"):
            self.write_pack(path)

    def write_pack(self, path: Path) -> None:
        """Print the sheets into a file, off the screen's thread."""
        office, sample = self._desk.office, self.sample
        assert sample is not None  # the button is shut without one

        def made(pack: Made) -> None:
            self._desk.tell(say("spotcheck_page.packed", file=path.name, pages=pack.pages))

        self.job.run(
            "errand",
            say("spotcheck_page.pack"),
            lambda progress: make_pack(office, sample, path, progress),
            made,
        )

    def _ask(self, title: str, ending: str, kinds: str) -> Path | None:
        name = self.sample.name if self.sample else ""
        path, _ = QFileDialog.getSaveFileName(
            self, title, str(Path.home() / f"{name}{title}.{ending}"), kinds
        )
        return Path(path) if path else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F5 reads again, Ctrl+N draws."""
        if event.key() == Qt.Key.Key_F5:
            self.refresh()
        elif event.key() == Qt.Key.Key_N and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.draw()
        else:
            super().keyPressEvent(event)

    def _heard(self, what: str) -> None:
        if what in ("samples", "synced"):
            self.refresh()


def _read(office: Office, wanted: str) -> tuple[list[SampleLine], SampleLine | None, list[SampledLine]]:
    every = samples(office)
    chosen = next((one for one in every if one.id == wanted), every[0] if every else None)
    return every, chosen, sampled_of(office, chosen) if chosen else []
