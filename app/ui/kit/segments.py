"""Choosing one of a few: segments in a tinted trough, and anchors with an underline and a dot where something waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.painting import CENTRE, draw_text, fill_round, focus_ring, text_width
from app.ui.kit.theme import colour, scaled


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the few: its key, its words, and for anchors the tone of its dot (warn, bad or "")."""

    key: str
    words: str
    dot: str = ""


class _Row(QWidget):
    """What segments and anchors share: places of the words, keys, mouse, the chosen one."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[Choice], chosen: str = "") -> None:
        super().__init__()
        self._choices = list(choices)
        self._now = chosen or (self._choices[0].key if self._choices else "")
        self._under = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def key(self) -> str:
        """The key of the chosen one."""
        return self._now

    def choose(self, key: str) -> None:
        """Choose without telling anyone."""
        self._now = key
        self.update()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Other words, counts or dots; the chosen key stays."""
        self._choices = list(choices)
        self.updateGeometry()
        self.update()

    def places(self) -> list[QRectF]:
        """Where each choice lies."""
        raise NotImplementedError

    def _at(self, event: QMouseEvent) -> str:
        for choice, place in zip(self._choices, self.places(), strict=True):
            if place.contains(event.position()):
                return choice.key
        return ""

    def _pick(self, key: str) -> None:
        if key and key != self._now:
            self._now = key
            self.update()
            self.chosen.emit(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pick(self._at(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self._at(event)
        self.setCursor(Qt.CursorShape.PointingHandCursor if under else Qt.CursorShape.ArrowCursor)
        if under != self._under:
            self._under = under
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = ""
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        keys = [choice.key for choice in self._choices]
        if not step or not keys:
            super().keyPressEvent(event)
            return
        now = keys.index(self._now) if self._now in keys else 0
        self._pick(keys[max(0, min(len(keys) - 1, now + step))])


class Segments(_Row):
    """Tabs in one trough (counts in their words); `chosen(key)` when another is picked. Left and right keys move."""

    def places(self) -> list[QRectF]:
        found, left = [], 3.0
        for choice in self._choices:
            wide = text_width(choice.words, "note", True) + 24
            found.append(QRectF(left, 3, wide, self.height() - 6))
            left += wide + 2
        return found

    def sizeHint(self) -> QSize:
        wide = sum(text_width(choice.words, "note", True) + 26 for choice in self._choices) + 4
        return QSize(round(wide), scaled(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill_round(painter, QRectF(self.rect()), 6, colour("neutral_ground"))
        for choice, place in zip(self._choices, self.places(), strict=True):
            now = choice.key == self._now
            if now:
                fill_round(painter, place, 5, colour("card"), colour("line"))
            ink = "accent" if now else "text" if choice.key == self._under else "text2"
            draw_text(painter, place, choice.words, "note", now, ink, CENTRE)
            if now and self.hasFocus():
                focus_ring(painter, place, 5)


_APART, _CLOSE = 30, 10  # pixels between two names


class Anchors(_Row):
    """Names of the cards of a long page; the chosen one is bold over an accent line of 3 pixels.

    Where there is little room the names stand closer, and where there is still not enough they move, so that the
    chosen one is in sight.
    """

    def __init__(self, choices: Sequence[Choice], chosen: str = "") -> None:
        super().__init__(choices, chosen)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def places(self) -> list[QRectF]:
        widths = [text_width(choice.words, "body", True) for choice in self._choices]
        spare = (self.width() - sum(widths)) / max(1, len(widths))
        gap = max(_CLOSE, min(_APART, spare))
        found, left = [], 0.0
        for wide in widths:
            found.append(QRectF(left, 0, wide, self.height()))
            left += wide + gap
        ends = [
            place.right()
            for choice, place in zip(self._choices, found, strict=True)
            if choice.key == self._now
        ]
        over = max(0.0, max(ends, default=0.0) - self.width())
        return [place.translated(-over, 0) for place in found]

    def sizeHint(self) -> QSize:
        wide = sum(text_width(choice.words, "body", True) + _APART for choice in self._choices)
        return QSize(round(wide), scaled(42))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for choice, place in zip(self._choices, self.places(), strict=True):
            now = choice.key == self._now
            ink = "accent" if now or choice.key == self._under else "text2"
            draw_text(painter, place, choice.words, "body", now, ink)
            if now:
                foot = QRectF(place.left(), place.bottom() - 3, place.width(), 3)
                fill_round(painter, foot, 1.5, colour("accent"))
            if choice.dot:
                tone = "warn_bar" if choice.dot == "warn" else choice.dot
                words = text_width(choice.words, "body", now)
                dot = QRectF(place.left() + words + 4, place.center().y() - 7, 6, 6)
                fill_round(painter, dot, 3, colour(tone))
            if now and self.hasFocus():
                focus_ring(painter, place.adjusted(-6, 8, 6, -8), 5)
