"""Lines of a household that come in any number: income items and papers of the archive."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import Problem
from app.operations.offices import Office, need_household
from app.operations.rows import RowReader, kept_answers
from app.rules.dossiers import Answers, Value
from db.works import Work

Linked = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its id, and its answers by the keys of the form."""

    id: str
    answers: Answers


def list_entries(office: Office, record: str, household_id: str, year: int | None = None) -> list[Entry]:
    """A household's lines of a form with `rows = true`, in the order they were entered; of one year if given."""
    need_household(office, household_id, "view")
    reader = RowReader(office.forms.records[record], ("id",))
    condition = "household_id = ?" + (" AND year = ?" if year is not None else "") + " ORDER BY id"
    args = (household_id,) if year is None else (household_id, year)
    return [Entry(str(row.keys[0]), row.answers) for row in reader.rows(office, condition, args)]


def save_entry(
    office: Office,
    record: str,
    household_id: str,
    answers: Mapping[str, Value],
    *,
    entry: str | None = None,
    linked: Linked | None = None,
) -> str:
    """Write a new line (`entry` None) or change one; gives its id. `linked`: year and person_id where it has them."""
    need_household(office, household_id)
    form = office.forms.records[record]
    with office.archive.work(office.user.name, at=office.clock()) as work:
        kept = {**kept_answers(form, answers), **(linked or {})}
        if entry is None:
            return work.create(record, {"household_id": household_id, **kept})
        _need_line(work, record, household_id, entry)
        work.update(record, entry, kept)
    return entry


def delete_entry(office: Office, record: str, household_id: str, entry: str) -> None:
    """Take a line away; what it said stays in the history."""
    need_household(office, household_id)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        _need_line(work, record, household_id, entry)
        work.delete(record, entry)


def _need_line(work: Work, record: str, household_id: str, entry: str) -> None:
    """Raise Problem for a line that is gone, or another household's."""
    if not work.read(f'SELECT 1 FROM "{record}" WHERE id = ? AND household_id = ?', (entry, household_id)):
        raise Problem("edit.gone")
