"""Words on a page: one line of a kind, a line that elides, a sentence that wraps, an icon with words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import LEFT, draw_text, text_width
from app.ui.kit.theme import colour, metrics, scaled


def refresh_look(widget: QWidget) -> None:
    """Apply the sheet anew to this one widget, after a property it asks for has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Text(QLabel):
    """One piece of text. Kinds: title, result, figure, card_title, strong, label, note, quiet, small, body.

    `tone` (ok, warn, bad, accent) colours it; `wrap` lets it take several lines.
    """

    def __init__(self, words: str = "", kind: str = "body", tone: str = "", wrap: bool = False) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        if tone:
            self.setProperty("tone", tone)
        if wrap:
            self.setWordWrap(True)
            self.setMinimumWidth(80)

    def set_tone(self, tone: str) -> None:
        """Change the colour of the words."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            refresh_look(self)


class Line(QWidget):
    """One line that takes the room it gets and ends in … when it is too long; the whole stands in its tooltip."""

    def __init__(
        self, words: str = "", kind: str = "body", bold: bool = False, tone: str = "text", align: str = LEFT
    ) -> None:
        super().__init__()
        self._words, self._kind, self._bold, self._tone, self._align = words, kind, bold, tone, align
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The whole line."""
        return self._words

    def setText(self, words: str, tone: str = "") -> None:
        """Show other words, in another tone if one is named."""
        self._words, self._tone = words, tone or self._tone
        self._name_whole()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(
            int(text_width(self._words, self._kind, self._bold)) + 2, self.minimumSizeHint().height()
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(24, round(metrics(self._kind, self._bold).height()))

    def resizeEvent(self, event: object) -> None:
        self._name_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_text(painter, QRectF(self.rect()), self._words, self._kind, self._bold, self._tone, self._align)

    def _name_whole(self) -> None:
        cut = text_width(self._words, self._kind, self._bold) > self.width() + 1
        self.setToolTip(self._words if cut else "")


class Sign(QWidget):
    """An icon alone, `size` pixels square."""

    def __init__(self, name: str, tone: str = "text2", size: int = 16) -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setFixedSize(scaled(size), scaled(size))

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self.rect(), self._name, self._tone)


class Hairline(QWidget):
    """A line of one pixel, lying (or standing) in the colour of card edges."""

    def __init__(self, standing: bool = False) -> None:
        super().__init__()
        if standing:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("line"))
