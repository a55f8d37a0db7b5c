"""The sheet carried to a household: what is known, and room for a pen beside or below it."""

from app.documents.papers.definitions import Part
from app.documents.papers.desks import GAP, Desk, head_row, heading, shares
from app.documents.papers.fields import shown_fields
from app.documents.papers.people import member_spots
from app.documents.tables import HEAD, LABEL, Cell, Row, Style, Table
from app.texts import say

_SMALL = Style(size=9)
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
    for start in range(0, len(columns), sets):
        cells: list[Cell] = []
        for column in columns[start : start + sets]:
            told = desk.told(column)
            cells += [
                Cell(column.label, _NAME),
                Cell(told, GAP if desk.misses(column) and not told else _SMALL),
            ]
            cells.append(Cell())
        cells += [Cell() for _ in range(len(table.columns) - len(cells))]
        table.rows.append(Row(cells, part.height))
    desk.flow.table(table)


def draw_check_people(desk: Desk, part: Part) -> None:
    """Two rows a member: what is known, and an empty one to correct it; then `blank` for new members."""
    heading(desk, part)
    tellers = [desk.tellers.of(column) for column in part.columns]
    table = Table([10.0, *shares(part.columns, desk.room - 10.0)], [], heads=1)
    head = head_row(part.columns)
    table.rows.append(Row([Cell(say("papers.number"), HEAD), *head.cells], 8.0))
    for spot in member_spots(desk):
        known = [Cell(tell(spot), _SMALL) for tell in tellers]
        for cell, column in zip(known, part.columns, strict=True):
            if not cell.text and desk.misses(column):
                cell.style = GAP
        table.rows.append(Row([Cell(str(spot.number), LABEL, 1, 2), *known], part.height))
        table.rows.append(Row([Cell() for _ in known], part.height))
    for _ in range(part.blank):
        table.rows.append(Row([Cell(say("papers.new"), LABEL), *(Cell() for _ in tellers)], part.height))
    desk.flow.table(table)
