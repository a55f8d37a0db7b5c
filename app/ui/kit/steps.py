"""The steps of a wizard in one line: done ones ticked, the present one full, the coming ones hollow."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.painting import CENTRE, draw_text, fill_round, text_width, tick
from app.ui.kit.theme import colour, scaled

_BETWEEN = 44  # from the end of one word to the next circle


class Steps(QWidget):
    """`show_step(2)` makes the third the present one."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._words, self._now = list(words), 0
        self._side = scaled(24)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_step(self, now: int) -> None:
        """Which step is the present one, from 0."""
        self._now = now
        self.update()

    def sizeHint(self) -> QSize:
        words = sum(text_width(word, "body", True) + self._side + 8 for word in self._words)
        return QSize(round(words) + _BETWEEN * (len(self._words) - 1), scaled(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, middle = 0.0, self.height() / 2
        for number, word in enumerate(self._words):
            self._paint_circle(painter, QRectF(left, middle - self._side / 2, self._side, self._side), number)
            left += self._side + 8
            now = number == self._now
            place = QRectF(left, 0, text_width(word, "body", True) + 2, self.height())
            left += draw_text(painter, place, word, "body", now, "text" if number <= self._now else "text2")
            if number < len(self._words) - 1:
                line = QRectF(left + 11, middle - 1, _BETWEEN - 22, 2)
                painter.fillRect(line, colour("tint_line" if number < self._now else "bar_ground"))
            left += _BETWEEN

    def _paint_circle(self, painter: QPainter, place: QRectF, number: int) -> None:
        round_ = place.width() / 2
        if number < self._now:
            fill_round(painter, place, round_, colour("tint"))
            tick(painter, place.adjusted(3, 3, -3, -3), "accent")
            return
        now = number == self._now
        fill_round(
            painter,
            place,
            round_,
            colour("accent" if now else "card"),
            None if now else colour("control_line"),
        )
        draw_text(painter, place, str(number + 1), "note", True, "on_accent" if now else "text2", CENTRE)
