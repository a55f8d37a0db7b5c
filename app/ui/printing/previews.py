"""The right side of the print page: the piece in sight, its pages, their size on screen, what is lacking."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.texts import say
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import IconButton
from app.ui.kit.cards import Card
from app.ui.kit.labels import Hairline, Line, Text
from app.ui.kit.segments import Choice, Segments
from app.ui.lanes import Lanes
from app.ui.printing.gaps import GapBand
from app.ui.printing.stages import PageStage


class PreviewCard(Card):
    """`piece_asked(step)` when the piece before or after is asked for."""

    piece_asked = Signal(int)

    def __init__(self, lanes: Lanes, fill: Callable[[str], object]) -> None:
        super().__init__(flush=True)
        self.stage = PageStage(lanes)
        self.stage.moved.connect(self._say_page)
        self.gaps = GapBand(fill)
        self.progress = ProgressLine()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self._tools())
        self.body.addWidget(Hairline())
        self.body.addWidget(self.stage, 1)
        self.body.addWidget(Hairline())
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(4)
        foot.addWidget(self.gaps)
        foot.addWidget(self.progress)
        self.body.addWidget(self._foot)
        self.progress.hide()
        self._wants_gaps = True
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(QKeySequence(keys), self, partial(self.piece_asked.emit, step))

    def _tools(self) -> QWidget:
        bar = QWidget()
        line = QHBoxLayout(bar)
        line.setContentsMargins(14, 8, 12, 8)
        line.setSpacing(4)
        self.piece = Line("", "body", bold=True)
        self.before = IconButton("arrow-up", say("printing.before_piece"), lambda: self.piece_asked.emit(-1))
        self.after = IconButton("arrow-down", say("printing.next_piece"), lambda: self.piece_asked.emit(1))
        self.back = IconButton("caret-left", say("printing.before_page"), lambda: self._turn(-1))
        self.on = IconButton("caret-right", say("printing.next_page"), lambda: self._turn(1))
        self.page = Text("", "note")
        self.fit = Segments(
            [Choice("width", say("printing.fit_width")), Choice("page", say("printing.fit_page"))]
        )
        self.fit.chosen.connect(self.stage.set_fit)
        smaller = IconButton("minus", say("printing.smaller"), lambda: self.stage.scale_by(0.8))
        larger = IconButton("plus", say("printing.larger"), lambda: self.stage.scale_by(1.25))
        self.percent = Text("", "note")
        self.percent.setFixedWidth(44)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.addWidget(self.before)
        line.addWidget(self.after)
        line.addSpacing(6)
        line.addWidget(self.piece, 1)
        for part in (self.back, self.page, self.on):
            line.addWidget(part)
        line.addSpacing(12)
        for part in (smaller, self.percent, larger):
            line.addWidget(part)
        line.addSpacing(4)
        line.addWidget(self.fit)
        return bar

    def _turn(self, step: int) -> None:
        self.stage.go_to(self.stage.page + step)

    def show_piece(self, name: str, at: int, count: int) -> None:
        """Which piece is in sight, of how many."""
        words = say("printing.piece", at=f"{at + 1:,}", count=f"{count:,}", name=name) if count > 1 else name
        self.piece.setText(words)
        self.before.setVisible(count > 1)
        self.after.setVisible(count > 1)
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at < count - 1)

    def show_words(self, words: str) -> None:
        """Words in the place of the pages."""
        self.stage.show_words(words)

    def busy(self, words: str, can_stop: bool = True) -> None:
        """Long work begins: its progress takes the place of what is lacking."""
        self._wants_gaps = not self.gaps.isHidden()
        self.gaps.hide()
        self._foot.show()
        self.progress.show()
        self.progress.start(words, can_stop)

    def rest(self) -> None:
        """The work is over."""
        self.progress.finish()
        self.progress.hide()
        self.show_gaps(self._wants_gaps)

    def show_gaps(self, wanted: bool) -> None:
        """Whether it is said what is lacking: rosters and ledgers lack nothing of their own."""
        self.gaps.setVisible(wanted)
        self._foot.setVisible(wanted)

    def _say_page(self) -> None:
        stage = self.stage
        self.page.setText(say("printing.page", page=stage.page + 1, pages=stage.pages) if stage.pages else "")
        self.percent.setText(f"{round(stage.zoom * 100)}%" if stage.pages else "")
        self.fit.choose(stage.fit)
        self.back.setEnabled(stage.page > 0)
        self.on.setEnabled(stage.page < stage.pages - 1)
