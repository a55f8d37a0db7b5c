"""Corrections of one household as one batch: a field that was left, or a block pasted over its members.

Each can be taken back with `batches.undo_batch`. Also the log of who looked at a whole number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.operations.edits import write_answers
from app.operations.families import NewMember, put_in, with_derived
from app.operations.offices import Office, need_household
from app.operations.subjects import Subject, record_of
from app.rules.dossiers import Value
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

    Raises Problem for a user who may not enter, a village that is not his, or a household that is gone.
    """
    need_household(office, household_id)
    batch = new_id()
    with office.archive.work(office.user.name, reason, at=office.clock(), batch=batch) as work:
        for subject, answers in wanted:
            said = _as_the_number_says(work, subject, answers)
            write_answers(office, work, record_of(office, subject), subject, said)
        for newcomer in newcomers:
            put_in(office, work, household_id, newcomer)
        written = work.written
    return Corrected(written, batch if written else "")


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
