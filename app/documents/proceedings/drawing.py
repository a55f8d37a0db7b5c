"""Draws the parts of a paper of a meeting or a notice, one below the other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.documents.breaking import break_lines
from app.documents.flows import Flow
from app.documents.proceedings.definitions import Filled, Part, PartKind, Picture
from app.documents.sheets import POINT
from app.documents.tables import HEAD, Cell, Row, Style, Table
from app.texts import say

TITLE: Final = 20.0
BODY: Final = 12.0
PITCH: Final = 1.62
"""Line pitch of running text as part of its type: these papers are read, signed and corrected by pen."""
_VALUE: Final = Style("fang", 12.0, "left")
_LABEL: Final = Style("hei", 10.5)
SIGN: Final = 12.0
_GAP: Final = 6.0
"""Between two photographs, mm."""


@dataclass(slots=True)
class Sheets:
    """One paper being drawn: what fills it, and the flow of sheets. `side`: mm kept free at the right of the title."""

    filled: Filled
    flow: Flow
    side: float = 0.0

    def said(self, text: str) -> str:
        """A text with its gaps filled."""
        return text.format_map(self.filled.words) if "{" in text else text

    def wanted(self, part: Part) -> bool:
        """Whether a part stands on this paper."""
        words = self.filled.words
        return (not part.when or bool(words[part.when])) and not (part.unless and words[part.unless])


def draw_parts(sheets: Sheets, parts: Sequence[Part]) -> None:
    """Draw all parts that are wanted; a text goes to the next sheet with the places to sign that follow it."""
    wanted = [part for part in parts if sheets.wanted(part)]
    for number, part in enumerate(wanted):
        if part.turn and number:
            sheets.flow.turn()
        follows = wanted[number + 1] if number + 1 < len(wanted) else None
        sheets.flow.tail = (
            _height(follows) if follows and follows.kind == "sign" and not follows.turn else 0.0
        )
        _DRAW[part.kind](sheets, part)


def draw_heading(sheets: Sheets, part: Part) -> None:
    """A part's small heading, where it has one, kept with what follows."""
    if part.title:
        words = sheets.said(part.title)

        def draw() -> None:
            sheets.flow.gap(2.5)
            sheets.flow.line(words, "hei", BODY)
            sheets.flow.gap(1.5)

        sheets.flow.hold(9.5, draw)


def _title(sheets: Sheets, part: Part) -> None:
    flow, size = sheets.flow, part.size or TITLE
    room = (flow.page.room - 2 * sheets.side) * POINT
    for words in sheets.said(part.text).split("|"):
        fitted = min(size, room / max(flow.ink.width("biaosong", words), 1.0))
        if fitted < size * 0.7:
            fitted = size * 0.8
            for line in break_lines(words, flow.ink.advances("biaosong", words), room / fitted):
                flow.line(line, "biaosong", fitted, "centre")
        else:
            flow.line(words, "biaosong", fitted, "centre")
    if part.title:
        flow.gap(1.5)
        flow.line(sheets.said(part.title), "kai", BODY, "centre")
    flow.y = max(flow.y + 3.0, flow.page.top + sheets.side)


def draw_cells(sheets: Sheets, part: Part) -> None:
    """Labels and what is said beside them, in a frame."""
    draw_heading(sheets, part)
    pairs = max(sum(box.span for box in row) for row in part.rows)
    value = (sheets.flow.page.room - pairs * part.label_width) / pairs
    table = Table([part.label_width, value] * pairs, [])
    for row in part.rows:
        cells = []
        for box in row:
            cells += [Cell(box.label, _LABEL), Cell(sheets.said(box.text), _VALUE, box.span * 2 - 1)]
        table.rows.append(Row(cells, part.height))
    sheets.flow.table(table)
    sheets.flow.gap(2.0)


def _text(sheets: Sheets, part: Part) -> None:
    draw_heading(sheets, part)
    size, flow = part.size or BODY, sheets.flow
    pitch = size * PITCH / POINT
    lines = [
        line
        for paragraph in sheets.said(part.text).strip().split("\n")
        for line in _broken(flow, _indented(paragraph.strip()), size)
    ]
    kept = min(len(lines), 2) if flow.tail else 0
    for number, line in enumerate(lines):
        # The last lines go to the next sheet with the places to sign below them.
        flow.need(pitch * kept + flow.tail if kept and number == len(lines) - kept else pitch)
        flow.sheet.text(flow.left, flow.y + pitch * 0.7, line, "fang", size)
        flow.y += pitch
    flow.gap(1.5)


