"""What painted widgets share: text in its place, rounded surfaces, chips, focus rings, shadows.

Text is laid out once and remembered: shaping Chinese text anew for each of 170 cells costs more than painting it.
"""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QStaticText, QTransform

from app.ui.kit.theme import colour, font, height, metrics

LEFT, RIGHT, CENTRE = "left", "right", "centre"
TONES = {
    "neutral": ("neutral", "neutral_ground"), "ok": ("ok", "ok_ground"), "warn": ("warn", "warn_ground"),
    "bad": ("bad", "bad_ground"), "accent": ("accent", "tint"),
}  # fmt: skip
TEXT_TONES = {"": "text", "quiet": "text3", "second": "text2", "neutral": "text2"}


def text_colour(tone: str) -> QColor:
    """The colour of words of that tone: "" is plain text, `bad` red, `warn` amber, `quiet` grey."""
    return colour(TEXT_TONES.get(tone, tone))


@lru_cache(maxsize=8192)
def _laid_out(text: str, kind: str, bold: bool, width: int) -> tuple[QStaticText, float, float]:
    """The text made ready, at most `width` pixels wide (elided at its end), its width and height."""
    measure = metrics(kind, bold)
    wide = measure.horizontalAdvance(text)
    if wide > width:
        text = measure.elidedText(text, Qt.TextElideMode.ElideRight, width)
        wide = measure.horizontalAdvance(text)
    ready = QStaticText(text)
    ready.setTextFormat(Qt.TextFormat.PlainText)
    ready.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    ready.prepare(QTransform(), font(kind, bold))
    return ready, wide, ready.size().height()


def draw_text(
    painter: QPainter,
    place: QRectF,
    text: str,
    kind: str = "body",
    bold: bool = False,
    tone: QColor | str = "text",
    align: str = LEFT,
) -> float:
    """Draw one line of text, centred upright in `place`; gives the width it took in pixels."""
    ready, wide, high = _laid_out(text, kind, bold, int(place.width()) + 1)
    left = place.left()
    if align == RIGHT:
        left = place.right() - wide
    elif align == CENTRE:
        left += (place.width() - wide) / 2
    painter.setFont(font(kind, bold))
    painter.setPen(tone if isinstance(tone, QColor) else colour(tone))
    painter.drawStaticText(QPointF(left, place.top() + (place.height() - high) / 2), ready)
    return wide


def text_width(text: str, kind: str = "body", bold: bool = False) -> float:
    """The width of the whole text in pixels."""
    return _laid_out(text, kind, bold, 100_000)[1]


def fill_round(
    painter: QPainter, place: QRectF, radius: float, ground: QColor, edge: QColor | None = None
) -> None:
    """A rounded surface; a 1-pixel edge lies inside `place`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(ground)
    painter.setPen(QPen(edge, 1) if edge else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5) if edge else place, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def focus_ring(painter: QPainter, place: QRectF, radius: float = 6, tone: str = "accent") -> None:
    """The 2-pixel ring inside the shape, so that nothing moves when it appears."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(tone), 2))
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), radius - 1, radius - 1)


def chip_width(text: str) -> float:
    """The width of a chip of that word, in pixels."""
    return text_width(text, "note") + 16


def draw_chip(
    painter: QPainter, left: float, middle: float, text: str, tone: str, on_tint: bool = False
) -> float:
    """A chip from `left`, its middle line at `middle`; neutral ones turn white on a selected row. Gives its width."""
    ink, ground = TONES[tone or "neutral"]
    wide, high = chip_width(text), height("chip")
    place = QRectF(left, middle - high / 2, wide, high)
    white = on_tint and tone in ("", "neutral", "accent")
    fill_round(painter, place, 4, colour("card" if white else ground))
    draw_text(painter, place, text, "note", tone=ink, align=CENTRE)
    return wide


def draw_shadow(painter: QPainter, place: QRectF, radius: float = 10, reach: int = 16) -> None:
    """A soft shadow around a popup, painted in layers: no effect that blurs the text."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    tone = QColor(colour("shadow"))
    tone.setAlphaF(0.011)
    painter.setBrush(tone)
    for step in range(reach, 0, -2):
        painter.drawRoundedRect(place.adjusted(-step, 4 - step, step, 2 + step), radius + step, radius + step)


def round_face(painter: QPainter, place: QRectF, name: str, kind: str = "card_title") -> None:
    """The round mark with the first character of a name."""
    fill_round(painter, place, place.width() / 2, colour("face_ground"))
    draw_text(painter, place, name[:1], kind, True, "accent", CENTRE)


def tick(painter: QPainter, place: QRectF, tone: str = "on_accent") -> None:
    """A tick, as on a checked box."""
    path = QPainterPath()
    size = QSizeF(place.size())
    path.moveTo(place.left() + size.width() * 0.24, place.top() + size.height() * 0.52)
    path.lineTo(place.left() + size.width() * 0.43, place.top() + size.height() * 0.70)
    path.lineTo(place.left() + size.width() * 0.77, place.top() + size.height() * 0.32)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(colour(tone), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPath(path)


def draw_check(painter: QPainter, place: QRectF, state: str, focused: bool = False) -> None:
    """A check box of 16 pixels in the middle of `place`; `state` is "", "all" or "some"."""
    box = QRectF(0, 0, 16, 16)
    box.moveCenter(place.center())
    if not state:
        fill_round(painter, box, 4, colour("card"), colour("accent" if focused else "control_hover"))
        return
    fill_round(painter, box, 4, colour("accent"))
    if state == "all":
        tick(painter, box)
    else:
        painter.fillRect(QRectF(box.left() + 4, box.center().y() - 1, 8, 2), colour("on_accent"))
