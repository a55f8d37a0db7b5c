"""Lines of things to do: a tinted icon, a sentence with facts below, a chip for the time, one button with a verb."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.chips import Chip
from app.ui.kit.icons import paint_icon
from app.ui.kit.labels import Line, Text
from app.ui.kit.painting import TONES, fill_round
from app.ui.kit.theme import colour, height, scaled


class TintedIcon(QWidget):
    """An icon of 16 on a tinted square of 32."""

    def __init__(self, icon: str, tone: str = "neutral") -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        self.setFixedSize(32, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, ground = TONES[self._tone]
        painter = QPainter(self)
        fill_round(painter, QRectF(self.rect()), 6, colour(ground))
        paint_icon(painter, self.rect(), self._icon, ink, 16)


class TodoRow(QWidget):
    """One thing to do; its button opens the place to do it."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        facts: str,
        verb: str,
        do: Callable[[], object],
        chip: str = "",
        tone: str = "neutral",
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(height("two_line_row"))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(20, 0, 18, 1)
        whole.setSpacing(12)
        whole.addWidget(TintedIcon(icon, tone))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.setContentsMargins(0, 5, 0, 5)
        words.addWidget(Line(sentence))
        words.addWidget(Line(facts, "note", tone="text2"))
        whole.addLayout(words, 1)
        if chip:
            whole.addWidget(Chip(chip, tone))
        self.button = Button(verb, pressed_do=do)
        self.button.setMinimumWidth(scaled(84))
        whole.addWidget(self.button)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect().adjusted(0, 0, 0, -1), colour("hover"))
        painter.fillRect(self.rect().adjusted(64, self.height() - 1, 0, 0), colour("row_line"))


class TodoGroup(QWidget):
    """The word over a group of things to do, with their count."""

    def __init__(self, words: str, count: int) -> None:
        super().__init__()
        self.setFixedHeight(scaled(30))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(20, 4, 20, 0)
        whole.setSpacing(6)
        whole.addWidget(Text(words, "strong_note"))
        whole.addWidget(Text(str(count), "note"))
        whole.addStretch(1)
