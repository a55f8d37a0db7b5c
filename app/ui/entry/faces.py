"""People to choose from on the entry pages: a card with a face, a name, and what is said of the person."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import draw_text, fill_round, focus_ring, round_face
from app.ui.kit.theme import colour, scaled


class PersonCard(QAbstractButton):
    """One person; the chosen one wears the ring and a tick."""

    def __init__(self, name: str, line: str, key: str = "") -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.key = key or name
        self._name, self._line, self._chosen = name, line, False
        self.setText(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(scaled(64))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def choose(self, chosen: bool) -> None:
        """Put the ring on or take it off."""
        self._chosen = chosen
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(400), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        ground = "tint2" if self._chosen else "hover" if self.underMouse() else "card"
        fill_round(painter, place, 8, colour(ground), colour("line"))
        middle = place.center().y()
        round_face(painter, QRectF(16, middle - 20, 40, 40), self._name, "block_total")
        words = QRectF(68, middle - scaled(22), place.width() - 110, scaled(24))
        draw_text(painter, words, self._name, "card_title", True)
        draw_text(painter, words.translated(0, scaled(21)), self._line, "note", tone="text2")
        if self._chosen:
            paint_icon(
                painter, QRectF(place.right() - 38, 0, 18, place.height()), "check-circle", "accent", 18
            )
        if self._chosen or self.hasFocus():
            focus_ring(painter, place, 8)
