"""The parts of a paper that a PDF draws at places, as paragraphs and tables: titles, covers, texts, places to sign."""

from app.documents.papers import letters
from app.documents.papers.definitions import Part
from app.documents.papers.desks import Desk, heading
from app.documents.sheets import POINT, Align
from app.documents.tables import Cell, Row, Style, Table
from app.documents.wordfiles.flows import WordFlow
from app.texts import say

_FIRST_BASE = 1.5
"""Room above a text, mm."""


def draw_title(flow: WordFlow, desk: Desk, part: Part) -> None:
    """The title in the middle; `text` below it, left of `|` and at the right margin."""
    size = part.size or 18
    for line in desk.said(part.title).split("\n"):
        flow.put(line, "biaosong", size, "centre", pitch=size * 1.5)
    if part.text:
        small = max(10.5, size * 0.45)
        left, _, right = desk.said(part.text).partition("|")
        flow.gap(2.0)
        tabs: dict[float, Align] = {desk.room: "right"}
        flow.put(f"{left}\t{right}" if right else left, "song", small, tabs=tabs)
    flow.gap(1.5)


def draw_cover(flow: WordFlow, desk: Desk, part: Part) -> None:
    """A sheet with the title, and what the file is of, a line each."""
    flow.gap(45.0)
    flow.put(desk.said(part.text), "song", 16, "centre")
    flow.gap(8.0)
    flow.put(desk.said(part.title), "biaosong", part.size or 32, "centre", pitch=(part.size or 32) * 1.5)
    flow.gap(50.0)
    label, value = Style(role="hei", size=14, align="right"), Style(size=14, align="left")
    rows = []
    for row in part.rows:
        name, _, stated = row[0].label.partition("=")
        words = desk.told(row[0]) if row[0].sources else desk.said(stated)
        rows.append(Row([Cell(name, label), Cell(words, value)], 12.0))
    flow.table(Table([desk.room * 0.32, desk.room * 0.68], rows), framed=False)


def draw_text(flow: WordFlow, desk: Desk, part: Part) -> None:
    """A text of the paper's own."""
    heading(desk, part)
    size = part.size or 10
    flow.gap(max(_FIRST_BASE, size * 0.15))
    for line in desk.said(part.text, desk.counted(part)).strip("\n").split("\n"):
        words = line.lstrip("\u3000")
        indent = (len(line) - len(words)) * size / POINT
        flow.put(words, "song", size, first=indent, pitch=size * 1.35)
    flow.gap(1.0)


def draw_sign(flow: WordFlow, desk: Desk, part: Part) -> None:
    """Places to sign on one line, each with room behind it; nothing is ever printed there."""
    size = part.size or 10.5
    places = [desk.said(place) for place in part.places]
    widths = [len(place) * size / POINT for place in places]
    free = max(desk.room - sum(widths), 0.0) / len(places)
    tabs: dict[float, Align] = {}
    at = 0.0
    for width in widths[:-1]:
        at += width + free
        tabs[at] = "left"
    flow.put("\t".join(places), "song", size, before=max(part.height - size / POINT, 0.0), tabs=tabs)
    flow.gap(2.0)


def draw_seals(flow: WordFlow, desk: Desk, part: Part) -> None:
    """Those who sign beside one another, a line of each below the other, without frames."""
    blocks = [desk.said(place).split("|") for place in part.places]
    style = Style(role=letters.BODY, size=part.size or letters.SIZE, align="left")
    pitch = part.height if part.height > 7 else letters.PITCH * 1.25
    lines = max(len(block) for block in blocks)
    rows = [
        Row([Cell(block[at] if at < len(block) else "", style) for block in blocks], pitch)
        for at in range(lines)
    ]
    flow.gap(letters.PITCH)
    flow.table(Table([desk.room / len(blocks)] * len(blocks), rows), framed=False)


def draw_letter(flow: WordFlow, desk: Desk, part: Part) -> None:
    """Title and paragraphs of an official letter at their pitch, first lines indented by two characters."""
    pitch = letters.PITCH * POINT
    for line in desk.said(part.title).split("\n") if part.title else ():
        flow.put(line, "biaosong", letters.TITLE, "centre", pitch=pitch)
    flow.gap(letters.PITCH if part.title else 0)
    for words, role, indent in letters.paragraphs(desk, part):
        flow.put(words, role, letters.SIZE, first=indent * letters.SIZE / POINT, pitch=pitch)


def draw_version(flow: WordFlow, desk: Desk, part: Part) -> None:
    """Which version of the household's records it says; the code that proves a print has no place in what is edited."""
    if desk.spot and desk.spot.dossier.household_id:
        dossier = desk.spot.dossier
        words = say("papers.version", year=dossier.year, version=dossier.version)
        flow.put(words, "song", 7.5, "right")


def leave_out(flow: WordFlow, desk: Desk, part: Part) -> None:
    """What a file that is edited cannot hold: the page numbers of a list of contents."""
