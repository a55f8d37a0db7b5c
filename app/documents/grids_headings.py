"""Headings of a grid: how they are compared, where they stand, and how several levels become one.

What a heading means is asked of the caller (`known`); here only its place is found.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.documents.grids import Cell, Column, Grid, Row, Span

Known = Callable[[str], float]
"""How well a normalised heading is known: 0 (or False) not at all, 1 (or True) surely."""

LEVELS = "\u00b7"  # between the levels of a heading
SEARCHED_ROWS = 50
_DEEPEST = 4
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff_]+")
_MARKS = " *:\u2605"
_NUMBER = re.compile(r"[-+\d.,%]+")


def heading(text: Cell) -> str:
    """A heading as it is compared: no blanks or line breaks, signs half-width, no `*` or `:` at its ends."""
    if not isinstance(text, str):
        return "" if text is None else str(text)
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).strip(_MARKS)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: indexes of its first and last row, and its columns (unnamed ones left out)."""

    top: int
    bottom: int
    columns: tuple[Column, ...]


def find_header(grid: Grid, known: Known, start: int = 0) -> Header | None:
    """The first header at or below row index `start` within 50 rows, or None.

    It is the first row that knows at least two headings and half as many as the best row.
    """
    rows = grid.rows[start : start + SEARCHED_ROWS]
    scores = [_score(row, known) for row in rows]
    best = max(scores, default=0.0)
    least = 2.0 if not rows or len(rows[0]) > 1 else 1.0
    if best < least:
        return None
    row = start + next(index for index, score in enumerate(scores) if score >= max(least, best / 2))
    spans = [span for span in grid.merged if span.top < row + _DEEPEST and span.bottom > row - _DEEPEST]
    top, bottom = _upwards(grid, spans, row, start), _downwards(grid, spans, row)
    columns = _columns(grid, spans, top, bottom)
    return Header(top, bottom, columns)


def _score(row: Row, known: Known) -> float:
    """How much of a row is known headings; a heading that stands twice counts once."""
    names = {heading(cell) for cell in row if isinstance(cell, str)} - {""}
    return sum(float(known(name)) for name in names)


def _upwards(grid: Grid, spans: Sequence[Span], row: int, start: int) -> int:
    """The first row of the header that has `row`: rows above that group some of its columns belong to it."""
    top = min([span.top for span in spans if span.top <= row <= span.bottom], default=row)
    while top > start and top > row - _DEEPEST + 1 and _groups(grid, spans, top - 1):
        top -= 1
    return max(top, start)


def _groups(grid: Grid, spans: Sequence[Span], row: int) -> bool:
    """Whether a row names groups of the columns below it.

    Some column then reaches through both rows; a line of title or place above a header reaches nowhere,
    in however many parts it was merged.
    """
    return any(span.top <= row < span.bottom and heading(grid.rows[span.top][span.left]) for span in spans)


def _downwards(grid: Grid, spans: Sequence[Span], row: int) -> int:
    """The last row of the header that has `row`."""
    bottom = max([span.bottom for span in spans if span.top <= row <= span.bottom], default=row)
    bottom = min(bottom, row + _DEEPEST - 1, len(grid.rows) - 1)
    while bottom < min(row + _DEEPEST - 1, len(grid.rows) - 2) and _names_parts(grid, spans, bottom):
        bottom += 1
    return bottom


def _names_parts(grid: Grid, spans: Sequence[Span], row: int) -> bool:
    """Whether the row below names the parts of headings of `row`, and nothing else.

    Parts stand only under a merged heading, or under one with unnamed columns at its right
    (a workbook kind that does not tell its merged cells).
    """
    upper, lower = grid.rows[row], grid.rows[row + 1]
    named = [index for index, cell in enumerate(lower) if heading(cell)]
    if len(named) < 2 or not all(_is_word(lower[index]) for index in named):
        return False
    groups = {
        index
        for span in spans
        if span.top <= row <= span.bottom and span.right > span.left
        for index in range(span.left, span.right + 1)
    }
    first = min((index for index, cell in enumerate(upper) if heading(cell)), default=len(upper))
    for index in range(first, len(upper)):
        unnamed = not heading(upper[index])
        if unnamed or (index + 1 < len(upper) and not heading(upper[index + 1])):
            groups.add(index)
    return set(named) <= groups


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and not _NUMBER.fullmatch(heading(cell))


def _columns(grid: Grid, spans: Sequence[Span], top: int, bottom: int) -> tuple[Column, ...]:
    levels = [_filled(grid, spans, row, row < bottom) for row in range(top, bottom + 1)]
    columns = []
    for index in range(len(grid.rows[bottom])):
        written = [str(level[index]).strip() for level in levels if heading(level[index])]
        parts = list(dict.fromkeys(heading(part) for part in written))
        if parts:
            original = "\n".join(dict.fromkeys(written))
            columns.append(Column(index, grid.letter(index), LEVELS.join(parts), original))
    return tuple(columns)


def _filled(grid: Grid, spans: Sequence[Span], row: int, groups: bool) -> Row:
    """A header row with merged cells filled; if it `groups`, headings spread over parts at their right."""
    filled = list(grid.rows[row])
    covered = [span for span in spans if span.top <= row <= span.bottom]
    for span in covered:
        for index in range(span.left, min(span.right + 1, len(filled))):
            filled[index] = grid.rows[span.top][span.left]
    if groups and not any(span.right > span.left for span in covered):
        for index in range(1, len(filled)):
            if not heading(filled[index]) and heading(grid.rows[row + 1][index]):
                filled[index] = filled[index - 1]
    return filled
