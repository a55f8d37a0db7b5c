"""Corrections of one household as one batch: a field that was left, or a block pasted over its members.

Each can be taken back with `batches.undo_batch`. Also the log of who looked at a whole number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.errors import Issue, Problem
from app.operations.answering import answer_issues, refuse
from app.operations.dossiers import dossier
from app.operations.edits import write_answers
from app.operations.families import NewMember, put_in, with_derived
from app.operations.offices import Office, need_household
from app.operations.statuses import status_issues, status_writers
from app.operations.subjects import Subject, record_of
from app.rules.dossiers import Value
from app.rules.inputs import taken
from app.texts import say
from db.records import new_id
from db.works import Work

Wanted = Sequence[tuple[Subject, Mapping[str, Value]]]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was written: how many changes, in which batch ("" for none)."""

    changes: int
    batch: str


def correct_household(
    office: Office,
    household_id: str,
    wanted: Wanted,
    newcomers: Sequence[NewMember] = (),
    reason: str | None = None,
) -> Corrected:
    """Set answers of a household, its members and years, and put `newcomers` in, all in one batch.

    Raises Problem for a user who may not enter, a village that is not his, or a household that is gone; Refused for
    a status that only a procedure changes.
    """
    need_household(office, household_id)
    batch = new_id()
    with office.archive.work(office.user.name, reason, at=office.clock(), batch=batch) as work:
        for subject, answers in wanted:
            refuse(status_issues(office, work, subject, answers))
            said = _as_the_number_says(work, subject, answers)
            write_answers(office, work, record_of(office, subject), subject, said)
        for newcomer in newcomers:
            put_in(office, work, household_id, newcomer)
        written = work.written
    return Corrected(written, batch if written else "")


def correct_status(
    office: Office, household_id: str, answers: Mapping[str, Value], reason: str, year: int | None = None
) -> Corrected:
    """更正登记: set status fields (by path) that were recorded wrongly, without a procedure, as one batch.

    `year`: of the yearly ones; the newest the household has where none is given. The reason stands in the history.
    Raises Problem for a user who may not approve or no reason, Refused for a field no procedure locks or an answer
    that cannot be.
    """
    need_household(office, household_id, "approve")
    if not reason.strip():
        raise Problem("statuses.no_reason")
    wanted = _read_statuses(office, answers)
    known = dossier(office, household_id, year)
    batch, why = new_id(), say("statuses.reason", reason=reason.strip())
    with office.archive.work(office.user.name, why, at=office.clock(), batch=batch) as work:
        for key, told in wanted.items():
            record = office.forms.record(key)
            of_year = known.year if known and record.scope == "household_year" else None
            write_answers(office, work, record, Subject(key, household_id, of_year), told)
        written = work.written
    return Corrected(written, batch if written else "")


def _read_statuses(office: Office, answers: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    """Status answers by record, read by their kind. Raises Refused with every issue."""
    writers, today = status_writers(office), office.clock().date()
    strange = [
        Issue("statuses.not_locked", path, "error", {"path": path}) for path in answers if path not in writers
    ]
    refuse(strange)
    read: dict[str, dict[str, Value]] = {}
    for path, value in answers.items():
        key, _, field = path.partition(".")
        told, issues = taken(office.forms.record(key), {field: value}, office.forms, today)
        issues += [
            one
            for one in answer_issues(office.forms, office.forms.record(key), told, today)
            if one.field == field and value is not None
        ]
        refuse(issues)
        read.setdefault(key, {}).update(told)
    return read


def _as_the_number_says(work: Work, subject: Subject, answers: Mapping[str, Value]) -> Mapping[str, Value]:
    """With a person's ID number also sex and birth date, where they are not known yet."""
    if subject.record != "person" or not answers.get("id_number"):
        return answers
    sex, born = work.read("SELECT sex, birth_date FROM person WHERE id = ?", (subject.owner,))[0]
    known = {"sex": sex is not None, "birth_date": born is not None}
    derived = with_derived(answers)
    return {key: value for key, value in derived.items() if key in answers or not known.get(key)}


def note_reveal(office: Office, household_id: str, field: str) -> None:
    """Log that the signed-in user looked at a whole number (`field` is its path)."""
    need_household(office, household_id, "view")
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("reveal", about=household_id, field=field)
