"""Colours, type and sizes of the window, from `resources/theme.toml`, and the one dress of the application.

Every painted widget asks here; nothing else names a colour. The dress is put on once, before the first
widget: setting a sheet again costs 0.4 s on a full window.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.paths import resources

TEXT_SIZES = (100, 115, 130)  # per cent an office may choose


@dataclass(frozen=True)
class Theme:
    """The tokens as read, colours made ready; `percent` is the chosen text size."""

    colours: dict[str, QColor]
    families: list[str]
    kinds: dict[str, int]
    heights: dict[str, int]
    widths: dict[str, int]
    percent: int


@cache
def theme() -> Theme:
    """The tokens of this run; the text size is the one `dress` was given."""
    tokens: dict[str, Any] = tomllib.loads((resources() / "theme.toml").read_text(encoding="utf-8"))
    app = QApplication.instance()
    percent = app.property("text_percent") if app else None
    return Theme(
        colours={name: QColor(value) for name, value in tokens["colours"].items()},
        families=tokens["families"],
        kinds=tokens["type"],
        heights=tokens["heights"],
        widths=tokens["widths"],
        percent=int(percent or 100),
    )


def colour(name: str) -> QColor:
    """The colour of a token; KeyError for a name theme.toml does not know."""
    return theme().colours[name]


def scaled(pixels: float) -> int:
    """Logical pixels, grown by the chosen text size."""
    return round(pixels * theme().percent / 100)


@cache
def height(name: str) -> int:
    """The height of a kind of thing (`table_row`, `control`, …) in logical pixels, grown with the text size."""
    return scaled(theme().heights[name])


def width(name: str) -> int:
    """The width of a kind of thing (`navigation`, `search`, …) in logical pixels, grown with the text size."""
    return scaled(theme().widths[name])


@cache
def font(kind: str = "body", bold: bool = False) -> QFont:
    """The font of a kind of text (`body`, `note`, `small`, `card_title`, …)."""
    made = QFont()
    made.setFamilies(theme().families)
    made.setPixelSize(scaled(theme().kinds[kind]))
    made.setBold(bold)
    return made


@cache
def metrics(kind: str = "body", bold: bool = False) -> QFontMetricsF:
    """Widths and heights of that font."""
    return QFontMetricsF(font(kind, bold))


def dress(app: QApplication, percent: int = 100) -> None:
    """Put the one look on the application: Fusion, light, palette, font, sheet. Call once, before any widget."""
    app.setProperty("text_percent", percent if percent in TEXT_SIZES else 100)
    for remembered in (theme, height, font, metrics):
        remembered.cache_clear()
    app.styleHints().setColorScheme(Qt.ColorScheme.Light)
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette())
    app.setFont(font())
    app.setStyleSheet(_sheet())
    _speak_chinese(app)


def _speak_chinese(app: QApplication) -> None:
    """Qt's own words (context menus, file and print dialogs) in Chinese."""
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)


def _palette() -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    pairs = {
        roles.Window: "ground", roles.WindowText: "text", roles.Base: "card", roles.AlternateBase: "sunken",
        roles.Text: "text", roles.Button: "card", roles.ButtonText: "text", roles.BrightText: "on_accent",
        roles.Highlight: "accent", roles.HighlightedText: "on_accent", roles.ToolTipBase: "card",
        roles.ToolTipText: "text", roles.PlaceholderText: "text3", roles.Link: "accent",
        roles.LinkVisited: "accent", roles.Light: "card", roles.Midlight: "line", roles.Mid: "line",
        roles.Dark: "control_line", roles.Shadow: "control_hover", roles.Accent: "accent",
    }  # fmt: skip
    for role, name in pairs.items():
        palette.setColor(role, colour(name))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("disabled_text"))
    return palette


def _sheet() -> str:
    sheet = (resources() / "theme.qss").read_text(encoding="utf-8")
    sheet = re.sub(r"@(\w+)", lambda found: colour(found[1]).name(), sheet)
    return re.sub(r"\b(\d+)t\b", lambda found: f"{scaled(int(found[1]))}px", sheet)
