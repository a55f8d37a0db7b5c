"""What the archive says today of many single fields at once, as text: what a check compares its sheets with.

A yearly form speaks by its newest row up to the year asked for, as a dossier does; an income kind by its sum.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.operations.rows import county_answer, in_list, kept_county_answer
from app.rules.checksheets import INCOME, income_field
from app.rules.dossiers import Value
from app.rules.forms import Field, Forms, Record
from app.rules.values import show

Read = Callable[[str, Sequence[object]], list[Any]]
"""`Archive.read` or `Work.read`."""

_OWNERS = {"household_year": "household_id", "person_year": "person_id"}


@dataclass(frozen=True, slots=True)
class Spotted:
    """One field of one subject: of form `form`, about `subject` (household, person or membership), in `year`.

    `year` is None where the form has none. For an income, `field` is the kind and `subject` the household.
    """

    form: str
    subject: str
    year: int | None
    field: str


def field_of(forms: Forms, form: str, key: str) -> Field:
    """The field behind a spot. Raises KeyError for a form or field that is not there, Problem for an income kind."""
    return income_field(forms, key) if form == INCOME else forms.records[form].by_key[key]


def year_for(forms: Forms, form: str, year: int) -> int | None:
    """The year a form's answers are kept under: none where it is not yearly."""
    return year if form == INCOME or forms.records[form].scope in _OWNERS else None


def as_kept(field: Field, value: Value) -> str | None:
    """An answer as text, the way marks keep it."""
    return kept_county_answer(field, value)


def as_answer(field: Field, kept: str | None) -> Value:
    """The answer behind such a text."""
    return county_answer(field, kept)


def in_words(forms: Forms, field: Field, kept: str | None) -> str:
    """Such a text as people read it; "" for unknown."""
    return show(field.kind, as_answer(field, kept), forms.code_list(field))


def archived(read: Read, forms: Forms, wanted: Iterable[Spotted]) -> dict[Spotted, str | None]:
    """What the archive says of each spot, as text; None where it is unknown or its subject is gone."""
    grouped: dict[tuple[str, int | None], list[Spotted]] = defaultdict(list)
    for one in wanted:
        grouped[one.form, one.year].append(one)
    found: dict[Spotted, str | None] = {}
    for (form, year), spots in grouped.items():
        said = _said(read, forms, form, year, spots)
        for one in spots:
            value = said.get(one.subject, {}).get(one.field)
            found[one] = None if value is None else str(value)
    return found


def _said(
    read: Read, forms: Forms, form: str, year: int | None, spots: Sequence[Spotted]
) -> Mapping[str, Mapping[str, object]]:
    """Values as kept, by subject and field."""
    subjects = list(dict.fromkeys(one.subject for one in spots))
    if form == INCOME:
        return _incomes(read, year, subjects)
    record = forms.records[form]
    if record.storage == "answers":
        return _county(read, record, year, subjects)
    return _rows(read, record, year, subjects, list(dict.fromkeys(one.field for one in spots)))


def _rows(
    read: Read, record: Record, year: int | None, subjects: Sequence[str], fields: Sequence[str]
) -> dict[str, dict[str, object]]:
    owner = _OWNERS.get(record.scope, "id")
    columns = ", ".join(f'"{key}"' for key in (owner, *fields))
    upto = "" if year is None else " AND year <= ? ORDER BY year"
    found: dict[str, dict[str, object]] = {}
    for some in in_list(subjects):
        sql = f'SELECT {columns} FROM "{record.key}" WHERE {owner} IN ({some.marks}){upto}'
        for row in read(sql, some.values if year is None else (*some.values, year)):
            found[row[0]] = dict(zip(fields, row[1:], strict=True))
    return found


def _county(
    read: Read, record: Record, year: int | None, subjects: Sequence[str]
) -> dict[str, dict[str, object]]:
    """A county's form: its newest year up to the one asked for, as a dossier shows it."""
    found: dict[str, tuple[int, dict[str, object]]] = {}
    for some in in_list(subjects):
        sql = (
            f"SELECT subject_id, coalesce(year, 0), field, value FROM answer WHERE form = ?"
            f" AND subject_id IN ({some.marks}) AND coalesce(year, 0) <= ? ORDER BY 2"
        )
        for subject, its_year, field, value in read(sql, (record.key, *some.values, year or 0)):
            if subject not in found or found[subject][0] < its_year:
                found[subject] = (its_year, {})
            found[subject][1][field] = value
    return {subject: said for subject, (_, said) in found.items()}


def _incomes(read: Read, year: int | None, subjects: Sequence[str]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = defaultdict(dict)
    for some in in_list(subjects):
        sql = (
            f"SELECT household_id, kind, sum(amount) FROM income WHERE household_id IN ({some.marks}) AND year = ?"
            " GROUP BY 1, 2"
        )
        for household, kind, amount in read(sql, (*some.values, year)):
            found[household][kind] = amount
    return found
