"""The navigation at the left: the mark, the place, the pages, a grey count where something waits."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from app.texts import say
from app.ui.brands import paint_mark
from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import CENTRE, draw_text, fill_round, focus_ring, text_width
from app.ui.kit.theme import colour, height, scaled, width
from app.ui.pages import PageEntry


class NavigationItem(QAbstractButton):
    """One page: icon, word, count; the chosen one is a white plate with an accent mark."""

    def __init__(self, entry: PageEntry) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.entry, self._count = entry, 0
        self.setText(say(entry.label))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(height("navigation_item"))

    def show_count(self, count: int) -> None:
        """How much waits on the page."""
        self._count = count
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(164, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place, now = QRectF(self.rect()), self.isChecked()
        if now or self.underMouse():
            fill_round(painter, place, 6, colour("card" if now else "hover"))
        if now:
            fill_round(painter, QRectF(0, place.center().y() - 9, 3, 18), 1.5, colour("accent"))
        paint_icon(
            painter, QRectF(14, 0, 20, place.height()), self.entry.icon, "accent" if now else "text2", 20
        )
        draw_text(
            painter, place.adjusted(44, 0, -8, 0), self.text(), "body", now, "accent" if now else "text"
        )
        if self._count:
            words = f"{self._count:,}" if self._count < 1000 else "999+"
            high = scaled(18)
            wide = max(high + 2.0, text_width(words, "small", True) + 12)
            badge = QRectF(place.right() - wide - 10, place.center().y() - high / 2, wide, high)
            fill_round(painter, badge, high / 2, colour("badge_ground"))
            draw_text(painter, badge, words, "small", True, "text2", CENTRE)
        if self.hasFocus():
            focus_ring(painter, place)


class Brand(QWidget):
    """The mark with the program's name and the office's place."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        self.setFixedHeight(height("top_bar") + 4)
        self.setToolTip(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self.height() / 2 + 2
        paint_mark(painter, QRectF(6, middle - 15, 32, 32))
        room = QRectF(48, middle - scaled(20), self.width() - 50, scaled(26))
        draw_text(painter, room, say("window.name"), "block_total", True)
        below = QRectF(48, middle + scaled(4), self.width() - 50, scaled(20))
        draw_text(painter, below, self._place, "small", tone="text2")


class Navigation(QWidget):
    """`chosen(key)` when a page is picked."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], place: str) -> None:
        super().__init__()
        self.setObjectName("chrome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(width("navigation"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 0, 12, 12)
        whole.setSpacing(2)
        self.brand = Brand(place)
        whole.addWidget(self.brand)
        whole.addSpacing(8)
        self._items: dict[str, NavigationItem] = {}
        shown = [entry for entry in entries if entry.icon and not entry.under]
        for entry in (one for one in shown if not one.at_foot):
            whole.addWidget(self._item(entry))
        whole.addStretch(1)
        for entry in (one for one in shown if one.at_foot):
            whole.addWidget(self._item(entry))

    def _item(self, entry: PageEntry) -> NavigationItem:
        item = NavigationItem(entry)
        item.clicked.connect(lambda: self.chosen.emit(entry.key))
        self._items[entry.key] = item
        return item

    def mark(self, key: str) -> None:
        """Show which page is open."""
        for name, item in self._items.items():
            item.setChecked(name == key)

    def show_count(self, key: str, count: int) -> None:
        """Put a count beside a page's word."""
        if key in self._items:
            self._items[key].show_count(count)
