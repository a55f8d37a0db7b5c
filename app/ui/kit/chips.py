"""Small marks of status: a chip with its word, a filter that can be removed, a dot with a word."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import chip_width, draw_chip, draw_text, fill_round, focus_ring, text_width
from app.ui.kit.theme import colour, height


class Chip(QWidget):
    """A word of status. Tones: neutral, ok, warn, bad, accent. Red only for errors and what is overdue."""

    def __init__(self, words: str, tone: str = "neutral") -> None:
        super().__init__()
        self._words, self._tone = words, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_chip(self, words: str, tone: str = "neutral") -> None:
        """Show another word and tone."""
        self._words, self._tone = words, tone
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self._words)), height("chip"))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_chip(QPainter(self), 0, self.height() / 2, self._words, self._tone)


class FilterChip(QWidget):
    """A round chip `name：value` with an x. `opened` when its words are pressed, `removed` by the x or Delete.

    Without a value it is the dashed chip that adds a filter, and has no x.
    """

    opened = Signal()
    removed = Signal()

    def __init__(self, name: str, value: str = "") -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name, self._value = name, value
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name + value)

    def show_value(self, value: str) -> None:
        """Show another value."""
        self._value = value
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = text_width(self._name, "note") + text_width(self._value, "note") + 42
        return QSize(round(wide), height("filter_chip"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.rect().contains(event.position().toPoint()):
            return
        on_cross = self._value and event.position().x() > self.width() - 26
        (self.removed if on_cross else self.opened).emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._value:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        middle = place.height() / 2
        if self._value:
            edge = "accent" if self.underMouse() else "tint_line"
            fill_round(painter, place, middle - 0.5, colour("tint2"), colour(edge))
            left = 12 + draw_text(painter, place.adjusted(12, 0, 0, 0), self._name, "note", tone="text2")
            draw_text(painter, place.adjusted(left, 0, -24, 0), self._value, "note", tone="accent")
            paint_icon(painter, QRectF(place.right() - 22, 0, 12, place.height()), "x", "accent", 12)
        else:
            self._paint_dashed(painter, place, middle)
        if self.hasFocus():
            focus_ring(painter, place, middle)

    def _paint_dashed(self, painter: QPainter, place: QRectF, middle: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("control_hover" if self.underMouse() else "control_line"), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(colour("card"))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), middle - 0.5, middle - 0.5)
        paint_icon(painter, QRectF(9, 0, 14, place.height()), "plus", "text2", 14)
        draw_text(painter, place.adjusted(26, 0, -8, 0), self._name, "note", tone="text2")
