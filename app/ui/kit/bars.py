"""Bars: the foot of a list with its actions, the status line with 撤销, progress of long work with 停止, plain bars."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.texts import say
from app.ui.kit.buttons import Button, IconButton
from app.ui.kit.labels import Hairline, Line, Sign, Text
from app.ui.kit.painting import fill_round
from app.ui.kit.theme import colour, height, scaled


class ActionBar(QWidget):
    """The foot of a list's own card, always 48 high: the count, or with a selection its actions on a tint.

    `actions` are (words, icon, do). `cleared` when 取消选择 is pressed.
    """

    cleared = Signal()

    def __init__(self, actions: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        super().__init__()
        self.setFixedHeight(height("action_bar"))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(17, 0, 12, 0)
        whole.setSpacing(6)
        self._chosen, self._count = Text("", "strong", "accent"), Text("", "note")
        whole.addWidget(self._chosen)
        whole.addWidget(self._count)
        self._divider = Hairline(standing=True)
        self._divider.setFixedHeight(20)
        whole.addSpacing(6)
        whole.addWidget(self._divider)
        self._buttons = [Button(words, "plain", icon, do) for words, icon, do in actions]
        for button in self._buttons:
            whole.addWidget(button)
        whole.addStretch(1)
        self._clear = Button(say("window.clear_selection"), "plain", "x", self.cleared.emit)
        whole.addWidget(self._clear)
        self.show_counts("", "")

    def show_counts(self, count: str, chosen: str) -> None:
        """Say the count of all, and what is chosen ("" for nothing: then the actions are away)."""
        self._selected = bool(chosen)
        self._count.setText(count)
        self._chosen.setText(chosen)
        for part in (self._chosen, self._divider, self._clear, *self._buttons):
            part.setVisible(self._selected)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = "tint_line" if self._selected else "line"
        if self._selected:
            place = QRectF(self.rect())
            fill_round(painter, place, 7, colour("tint2"))
            painter.fillRect(QRectF(0, 0, place.width(), 10), colour("tint2"))
        painter.fillRect(0, 0, self.width(), 1, colour(edge))


class Bar(QWidget):
    """A bar of 4 pixels filled to a share of 0…1, or running when the share is below 0."""

    def __init__(self, share: float = 0.0, tone: str = "accent") -> None:
        super().__init__()
        self._share, self._tone, self._phase = share, tone, 0.0
        self.setFixedHeight(height("bar"))
        self._clock = QTimer(self)
        self._clock.setInterval(30)
        self._clock.timeout.connect(self._run)

    def show_share(self, share: float, tone: str = "") -> None:
        """Fill to another share; below 0 it runs."""
        self._share, self._tone = share, tone or self._tone
        running = share < 0 and self.isVisible()
        self._clock.start() if running else self._clock.stop()
        self.update()

    def showEvent(self, event: object) -> None:
        self.show_share(self._share)

    def hideEvent(self, event: object) -> None:
        self._clock.stop()

    def _run(self) -> None:
        self._phase = (self._phase + 0.012) % 1.3
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        fill_round(painter, place, 2, colour("bar_ground"))
        tone = colour("warn_bar" if self._tone == "warn" else self._tone)
        if self._share < 0:
            left = place.width() * (self._phase - 0.3)
            part = QRectF(max(0.0, left), 0, 0.3 * place.width() + min(0.0, left), 4)
            fill_round(painter, part, 2, tone)
        elif self._share > 0:
            fill_round(painter, QRectF(0, 0, max(4.0, place.width() * min(1.0, self._share)), 4), 2, tone)


class WaitingBar(Bar):
    """A running bar that begins hidden and keeps its room, so that nothing moves when it comes and goes."""

    def __init__(self) -> None:
        super().__init__(-1)
        kept = self.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.setSizePolicy(kept)
        self.hide()


class ProgressLine(QWidget):
    """How far long work is: words and count, a bar, 停止. Nothing is shown in the first second.

    `step(done, total, words)` from the screen's thread; `finish()` when it is over; `stopped` when 停止 is pressed.
    """

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(scaled(34))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        self._words, self._bar = Text("", "note"), Bar(-1)
        self._stop = Button(say("window.stop"), "quiet", pressed_do=self._press_stop, high=scaled(28))
        whole.addWidget(self._words)
        whole.addWidget(self._bar, 1)
        whole.addWidget(self._stop)
        self._can_stop = True
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(1000)
        self._patience.timeout.connect(self._appear)
        self._show(False)

    def start(self, words: str = "", can_stop: bool = True) -> None:
        """Long work begins; the line appears after a second."""
        self._words.setText(words)
        self._bar.show_share(-1)
        self._stop.setEnabled(True)
        self._can_stop = can_stop
        self._patience.start()

    def step(self, done: int, total: int, words: str = "") -> None:
        """Tell how far it is."""
        self._words.setText(say("window.progress", what=words, done=f"{done:,}", total=f"{total:,}"))
        self._bar.show_share(done / total if total else -1)

    def finish(self) -> None:
        """The work is over."""
        self._patience.stop()
        self._show(False)

    def _appear(self) -> None:
        self._show(True)

    def _show(self, shown: bool) -> None:
        for part in (self._words, self._bar):
            part.setVisible(shown)
        self._stop.setVisible(shown and self._can_stop)

    def _press_stop(self) -> None:
        self._stop.setEnabled(False)
        self.stopped.emit()


class StatusLine(QWidget):
    """One line at the foot of the page: what was done, with 撤销 where that exists.

    It goes after 6 s; an error stays until closed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(scaled(44))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 0, 8, 0)
        whole.setSpacing(10)
        self._sign, self._words = Sign("check-circle", "ok", 18), Line()
        self._undo = Button("", "link", pressed_do=self._press_undo)
        self._close = IconButton("x", say("window.close"), self.hide, size=scaled(28))
        whole.addWidget(self._sign)
        whole.addWidget(self._words, 1)
        whole.addWidget(self._undo)
        whole.addWidget(self._close)
        self._do: Callable[[], object] | None = None
        self._tone = "ok"
        self._life = QTimer(self)
        self._life.setSingleShot(True)
        self._life.setInterval(6000)
        self._life.timeout.connect(self.hide)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(
        self, sentence: str, tone: str = "ok", verb: str = "", do: Callable[[], object] | None = None
    ) -> None:
        """Say one sentence; `verb` and `do` make the link at its right. Tones: ok, warn, bad (stays), accent."""
        names = {"ok": "check-circle", "warn": "warning", "bad": "warning-circle", "accent": "info"}
        self._tone, self._do = tone, do
        self._sign.show_icon(names[tone], tone)
        self._words.setText(sentence)
        self._undo.setText(verb)
        self._undo.updateGeometry()
        self._undo.setVisible(bool(verb))
        self._life.stop()
        if tone != "bad":
            self._life.start()
        self.show()
        self.raise_()
        self.update()

    def _press_undo(self) -> None:
        self.hide()
        if self._do:
            self._do()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground, edge = {"accent": ("tint2", "tint_line")}.get(
            self._tone, (f"{self._tone}_ground", f"{self._tone}_line")
        )
        fill_round(QPainter(self), QRectF(self.rect()), 8, colour(ground), colour(edge))

    def mousePressEvent(self, event: object) -> None:
        self._life.stop()
