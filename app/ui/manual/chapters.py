"""One chapter on the screen: its parts as cards, pictures as wide as there is room."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.operations.manuals import picture_file
from app.rules.manuals import Chapter, Part
from app.texts import say
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.labels import Text
from app.ui.kit.theme import colour, scaled


class ChapterPage(ScrollPage):
    """The parts of a chapter, one card each."""

    def __init__(self, chapter: Chapter) -> None:
        super().__init__((0, 0, 8, 0))
        for part in chapter.parts:
            self.body.addWidget(_card(part))
        self.body.addStretch(1)


class Picture(QWidget):
    """A picture in its own proportions, at most as large as it is."""

    def __init__(self, path: Path, words: str) -> None:
        super().__init__()
        self._seen = QPixmap(str(path))
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = min(self.width(), self._seen.width())
        self.setFixedHeight(round(self._seen.height() * wide / max(1, self._seen.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(0, 0, min(self.width(), self._seen.width()), self.height())
        painter.drawPixmap(place, self._seen, QRectF(self._seen.rect()))
        painter.setPen(colour("line"))
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))


def _card(part: Part) -> Card:
    card = Card(part.title)
    if part.text:
        card.body.addWidget(Text(part.text, "body", wrap=True))
    path = picture_file(part.picture)
    if path is not None:
        card.body.addWidget(Picture(path, part.title or part.text))
    for number, step in enumerate(part.steps, 1):
        card.body.addLayout(_line(say("manual.step", number=number), step, 26))
    for key, does in part.keys:
        card.body.addLayout(_line(key, does, 190))
    if part.note:
        card.body.addLayout(_line(say("manual.note"), part.note, 44))
    return card


def _line(before: str, words: str, wide: int) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    first, second = Text(before, "strong"), Text(words, "body", wrap=True)
    first.setFixedWidth(scaled(wide))
    line.addWidget(first, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(second, 1)
    return line