def _indented(paragraph: str) -> str:
    """A paragraph with two characters before it; one that begins with "! " (an address) stands at the edge."""
    return paragraph[2:] if paragraph.startswith("! ") else f"\u3000\u3000{paragraph}"


def _broken(flow: Flow, words: str, size: float) -> list[str]:
    return break_lines(words, flow.ink.advances("fang", words), flow.page.room * POINT / size)


def draw_table(sheets: Sheets, part: Part) -> None:
    """A table's rows, filled or empty for the pen."""
    draw_heading(sheets, part)
    rows = sheets.filled.tables.get(part.table, ())
    size = part.size or 11.0
    styles = {align: Style("fang", size, align) for align in ("left", "centre", "right")}
    columns = part.columns * part.across
    scale = sheets.flow.page.room / sum(column.width for column in columns)
    table = Table([column.width * scale for column in columns], [], heads=1)
    table.rows.append(Row([Cell(column.label, HEAD) for column in columns], part.height))
    lines = -(-max(len(rows) + part.spare, part.blank) // part.across)
    for at in range(lines):
        # Side by side the numbers run down the first block, then down the next, as a sign-in sheet is read.
        numbers = [at + block * lines for block in range(part.across)]
        side = [rows[number] if number < len(rows) else {"n": str(number + 1)} for number in numbers]
        cells = [
            Cell(one.get(column.key, ""), styles[column.align]) for one in side for column in part.columns
        ]
        table.rows.append(Row(cells, part.height))
    if not lines:
        table.rows.append(Row([Cell(say("papers.none_recorded"), _VALUE, len(columns))], part.height))
    sheets.flow.table(table)
    sheets.flow.gap(2.0)


def _pictures(sheets: Sheets, part: Part) -> None:
    """Photographs below one another, each in a frame with its words; frames alone where there is none."""
    draw_heading(sheets, part)
    flow = sheets.flow
    empty = [Picture(b"", 4, 3, sheets.said(place)) for place in part.places]
    shown = list(sheets.filled.pictures) or empty
    for at, one in enumerate(shown):
        room = flow.bottom - flow.page.top - 2 * _GAP if at else flow.bottom - flow.y - flow.tail
        high = min(part.height, room) if part.height > 20 else 100.0
        flow.need(high + 9.0)
        _framed(flow, one, high)


def _framed(flow: Flow, one: Picture, high: float) -> None:
    wide = flow.page.room
    flow.sheet.box(flow.left, flow.y, wide, high, 0.8)
    if one.content:
        scale = min((wide - 4) / one.width, (high - 4) / one.height)
        w, h = one.width * scale, one.height * scale
        flow.sheet.picture(one.content, flow.left + (wide - w) / 2, flow.y + (high - h) / 2, w, h)
    flow.y += high
    fitted = min(10.5, wide * POINT / max(flow.ink.width("song", one.words), 1.0))
    flow.sheet.text(flow.left + wide / 2, flow.y + 5.0, one.words, "song", fitted, "centre")
    flow.y += 9.0


def _height(part: Part) -> float:
    lines = max(len(place.split("|")) for place in part.places)
    return part.height + lines * SIGN * 2.1 / POINT


def _sign(sheets: Sheets, part: Part) -> None:
    """Who signs beside one another, each in lines; the room for seals is left free, nothing is printed in it."""
    flow = sheets.flow
    flow.need(_height(part))
    flow.gap(part.height)
    each = flow.page.room / len(part.places)
    pitch = SIGN * 2.1 / POINT
    for at, place in enumerate(part.places):
        for number, words in enumerate(sheets.said(place).split("|")):
            fitted = min(SIGN, (each - 3) * POINT / max(flow.ink.width("fang", words), 1.0))
            flow.sheet.text(flow.left + at * each, flow.y + (number + 0.6) * pitch, words, "fang", fitted)
    flow.gap(max(len(place.split("|")) for place in part.places) * pitch)


_DRAW: Final[Mapping[PartKind, Callable[[Sheets, Part], None]]] = {
    "title": _title,
    "cells": draw_cells,
    "text": _text,
    "table": draw_table,
    "pictures": _pictures,
    "sign": _sign,
}
