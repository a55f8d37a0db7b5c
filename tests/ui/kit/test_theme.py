"""The look: readable everywhere, one sheet without a gap, text that grows with the office's choice."""

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.kit.icons import icon
from app.ui.kit.theme import colour, dress, font, height, theme

GROUNDS = ("card", "ground", "chrome", "tint", "tint2", "hover", "sunken")


def lightness(tone: QColor) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in tone.getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((lightness(colour(one)), lightness(colour(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ink", ["text", "text2", "text3", "accent", "ok", "warn", "bad"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_can_be_read_on_every_ground(ink: str, ground: str):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("tone", ["ok", "warn", "bad", "neutral"])
def test_chips_can_be_read(tone: str):
    assert contrast(tone, f"{tone}_ground") >= 4.5


def test_buttons_can_be_read_in_every_state():
    for ground in ("accent", "accent_hover", "accent_pressed"):
        assert contrast("on_accent", ground) >= 4.5


def test_the_sheet_leaves_no_gap_unfilled(qapp: QApplication):
    sheet = qapp.styleSheet()
    assert "@" not in sheet
    assert not re.search(r"\d+t\b", sheet)


def test_text_grows_with_the_chosen_size(qapp: QApplication):
    dress(qapp, 130)
    grown = (font().pixelSize(), height("table_row"))
    dress(qapp, 100)
    assert grown == (18, 47)
    assert (font().pixelSize(), height("table_row")) == (14, 36)


def test_a_text_size_nobody_offers_is_the_usual_one(qapp: QApplication):
    dress(qapp, 500)
    assert theme().percent == 100


def test_labels_of_the_sheet_have_the_sizes_of_the_theme(qtbot: QtBot):
    label = QLabel("x")
    label.setProperty("kind", "title")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pixelSize() == theme().kinds["title"]


def test_icons_are_crisp_at_twice_the_size(qtbot: QtBot):
    shot = icon("house").pixmap(20, 20)
    assert not shot.isNull()
    inked = [shot.toImage().pixelColor(x, y).alpha() for x in range(20) for y in range(20)]
    assert max(inked) > 200


def test_the_words_of_qt_itself_are_chinese(qtbot: QtBot):
    field = QLineEdit("x")
    qtbot.addWidget(field)
    words = "".join(action.text() for action in field.createStandardContextMenu().actions())
    assert "复制" in words
    assert "Copy" not in words
