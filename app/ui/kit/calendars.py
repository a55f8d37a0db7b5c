"""A month to pick a day from: painted, driven by mouse or keys."""

from calendar import Calendar
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.texts import say
from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import CENTRE, draw_text, fill_round, focus_ring
from app.ui.kit.theme import colour, scaled

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


def month_after(day: date, months: int) -> date:
    """The same day some months on (or back), the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        return day
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


class MonthSheet(QWidget):
    """`picked(day)` by a press or Enter. Arrows move by days and weeks, PageUp and PageDown by months."""

    picked = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = self._day = today
        self._under: date | None = None
        self._cell = scaled(36)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(7 * self._cell + 16, 8 * self._cell + 12)

    def show_day(self, day: date | None) -> None:
        """Stand on this day; None is today."""
        self._day = day or self._today
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def days(self) -> list[date]:
        """The days on the sheet, from Monday, whole weeks."""
        return list(Calendar().itermonthdates(self._day.year, self._day.month))

    def _place(self, number: int) -> QRectF:
        line, column = divmod(number, 7)
        return QRectF(8 + column * self._cell, 6 + (line + 2) * self._cell, self._cell, self._cell)

    def _at(self, event: QMouseEvent) -> date | None:
        for number, day in enumerate(self.days()):
            if self._place(number).contains(event.position()):
                return day
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._under = self._at(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.position().y() < self._cell + 6:
            third = event.position().x() / self.width()
            self._day = month_after(self._day, -1 if third < 0.25 else 1 if third > 0.75 else 0)
            self.update()
        elif (day := self._at(event)) is not None:
            self.picked.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._day += timedelta(days=_STEPS[key])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._day = month_after(self._day, -1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._day)
        else:
            super().keyPressEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        head = QRectF(8, 6, self.width() - 16, self._cell)
        words = say("window.month", year=self._day.year, month=self._day.month)
        draw_text(painter, head, words, "body", True, "text", CENTRE)
        paint_icon(painter, QRectF(8, 6, self._cell, self._cell), "caret-left", "text2", 16)
        paint_icon(
            painter, QRectF(head.right() - self._cell, 6, self._cell, self._cell), "caret-right", "text2", 16
        )
        for column, name in enumerate(say("window.weekdays").split()):
            place = QRectF(8 + column * self._cell, 6 + self._cell, self._cell, self._cell)
            draw_text(painter, place, name, "small", tone="text3", align=CENTRE)
        for number, day in enumerate(self.days()):
            self._paint_day(painter, self._place(number).adjusted(2, 2, -2, -2), day)

    def _paint_day(self, painter: QPainter, place: QRectF, day: date) -> None:
        now = day == self._day
        if now or day == self._under:
            fill_round(painter, place, 6, colour("accent" if now else "tint"))
        elif day == self._today:
            focus_ring(painter, place, 6, "tint_line")
        ink = "on_accent" if now else "text" if day.month == self._day.month else "text3"
        draw_text(painter, place, str(day.day), "body", now, ink, CENTRE)
