"""The bar over the page: the search box at the left edge of the content, who is signed in at the right."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.texts import say
from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import draw_text, fill_round, focus_ring, round_face, text_width
from app.ui.kit.popups import Menu
from app.ui.kit.theme import colour, height, scaled


class Who(QAbstractButton):
    """The signed-in person: face, name, role; opens the menu of what concerns the person."""

    picked = Signal(str)

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name, self._role = name, role
        self.setText(name)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        lines = [
            ("password", "key", say("window.change_password")),
            ("lock", "lock-simple", say("window.lock_now")),
            ("leave", "sign-out", say("window.change_user")),
        ]
        self._menu = Menu(self, lines, self.picked.emit)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self._menu.open_menu(scaled(196))

    def sizeHint(self) -> QSize:
        words = max(text_width(self._name, "note", True), text_width(self._role, "small"))
        return QSize(round(min(words, 150)) + 72, scaled(44))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        if self.underMouse():
            fill_round(painter, place, 6, colour("neutral_ground"))
        middle = place.center().y()
        round_face(painter, QRectF(8, middle - 15, 30, 30), self._name, "body")
        words = QRectF(46, middle - scaled(18), place.width() - 70, scaled(19))
        draw_text(painter, words, self._name, "note", True)
        draw_text(painter, words.translated(0, scaled(18)), self._role, "small", tone="text2")
        paint_icon(painter, QRectF(place.right() - 20, 0, 12, place.height()), "caret-down", "text2", 12)
        if self.hasFocus():
            focus_ring(painter, place)


class TopBar(QWidget):
    """60 pixels high; `search` is the search box, put in its place."""

    def __init__(self, search: QWidget, who: Who) -> None:
        super().__init__()
        self.setFixedHeight(height("top_bar"))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(24, 0, 16, 0)
        whole.setSpacing(16)
        whole.addWidget(search)
        whole.addStretch(1)
        self.facts = QHBoxLayout()
        whole.addLayout(self.facts)
        whole.addWidget(who)
