"""Reads one column of a sheet: each different cell once, then every row by looking it up.

Answers come out as the archive keeps them (fen, thousandths, ISO days, codes joined by commas), because the
next step compares them with what is kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.errors import Issue
from app.rules.forms import Field, Forms
from app.rules.readings import TOO_LARGE
from app.rules.values import Reader, Reading, Stored, reader, storer

Store = Callable[..., Stored]
TEN_THOUSAND = 10_000


@dataclass(slots=True)
class Answers:
    """One column read: a stored value for each row, the rows with an issue, and how many cells were mended."""

    values: list[Stored]
    issues: list[tuple[int, Issue]] = field(default_factory=list)
    mended: int = 0


def read_column(cells: Sequence[object], one: Field, forms: Forms, today: date, times: int = 1) -> Answers:
    """Every cell of a column as the archive keeps it. `times`: 10,000 where the sheet counts in 万元."""
    read, store = reader(one, forms.code_list(one), today), storer(one.kind)
    try:
        different = set(cells)
    except TypeError:  # a cell of a kind that cannot be looked up
        return _one_by_one(cells, read, store, times, one)
    if bool in set(map(type, different)):  # True would share its place with 1.0
        return _one_by_one(cells, read, store, times, one)
    known = {cell: _times(read(cell), times, one, cell) for cell in different}
    kept = {cell: store(found[0]) for cell, found in known.items()}
    answers = Answers(list(map(kept.__getitem__, cells)))
    odd = {cell: found[1] for cell, found in known.items() if found[1] is not None}
    if odd:
        answers.issues = [(row, odd[cell]) for row, cell in enumerate(cells) if cell in odd]
    mended = {cell for cell, found in known.items() if found[2]}
    if mended:
        answers.mended = sum(map(mended.__contains__, cells))
    return answers


def _one_by_one(cells: Sequence[object], read: Reader, store: Store, times: int, one: Field) -> Answers:
    answers = Answers([])
    for row, cell in enumerate(cells):
        value, issue, mended = _times(read(cell), times, one, cell)
        answers.values.append(store(value))
        answers.mended += mended
        if issue is not None:
            answers.issues.append((row, issue))
    return answers


def _times(reading: Reading, times: int, one: Field, cell: object) -> Reading:
    """The reading in the unit of the archive; an amount beyond reason is a doubt."""
    value, issue, mended = reading
    if times == 1 or not isinstance(value, Decimal):
        return reading
    if abs(value * times) >= TOO_LARGE:
        return None, Issue("values.number_unreadable", one.key, "doubt", {"text": str(cell)}), False
    return value * times, issue, mended


def texts_of(cells: Sequence[object], as_text: Callable[[object], str]) -> list[str]:
    """The cells of a column as plain text, each different one read once."""
    known: Mapping[object, str]
    try:
        known = {cell: as_text(cell) for cell in set(cells)}
    except TypeError:
        return [as_text(cell) for cell in cells]
    return [known[cell] for cell in cells]
