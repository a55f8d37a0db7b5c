"""The sign in the top bar: how safe the work is, what waits here, what waits for a person. Opens the page 同步."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import draw_text, fill_round, focus_ring, text_width
from app.ui.kit.theme import colour, scaled
from app.ui.sync.couriers import courier_of
from app.ui.sync.words import bar_sign


class SyncSign(QAbstractButton):
    """Icon and words; amber without a line, red only where a person must mend something."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._desk, self.courier = desk, courier_of(desk)
        self._icon, self._tone = "cloud-check", "text2"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        self.courier.moved.connect(self._show)
        self._show()

    def _open(self) -> None:
        self._desk.go("sync")

    def _show(self) -> None:
        self._icon, words, self._tone = bar_sign(self.courier, self._desk.office.clock())
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(f"{words}\n{say('sync_page.bar_hint')}")
        view = self.courier.view
        self._desk.show_count("sync", view.conflicts if view else 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self.text(), "note")) + 46, scaled(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(44, scaled(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        if self.underMouse():
            fill_round(painter, place, 6, colour("neutral_ground"))
        paint_icon(painter, QRectF(10, 0, 18, place.height()), self._icon, self._tone, 18)
        ink = self._tone if self._tone in ("warn", "bad") else "text2"
        draw_text(painter, place.adjusted(34, 0, -8, 0), self.text(), "note", tone=ink)
        if self.hasFocus():
            focus_ring(painter, place)
