"""Papers of meetings and notices as Word files: minutes are corrected, replies reworded, before they are signed."""

from collections.abc import Callable, Mapping
from typing import Final

from app.documents.glyphs import Ink
from app.documents.papers.desks import PaperContext
from app.documents.proceedings.definitions import Filled, Part, Proceeding
from app.documents.proceedings.drawing import (
    BODY,
    PITCH,
    SIGN,
    TITLE,
    Sheets,
    draw_cells,
    draw_heading,
    draw_table,
)
from app.documents.proceedings.making import PAGE
from app.documents.sheets import POINT
from app.documents.tables import Cell, Row, Style, Table
from app.documents.wordfiles.binding import bind
from app.documents.wordfiles.flows import WordFlow
from app.documents.wordfiles.margins import Surround
from app.errors import Problem

_SIGNED: Final = Style("fang", SIGN, "left")


def make_word_proceeding(paper: Proceeding, filled: Filled, context: PaperContext) -> bytes:
    """The bytes of a .docx on A4. Raises Problem papers.no_word for a paper of photographs."""
    wanted = Sheets(filled, flow := WordFlow(PAGE, Ink(context.fonts)))
    parts = [part for part in paper.parts if wanted.wanted(part)]
    if any(part.kind == "pictures" for part in parts):
        raise Problem("papers.no_word", paper=paper.title)
    for number, part in enumerate(parts):
        if part.turn and number:
            flow.turn()
        if own := _OWN.get(part.kind):
            own(flow, wanted, part)
        else:
            (draw_cells if part.kind == "cells" else draw_table)(wanted, part)
    return bind(Surround(PAGE, internal=not paper.hangs), context, [flow.blocks], paper.title)


def _title(flow: WordFlow, sheets: Sheets, part: Part) -> None:
    size = part.size or TITLE
    for words in sheets.said(part.text).split("|"):
        flow.put(words, "biaosong", size, "centre", pitch=size * 1.28)
    if part.title:
        flow.gap(1.5)
        flow.put(sheets.said(part.title), "kai", BODY, "centre")
    flow.gap(3.0)


def _text(flow: WordFlow, sheets: Sheets, part: Part) -> None:
    draw_heading(sheets, part)
    size = part.size or BODY
    for line in sheets.said(part.text).strip().split("\n"):
        words = line.strip()
        edge = words.startswith("! ")
        indent = 0.0 if edge else 2 * size / POINT
        flow.put(words[2:] if edge else words, "fang", size, first=indent, pitch=size * PITCH)
    flow.gap(1.5)


def _sign(flow: WordFlow, sheets: Sheets, part: Part) -> None:
    """Who signs beside one another, each in lines, without frames."""
    blocks = [sheets.said(place).split("|") for place in part.places]
    lines = max(len(block) for block in blocks)
    rows = [
        Row([Cell(block[at] if at < len(block) else "", _SIGNED) for block in blocks], SIGN * 2.1 / POINT)
        for at in range(lines)
    ]
    flow.gap(part.height)
    flow.table(Table([PAGE.room / len(blocks)] * len(blocks), rows), framed=False)


_OWN: Final[Mapping[str, Callable[[WordFlow, Sheets, Part], None]]] = {
    "title": _title,
    "text": _text,
    "sign": _sign,
}
