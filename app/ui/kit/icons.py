"""Icons: a small font of Phosphor signs, painted as text, so that they are crisp at any screen ratio.

Names are those of `resources/icons/icons.toml`. An icon is painted in one colour of the theme.
"""

import tomllib
from functools import cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from app.paths import resources
from app.ui.kit.theme import colour, scaled


@cache
def _family() -> str:
    # As bytes: given a path, Qt without a screen fails on Windows where the path is not of its code page.
    signs = (resources() / "icons" / "phosphor.ttf").read_bytes()
    number = QFontDatabase.addApplicationFontFromData(signs)
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _signs() -> dict[str, str]:
    table = tomllib.loads((resources() / "icons" / "icons.toml").read_text(encoding="utf-8"))
    return {name: chr(place) for name, place in table.items()}


@cache
def _font(size: int) -> QFont:
    font = QFont(_family())
    font.setPixelSize(size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def paint_icon(
    painter: QPainter, place: QRectF | QRect, name: str, tone: str = "text2", size: int = 0
) -> None:
    """Paint the icon in the middle of `place`: `size` pixels high, grown with the text, else as high as the place."""
    painter.setFont(_font(scaled(size) if size else int(place.height())))
    painter.setPen(colour(tone))
    painter.drawText(
        QRectF(place), int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip), _signs()[name]
    )


class _FontIcon(QIconEngine):
    """Paints the sign anew at every size and ratio; disabled ones in the colour of disabled text."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, rect, self._name, "text3" if mode == QIcon.Mode.Disabled else self._tone)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made


@cache
def icon(name: str, tone: str = "text2") -> QIcon:
    """The icon as Qt wants it (menus, actions)."""
    return QIcon(_FontIcon(name, tone))
