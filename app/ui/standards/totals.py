"""The items of a standard as a quiet list of bars: who reaches each; a press narrows the list to who does not."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.texts import say
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.painting import RIGHT, draw_text, fill_round, focus_ring, text_width
from app.ui.kit.theme import colour, scaled
from app.ui.standards.shown import ItemTotal

HIGH = 46


class TotalLines(QWidget):
    """`chosen(item)` by a press or Enter; "" is the whole."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.totals: list[ItemTotal] = []
        self._now, self._at, self._under = "", 0, -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("standards_page.items"))

    def show_totals(self, totals: Sequence[ItemTotal], item: str) -> None:
        """Show these, that item chosen."""
        self.totals, self._now = list(totals), item
        keys = [one.key for one in totals]
        self._at = keys.index(item) if item in keys else 0
        self.setFixedHeight(max(1, len(totals)) * scaled(HIGH))
        self.update()

    def choose(self, item: str) -> None:
        """Stand on an item without telling anyone."""
        self.show_totals(self.totals, item)

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), max(1, len(self.totals)) * scaled(HIGH))

    def _row(self, event: QMouseEvent) -> int:
        at = int(event.position().y() // scaled(HIGH))
        return at if 0 <= at < len(self.totals) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (at := self._row(event)) >= 0:
            self._at = at
            self._choose()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if (at := self._row(event)) != self._under:
            self._under = at
            QToolTip.showText(
                event.globalPosition().toPoint(), told(self.totals[at]) if at >= 0 else "", self
            )
            self.update()

    def leaveEvent(self, event: object) -> None:
        self._under = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.totals:
            self._at = max(0, min(len(self.totals) - 1, self._at + (1 if key == Qt.Key.Key_Down else -1)))
            self._choose()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.totals:
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        self._now = self.totals[self._at].key
        self.update()
        self.chosen.emit(self._now)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, high = QPainter(self), scaled(HIGH)
        for at, one in enumerate(self.totals):
            place = QRectF(0, at * high, self.width(), high)
            now = one.key == self._now
            if now or at == self._under:
                fill_round(painter, place.adjusted(0, 1, 0, -1), 6, colour("tint" if now else "hover"))
            if at == self._at and self.hasFocus():
                focus_ring(painter, place.adjusted(0, 1, 0, -1), 6)
            self._paint_total(painter, place.adjusted(12, 4, -12, -4), one, now)

    def _paint_total(self, painter: QPainter, place: QRectF, one: ItemTotal, now: bool) -> None:
        ink, line = ("accent" if now else "text"), scaled(22)
        words = f"{one.counts['pass']:,} / {one.households:,}"
        draw_text(painter, QRectF(place.left(), place.top(), place.width(), line), words, "note",
                  tone="text2", align=RIGHT)  # fmt: skip
        room = place.width() - text_width(words, "note") - 8
        draw_text(painter, QRectF(place.left(), place.top(), room, line), one.words, "note", now, ink)
        bar = QRectF(place.left(), place.top() + line + 5, place.width(), 4)
        fill_round(painter, bar, 2, colour("bar_ground"))
        left = bar.left()
        for count, tone in ((one.counts["pass"], "ok"), (one.counts["fail"], "warn_bar")):
            wide = bar.width() * count / max(1, one.households)
            if wide > 0:
                fill_round(painter, QRectF(left, bar.top(), max(2.0, wide), 4), 2, colour(tone))
                left += wide


def told(one: ItemTotal) -> str:
    """An item's counts in a sentence."""
    return say(
        "standards_page.total_told",
        item=one.words,
        met=f"{one.counts['pass']:,}",
        failed=f"{one.counts['fail']:,}",
        unknown=f"{one.counts['unknown']:,}",
    )


class TotalCard(Card):
    """The bars in a card that scrolls."""

    def __init__(self) -> None:
        super().__init__(say("standards_page.items"), flush=True)
        self.setFixedWidth(scaled(248))
        self.lines = TotalLines()
        self.page = ScrollPage((8, 0, 8, 8), 0)
        self.page.body.addWidget(self.lines)
        self.page.body.addStretch(1)
        self.body.addWidget(self.page)
        self.lines.chosen.connect(self._keep_in_sight)

    def _keep_in_sight(self, item: str) -> None:
        at = [one.key for one in self.lines.totals].index(item)
        self.page.ensureVisible(0, at * scaled(HIGH) + scaled(HIGH) // 2, 0, scaled(HIGH))
