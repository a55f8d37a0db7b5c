"""Body text as official documents set it (GB/T 9704-2012): 22 lines of 28 characters, Fangsong of size 3.

The margins (left 28, top 37, right 26, bottom 35 mm) are the paper's own; lines stand on the grid they leave.
"""

from collections.abc import Sequence
from functools import partial

from app.documents.breaking import break_lines
from app.documents.fonts import Role
from app.documents.papers.definitions import Part
from app.documents.papers.desks import Desk
from app.documents.papers.rosters import tally
from app.documents.papers.sources import on_paper
from app.documents.sheets import POINT
from app.rules.spots import spot_of
from app.texts import say

BODY: Role = "fang"
SIZE = 15.75
"""Size 3 (三号) in points: 28 of them fill 156 mm."""
TITLE = 22.0
"""Size 2 (二号) in points."""
LINES = 22
_BLOCK = 225.0
PITCH = (_BLOCK - SIZE / POINT) / (LINES - 1)
"""From one line to the next, mm: 22 lines fill the block of 225 mm."""

# What a line of `text` begins with, and how the paragraph looks: its type, and the characters it is indented by.
_MARKS: Sequence[tuple[str, Role, int]] = (("## ", "kai", 2), ("# ", "hei", 2), ("! ", BODY, 0))

_WIDE = "\u3000"


def draw_letter(desk: Desk, part: Part) -> None:
    """Title and paragraphs on the grid. `# ` and `## ` are headings of first and second order, `! ` is not indented.

    `{…}` with a column's label is what the column counts; an unknown number is left open for the pen. The last two
    lines keep with the places to sign, so that no sheet holds signatures alone.
    """
    if part.title:
        for line in desk.said(part.title).split("\n"):
            _put(desk, line, "biaosong", TITLE)
        desk.flow.gap(PITCH)
    lines = [line for paragraph in paragraphs(desk, part) for line in _broken(desk, paragraph)]
    last = desk.paper.parts[-1] is part
    kept = 0 if last else min(2, len(lines))
    while 0 < kept < len(lines) and lines[-kept - 1][1] != BODY:
        kept += 1
    _put_all(desk, lines[: len(lines) - kept])
    if kept:
        desk.flow.hold(kept * PITCH, partial(_put_all, desk, lines[-kept:]))


def _put_all(desk: Desk, lines: Sequence[tuple[str, Role]]) -> None:
    for words, role in lines:
        if role != BODY:  # a heading never ends a sheet
            desk.flow.need(PITCH + SIZE / POINT)
        _put(desk, words, role)


def _text(desk: Desk, part: Part) -> str:
    spots = [spot_of(dossier, desk.forms) for dossier in desk.dossiers]
    counted = {
        column.label: on_paper(None, tally(column, desk.forms)(spots), desk.forms)
        or say("papers.open_number")
        for column in part.columns
    }
    return desk.said(part.text, counted)


def paragraphs(desk: Desk, part: Part) -> list[tuple[str, Role, int]]:
    """The paragraphs of a letter without their marks: words, type, and the characters they are indented by."""
    return [_marked(paragraph) for paragraph in _text(desk, part).strip().split("\n")]


def _marked(paragraph: str) -> tuple[str, Role, int]:
    for mark, kind, wide in _MARKS:
        if paragraph.startswith(mark):
            return paragraph[len(mark) :].strip(), kind, wide
    return paragraph.strip(), BODY, 2


def _broken(desk: Desk, paragraph: tuple[str, Role, int]) -> list[tuple[str, Role]]:
    words, role, indent = paragraph
    words = _WIDE * indent + words
    room = desk.room * POINT / SIZE
    return [(line, role) for line in break_lines(words, desk.flow.ink.advances(role, words), room)]


def _put(desk: Desk, words: str, role: Role, size: float = SIZE) -> None:
    """One line on the grid; a title stands in the middle."""
    flow = desk.flow
    flow.need(SIZE / POINT)
    base = flow.y + size * 0.86 / POINT
    if size == SIZE:
        flow.sheet.text(flow.left, base, words, role, size)
    else:
        flow.sheet.text(flow.left + desk.room / 2, base, words, role, size, "centre")
    flow.y += PITCH


def draw_seals(desk: Desk, part: Part) -> None:
    """Those who sign beside one another, `|` between the lines of each: body, person, day; the seal's place is free."""
    flow = desk.flow
    blocks = [desk.said(place).split("|") for place in part.places]
    size = part.size or SIZE
    lines = max(len(block) for block in blocks)
    pitch = part.height if part.height > 7 else PITCH * 1.25
    flow.need(PITCH + (lines - 1) * pitch + size / POINT)
    flow.gap(PITCH)
    each = desk.room / len(blocks)
    for at, block in enumerate(blocks):
        for number, words in enumerate(block):
            fitted = min(size, (each - 4) * POINT / max(flow.ink.width(BODY, words), 1.0))
            base = flow.y + number * pitch + size / POINT
            flow.sheet.text(flow.left + at * each, base, words, BODY, fitted)
    flow.gap(lines * pitch)
