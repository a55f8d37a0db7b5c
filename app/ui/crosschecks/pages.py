"""The page 数据比对: the doubts of the comparisons that were kept, and comparing the next list."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.operations.crosschecks.listing import count_states
from app.texts import say
from app.ui.crosschecks.comparing import CompareView
from app.ui.crosschecks.doubts import DoubtsView
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import PageHeader


class CrossChecksPage(QWidget):
    """Opened by `desk.go("crosschecks", run=…)`; F5 reads the doubts again, Ctrl+N compares another list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.doubts, self.compare = DoubtsView(desk), CompareView(desk)
        self.doubts.told.connect(self._say)
        self.doubts.compare_wanted.connect(self.begin)
        self.compare.handed.connect(self._handed)
        self.table = Button(
            say("crosscheck_page.doubt_table"), "quiet", "table", self.doubts.deeds.choose_table
        )
        self.back = Button(say("crosscheck_page.back"), "quiet", "arrow-left", self.show_doubts)
        self.new = Button(say("crosscheck_page.begin"), "primary", "plus", self.begin)
        self.new.setToolTip(say("crosscheck_page.begin_keys"))
        self.header = PageHeader(say("crosscheck_page.title"), " ", [self.back, self.table, self.new])
        self.stack = QStackedWidget()
        self.stack.addWidget(self.doubts)
        self.stack.addWidget(self.compare)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(self.header)
        whole.addWidget(self.stack, 1)
        desk.changed.connect(self._heard)
        self._say_buttons()

    def open_at(self, run: str = "", new: bool = False, **_: object) -> None:
        """Come to the page: at a comparison, or to compare another list; else it stays as it was left."""
        if run:
            self.doubts.run = run
            self.show_doubts()
        elif new:
            self.begin()
        else:
            self.doubts.refresh()
        self.doubts.table.setFocus() if self.stack.currentIndex() == 0 else self.compare.ask.profile.setFocus()

    def begin(self) -> None:
        """Compare a list; one that is being looked at stays."""
        self.stack.setCurrentIndex(1)
        self._say_buttons()
        self.header.say(say("crosscheck_page.compare_line"))
        self.compare.ask.profile.setFocus()

    def show_doubts(self) -> None:
        """Back to the doubts."""
        self.stack.setCurrentIndex(0)
        self._say_buttons()
        self.doubts.refresh()
        self.doubts.table.setFocus()

    def _handed(self, run: str) -> None:
        self.compare.start_over()
        self.doubts.run, self.doubts.state = run, ""
        self.show_doubts()

    def _say_buttons(self) -> None:
        comparing = self.stack.currentIndex() == 1
        self.back.setVisible(comparing)
        self.table.setVisible(not comparing)
        self.new.setVisible(not comparing)

    def _say(self) -> None:
        if self.stack.currentIndex() == 1:
            return
        counts = count_states(self.doubts.every)
        self.table.setEnabled(bool(self.doubts.shown))
        self.new.setVisible(bool(self.doubts.runs))
        self.header.say(
            say(
                "crosscheck_page.line",
                runs=len(self.doubts.runs),
                open=f"{counts['open']:,}",
                overdue=f"{counts['overdue']:,}",
                settled=f"{counts['applied'] + counts['kept'] + counts['closed']:,}",
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F5 reads again, Ctrl+N compares another list, Escape goes back to the doubts."""
        if event.key() == Qt.Key.Key_F5:
            self.compare.compare() if self.stack.currentIndex() else self.doubts.refresh()
        elif event.key() == Qt.Key.Key_N and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.begin()
        elif event.key() == Qt.Key.Key_Escape and self.stack.currentIndex():
            self.show_doubts()
        else:
            super().keyPressEvent(event)

    def _heard(self, what: str) -> None:
        if what in ("findings", "households", "imports", "synced") and self.stack.currentIndex() == 0:
            self.doubts.refresh()
