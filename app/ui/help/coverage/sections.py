"""The section 覆盖: every household by every kind of measures; whoever needs one and gets none is seen at once."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.operations.coverage import GAP, Coverage, CoverageRow, coverage
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.hearing import Hearing
from app.ui.help.coverage.cells import paint_cell
from app.ui.help.coverage.deeds import CoverageDeeds
from app.ui.help.coverage.matrices import Matrix
from app.ui.jobs import Job
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.chips import FilterChip
from app.ui.kit.labels import Hairline, Line, Text
from app.ui.kit.painting import draw_text, text_width
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.theme import height, scaled

ALL, GAPS = "all", "gaps"


class CoverageSection(QWidget):
    """`matrix` shows what `shown` holds, narrowed to the gaps, or to those of one kind (`only`)."""

    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.scope: tuple[int, str | None] = (desk.office.clock().year, None)
        self.shown: Coverage | None = None
        self.only = ""
        self.deeds = CoverageDeeds(desk, self)
        self.matrix = Matrix()
        self.matrix.opened.connect(self.deeds.open)
        self.matrix.moved.connect(self._moved)
        self.which = Segments([Choice(ALL, ""), Choice(GAPS, "")])
        self.which.chosen.connect(lambda _: self._show_narrowed())
        self._lay_out()
        self._hearing = Hearing(desk, self, self._read)

    def _lay_out(self) -> None:
        self._tools = QHBoxLayout()
        self._tools.setContentsMargins(16, 10, 16, 10)
        self._tools.setSpacing(8)
        self.chip: FilterChip | None = None
        self._progress = ProgressLine()
        self.job = Job(self._desk, self._progress)
        self._tools.addWidget(self.which)
        self._tools.addWidget(self._progress)
        self._tools.addStretch(1)
        self._tools.addWidget(Legend())
        self.empty = EmptyPage("tray", say("help_coverage.empty"))
        self.full = EmptyPage("check-circle", say("help_coverage.no_gaps"))
        self.count, self.cell_words = Text("", "note"), Line("", "note", tone="text2")
        card = Card(flush=True)
        card.body.setSpacing(0)
        card.body.addLayout(self._tools)
        card.body.addWidget(Hairline())
        for part in (self.matrix, self.empty, self.full):
            card.body.addWidget(part, 1)
        card.body.addWidget(Hairline())
        foot = QWidget()
        foot.setFixedHeight(height("action_bar") - 1)
        line = QHBoxLayout(foot)
        line.setContentsMargins(17, 0, 12, 0)
        line.setSpacing(12)
        line.addWidget(self.count)
        line.addWidget(self.cell_words, 1)
        self.narrow = Button("", "plain", "funnel", self._narrow_to_kind)
        line.addWidget(self.narrow)
        card.body.addWidget(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        self.empty.hide()
        self.full.hide()
        self.narrow.hide()

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        return self.deeds.buttons()

    # what is shown

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show that year and village."""
        self.scope, self.only = (year, division_id), ""
        self._read(anew=True)

    def open_at(self, **place: object) -> None:
        """Come to the matrix; the keyboard goes into it."""
        self.matrix.setFocus()

    def _read(self, anew: bool = False) -> None:
        self._hearing.heard()
        office, scope = self._desk.office, self.scope

        def work(progress: Progress) -> Coverage:
            return coverage(office, *scope)

        def show(shown: Coverage) -> None:
            if scope == self.scope:
                self.shown = shown
                self._show_narrowed(anew)

        self.job.run("errand", say("help_coverage.reading"), work, show)

    def _show_narrowed(self, anew: bool = False) -> None:
        shown = self.shown
        if shown is None:
            return
        gaps = shown.gap_households
        self.which.show_choices([
            Choice(ALL, say("help_coverage.all", count=f"{len(shown.rows):,}")),
            Choice(GAPS, say("help_coverage.only_gaps", count=f"{gaps:,}")),
        ])  # fmt: skip
        rows = narrowed(shown, self.which.key() == GAPS, self.only)
        self._show_chip()
        self.matrix.show_matrix(shown.columns, rows, shown.totals, anew)
        self.empty.setVisible(not shown.rows)
        self.full.setVisible(bool(shown.rows) and not rows)
        self.matrix.setVisible(bool(rows))
        self.deeds.show_rows(rows)
        self.count.setText(say("help_coverage.count", count=f"{len(rows):,}"))
        self.said.emit(say("help_coverage.line", year=self.scope[0], count=f"{len(shown.rows):,}",
                           gaps=f"{gaps:,}", cells=f"{shown.gap_cells:,}"))  # fmt: skip

    def _show_chip(self) -> None:
        if self.chip is not None:
            self.chip.hide()
            self.chip.deleteLater()
            self.chip = None
        if self.only and self.shown:
            name = next(one.name for one in self.shown.columns if one.key == self.only)
            self.chip = FilterChip(say("help_coverage.lacking"), name)
            self.chip.removed.connect(self._widen)
            self._tools.insertWidget(1, self.chip)

    def _moved(self, row: int, column: int) -> None:
        there = row >= 0 and self.shown is not None
        self.cell_words.setText(self.matrix.words_at(row, column) if there else "")
        kind = self.matrix.columns[column] if there and column < len(self.matrix.columns) else None
        self.narrow.setVisible(kind is not None and kind.key != self.only)
        if kind is not None:
            self.narrow.setText(say("help_coverage.narrow", kind=kind.name))
            self.narrow.updateGeometry()
        self.deeds.show_column(kind)

    def _narrow_to_kind(self) -> None:
        self.only = self.matrix.columns[self.matrix.column].key
        self._show_narrowed(anew=True)
        self.matrix.setFocus()

    def _widen(self) -> None:
        self.only = ""
        self._show_narrowed()


def narrowed(shown: Coverage, only_gaps: bool, only: str = "") -> tuple[CoverageRow, ...]:
    """The rows with a gap, or with one in the column `only`; all of them where neither is asked."""
    number = next((at for at, column in enumerate(shown.columns) if column.key == only), None)
    if number is not None:
        return tuple(row for row in shown.rows if row.cells[number] == GAP)
    return tuple(row for row in shown.rows if row.lacks) if only_gaps else shown.rows


class Legend(QWidget):
    """What a cell of the matrix means, each sign with its word."""

    def __init__(self) -> None:
        super().__init__()
        self._signs = ((GAP, say("help_coverage.gap_legend")), (2, say("help_coverage.given_legend")))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = sum(text_width(words, "note") for _, words in self._signs)
        return QSize(round(words) + len(self._signs) * scaled(64), scaled(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0.0
        for cell, words in self._signs:
            wide = scaled(48 if cell == GAP else 28)
            paint_cell(painter, QRectF(left, 0, wide, self.height()), cell)
            left += wide + 4
            place = QRectF(left, 0, self.width() - left, self.height())
            left += draw_text(painter, place, words, "note", tone="text2") + 12
