"""Buttons: primary (one a page), quiet (framed), plain (no frame), link; and a button of one icon.

All are painted, so that icon, word and focus ring stand where the look wants them. Enter and Space press them.
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import draw_check, draw_text, fill_round, focus_ring, text_width
from app.ui.kit.theme import colour, height, scaled

_ICON, _GAP = 18, 8
_PADDING = {"primary": 16, "quiet": 14, "plain": 10, "link": 2, "block": 12}


class Button(QAbstractButton):
    """A button with a word and perhaps an icon before it.

    Kinds: `primary` blue and bold, `quiet` white with an edge, `plain` without edge, `link` blue words,
    `block` a sunken tile with an accent icon. `pressed_do` is called when it is pressed.
    """

    def __init__(
        self,
        words: str,
        kind: str = "quiet",
        icon: str = "",
        pressed_do: Callable[[], object] | None = None,
        high: int = 0,
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(words)
        self._kind, self._icon, self._high = kind, icon, high or height("control")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if pressed_do:
            self.clicked.connect(lambda: pressed_do())

    def set_icon(self, icon: str) -> None:
        """Show another icon before the words ("" for none)."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        """Change how strong the button is."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = text_width(self.text(), "body", self._kind == "primary") + 2 * _PADDING[self._kind]
        wide += (_ICON + _GAP) if self._icon else 0
        return QSize(round(wide), scaled(24) if self._kind == "link" else self._high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _state(self) -> str:
        if not self.isEnabled():
            return "disabled"
        if self.isDown():
            return "pressed"
        return "hover" if self.underMouse() else ""

    def _surface(self, painter: QPainter, place: QRectF, state: str) -> str:
        """Paint what lies under the words; gives the colour of the words."""
        if self._kind == "primary":
            names = {
                "": "accent",
                "hover": "accent_hover",
                "pressed": "accent_pressed",
                "disabled": "disabled",
            }
            fill_round(painter, place, 6, colour(names[state]))
            return "disabled_text" if state == "disabled" else "on_accent"
        if self._kind in ("quiet", "block"):
            rest = "sunken" if self._kind == "block" else "card"
            grounds = {"": rest, "hover": "hover", "pressed": "tint", "disabled": "sunken"}
            edge = "line" if self._kind == "block" or state == "disabled" else "control_line"
            edge = "control_hover" if state == "hover" else edge
            fill_round(painter, place, 6, colour(grounds[state]), colour(edge))
        elif self._kind == "plain" and state in ("hover", "pressed"):
            fill_round(painter, place, 6, colour("neutral_ground" if state == "hover" else "tint"))
        if state == "disabled":
            return "disabled_text"
        if self._kind == "link":
            return "accent_hover" if state else "accent"
        return "text"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        ink = self._surface(painter, place, self._state())
        bold = self._kind == "primary"
        wide = text_width(self.text(), "body", bold)
        icon = (_ICON + _GAP) if self._icon else 0
        left = place.left() + max(_PADDING[self._kind], (place.width() - wide - icon) / 2)
        if self._kind == "block":
            left = _PADDING["block"]
        if self._icon:
            tone = "text2" if ink == "text" else ink
            tone = "accent" if self._kind == "block" else tone
            paint_icon(painter, QRectF(left, 0, _ICON, place.height()), self._icon, tone, _ICON)
        words = QRectF(left + icon, 0, place.width() - left - icon - 2, place.height())
        draw_text(painter, words, self.text(), "body", bold, ink)
        if self._kind == "link" and self._state():
            painter.fillRect(QRectF(left, place.center().y() + 9, wide, 1), colour(ink))
        if self.hasFocus():
            self._ring(painter, place)

    def _ring(self, painter: QPainter, place: QRectF) -> None:
        if self._kind == "primary":
            focus_ring(painter, place, 6, "accent_pressed")
            focus_ring(painter, place.adjusted(2, 2, -2, -2), 5, "on_accent")
        else:
            focus_ring(painter, place)


class IconButton(QAbstractButton):
    """A square button of one icon; `meaning` is its tooltip and what a screen reader says."""

    def __init__(
        self,
        icon: str,
        meaning: str,
        pressed_do: Callable[[], object] | None = None,
        framed: bool = False,
        size: int = 0,
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._icon, self._framed = icon, framed
        self.setToolTip(meaning)
        self.setAccessibleName(meaning)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        side = size or height("control")
        self.setFixedSize(side, side)
        if pressed_do:
            self.clicked.connect(lambda: pressed_do())

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        lively = self.isEnabled() and (self.underMouse() or self.isDown())
        if self._framed:
            edge = colour("control_hover" if lively else "control_line")
            fill_round(painter, place, 6, colour("hover" if lively else "card"), edge)
        elif lively:
            fill_round(painter, place, 6, colour("neutral_ground"))
        tone = "text2" if self.isEnabled() else "control_line"
        paint_icon(painter, place, self._icon, tone, min(18, int(place.height()) - 6))
        if self.hasFocus():
            focus_ring(painter, place)


class CheckBox(QAbstractButton):
    """A box to tick with its words beside it; Space or a press ticks it."""

    def __init__(self, words: str, ticked: bool = False) -> None:
        super().__init__()
        self.setText(words)
        self.setCheckable(True)
        self.setChecked(ticked)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self.text())) + 34, scaled(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_check(
            painter, QRectF(4, 0, 16, self.height()), "all" if self.isChecked() else "", self.hasFocus()
        )
        ink = "text" if self.isEnabled() else "disabled_text"
        draw_text(painter, QRectF(28, 0, self.width() - 28, self.height()), self.text(), tone=ink)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))
