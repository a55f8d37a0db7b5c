"""Figures side by side on one card: a label above, the number with its unit and note in one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.ui.kit.cards import Surface
from app.ui.kit.painting import draw_text, fill_round
from app.ui.kit.theme import colour, scaled


@dataclass(frozen=True, slots=True)
class Figure:
    """A key, its label, the number as it is written ("" while it loads), unit, note."""

    key: str
    label: str
    number: str = ""
    unit: str = ""
    note: str = ""


class FigureStrip(Surface):
    """`pressed(key)` when a figure is pressed. Numbers never elide; notes do."""

    pressed = Signal(str)

    def __init__(self, figures: Sequence[Figure]) -> None:
        super().__init__()
        self._figures = list(figures)
        self._under = -1
        self.setMouseTracking(True)
        self.setFixedHeight(scaled(76))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show other numbers."""
        self._figures = list(figures)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(110 * len(self._figures), self.height())

    def _step(self) -> float:
        return (self.width() - 20) / max(1, len(self._figures))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = int((event.position().x() - 10) // self._step())
        if 0 <= place < len(self._figures):
            self.pressed.emit(self._figures[place].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for place, figure in enumerate(self._figures):
            left = 20 + place * self._step()
            if place:
                painter.fillRect(QRectF(left - 12, 18, 1, self.height() - 36), colour("line"))
            self._paint_figure(painter, QRectF(left, 0, self._step() - 24, self.height()), figure)

    def _paint_figure(self, painter: QPainter, room: QRectF, figure: Figure) -> None:
        top, foot = scaled(12), scaled(34)
        label = QRectF(room.left(), top, room.width(), scaled(20))
        draw_text(painter, label, figure.label, "note", tone="text2")
        if not figure.number:
            fill_round(
                painter, QRectF(room.left(), foot + scaled(8), 64, scaled(14)), 4, colour("neutral_ground")
            )
            return
        line = QRectF(room.left(), foot, room.width() + 20, scaled(32))
        left = draw_text(painter, line, figure.number, "title", True)
        small = QRectF(room.left() + left + 3, foot + scaled(4), room.width(), scaled(26))
        left += draw_text(painter, small, figure.unit, "note", tone="text2") + 3
        rest = QRectF(room.left() + left + 8, foot + scaled(5), room.width() - left - 4, scaled(26))
        if rest.width() > 20:
            draw_text(painter, rest, figure.note, "note", tone="text2")
