"""What lies over the page for a moment: a popup with a painted shadow, a list to pick from.

A popup is a child of its window, not a window of its own: no blurred text, no flicker, no focus taken away.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import RIGHT, draw_check, draw_shadow, draw_text, fill_round
from app.ui.kit.theme import colour, scaled

EDGE = 16  # room for the shadow, in pixels


class Popup(QWidget):
    """A white surface over the page; `body` takes the content. Closes by Esc, by a press or the wheel elsewhere."""

    closed = Signal()

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner.window())
        self._owner = owner
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(EDGE + 1, EDGE + 1, EDGE + 1, EDGE + 1)
        self.body.setSpacing(0)
        owner.destroyed.connect(self.deleteLater)
        self.hide()

    def open_under(self, wide: int, high: int, right: bool = False) -> None:
        """Open below the owner (above it where there is no room), `wide` × `high` pixels without the shadow."""
        window = self._owner.window()
        if self.parent() is not window:
            self.setParent(window)
        corner = self._owner.mapTo(
            window, QPoint(self._owner.width() - wide if right else 0, self._owner.height() + 4)
        )
        if corner.y() + high > window.height() - 8:
            above = corner.y() - self._owner.height() - 8 - high
            corner.setY(above if above > 8 else max(8, window.height() - 8 - high))
        corner.setX(max(8, min(corner.x(), window.width() - wide - 8)))
        self.setGeometry(QRect(corner.x(), corner.y(), wide, high).adjusted(-EDGE, -EDGE, EDGE, EDGE))
        if not self.isVisible():
            application = QApplication.instance()
            if application:
                application.installEventFilter(self)
        self.show()
        self.raise_()

    def close_popup(self) -> None:
        """Close it, if it is open."""
        if self.isVisible():
            application = QApplication.instance()
            if application:
                application.removeEventFilter(self)
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it and gives the keyboard back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_popup()
            self._owner.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel) and isinstance(watched, QWidget):
            mine = watched is self or self.isAncestorOf(watched)
            if not mine and watched is not self._owner and not self._owner.isAncestorOf(watched):
                self.close_popup()
        elif kind in (QEvent.Type.WindowDeactivate, QEvent.Type.Resize):
            if watched is self.window():
                self.close_popup()
        elif kind == QEvent.Type.Hide and watched is self._owner:
            self.close_popup()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        draw_shadow(painter, place, 10, EDGE)
        fill_round(painter, place, 10, colour("card"), colour("control_line"))


def close_popups(window: QWidget) -> None:
    """Close whatever is open over the window."""
    for popup in window.findChildren(Popup):
        popup.close_popup()


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to pick: its code, its label, a quiet note at the right."""

    code: str
    label: str
    note: str = ""


