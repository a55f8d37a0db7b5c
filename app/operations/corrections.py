"""Corrections of one household as one batch: a field that was left, or a block pasted over its members.

Each can be taken back with `batches.undo_batch`. Also the log of who looked at a whole number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.operations.edits import write_answers
from app.operations.families import NewMember, put_in
from app.operations.offices import Office, need_household
from app.operations.subjects import Subject, record_of
from app.rules.dossiers import Value
from db.records import new_id

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
            write_answers(office, work, record_of(office, subject), subject, answers)
        for newcomer in newcomers:
            put_in(office, work, household_id, newcomer)
        written = work.written
    return Corrected(written, batch if written else "")


def note_reveal(office: Office, household_id: str, field: str) -> None:
    """Log that the signed-in user looked at a whole number (`field` is its path)."""
    need_household(office, household_id, "view")
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("reveal", about=household_id, field=field)
