"""Rows of the archive as answers and back: which columns a record has, and how each kind is kept.

Kept shapes: codes as "a,b", yes/no 1/0, quantity in thousandths, money in fen, dates in ISO text.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.operations.offices import Office
from app.rules.dossiers import Answers, Value
from app.rules.forms import Field, Record
from app.rules.values import loaded, loader, stored

_CODED = frozenset({"money", "quantity", "date", "codes", "yes_no"})
"""Kinds whose kept shape is not the answer itself."""

_WHOLE = frozenset({"money", "quantity", "yes_no", "integer", "year"})
"""Kinds kept as whole numbers; a county answer holds their digits as text."""

MARKS_AT_ONCE = 800
"""SQLite takes 32,766 bound values; plans stay quick with far fewer."""


@dataclass(frozen=True, slots=True)
class InList:
    """The question marks and values of one `IN (…)`."""

    marks: str
    values: tuple[object, ...]


def in_list(values: Sequence[object]) -> Iterator[InList]:
    """`values` in portions for `IN (…)`; one empty portion where there are none."""
    for start in range(0, max(len(values), 1), MARKS_AT_ONCE):
        some = tuple(values[start : start + MARKS_AT_ONCE])
        yield InList(",".join("?" * len(some)), some)


class Row(NamedTuple):
    """A stored row: the key columns as asked, and its answers by field key. A tuple: a township has 350,000 of them."""

    keys: tuple[Any, ...]
    answers: Answers

    @property
    def year(self) -> int:
        """The year of a yearly row, which stands second among its keys."""
        return int(self.keys[1])


class RowReader:
    """Reads one record's rows: `keys` are the columns before the answers; `wanted` paths, where not all are read."""

    def __init__(self, record: Record, keys: Sequence[str], wanted: Collection[str] | None = None) -> None:
        self.keys = len(keys)
        fields = [field for field in record.fields if wanted is None or field.path in wanted]
        self.names = tuple(field.key for field in fields)
        columns = ", ".join(f'"{name}"' for name in (*keys, *self.names))
        self.sql = f'SELECT {columns} FROM "{record.key}" WHERE '
        self.loaders = [
            (index, loader(field.kind)) for index, field in enumerate(fields) if field.kind in _CODED
        ]

    def rows(self, office: Office, condition: str, args: Sequence[object]) -> Iterator[Row]:
        """The rows under a condition. `condition` is program text, never what a person typed."""
        keys, names, loaders = self.keys, self.names, self.loaders
        for kept in office.archive.read(self.sql + condition, args):
            values = list(kept[keys:])
            for index, load in loaders:
                if values[index] is not None:
                    values[index] = load(values[index])
            yield Row(kept[:keys], dict(zip(names, values, strict=True)))


def county_answer(field: Field, kept: object) -> Value:
    """A county form's answer, kept as text, as a value of its kind."""
    if kept is None:
        return None
    return loaded(field.kind, int(str(kept)) if field.kind in _WHOLE else str(kept))


def kept_county_answer(field: Field, value: Value) -> str | None:
    """A county form's answer as its row keeps it: always text."""
    kept = stored(field.kind, value)
    return None if kept is None else str(kept)


def kept_answers(record: Record, answers: Mapping[str, Value]) -> dict[str, str | int | None]:
    """Answers as the archive keeps them, by column. Raises KeyError for a field the record does not have."""
    return {key: stored(record.by_key[key].kind, value) for key, value in answers.items()}


def answers_by_id(office: Office, record: Record, ids: Sequence[str]) -> dict[str, Answers]:
    """The answers of these rows of a record, by their ids."""
    reader = RowReader(record, ("id",))
    return {
        str(row.keys[0]): row.answers
        for some in in_list(ids)
        for row in reader.rows(office, f"id IN ({some.marks})", some.values)
    }
