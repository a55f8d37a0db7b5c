"""What happened, by day: a ring in the colour of its kind, what, old value struck out → new value, time and who."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import draw_text, text_width
from app.ui.kit.theme import colour, scaled


@dataclass(frozen=True, slots=True)
class Event:
    """One happening. `old` and `new` are shown as old → new; `facts` is a line of its own; tones: accent, ok, bad."""

    key: str
    what: str
    old: str = ""
    new: str = ""
    facts: str = ""
    when: str = ""
    who: str = ""
    tone: str = "accent"


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it is written, and what happened on it, the latest first."""

    words: str
    events: Sequence[Event]


class Timeline(QWidget):
    """Days of happenings; `pressed(key)`, and `more_asked` by the folded line at the end (`更早 41 次`)."""

    pressed = Signal(str)
    more_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._days: list[Day] = []
        self._more = ""
        self._places: list[tuple[float, float, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: Sequence[Day], more: str = "") -> None:
        """Show these days; `more` is the words of the line that unfolds the rest."""
        self._days, self._more = list(days), more
        self._places = []
        high = 0.0
        for day in self._days:
            high += scaled(32)
            for event in day.events:
                self._places.append((high, high + self._event_height(event), event.key))
                high += self._event_height(event)
        self.setFixedHeight(round(high) + (scaled(34) if more else 4))
        self.update()

    def _event_height(self, event: Event) -> float:
        lines = 2 + bool(event.old or event.new) + bool(event.facts)
        return scaled(22) * lines + scaled(12)

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        y = event.position().y()
        for top, foot, key in self._places:
            if top <= y < foot:
                self.pressed.emit(key)
                return
        if self._more and y > self.height() - scaled(34):
            self.more_asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = 0.0
        for day in self._days:
            place = QRectF(0, top, self.width(), scaled(28))
            draw_text(painter, place, day.words, "note", True, "text2")
            top += scaled(32)
            for happening in day.events:
                high = self._event_height(happening)
                self._paint_event(painter, QRectF(0, top, self.width(), high), happening)
                top += high
        if self._more:
            foot = QRectF(0, top, self.width(), scaled(28))
            draw_text(painter, foot, self._more, "note", True, "text2")

    def _paint_event(self, painter: QPainter, place: QRectF, event: Event) -> None:
        line = scaled(22)
        painter.fillRect(QRectF(6, place.top() + 20, 2, place.height() - 24), colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("neutral" if event.tone == "neutral" else event.tone), 2))
        painter.setBrush(colour("card"))
        painter.drawEllipse(QRectF(2.5, place.top() + line / 2 - 4.5, 9, 9))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        words = QRectF(22, place.top(), place.width() - 22, line)
        draw_text(painter, words, event.what)
        if event.old or event.new:
            words.translate(0, line)
            self._paint_change(painter, words, event)
        if event.facts:
            words.translate(0, line)
            draw_text(painter, words, event.facts, "note")
        words.translate(0, line)
        wide = draw_text(painter, words, event.when, "note", tone="text3")
        draw_text(painter, words.adjusted(wide + 14, 0, 0, 0), event.who, "note", tone="text3")

    def _paint_change(self, painter: QPainter, line: QRectF, event: Event) -> None:
        half = line.width() * 0.5 - 14
        wide = draw_text(
            painter, QRectF(line.left(), line.top(), half, line.height()), event.old, "note", tone="text3"
        )
        painter.fillRect(QRectF(line.left(), line.center().y(), wide, 1), colour("text3"))
        left = line.left() + wide + (6 if event.old else 0)
        paint_icon(painter, QRectF(left, line.top(), 14, line.height()), "arrow-right", "text3", 12)
        draw_text(
            painter, QRectF(left + 20, line.top(), line.right() - left - 20, line.height()), event.new, "note"
        )


class Facts(QWidget):
    """Small facts in one line, each an icon and bold words in its tone: `走访逾期 6 天`."""

    def __init__(self, facts: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._facts = list(facts)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_facts(self, facts: Sequence[tuple[str, str, str]]) -> None:
        """Show these (icon, words, tone), one below the other."""
        self._facts = list(facts)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = max((text_width(words, "body", True) for _, words, _ in self._facts), default=0.0)
        return QSize(round(wide) + 26, scaled(26) * max(1, len(self._facts)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for line, (icon, words, tone) in enumerate(self._facts):
            top = line * scaled(26)
            paint_icon(painter, QRectF(0, top, 16, scaled(26)), icon, tone, 16)
            draw_text(painter, QRectF(22, top, self.width() - 22, scaled(26)), words, "body", True, tone)
