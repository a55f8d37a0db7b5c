"""What a table paints: columns, marks, rows, and how one cell looks.

A row is a key and a tuple of plain values, never an object of the archive. None is painted as —.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import (
    CENTRE,
    LEFT,
    RIGHT,
    chip_width,
    draw_check,
    draw_chip,
    draw_text,
    fill_round,
    text_colour,
    text_width,
)
from app.ui.kit.theme import colour

Kind = Literal["text", "number", "chips", "check", "link", "icon", "boxed", "centre"]
UNKNOWN = "—"
PADDING = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that carry more than themselves: a tone, a second line, an icon's name, an issue's frame in a grid.

    Tones: "" plain, quiet, second, ok, warn, bad, accent, neutral. `frame` is "", error or doubt.
    """

    words: str
    tone: str = ""
    note: str = ""
    bold: bool = False
    frame: str = ""


CellValue = str | bool | None | Mark | tuple[Mark, ...]


class Row(NamedTuple):
    """One line of a table: the key of what it stands for, and a value for each column."""

    key: str
    cells: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, the word in the head, its width in pixels, what it paints.

    One column of a table stretches. A `sortable` head can be pressed. `editor` makes the field a cell is typed
    in (grids only); it is given its parent and has `set_answer` and `answer`.
    """

    key: str
    title: str
    width: int = 120
    kind: Kind = "text"
    stretch: bool = False
    sortable: bool = False
    editor: Callable[[QWidget], Any] | None = None


def paint_cell(painter: QPainter, place: QRectF, kind: Kind, value: CellValue, on_tint: bool) -> None:
    """Paint one value in `place`; `on_tint` tells that the row is selected."""
    inner = place.adjusted(PADDING, 0, -PADDING, 0)
    if kind == "check":
        draw_check(painter, place, "all" if value else "")
    elif value is None or value == "":
        align = RIGHT if kind == "number" else CENTRE if kind == "centre" else LEFT
        draw_text(painter, inner, UNKNOWN if value is None else "", tone="text3", align=align)
    elif kind == "chips":
        _paint_chips(painter, inner, value, on_tint)
    elif kind == "icon" and isinstance(value, Mark):
        paint_icon(painter, place, value.words, value.tone or "text2", 16)
    elif kind == "boxed" and isinstance(value, Mark):
        _paint_boxed(painter, inner, value)
    else:
        _paint_words(painter, place, inner, kind, value)


def cell_words(value: CellValue) -> str:
    """The words of a cell, for the clipboard, the tooltip and a screen reader."""
    if isinstance(value, Mark):
        return f"{value.words}\n{value.note}" if value.note else value.words
    if isinstance(value, tuple):
        return " ".join(mark.words for mark in value)
    return value if isinstance(value, str) else ""


def cell_width(kind: Kind, value: CellValue) -> float:
    """The room a cell's words want, in pixels, to know whether they are cut."""
    if kind == "chips":
        marks = value if isinstance(value, tuple) else ()
        return sum(chip_width(mark.words) + 4 for mark in marks) + 2 * PADDING
    if isinstance(value, Mark):
        return max(text_width(value.words, "body", value.bold), text_width(value.note, "note")) + 2 * PADDING
    return text_width(value if isinstance(value, str) else "") + 2 * PADDING


def _paint_words(painter: QPainter, place: QRectF, inner: QRectF, kind: Kind, value: CellValue) -> None:
    align = RIGHT if kind == "number" else CENTRE if kind == "centre" else LEFT
    if not isinstance(value, Mark):
        draw_text(painter, inner, str(value), tone="accent" if kind == "link" else "text", align=align)
        return
    if value.frame:
        ink, ground = ("bad", "bad_field") if value.frame == "error" else ("warn", "warn_field")
        fill_round(painter, place.adjusted(4, 4, -4, -4), 5, colour(ground), colour(ink))
    tone = text_colour(value.tone)
    if not value.note:
        draw_text(painter, inner, value.words, "body", value.bold, tone, align)
        return
    half = inner.height() / 2
    upper = QRectF(inner.left(), inner.top() + 5, inner.width(), half - 4)
    lower = QRectF(inner.left(), inner.top() + half, inner.width(), half - 5)
    draw_text(painter, upper, value.words, "body", value.bold, tone, align)
    draw_text(painter, lower, value.note, "note", tone="text2", align=align)


def _paint_chips(painter: QPainter, inner: QRectF, value: CellValue, on_tint: bool) -> None:
    marks = (
        (value,) if isinstance(value, Mark) else value if isinstance(value, tuple) else (Mark(str(value)),)
    )
    if not marks:
        draw_text(painter, inner, UNKNOWN, tone="text3")
    left = inner.left()
    for mark in marks:
        room = inner.right() + PADDING - 2 - left
        if chip_width(mark.words) > room and left > inner.left():
            draw_text(painter, QRectF(left, inner.top(), room, inner.height()), "…", tone="text3")
            return
        left += draw_chip(painter, left, inner.center().y(), mark.words, mark.tone, on_tint) + 6


def _paint_boxed(painter: QPainter, inner: QRectF, value: Mark) -> None:
    tone = value.tone or "bad"
    upper = inner if not value.note else QRectF(inner.left(), inner.top() + 8, inner.width(), 26)
    wide = min(inner.width(), text_width(value.words) + 16)
    box = QRectF(inner.left(), upper.center().y() - 12, wide, 24)
    fill_round(painter, box, 4, colour("bad_field" if tone == "bad" else "card"), colour(f"{tone}_line"))
    draw_text(painter, box.adjusted(8, 0, -6, 0), value.words, tone=tone)
    if value.note:
        lower = QRectF(inner.left(), upper.bottom() + 2, inner.width(), 20)
        draw_text(painter, lower, value.note, "note", tone="text2")
