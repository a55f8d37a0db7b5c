"""What a workbook to be written is: sheets of columns with kinds, and rows of cells.

A text kind is always written as text: ID numbers, telephones and codes never become numbers,
and no text becomes a formula.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.rules.forms import Kind

Value = str | int | Decimal | date | bool | None
"""A cell to be written, as `app.rules.values.plain` gives it. Blank is None: unknown stays empty."""

NUMBER_KINDS = frozenset({"integer", "quantity", "money", "year"})
MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767

_NAME_LETTERS = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LEAST_WIDTH, _MOST_WIDTH = 6.0, 40.0
_WIDTHS: dict[Kind, float] = {
    "id_number": 21, "account": 22, "phone": 13, "name": 10, "date": 12, "month": 9, "year": 7,
    "money": 13, "long_text": 30, "text": 14, "codes": 16,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its heading, the kind of its cells, its width in Latin letters.

    A width of 0 is told from heading and kind.
    """

    heading: str
    kind: Kind = "text"
    width: float = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows are taken once, in order, and may be made while they are written.

    `title` and `notes` stand above the headings; `paper` is A4 or A3.
    """

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Value]]
    title: str = ""
    notes: Sequence[str] = ()
    paper: str = "A4"
    landscape: bool = True


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names Excel accepts, in the same order: 31 letters, no signs of formulas, no two alike."""
    taken: set[str] = set()
    names = []
    for position, name in enumerate(wanted, 1):
        plain = _NOT_IN_NAMES.sub(" ", name).strip("' ")[:_NAME_LETTERS].strip("' ") or f"Sheet{position}"
        unique, number = plain, 2
        while unique.casefold() in taken or unique.casefold() == "history":
            tail = f" ({number})"
            unique, number = plain[: _NAME_LETTERS - len(tail)] + tail, number + 1
        taken.add(unique.casefold())
        names.append(unique)
    return names


def width_of(column: SheetColumn) -> float:
    """The width of a column in Latin letters; a heading may break into lines, so it needs half of its own."""
    if column.width:
        return column.width
    half = letters_wide(column.heading) / 2 + 2
    return min(max(_WIDTHS.get(column.kind, 10.0), half, _LEAST_WIDTH), _MOST_WIDTH)


def letters_wide(text: str) -> int:
    """How wide a text is in Latin letters: a Chinese character counts two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
