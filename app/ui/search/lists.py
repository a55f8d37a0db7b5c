"""The painted list under the search box: groups, lines of two rows, the keys and the count at its foot."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.texts import say
from app.ui.kit.painting import CENTRE, RIGHT, chip_width, draw_chip, draw_text, fill_round
from app.ui.kit.theme import colour, scaled
from app.ui.search.lines import Piece, ResultLine


class ResultList(QWidget):
    """`picked(line)` by the mouse; the box drives the keys. Painted in one pass: a keystroke must not be felt."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[ResultLine] = []
        self._tops: list[float] = []
        self._note, self._count = "", ""
        self.current = 0
        self.setAttribute(
            Qt.WidgetAttribute.WA_OpaquePaintEvent
        )  # else each key repaints the popup's shadow too
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_lines(self, lines: Sequence[ResultLine], count: int, room: int) -> None:
        """Show as many lines as fit into `room` pixels; `count` is how many were found."""
        self._lines, self._tops, self._note = [], [], ""
        top, before, foot = 0.0, "", self._foot()
        for line in lines:
            head = self._head() if line.group != before else 0
            if top + head + self._high() + foot > room:
                break
            top += head
            self._lines.append(line)
            self._tops.append(top)
            top += self._high()
            before = line.group
        self.current = 0
        self._count = say("searchbox.count", count=f"{max(count, len(self._lines)):,}")
        self.update()

    def say_nothing_found(self, words: str) -> None:
        """Say one sentence instead of lines."""
        self._lines, self._tops, self._note, self._count = [], [], words, ""
        self.update()

    def wanted_height(self) -> int:
        """Pixels for what is shown."""
        if not self._lines:
            return scaled(64) + self._foot()
        return round(self._tops[-1] + self._high() + 6) + self._foot()

    def sizeHint(self) -> QSize:
        return QSize(scaled(560), self.wanted_height())

    def line(self) -> ResultLine | None:
        """The line the keyboard stands on."""
        return self._lines[self.current] if 0 <= self.current < len(self._lines) else None

    def lines(self) -> list[ResultLine]:
        """The lines that are shown."""
        return list(self._lines)

    def step(self, by: int) -> None:
        """Stand on the next line or the one before, round at the ends."""
        if self._lines:
            self.current = (self.current + by) % len(self._lines)
            self.update()

    def _at(self, event: QMouseEvent) -> int:
        y = event.position().y()
        found = [number for number, top in enumerate(self._tops) if top <= y < top + self._high()]
        return found[0] if found else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event)
        if at >= 0 and at != self.current:
            self.current = at
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._at(event)
        if at >= 0:
            self.picked.emit(self._lines[at])

    # painting

    @staticmethod
    def _high() -> int:
        return scaled(52)

    @staticmethod
    def _head() -> int:
        return scaled(30)

    @staticmethod
    def _foot() -> int:
        return scaled(30)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("card"))
        words = {
            "head": say("searchbox.heads"),
            "member": say("searchbox.members"),
            "place": say("searchbox.places"),
        }
        before = ""
        for number, (line, top) in enumerate(zip(self._lines, self._tops, strict=True)):
            if line.group != before:
                place = QRectF(20, top - self._head(), self.width() - 40, self._head())
                draw_text(painter, place, words[line.group], "note", True, "text2")
                before = line.group
            self._paint_line(
                painter, QRectF(8, top, self.width() - 16, self._high()), line, number == self.current
            )
        if self._note:
            draw_text(
                painter, QRectF(20, 0, self.width() - 40, scaled(64)), self._note, tone="text2", align=CENTRE
            )
        self._paint_foot(painter)

    def _paint_line(self, painter: QPainter, place: QRectF, line: ResultLine, current: bool) -> None:
        if current:
            fill_round(painter, place, 6, colour("tint"))
        inner = place.adjusted(12, 0, -12, 0)
        room = inner
        if line.chip:
            wide = chip_width(line.chip)
            draw_chip(painter, inner.right() - wide, inner.center().y(), line.chip, line.tone, current)
            room = inner.adjusted(0, 0, -wide - 12, 0)
        upper = QRectF(room.left(), place.top() + scaled(5), room.width(), scaled(22))
        lower = QRectF(room.left(), place.top() + scaled(27), room.width(), scaled(20))
        for piece in line.first:
            upper.setLeft(upper.left() + self._paint_piece(painter, upper, piece))
        draw_text(painter, lower, line.second, "note", tone="text2")

    @staticmethod
    def _paint_piece(painter: QPainter, place: QRectF, piece: Piece) -> float:
        if place.width() < 8:
            return 0.0
        ink = "accent" if piece.hit else "text2" if piece.quiet else "text"
        kind = "body" if piece.quiet else "card_title"
        return draw_text(painter, place, piece.text, kind, piece.hit, ink)

    def _paint_foot(self, painter: QPainter) -> None:
        top = self.height() - self._foot()
        painter.fillRect(QRectF(0, top, self.width(), 1), colour("line"))
        place = QRectF(20, top + 4, self.width() - 40, self._foot() - 2)
        draw_text(painter, place, say("searchbox.keys"), "note", tone="text2")
        draw_text(painter, place, self._count, "note", tone="text2", align=RIGHT)
