"""Corrections on the household page: answers of any form, written as changes of one unit of work."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import Problem
from app.operations.answering import refuse
from app.operations.offices import Office, need_role, need_village
from app.operations.rows import kept_answers, kept_county_answer
from app.operations.statuses import status_issues
from app.operations.subjects import Subject, open_row, record_of, row_of
from app.rules.dossiers import Value
from app.rules.forms import Record
from db.works import Work


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written: how many changes, and which fields of the subject really changed."""

    changes: int
    fields: tuple[str, ...]


def save_answers(
    office: Office,
    subject: Subject,
    answers: Mapping[str, Value],
    reason: str | None = None,
    batch: str | None = None,
) -> Saved:
    """Set answers of one subject; unchanged ones are not written again. None takes an answer back to unknown.

    A yearly row that is not there yet is made with last year's answers carried forward. Raises Problem for
    a user who may not enter, a village that is not his, or a form that does not exist; Refused for a status that
    only a procedure changes.
    """
    need_role(office, "enter")
    record = record_of(office, subject)
    _need_place(office, record, subject)
    with office.archive.work(office.user.name, reason, at=office.clock(), batch=batch) as work:
        refuse(status_issues(office, work, subject, answers))
        fields = write_answers(office, work, record, subject, answers)
        written = work.written
    return Saved(written, fields)


def write_answers(
    office: Office, work: Work, record: Record, subject: Subject, answers: Mapping[str, Value]
) -> tuple[str, ...]:
    """As `save_answers`, inside a unit of work that is already open."""
    if record.storage == "answers":
        return _write_county(work, record, subject, answers)
    row = row_of(work, record, subject)
    if row is None:
        row = open_row(work, record, subject)
    kept = kept_answers(record, answers)
    if "confirmed" in record.by_key and "confirmed" not in kept:
        kept["confirmed"] = 1
    return tuple(key for key in work.update(record.key, row, kept) if key != "confirmed")


def _write_county(
    work: Work, record: Record, subject: Subject, answers: Mapping[str, Value]
) -> tuple[str, ...]:
    """One answer row per field: a county's form needs no table."""
    rows = work.read(
        "SELECT field, id, value FROM answer WHERE form = ? AND subject_id = ? AND year IS ?",
        (record.key, subject.owner, subject.year),
    )
    known = {field: (row, value) for field, row, value in rows}
    changed = []
    for key, value in answers.items():
        kept = kept_county_answer(record.by_key[key], value)
        if key in known:
            if work.update("answer", known[key][0], {"value": kept}):
                changed.append(key)
        elif kept is not None:
            named = {"form": record.key, "subject_id": subject.owner, "year": subject.year, "field": key}
            work.create("answer", {**named, "value": kept})
            changed.append(key)
    return tuple(changed)


def _need_place(office: Office, record: Record, subject: Subject) -> None:
    """Keep a village's user to his villages, whatever the record is about."""
    divisions = _divisions_of(office, record, subject)
    mine = [one for one in divisions if one in office.user.villages]
    need_village(office, (mine or divisions)[0])


_BY_PERSON = (
    "SELECT h.division_id, m.left_on IS NULL FROM household h JOIN membership m ON m.household_id = h.id"
    " WHERE m.{column} = ?"
)


def _divisions_of(office: Office, record: Record, subject: Subject) -> list[str]:
    """The villages a subject belongs to. Raises Problem for one that is gone."""
    if record.scope in ("household", "household_year"):
        sql = "SELECT division_id, 1 FROM household WHERE id = ?"
    else:
        sql = _BY_PERSON.format(column="id" if record.scope == "membership" else "person_id")
    found = office.archive.read(sql, (subject.owner,))
    if not found:
        raise Problem("edit.gone")
    # Where a person lives now counts; where he has left everywhere, the villages he left.
    living = [str(division) for division, lives in found if lives]
    return living or [str(division) for division, _ in found]