class PickList(QWidget):
    """Lines to pick from with the mouse or, driven by its field, the keyboard. With `ticked` each has a box."""

    picked = Signal(str)

    def __init__(self, boxes: bool = False) -> None:
        super().__init__()
        self._options: list[Option] = []
        self._boxes, self._top = boxes, 0
        self.current = 0
        self.ticked: set[str] = set()
        self.high = scaled(34)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_options(self, options: Sequence[Option], current: str = "") -> None:
        """Show these; stand on the one of that code, else on the first."""
        self._options = list(options)
        codes = [option.code for option in self._options]
        self.current = codes.index(current) if current in codes else 0
        self._top = 0
        self._keep_in_sight()

    def option(self) -> Option | None:
        """The one the keyboard stands on."""
        return self._options[self.current] if 0 <= self.current < len(self._options) else None

    def wanted_height(self, most: int = 8) -> int:
        """Pixels for up to `most` lines, at least one."""
        return max(1, min(most, len(self._options))) * self.high + 14

    def move(self, step: int) -> None:  # type: ignore[override]
        """Stand some lines further down (or up)."""
        self.current = max(0, min(len(self._options) - 1, self.current + step))
        self._keep_in_sight()

    def _shown(self) -> int:
        return max(1, (self.height() - 12) // self.high)

    def _keep_in_sight(self) -> None:
        shown = self._shown()
        self._top = min(max(self._top, self.current - shown + 1), self.current)
        self._top = max(0, min(self._top, len(self._options) - shown))
        self.update()

    def _at(self, event: QMouseEvent) -> int:
        return self._top + int((event.position().y() - 6) // self.high)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event)
        if 0 <= at < len(self._options) and at != self.current:
            self.current = at
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._at(event)
        if 0 <= at < len(self._options):
            self.current = at
            self.picked.emit(self._options[at].code)

    def wheelEvent(self, event: QWheelEvent) -> None:
        step = -1 if event.angleDelta().y() > 0 else 1
        self._top = max(0, min(self._top + step * 2, len(self._options) - self._shown()))
        self.update()

    def resizeEvent(self, event: object) -> None:
        self._keep_in_sight()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for line, option in enumerate(self._options[self._top : self._top + self._shown() + 1]):
            place = QRectF(6, 6 + line * self.high, self.width() - 12, self.high)
            if place.bottom() > self.height():
                return
            self._paint_option(painter, place, option, self._top + line == self.current)
        self._paint_handle(painter)

    def _paint_option(self, painter: QPainter, place: QRectF, option: Option, current: bool) -> None:
        if current:
            fill_round(painter, place.adjusted(0, 1, 0, -1), 6, colour("tint"))
        left = 10
        if self._boxes:
            draw_check(
                painter,
                QRectF(place.left() + 8, place.top(), 16, place.height()),
                "all" if option.code in self.ticked else "",
            )
            left = 32
        note = draw_text(
            painter, place.adjusted(0, 0, -12, 0), option.note, "note", tone="text3", align=RIGHT
        )
        room = place.adjusted(left, 0, -note - 20, 0)
        draw_text(painter, room, option.label, tone="accent" if current else "text")

    def _paint_handle(self, painter: QPainter) -> None:
        shown, count = self._shown(), len(self._options)
        if count > shown:
            high = max(20.0, (self.height() - 12) * shown / count)
            top = 6 + (self.height() - 12 - high) * self._top / max(1, count - shown)
            fill_round(painter, QRectF(self.width() - 7, top, 4, high), 2, colour("handle"))


class Menu(Popup):
    """A small menu under a button: (key, icon, words) lines; `chosen(key)` when one is pressed."""

    def __init__(
        self, owner: QWidget, lines: Sequence[tuple[str, str, str]], chosen: Callable[[str], object]
    ) -> None:
        super().__init__(owner)
        self._lines, self._chosen, self._current = list(lines), chosen, -1
        self._high = scaled(38)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def open_menu(self, wide: int = 200, right: bool = True) -> None:
        """Open under the owner and take the keyboard."""
        self._current = 0
        self.open_under(wide, len(self._lines) * self._high + 12, right)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, line: int) -> QRectF:
        wide = self.width() - 2 * EDGE - 12
        return QRectF(EDGE + 6, EDGE + 6 + line * self._high, wide, self._high)

    def _press(self, line: int) -> None:
        if 0 <= line < len(self._lines):
            self.close_popup()
            self._owner.setFocus()
            self._chosen(self._lines[line][0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._current = int((event.position().y() - EDGE - 6) // self._high)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._press(int((event.position().y() - EDGE - 6) // self._high))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._current = (self._current + step) % len(self._lines)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._press(self._current)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab):
            self.close_popup()
            self._owner.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for line, (_, icon, words) in enumerate(self._lines):
            place = self._place(line)
            if line == self._current:
                fill_round(painter, place.adjusted(0, 1, 0, -1), 6, colour("tint"))
            if icon:
                paint_icon(
                    painter, QRectF(place.left() + 8, place.top(), 18, place.height()), icon, "text2", 18
                )
            draw_text(painter, place.adjusted(36 if icon else 10, 0, -8, 0), words)
