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
from app.rules.values import Reader, Stored, reader, storer

Store = Callable[..., Stored]
TEN_THOUSAND = 10_000


@dataclass(slots=True)
class Answers:
    """One column read: a stored value for each row, the rows with an issue, and how many cells were mended."""

    values: list[Stored]
    issues: list[tuple[int, Issue]] = field(default_factory=list)
    mended: int = 0


def field_of(path: str, forms: Forms) -> Field | None:
    """The field whose kind a path's cells have; None for places and other text that is not kept as an answer."""
    area, _, key = path.partition(".")
    if area in ("block", "part"):
        return forms.records["income"].by_key["amount"]
    if area == "head":
        return forms.records["person"].by_key.get(key)
    if path == "year.year":
        return forms.records["standing"].by_key["exit_year"]
    return forms.by_path.get(path)


def read_column(cells: Sequence[object], one: Field, forms: Forms, today: date, times: int = 1) -> Answers:
    """Every cell of a column as the archive keeps it. `times`: 10,000 where the sheet counts in 万元."""
    read, store = reader(one, forms.code_list(one), today), storer(one.kind)
    try:
        different = set(cells)
    except TypeError:  # a cell of a kind that cannot be looked up
        return _one_by_one(cells, read, store, times)
    if bool in set(map(type, different)):  # True would share its place with 1.0
        return _one_by_one(cells, read, store, times)
    known = {cell: read(cell) for cell in different}
    kept = {cell: _kept(found[0], store, times) for cell, found in known.items()}
    answers = Answers(list(map(kept.__getitem__, cells)))
    odd = {cell: found[1] for cell, found in known.items() if found[1] is not None}
    if odd:
        answers.issues = [(row, odd[cell]) for row, cell in enumerate(cells) if cell in odd]
    mended = {cell for cell, found in known.items() if found[2]}
    if mended:
        answers.mended = sum(map(mended.__contains__, cells))
    return answers


def _one_by_one(cells: Sequence[object], read: Reader, store: Store, times: int) -> Answers:
    answers = Answers([])
    for row, cell in enumerate(cells):
        value, issue, mended = read(cell)
        answers.values.append(_kept(value, store, times))
        answers.mended += mended
        if issue is not None:
            answers.issues.append((row, issue))
    return answers


def _kept(value: object, store: Store, times: int) -> Stored:
    if times != 1 and isinstance(value, Decimal):
        value *= times
    return store(value)


def texts_of(cells: Sequence[object], as_text: Callable[[object], str]) -> list[str]:
    """The cells of a column as plain text, each different one read once."""
    known: Mapping[object, str]
    try:
        known = {cell: as_text(cell) for cell in set(cells)}
    except TypeError:
        return [as_text(cell) for cell in cells]
    return [known[cell] for cell in cells]
