"""The sheet beside what is typed: made anew off the screen's thread, one at a time, with the gate below."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.notices.trying import Tried
from app.texts import say
from app.ui.desks import Desk
from app.ui.printing.printers import page_sizes
from app.ui.printing.stages import PageStage
from app.ui.public.sheets import GateBand

PAUSE = 350  # ms after the last key


class SheetBeside(QWidget):
    """`wanted()` gives what makes the sheet; `tried` is what came last, told by `made(tried)`."""

    made = Signal(object)

    def __init__(self, desk: Desk, wanted: Callable[[], Callable[[], Tried]]) -> None:
        super().__init__()
        self._desk, self._wanted = desk, wanted
        self._busy = self._again = False
        self.tried: Tried | None = None
        self.stage, self.gate = PageStage(desk.lanes), GateBand()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.stage, 1)
        whole.addWidget(self.gate)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(PAUSE)
        self._clock.timeout.connect(self.make)

    def soon(self) -> None:
        """Something was typed: make it when the hand rests."""
        self._clock.start()

    def make(self) -> None:
        """Make it now, or again once what is being made is there."""
        if self._busy:
            self._again = True
            return
        self._busy, make = True, self._wanted()
        self._desk.lanes.run("errand", lambda _: make(), self._made, self._failed, owner=self)

    def _failed(self, problem: Problem) -> None:
        self._end()
        self._desk.complain(problem)

    def _end(self) -> None:
        self._busy, again = False, self._again
        self._again = False
        if again:
            self.make()

    def _made(self, tried: Tried) -> None:
        self._end()
        self.tried = tried
        self.gate.show_tried(tried)
        if tried.pdf:
            page = self.stage.page
            self.stage.show_pdf(tried.pdf, page_sizes(tried.pdf))
            self.stage.go_to(page)
        elif not tried.issues:
            self.stage.show_words(say("wordings.waits"))
        self.made.emit(tried)
