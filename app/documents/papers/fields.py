"""Grids of labels and values: chosen cells, or all fields of a record as its form orders them."""

from collections.abc import Iterable, Iterator, Sequence

from app.documents.papers.definitions import Column, Part
from app.documents.papers.desks import (
    Desk,
    body_style,
    carried,
    heading,
    label_cell,
    name_section,
    side_cell,
    value_cell,
)
from app.documents.tables import VALUE, Cell, Row, Table
from app.rules.dossiers import Answers
from app.rules.forms import Field, Record

_MOST_GROWTH = 5
"""A box for the pen grows no higher than so many times its height: a note, not an essay."""

Line = list[tuple[Column, int]]
"""Columns of a row, each with the number of label–value pairs it takes."""


def draw_cells(desk: Desk, part: Part) -> None:
    """The rows of cells a paper names itself."""
    heading(desk, part)
    lines = [_stretched([(column, column.span) for column in row], part.pairs) for row in part.rows]
    _draw_lines(desk, part, [(desk.said(part.side), lines)])


def draw_record(desk: Desk, part: Part) -> None:
    """All fields of a household-wide record by its groups; fields seldom used only where they are answered."""
    record = desk.forms.record(part.record)
    heading(desk, part, carried(desk, record.key))
    answers = desk.spot.dossier.answers(record.key) if desk.spot else {}
    _draw_lines(desk, part, _groups(desk, record, answers, part.pairs))


def draw_county(desk: Desk, part: Part) -> None:
    """Every form a county added to the household: one grid each, under the form's own name."""
    for record in desk.forms.county_records():
        if record.scope not in ("household", "household_year") or not desk.spot:
            continue
        name_section(desk, record.label, carried(desk, record.key))
        answers = desk.spot.dossier.answers(record.key)
        _draw_lines(desk, part, _groups(desk, record, answers, part.pairs))


def shown_fields(fields: Iterable[Field], answers: Sequence[Answers]) -> Iterator[Field]:
    """The fields a full paper shows: all usual ones, and those seldom used or computed where somebody answered."""
    for one in fields:
        if not (one.more or one.readonly) or any(some.get(one.key) is not None for some in answers):
            yield one


def _groups(desk: Desk, record: Record, answers: Answers, pairs: int) -> list[tuple[str, list[Line]]]:
    found = []
    for label, fields in record.groups.items():
        columns = [desk.tellers.column(one) for one in shown_fields(fields, [answers])]
        if columns:
            wide = {one.path for one in fields if one.kind == "long_text"}
            found.append((label, _in_lines(columns, pairs, wide)))
    return found


def _in_lines(columns: list[Column], pairs: int, wide: set[str]) -> list[Line]:
    """Columns put into rows: a long answer takes two pairs or a whole row, the last one of a row the rest."""
    lines: list[Line] = []
    line: Line = []
    used = 0
    for column in columns:
        need = pairs if column.sources[0] in wide else min(pairs, 2) if column.width > 36 else 1
        if used + need > pairs:
            lines.append(_stretched(line, pairs))
            line, used = [], 0
        line.append((column, need))
        used += need
    return [*lines, _stretched(line, pairs)]


def _stretched(line: Line, pairs: int) -> Line:
    """The row with its last column stretched to the end."""
    left = pairs - sum(need for _, need in line)
    return line if left <= 0 else [*line[:-1], (line[-1][0], line[-1][1] + left)]


def _draw_lines(desk: Desk, part: Part, groups: list[tuple[str, list[Line]]]) -> None:
    sided = any(label for label, _ in groups)
    room = desk.room - (part.side_width if sided else 0)
    value = room / part.pairs - part.label_width
    columns = ([part.side_width] if sided else []) + [part.label_width, value] * part.pairs
    rows: list[Row] = []
    spare = desk.spare_of(part) / max(sum(len(lines) for _, lines in groups), 1)
    height = min(part.height + spare, part.height * _MOST_GROWTH)
    for label, lines in groups:
        for number, line in enumerate(lines):
            cells: list[Cell] = (
                [side_cell(label, len(lines), part.height, part.size)] if sided and not number else []
            )
            for column, need in line:
                told = desk.told(column)
                style = body_style(column, part.size) if part.size else VALUE
                cells.append(label_cell(column.label, size=part.size))
                cells.append(value_cell(told, desk.misses(column), need * 2 - 1, style))
            rows.append(Row(cells, height))
    desk.flow.table(Table(columns, rows))
