"""The members of a household: a line each with chosen columns, or a column each with every field."""

from collections.abc import Iterator

from app.documents.papers.definitions import Part
from app.documents.papers.desks import (
    GAP,
    SIDE,
    Desk,
    body_style,
    carried_words,
    head_row,
    heading,
    label_cell,
    shares,
    side_cell,
)
from app.documents.papers.fields import shown_fields
from app.documents.papers.rosters import holds_for
from app.documents.tables import HEAD, Cell, Row, Style, Table
from app.rules.dossiers import Answers, Member
from app.rules.forms import Field, Forms, Record
from app.rules.spots import Spot
from app.texts import say

_SMALL = Style(size=9)


def draw_people(desk: Desk, part: Part) -> None:
    """A line for each member the part speaks of, and `blank` lines for a pen."""
    heading(desk, part)
    tellers = [desk.tellers.of(column) for column in part.columns]
    size = part.size or 9.5
    styles = [body_style(column, size) for column in part.columns]
    needed = [desk.misses(column) for column in part.columns]
    rows = [head_row(part.columns)]
    for spot in asked_members(desk.spot, part, desk.forms):
        words = [tell(spot) for tell in tellers]
        rows.append(
            Row(
                [
                    Cell(word, GAP if need and not word else style)
                    for word, style, need in zip(words, styles, needed, strict=True)
                ],
                part.height,
            )
        )
    empty = desk.empty_rows(part, len(rows) - 1)
    rows += [Row([Cell() for _ in part.columns], part.height) for _ in range(empty)]
    desk.flow.table(Table(shares(part.columns, desk.room), rows, heads=1))


def asked_members(spot: Spot | None, part: Part, forms: Forms) -> Iterator[Spot]:
    """A spot for each member for whom the part's `where` holds, numbered from 1."""
    if spot is None:
        return
    holds, number = holds_for(part.where, forms), 0
    for member in spot.dossier.members:
        one = Spot(spot.dossier, spot.figures, member, number + 1)
        if holds(one):
            number += 1
            yield one


def member_spots(desk: Desk) -> Iterator[Spot]:
    """A spot for each member, numbered from 1."""
    if desk.spot:
        for number, member in enumerate(desk.spot.dossier.members, 1):
            yield Spot(desk.spot.dossier, desk.spot.figures, member, number)


def draw_matrix(desk: Desk, part: Part) -> None:
    """Every field of every member: fields downward by their groups, members shared out evenly over tables."""
    heading(desk, part)
    spots = list(member_spots(desk))
    tables = max(1, -(-len(spots) // part.pairs))
    across = max(2, -(-len(spots) // tables))
    for start in range(0, max(len(spots), 1), across):
        if start:
            desk.flow.gap(4)
        desk.flow.table(_matrix(desk, part, spots[start : start + across], across))


def _matrix(desk: Desk, part: Part, spots: list[Spot], across: int) -> Table:
    width = (desk.room - SIDE - part.label_width) / across
    names = [
        say("papers.member_head", number=spot.number, name=_name(spot)) + _of_year(spot) for spot in spots
    ]
    names += [""] * (across - len(names))
    rows = [Row([Cell(say("papers.item"), HEAD, 2), *(Cell(name, HEAD) for name in names)], 8.0)]
    for label, fields in member_fields(desk.forms, [spot.member for spot in spots if spot.member]):
        for number, one in enumerate(fields):
            cells = [side_cell(label, len(fields), part.height)] if not number else []
            cells.append(label_cell(one.label))
            column = desk.tellers.column(one)
            tell = desk.tellers.of(column)
            need = desk.misses(column)
            for spot in spots:
                word = tell(spot)
                cells.append(Cell(word, GAP if need and not word else _SMALL))
            cells += [Cell() for _ in range(across - len(spots))]
            rows.append(Row(cells, part.height))
    return Table([SIDE, part.label_width, *[width] * across], rows, heads=1)


def _name(spot: Spot) -> str:
    return spot.member.name if spot.member else ""


def _of_year(spot: Spot) -> str:
    """Below a member's name: the year his answers are of, where it is not the paper's."""
    if spot.member is None:
        return ""
    words = carried_words(spot.member.spoken, spot.dossier.year, spot.member.year)
    return f"\n{words}" if words else ""


def member_fields(forms: Forms, members: list[Member]) -> Iterator[tuple[str, list[Field]]]:
    """Groups of fields of person, membership, year and the county's own member forms."""
    for record in _member_records(forms):
        answers = [_answers(member, record) for member in members]
        for label, fields in record.groups.items():
            shown = list(shown_fields(fields, answers))
            if shown:
                yield label or record.label, shown


def _member_records(forms: Forms) -> list[Record]:
    """Who the member is, his place in the household, how he fared, then the county's own forms."""
    order = {"person": 0, "membership": 1, "member_year": 2}
    scopes = ("person", "membership", "person_year")
    found = [record for record in forms.records.values() if record.scope in scopes]
    return sorted(found, key=lambda record: order.get(record.key, 3))


def _answers(member: Member, record: Record) -> Answers:
    if record.storage == "answers":
        return member.extra.get(record.key, {})
    return {"person": member.person, "membership": member.membership}.get(record.key, member.year)
