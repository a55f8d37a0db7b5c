"""Surfaces: the white card with its head, the page header, the sunken block, the empty page, the scrolling ground."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.labels import Line, Sign, Text
from app.ui.kit.painting import fill_round
from app.ui.kit.theme import colour, height


class Surface(QWidget):
    """A rounded painted ground. `edge` "" draws none."""

    def __init__(self, ground: str = "card", edge: str = "line", radius: int = 8) -> None:
        super().__init__()
        self._ground, self._edge, self._radius = ground, edge, radius

    def set_ground(self, ground: str, edge: str) -> None:
        """Change the colours."""
        self._ground, self._edge = ground, edge
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        fill_round(
            painter, place, self._radius, colour(self._ground), colour(self._edge) if self._edge else None
        )


class Card(Surface):
    """A white card: `title` with a `note` beside it and quiet actions at the right, then `body`.

    Add the content to `card.body`, more actions to `card.tools`; `flush` leaves no padding around it (tables).
    """

    def __init__(
        self, title: str = "", note: str = "", actions: Sequence[QWidget] = (), flush: bool = False
    ) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 1, 1)
        whole.setSpacing(0)
        self.title, self.note = Text(title, "card_title"), Line(note, "note", tone="text2")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(4)
        if title:
            whole.addLayout(self._head(actions))
        self.body = QVBoxLayout()
        side = 0 if flush else 20
        self.body.setContentsMargins(side, 0 if title else side, side, 0 if flush else 16)
        self.body.setSpacing(8)
        whole.addLayout(self.body, 1)

    def _head(self, actions: Sequence[QWidget]) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(20, 4, 14, 0)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.note, 1)
        for action in actions:
            self.tools.addWidget(action)
        head.addLayout(self.tools)
        strut = QWidget()
        strut.setFixedSize(0, height("card_head"))
        head.addWidget(strut)
        return head


class PageHeader(QWidget):
    """Title, one line saying what the page holds now, and the actions from quiet to strong, primary last."""

    def __init__(self, title: str, line: str = "", actions: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.setFixedHeight(height("page_header"))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title, self.line = Text(title, "title"), Line(line, "note", tone="text2")
        words.addWidget(self.title)
        words.addWidget(self.line)
        whole.addLayout(words, 1)
        self.line.setVisible(bool(line))
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        for action in actions:
            self.tools.addWidget(action)
        whole.addLayout(self.tools)

    def say(self, line: str) -> None:
        """Change the line under the title."""
        self.line.setText(line)
        self.line.setVisible(bool(line))


class EmptyPage(QWidget):
    """What stands where nothing is yet: an icon, one sentence, one primary button, one link. At 40 % of the height."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        action: str = "",
        do: Callable[[], object] | None = None,
        link: str = "",
        link_do: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setSpacing(12)
        whole.addStretch(4)
        words = Text(sentence, "label", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        whole.addWidget(Sign(icon, "text3", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addWidget(words)
        if action:
            whole.addSpacing(4)
            whole.addWidget(Button(action, "primary", pressed_do=do), 0, Qt.AlignmentFlag.AlignHCenter)
        if link:
            whole.addWidget(Button(link, "link", pressed_do=link_do), 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(6)


class ScrollPage(QScrollArea):
    """A part that scrolls upright, on whatever lies behind it; add cards (or rows) to `page.body`."""

    def __init__(self, margins: tuple[int, int, int, int] = (24, 0, 24, 20), spacing: int = 12) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("plain")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(spacing)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
