"""The program's mark and the blue panel of the entry pages, painted."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.texts import say
from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import draw_text, fill_round
from app.ui.kit.theme import colour, scaled


def paint_mark(painter: QPainter, place: QRectF, ground: str = "accent", ink: str = "on_accent") -> None:
    """The house with two lines of a file in it, on a rounded square."""
    fill_round(painter, place, place.width() * 0.22, colour(ground))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = place.width() / 32
    pen = QPen(colour(ink), 2.1 * unit)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    house = QPainterPath(QPointF(6.5, 15.2))
    for x, y in ((16, 6.8), (25.5, 15.2)):
        house.lineTo(x, y)
    walls = QPainterPath(QPointF(9.3, 13.2))
    for x, y in ((9.3, 24.6), (22.7, 24.6), (22.7, 13.2)):
        walls.lineTo(x, y)
    painter.save()
    painter.translate(place.topLeft())
    painter.scale(unit, unit)
    pen.setWidthF(2.1)
    painter.setPen(pen)
    painter.drawPath(house)
    painter.drawPath(walls)
    for y in (16.4, 20.4):
        painter.drawLine(QPointF(13.2, y), QPointF(18.8, y))
    painter.restore()


def mark_icon() -> QIcon:
    """The mark as the window's icon."""
    icon = QIcon()
    for side in (16, 32, 64, 256):
        shot = QPixmap(side, side)
        shot.fill(Qt.GlobalColor.transparent)
        painter = QPainter(shot)
        paint_mark(painter, QRectF(0, 0, side, side))
        painter.end()
        icon.addPixmap(shot)
    return icon


class BrandPanel(QWidget):
    """The left panel of the entry pages: mark, what the program is, three promises, hills with houses."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(340)
        self._promises = (
            ("lock-key", say("login.promise_local"), say("login.promise_local_line")),
            ("printer", say("login.promise_print"), say("login.promise_print_line")),
            ("shield-check", say("login.promise_safe"), say("login.promise_safe_line")),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fall = QLinearGradient(0, 0, 0, self.height())
        fall.setColorAt(0, colour("brand_top"))
        fall.setColorAt(0.75, colour("brand_foot"))
        painter.fillRect(self.rect(), fall)
        self._paint_hills(painter)
        paint_mark(painter, QRectF(44, 44, 40, 40), "card", "accent")
        white, pale = colour("on_accent"), QColor(255, 255, 255, 205)
        room = self.width() - 44
        draw_text(painter, QRectF(98, 44, room - 54, 40), say("window.name"), "title", True, white)
        draw_text(painter, QRectF(44, 128, room, 44), say("login.slogan"), "headline", True, white)
        draw_text(
            painter,
            QRectF(44, 150 + scaled(22), room, scaled(28)),
            say("login.slogan_line"),
            "body",
            False,
            pale,
        )
        top = 210.0 + scaled(22)
        for icon, words, line in self._promises:
            paint_icon(painter, QRectF(44, top + 2, 22, scaled(24)), icon, "on_accent", 20)
            draw_text(painter, QRectF(80, top, room - 36, scaled(28)), words, "body", True, white)
            draw_text(painter, QRectF(80, top + scaled(25), room - 36, scaled(24)), line, "note", False, pale)
            top += scaled(67)

    def _paint_hills(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide, high = self.width() / 436, self.height() / 768
        ridges = (
            ((0, 545), (110, 575, 180, 500), (270, 512), (340, 525, 360, 465), (436, 470)),
            ((0, 585), (90, 585, 150, 515), (270, 512), (340, 512, 370, 600), (436, 600)),
            ((0, 605), (130, 560, 180, 612), (260, 650), (330, 675, 370, 640), (436, 655)),
            ((0, 662), (70, 658, 140, 720), (240, 712), (320, 706, 380, 690), (436, 690)),
        )
        for number, (start, bend1, mid, bend2, end) in enumerate(ridges):
            path = QPainterPath(QPointF(start[0] * wide, start[1] * high))
            path.cubicTo(
                bend1[0] * wide,
                bend1[1] * high,
                bend1[2] * wide,
                bend1[3] * high,
                mid[0] * wide,
                mid[1] * high,
            )
            path.cubicTo(
                bend2[0] * wide,
                bend2[1] * high,
                bend2[2] * wide,
                bend2[3] * high,
                end[0] * wide,
                end[1] * high,
            )
            path.lineTo(self.width(), self.height())
            path.lineTo(0, self.height())
            painter.setBrush(QColor(255, 255, 255, (20, 22, 26, 30)[number]))
            painter.drawPath(path)
        for x, y, size in ((96, 568, 20), (130, 557, 26), (166, 568, 18), (300, 605, 22), (336, 612, 20)):
            self._paint_house(painter, x * wide, y * high, size)

    def _paint_house(self, painter: QPainter, x: float, y: float, size: float) -> None:
        half = size / 2
        house = QPainterPath(QPointF(x - half - 2, y))
        for dx, dy in (
            (0.0, -half),
            (half + 2, 0.0),
            (half - 2, 0.0),
            (half - 2, half),
            (2 - half, half),
            (2 - half, 0.0),
        ):
            house.lineTo(x + dx, y + dy)
        house.closeSubpath()
        painter.setBrush(QColor(255, 255, 255, 70))
        painter.drawPath(house)
