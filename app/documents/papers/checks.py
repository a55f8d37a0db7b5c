"""The sheet carried to a household: what is known, and room for a pen beside or below it."""

from app.documents.papers.definitions import Column, Part
from app.documents.papers.desks import GAP, Desk, body_style, head_row, heading, shares
from app.documents.papers.fields import shown_fields
from app.documents.papers.people import member_spots
from app.documents.tables import HEAD, LABEL, Cell, Row, Style, Table
from app.rules.spots import field_at
from app.texts import say

_SMALL = Style(size=9)
_FOR_THE_PEN = 6
"""Rows for members on a sheet that names nobody."""
_NAME = Style(role="hei", size=8.5, align="left")


def draw_check(desk: Desk, part: Part) -> None:
    """Label, what is known, and an empty cell to correct it; two sets side by side."""
    heading(desk, part)
    columns = list(part.columns)
    if part.record:
        answers = desk.spot.dossier.answers(part.record) if desk.spot else {}
        fields = shown_fields(desk.forms.records[part.record].fields, [answers])
        columns += [desk.tellers.column(one) for one in fields if not one.readonly]
    sets = part.pairs
    unit = desk.room / sets
    known = (unit - part.label_width) * 0.52
    table = Table([part.label_width, known, unit - part.label_width - known] * sets, [], heads=1)
    words = [say("papers.item"), say("papers.known"), say("papers.correct")] * sets
    table.rows.append(Row([Cell(word, HEAD) for word in words], 7.0))
    short = [column for column in columns if not _is_long(desk, column)]
    for start in range(0, len(short), sets):
        cells = [cell for column in short[start : start + sets] for cell in _checked(desk, column)]
        cells += [Cell() for _ in range(len(table.columns) - len(cells))]
        table.rows.append(Row(cells, part.height))
    for column in columns:
        if _is_long(desk, column):
            name, told, empty = _checked(desk, column)
            told.span = len(table.columns) - 2
            table.rows.append(Row([name, told, empty], part.height))
    desk.flow.table(table)


def _is_long(desk: Desk, column: Column) -> bool:
    field = field_at(column.sources[0], desk.forms) if column.sources else None
    return field is not None and field.kind == "long_text"


def _checked(desk: Desk, column: Column) -> list[Cell]:
    """What is asked, what is known of it, and room for a pen."""
    told = desk.told(column)
    known = Cell(told, GAP if desk.misses(column) and not told else _SMALL)
    return [Cell(column.label, _NAME), known, Cell()]


def draw_check_people(desk: Desk, part: Part) -> None:
    """Two rows a member: what is known, and an empty one to correct it; then `blank` for new members.

    A household nobody is known of gets numbered empty rows.
    """
    heading(desk, part)
    tellers = [desk.tellers.of(column) for column in part.columns]
    table = Table([10.0, *shares(part.columns, desk.room - 10.0)], [], heads=1)
    style = body_style(part.columns[0], part.size) if part.size else _SMALL
    head = head_row(part.columns, 8.0, part.size)
    table.rows.append(Row([Cell(say("papers.number"), HEAD), *head.cells], 8.0))
    for spot in member_spots(desk):
        known = [Cell(tell(spot), style) for tell in tellers]
        for cell, column in zip(known, part.columns, strict=True):
            if not cell.text and desk.misses(column):
                cell.style = GAP
        table.rows.append(Row([Cell(str(spot.number), LABEL, 1, 2), *known], part.height))
        table.rows.append(Row([Cell() for _ in known], part.height))
    names = [say("papers.new")] * part.blank
    if len(table.rows) == 1:
        names = [str(number) for number in range(1, _FOR_THE_PEN + 1)]
    table.rows += [Row([Cell(name, LABEL), *(Cell() for _ in tellers)], part.height) for name in names]
    desk.flow.table(table)
