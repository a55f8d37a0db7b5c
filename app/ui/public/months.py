"""A month painted with what falls on each day: driven by keys or mouse, days off shaded, today marked."""

from calendar import Calendar
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.operations.notices.calendar import CalendarEvent, MonthView
from app.texts import say
from app.ui.kit.calendars import month_after
from app.ui.kit.painting import CENTRE, LEFT, RIGHT, TONES, draw_text, fill_round, focus_ring
from app.ui.kit.theme import colour, scaled
from app.ui.public.day_words import event_line, event_tone, spoken_day

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
HEAD, DAY_LINE, CHIP = 30, 24, 21


class MonthBoard(QWidget):
    """`day_changed(day)`, also when the month changes with it; `opened(event)` by a press or Enter."""

    day_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = self.day = today
        self._view: MonthView | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setToolTip(say("public_days.keys"))
        self.setMinimumHeight(scaled(HEAD) + 5 * scaled(DAY_LINE + CHIP))

    def show_month(self, view: MonthView) -> None:
        """Show what falls on the days; the chosen day stays."""
        self._view = view
        self._speak()
        self.update()

    def choose(self, day: date) -> None:
        """Stand on a day."""
        if day != self.day:
            self.day = day
            self._speak()
            self.day_changed.emit(day)
            self.update()

    def days(self) -> list[date]:
        """The days in sight, from Monday, whole weeks."""
        return list(Calendar().itermonthdates(self.day.year, self.day.month))

    def events(self, day: date) -> list[CalendarEvent]:
        """What falls on a day."""
        return self._view.on(day) if self._view else []

    def sizeHint(self) -> QSize:
        return QSize(scaled(720), scaled(460))

    def _speak(self) -> None:
        self.setAccessibleName(spoken_day(self.day, self.events(self.day)))

    # places

    def place_of(self, number: int) -> QRectF:
        """Where the n-th day of the sheet lies."""
        weeks = len(self.days()) // 7
        top, left = scaled(HEAD), 0.0
        wide, high = self.width() / 7, (self.height() - top) / weeks
        line, column = divmod(number, 7)
        return QRectF(round(left + column * wide), round(top + line * high), round(wide), round(high))

    def chip_places(self, place: QRectF, events: int) -> list[QRectF]:
        """Where a day's events lie: as many as have room, the last line kept for how many more there are."""
        room = int((place.height() - scaled(DAY_LINE) - 2) // scaled(CHIP))
        shown = events if events <= room else max(room - 1, 0)
        first = place.top() + scaled(DAY_LINE)
        return [
            QRectF(place.left() + 4, first + at * scaled(CHIP), place.width() - 8, scaled(CHIP) - 2)
            for at in range(shown)
        ]

    def _day_at(self, x: float, y: float) -> tuple[date, QRectF] | None:
        for number, day in enumerate(self.days()):
            place = self.place_of(number)
            if place.contains(x, y):
                return day, place
        return None

    def _event_at(self, x: float, y: float) -> CalendarEvent | None:
        found = self._day_at(x, y)
        if found is None:
            return None
        events = self.events(found[0])
        chips = self.chip_places(found[1], len(events))
        return next((one for one, chip in zip(events, chips, strict=False) if chip.contains(x, y)), None)

    # mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        one, found = self._event_at(place.x(), place.y()), self._day_at(place.x(), place.y())
        if found is not None:
            self.choose(found[0])
        if one is not None:
            self.opened.emit(one)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._event_at(event.position().x(), event.position().y()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """The tooltip is the whole line of the event under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            one = self._event_at(event.pos().x(), event.pos().y())
            words = f"{event_line(one)} {one.label}" if one else say("public_days.keys")
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.choose(self.day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.choose(month_after(self.day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key == Qt.Key.Key_Home:
            self.choose(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            for one in self.events(self.day)[:1]:
                self.opened.emit(one)
        else:
            super().keyPressEvent(event)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        names = say("public_days.weekdays").split()
        for column, name in enumerate(names):
            place = self.place_of(column)
            head = QRectF(place.left() + 8, 0, place.width() - 16, scaled(HEAD))
            draw_text(painter, head, name, "note", tone="text3")
        for number, day in enumerate(self.days()):
            self._paint_day(painter, self.place_of(number), day)

    def _paint_day(self, painter: QPainter, place: QRectF, day: date) -> None:
        off = self._view is not None and day in self._view.off
        painter.fillRect(place, colour("ground" if off else "card"))
        painter.fillRect(QRectF(place.left(), place.top(), place.width(), 1), colour("row_line"))
        painter.fillRect(QRectF(place.left(), place.top(), 1, place.height()), colour("row_line"))
        line = QRectF(place.left() + 4, place.top() + 2, place.width() - 10, scaled(DAY_LINE) - 2)
        self._paint_number(painter, line, day)
        if word := _off_word(day, off, self._view):
            draw_text(painter, line, word, "small", tone="text3", align=RIGHT)
        events = self.events(day)
        chips = self.chip_places(place, len(events))
        for one, chip in zip(events, chips, strict=False):
            ink, ground = TONES[event_tone(one)]
            fill_round(painter, chip, 4, colour(ground))
            draw_text(painter, chip.adjusted(6, 0, -4, 0), event_line(one), "small", tone=ink, align=LEFT)
        if len(events) > len(chips):
            top = place.top() + scaled(DAY_LINE) + len(chips) * scaled(CHIP)
            rest = QRectF(place.left() + 10, top, place.width() - 14, scaled(CHIP) - 2)
            words = say("public_days.more", count=len(events) - len(chips))
            draw_text(painter, rest, words, "small", tone="text2")
        if day == self.day:
            focus_ring(painter, place.adjusted(1, 1, 0, 0), 6, "accent" if self.hasFocus() else "tint_line")

    def _paint_number(self, painter: QPainter, line: QRectF, day: date) -> None:
        if day == self.today:
            mark = QRectF(line.left(), line.top() + 1, line.height(), line.height())
            fill_round(painter, mark, mark.height() / 2, colour("accent"))
            draw_text(painter, mark, str(day.day), "note", True, "on_accent", CENTRE)
            return
        ink = "text" if day.month == self.day.month else "text3"
        draw_text(painter, line.adjusted(6, 0, 0, 0), str(day.day), "note", tone=ink)


def _off_word(day: date, off: bool, view: MonthView | None) -> str:
    """A holiday in the week, or a weekend day at work."""
    if view is None or not view.known:
        return ""
    weekend = day.weekday() > 4
    if off and not weekend:
        return say("public_days.off")
    return say("public_days.on") if weekend and not off else ""
