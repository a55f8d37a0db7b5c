"""What an answer is about: a record of the forms, its owner, and the year where the record is yearly.

Finds the archive's row behind a subject, and makes it where there is none: a new year begins with last
year's answers carried forward and marked unconfirmed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import Problem
from app.operations.offices import Office
from app.rules.forms import Record
from db.works import Work

CARRIED_OFF = frozenset({"stated_size", "stated_total", "stated_net", "stated_per_person"})
"""What an import said of one year only: never carried into the next."""

_OWNERS = {"household_year": "household_id", "person_year": "person_id"}


@dataclass(frozen=True, slots=True)
class Subject:
    """`record` of `owner` (household, person or membership id, as the record's scope says), in `year`."""

    record: str
    owner: str
    year: int | None = None


def record_of(office: Office, subject: Subject) -> Record:
    """The form of a subject. Raises Problem for one that is not in `forms/`."""
    record = office.forms.records.get(subject.record)
    if record is None:
        raise Problem("edit.unknown_form", form=subject.record)
    return record


def row_of(work: Work, record: Record, subject: Subject) -> str | None:
    """The id of the subject's row; None where a yearly row is not yet made."""
    owner = _OWNERS.get(record.scope)
    if owner is None:
        return subject.owner
    found = work.read(
        f'SELECT id FROM "{record.key}" WHERE {owner} = ? AND year = ?', (subject.owner, subject.year)
    )
    return str(found[0][0]) if found else None


def open_row(work: Work, record: Record, subject: Subject) -> str:
    """Make the subject's row of a year, with the newest earlier answers, marked unconfirmed."""
    owner = _OWNERS[record.scope]
    carried = carried_answers(work, record, subject)
    return work.create(record.key, {owner: subject.owner, "year": subject.year, **carried})


def carried_answers(work: Work, record: Record, subject: Subject) -> Mapping[str, str | int | None]:
    """What the newest earlier year says, as kept; `confirmed` is no. Empty where no earlier year is known."""
    owner = _OWNERS[record.scope]
    names = [field.key for field in record.fields if field.key not in CARRIED_OFF]
    columns = ", ".join(f'"{name}"' for name in names)
    rows = work.read(
        f'SELECT {columns} FROM "{record.key}" WHERE {owner} = ? AND year < ? ORDER BY year DESC LIMIT 1',
        (subject.owner, subject.year),
    )
    if not rows:
        return {}
    carried = {name: value for name, value in zip(names, rows[0], strict=True) if value is not None}
    return {**carried, "confirmed": 0} if "confirmed" in record.by_key else carried
