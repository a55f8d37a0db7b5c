"""A list of parts beside what they show: an icon and a word each, one chosen; the arrows move."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.kit.cards import Card
from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import draw_text, fill_round, focus_ring
from app.ui.kit.theme import colour, scaled

Line = tuple[str, str, str]
"""Key, icon, words."""


class PartList(QWidget):
    """`chosen(key)` when another part is picked."""

    chosen = Signal(str)

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._lines, self._now, self._under = list(lines), lines[0][0], -1
        self._high = scaled(38)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(self._high * len(lines))

    def choose(self, key: str) -> None:
        """Stand on that part without telling anyone."""
        self._now = key
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self.minimumHeight())

    def _pick(self, number: int) -> None:
        if 0 <= number < len(self._lines) and self._lines[number][0] != self._now:
            self._now = self._lines[number][0]
            self.update()
            self.chosen.emit(self._now)

    def _at(self, event: QMouseEvent) -> int:
        return int(event.position().y() // self._high)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pick(self._at(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._under = self._at(event)
        inside = 0 <= self._under < len(self._lines)
        self.setCursor(Qt.CursorShape.PointingHandCursor if inside else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [key for key, _, _ in self._lines]
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._pick(keys.index(self._now) + step)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, (key, icon, words) in enumerate(self._lines):
            place = QRectF(0, number * self._high + 1, self.width(), self._high - 2)
            now = key == self._now
            if now or number == self._under:
                fill_round(painter, place, 6, colour("tint" if now else "hover"))
            tone = "accent" if now else "text2"
            paint_icon(
                painter, QRectF(place.left() + 10, place.top(), scaled(18), place.height()), icon, tone, 18
            )
            draw_text(
                painter, place.adjusted(scaled(38), 0, -6, 0), words, "body", now, "accent" if now else "text"
            )
            if now and self.hasFocus():
                focus_ring(painter, place)


def beside(parts: PartList, shown: QWidget, wide: int) -> QHBoxLayout:
    """The list in a card of its own, `wide` pixels, at the left of what it shows."""
    card = Card(flush=True)
    card.setFixedWidth(scaled(wide))
    card.body.setContentsMargins(8, 8, 8, 8)
    card.body.addWidget(parts)
    card.body.addStretch(1)
    line = QHBoxLayout()
    line.setSpacing(12)
    line.addWidget(card)
    line.addWidget(shown, 1)
    return line
