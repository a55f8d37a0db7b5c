"""A large sheet cut into smaller ones that an office's printer takes, with cut marks and the place of each piece."""

from collections.abc import Iterator
from math import ceil
from typing import Final

from app.documents.sheets import Arrange, Sheet
from app.texts import say

EDGE: Final = 8.0
"""What a printer leaves free at each edge, mm: nothing of the poster lies there."""
MARK: Final = 5.0
"""Length of a cut mark, mm."""


def cut(width: float, height: float, paper: tuple[float, float]) -> Arrange:
    """Pages of `width` by `height` mm on sheets of `paper` (mm, turned as fewer sheets need), row by row."""

    def arrange(pages: list[Sheet]) -> list[Sheet]:
        turned = min((paper, paper[::-1]), key=lambda size: _columns(width, size) * _rows(height, size))
        sheets: list[Sheet] = []
        for page in pages:
            sheets += _pieces(page, turned)
        sheets[0].bookmark = pages[0].bookmark
        return sheets

    return arrange


def _columns(width: float, paper: tuple[float, float]) -> int:
    return ceil(width / (paper[0] - 2 * EDGE))


def _rows(height: float, paper: tuple[float, float]) -> int:
    return ceil(height / (paper[1] - 2 * EDGE))


def _pieces(page: Sheet, paper: tuple[float, float]) -> Iterator[Sheet]:
    columns, rows = _columns(page.width, paper), _rows(page.height, paper)
    wide, high = page.width / columns, page.height / rows
    left, top = (paper[0] - wide) / 2, (paper[1] - high) / 2
    for row in range(rows):
        for column in range(columns):
            sheet = Sheet(page.ink, *paper)
            sheet.clipped(page, left - column * wide, top - row * high, (left, top, wide, high))
            _mark(sheet, left, top, wide, high)
            words = say("posters.piece", row=row + 1, column=column + 1, rows=rows, columns=columns)
            sheet.text(paper[0] / 2, paper[1] - 2.5, words, "song", 7.5, "centre")
            yield sheet


def _mark(sheet: Sheet, left: float, top: float, wide: float, high: float) -> None:
    """Short lines outside of the four corners: cut along them, then glue edge to edge."""
    for x in (left, left + wide):
        outward = -1 if x == left else 1
        for y in (top, top + high):
            down = -1 if y == top else 1
            sheet.line(x + outward, y, x + outward * (1 + MARK), y, 0.3)
            sheet.line(x, y + down, x, y + down * (1 + MARK), 0.3)
