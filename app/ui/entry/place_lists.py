"""Choosing the place: four columns from province to township, or found by name and pinyin initials."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import RIGHT, draw_text, fill_round, focus_ring
from app.ui.kit.theme import colour, scaled


@dataclass(frozen=True, slots=True)
class Place:
    """A division as a list shows it: its code, its name, a quiet note at the right."""

    code: str
    name: str
    note: str = ""


class PlaceList(QAbstractScrollArea):
    """Lines of 36 pixels; `chosen(code)` when one is picked, `went(step)` when left or right is pressed.

    The last column (`final`) marks its choice in full accent with a tick; the others lead on by an arrow.
    """

    chosen = Signal(str)
    went = Signal(int)

    def __init__(self, final: bool = False, note_at: int = 0) -> None:
        super().__init__()
        self._note_at = note_at  # where notes begin; 0 puts them at the right edge
        self._places: list[Place] = []
        self._final, self._now, self._under = final, "", -1
        self._high = scaled(36)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(self._high)
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(100, 100)

    def show_places(self, places: Sequence[Place], chosen: str = "") -> None:
        """Show these; the chosen one is brought into sight."""
        self._places, self._now = list(places), chosen
        self._measure()
        self._keep_in_sight()

    def note_places(self, notes: dict[str, str]) -> None:
        """Put notes beside the places, by code."""
        self._places = [Place(one.code, one.name, notes.get(one.code, one.note)) for one in self._places]
        self.viewport().update()

    def code(self) -> str:
        """The code of the chosen place, or ""."""
        return self._now

    def _measure(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, len(self._places) * self._high + 12 - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        self.viewport().update()

    def resizeEvent(self, event: object) -> None:
        self._measure()

    def _number(self) -> int:
        codes = [place.code for place in self._places]
        return codes.index(self._now) if self._now in codes else -1

    def _keep_in_sight(self) -> None:
        bar, top = self.verticalScrollBar(), max(0, self._number()) * self._high
        bar.setValue(max(min(bar.value(), top), top + self._high + 12 - self.viewport().height()))
        self.viewport().update()

    def _pick(self, number: int) -> None:
        if 0 <= number < len(self._places):
            self._now = self._places[number].code
            self._keep_in_sight()
            self.chosen.emit(self._now)

    def pick_first(self) -> None:
        """Take the first place."""
        self._pick(0)

    def _at(self, event: QMouseEvent) -> int:
        return int((event.position().y() + self.verticalScrollBar().value() - 6) // self._high)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pick(self._at(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._at(event) != self._under:
            self._under = self._at(event)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = -1
        self.viewport().update()

    def focusInEvent(self, event: object) -> None:
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        key = Qt.Key(event.key())
        if key in steps:
            self._pick(max(0, min(len(self._places) - 1, self._number() + steps[key])))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.went.emit(-1 if key == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scrolled, high = self.verticalScrollBar().value(), self.viewport().height()
        for number, place in enumerate(self._places):
            room = QRectF(7, 6 + number * self._high - scrolled, self.viewport().width() - 14, self._high)
            if room.bottom() >= 0 and room.top() <= high:
                self._paint_place(painter, room, place, number == self._under)

    def _paint_place(self, painter: QPainter, room: QRectF, place: Place, under: bool) -> None:
        now = place.code == self._now
        plate = room.adjusted(0, 1, 0, -1)
        full = now and self._final
        if now or under:
            fill_round(painter, plate, 6, colour("accent" if full else "tint" if now else "hover"))
        if now and self.hasFocus() and not full:
            focus_ring(painter, plate, 6)
        ink = "on_accent" if full else "accent" if now else "text"
        taken = self._paint_end(painter, room.adjusted(0, 0, -12, 0), place, full, ink)
        draw_text(painter, room.adjusted(12, 0, -taken - 20, 0), place.name, "body", now, ink)

    def _paint_end(self, painter: QPainter, room: QRectF, place: Place, full: bool, ink: str) -> float:
        """What stands behind the name: note, tick or arrow; gives the room it took, in pixels."""
        end = QRectF(room.right() - 16, room.top(), 16, room.height())
        if full:
            paint_icon(painter, end, "check", ink, 16)
        elif not self._final:
            paint_icon(painter, end.adjusted(4, 0, 0, 0), "caret-right", ink, 12)
        if self._note_at:
            note = room.adjusted(self._note_at, 0, -20, 0)
            draw_text(painter, note, place.note, "note", tone="on_accent" if full else "text2")
            return room.right() - note.left()
        if full or not self._final:
            return 20
        return draw_text(painter, room, place.note, "note", tone="text2", align=RIGHT)
