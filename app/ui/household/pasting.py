"""What a block of spreadsheet cells means for the members: which column is which field, which row is whom.

Knows no widget. With a row of headings the columns are found by their words and the rows by ID number or name;
without one the block lies from the chosen cell on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.rules.dossiers import Dossier, Member, Value
from app.rules.forms import Field, Forms
from app.rules.values import read, same
from app.texts import say
from app.ui.household.member_grids import AGE, SHOWN, member_value

RECORDS = ("person", "membership", "member_year")
_BLANKS = re.compile(r"[\s*:\uff1a\uff08\uff09()]+")
Block = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell: its field, the text, what it means, and the sentence that says why it is left out."""

    field: Field
    text: str
    answer: Value
    fault: str
    changes: bool


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row: whose it is (None for somebody new), and its cells that belong to a field."""

    member: Member | None
    cells: tuple[PastedCell, ...]

    @property
    def name(self) -> str:
        """The name the row says, else the member's."""
        said = next(
            (str(one.answer) for one in self.cells if one.field.path == "person.name" and one.answer), ""
        )
        return said or (self.member.name if self.member else "")


@dataclass(frozen=True, slots=True)
class Pasted:
    """A block as it was understood; `fields` by column, None for a column that is left out."""

    titles: tuple[str, ...]
    fields: tuple[Field | None, ...]
    rows: tuple[PastedRow, ...]

    def changes(self) -> int:
        """How many cells would change something."""
        return sum(cell.changes for row in self.rows for cell in row.cells)


def read_block(forms: Forms, known: Dossier, block: Block, path: str, person_id: str) -> Pasted:
    """Understand a block that is pasted on a cell (`path` of `person_id`; "" for the first row)."""
    headings = _fields_by_heading(forms, block[0])
    if sum(one is not None for one in headings) >= 2:
        rows = [_row_by_content(known, forms, headings, line) for line in block[1:]]
        return Pasted(tuple(block[0]), headings, tuple(row for row in rows if row.cells))
    wide = max(len(line) for line in block)
    fields = _fields_from(forms, path, wide)
    ids = [one.person_id for one in known.members]
    first = ids.index(person_id) if person_id in ids else 0
    members: list[Member | None] = [*known.members[first:], *[None] * len(block)]
    rows = [_row(forms, fields, line, member) for line, member in zip(block, members, strict=False)]
    titles = tuple(one.label if one else "" for one in fields)
    return Pasted(titles, fields, tuple(row for row in rows if row.cells))


def _fields_by_heading(forms: Forms, line: Sequence[str]) -> tuple[Field | None, ...]:
    words: dict[str, Field] = {}
    for record in RECORDS:
        for one in forms.records[record].fields:
            for word in (one.label, *one.headers):
                words.setdefault(_plain(word), one)
    return tuple(words.get(_plain(cell)) if cell.strip() else None for cell in line)


def _plain(words: str) -> str:
    return _BLANKS.sub("", words)


def _fields_from(forms: Forms, path: str, wide: int) -> tuple[Field | None, ...]:
    """The fields of the grid's columns from that one on; the age is no field, its cells are left out."""
    start = SHOWN.index(path) if path in SHOWN else 0
    shown = [None if one == AGE else forms.by_path[one] for one in SHOWN[start : start + wide]]
    return (*shown, *[None] * (wide - len(shown)))


def _row_by_content(
    known: Dossier, forms: Forms, fields: Sequence[Field | None], line: Sequence[str]
) -> PastedRow:
    row = _row(forms, fields, line, None)
    said = {cell.field.path: cell.answer for cell in row.cells}
    member = _whose(known, said)
    return _row(forms, fields, line, member) if member else row


def _whose(known: Dossier, said: dict[str, Value]) -> Member | None:
    """The member with the row's ID number; without one, the only member of that name."""
    number, name = said.get("person.id_number"), said.get("person.name")
    if number:
        for member in known.members:
            if member.person.get("id_number") == number:
                return member
    named = [one for one in known.members if name and one.person.get("name") == name]
    if len(named) == 1 and (not number or named[0].person.get("id_number") is None):
        return named[0]
    return None


def _row(
    forms: Forms, fields: Sequence[Field | None], line: Sequence[str], member: Member | None
) -> PastedRow:
    cells = []
    for one, text in zip(fields, line, strict=False):
        if one is None or one.readonly or not text.strip():
            continue  # a blank cell never wipes out what is known
        answer, issue, _ = read(one.kind, text.strip(), forms.code_list(one), one.path)
        unknown_code = issue is not None and one.kind in ("code", "codes")
        fault = say(issue.code, **issue.values) if issue and (answer is None or unknown_code) else ""
        before = member_value(member, one.path) if member else None
        cells.append(
            PastedCell(one, text.strip(), answer, fault, not fault and not same(one.kind, before, answer))
        )
    return PastedRow(member, tuple(cells))
