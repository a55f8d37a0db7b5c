"""Answers by kind: read from cells, shown to people, put into workbooks, kept in the database.

One page for all kinds, so that screen, paper, workbook and archive cannot disagree.
Money is decimal yuan here and integer fen in the database; quantities are kept as thousandths.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from app.rules.dossiers import Value
from app.rules.forms import CodeList, Kind
from app.rules.readings import Reader, Reading, kind_reader, reader
from app.texts import say

__all__ = [
    "Reader",
    "Reading",
    "loaded",
    "loader",
    "plain",
    "read",
    "reader",
    "same",
    "show",
    "stored",
    "storer",
]

Stored = str | int | None


def read(
    kind: Kind, raw: object, codes: CodeList | None = None, field: str = "", today: date | None = None
) -> Reading:
    """(answer or None, issue or None, whether it was mended) of one cell or typed text.

    For a column of cells take `reader`, which is many times faster.
    """
    return kind_reader(kind, codes, field, today)(raw)


def show(kind: Kind, value: Value, codes: CodeList | None = None) -> str:
    """An answer as people read it: 2026年11月3日, 11,860.00, names of codes joined; unknown is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("values.yes") if value else say("values.no")
    if isinstance(value, date):
        return say("values.date", year=value.year, month=value.month, day=value.day)
    if isinstance(value, Decimal):
        return f"{value:,.2f}" if kind == "money" else _trimmed(value, ",")
    if isinstance(value, tuple):
        return "\u3001".join(codes.name(code) if codes else code for code in value)
    if isinstance(value, int):
        return f"{value:,}" if kind == "integer" else str(value)
    if kind == "month":
        return say("values.month", year=value[:4], month=int(value[5:7]))
    return codes.name(value) if codes else value


def _trimmed(number: Decimal, separator: str = "") -> str:
    text = f"{number:{separator}.3f}"
    return text.rstrip("0").rstrip(".")


def plain(kind: Kind, value: Value, codes: CodeList | None = None) -> str | int | Decimal | None:
    """An answer as a workbook cell: numbers as numbers, yyyymmdd and yyyymm as the national system writes.

    `read` of the same kind gives the answer back.
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return say("values.yes") if value else say("values.no")
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    if isinstance(value, tuple):
        return ",".join(codes.name(code) if codes else code for code in value)
    if isinstance(value, int | Decimal):
        return value
    if kind == "month":
        return value.replace("-", "")
    return codes.name(value) if codes else value


def same(kind: Kind, one: Value, other: Value) -> bool:
    """Whether two answers say the same: several codes as sets, numbers by amount, empty text as unknown."""
    if kind == "codes":
        return set(_codes_of(one)) == set(_codes_of(other))
    return (None if one == "" else one) == (None if other == "" else other)


def _codes_of(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def storer(kind: Kind) -> Callable[[Value], Stored]:
    """A function from answers of a kind to what the database column holds."""
    if kind in ("money", "quantity"):
        scale = 2 if kind == "money" else 3
        return lambda value: int(value.scaleb(scale)) if isinstance(value, Decimal) else None
    if kind == "date":
        return lambda value: value.isoformat() if isinstance(value, date) else None
    if kind == "codes":
        return lambda value: ",".join(value) if isinstance(value, tuple) and value else None
    if kind == "yes_no":
        return lambda value: int(value) if isinstance(value, bool) else None
    return _as_it_is


def _as_it_is(value: Value) -> Stored:
    return value if isinstance(value, str | int) else None


def loader(kind: Kind) -> Callable[[Stored], Value]:
    """A function from what the database column holds to answers of a kind."""
    if kind in ("money", "quantity"):
        scale = -2 if kind == "money" else -3
        return lambda kept: None if kept is None else Decimal(kept).scaleb(scale)
    if kind == "date":
        return lambda kept: date.fromisoformat(str(kept)) if kept else None
    if kind == "codes":
        return lambda kept: tuple(str(kept).split(",")) if kept else None
    if kind == "yes_no":
        return lambda kept: None if kept is None else bool(kept)
    return lambda kept: kept


def stored(kind: Kind, value: Value) -> Stored:
    """An answer as the database holds it: fen, thousandths, ISO days, 0 and 1, codes joined by commas."""
    return storer(kind)(value)


def loaded(kind: Kind, kept: Stored) -> Value:
    """The answer a database column holds."""
    return loader(kind)(kept)
