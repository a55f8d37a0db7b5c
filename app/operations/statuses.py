"""A household's status: the fields that a procedure writes when a case is finished, and that nobody sets by hand.

What stands in them changes by a finished case (`cases.finishing`), by the national register's workbook (`imports`), or
by `corrections.correct_status` with its reason. A blank one may be filled in until the first case was opened here: an
archive begins with what stood on paper.
"""

from collections.abc import Mapping

from app.errors import Issue
from app.operations.offices import Office
from app.operations.procedures import procedures
from app.operations.rows import kept_answers, kept_county_answer
from app.operations.subjects import Subject, carried_answers, record_of, row_of
from app.rules.dossiers import Dossier, Value
from app.rules.forms import Record
from app.texts import say
from db.works import Work


def status_writers(office: Office) -> Mapping[str, str]:
    """The locked fields by path, each with the procedures that write it in words (监测对象纳入、风险消除)."""
    known: Mapping[str, str] | None = office.kept.get("status_writers")
    if known is None:
        groups: dict[str, dict[str, None]] = {}
        for one in procedures(office).values():
            for change in one.changes:
                groups.setdefault(change.field, {})[one.group] = None
        comma = say("statuses.comma")
        known = office.kept["status_writers"] = {path: comma.join(names) for path, names in groups.items()}
    return known


def has_cases(office: Office) -> bool:
    """Whether a case was ever opened here, ended ones too."""
    return bool(office.archive.read('SELECT 1 FROM "case" LIMIT 1'))


def locked_fields(office: Office, known: Dossier) -> Mapping[str, str]:
    """What may not be typed on a household's page, by path, each with the sentence that says why."""
    shut = has_cases(office)
    return {
        path: say("statuses.locked", label=office.forms.by_path[path].label, writers=writers)
        for path, writers in status_writers(office).items()
        if shut or known.answers(path.partition(".")[0]).get(path.partition(".")[2]) is not None
    }


def status_issues(office: Office, work: Work, subject: Subject, answers: Mapping[str, Value]) -> list[Issue]:
    """An error for each answer that would change a status by hand; none for what says the same as before."""
    record, writers = record_of(office, subject), status_writers(office)
    asked = {key: value for key, value in answers.items() if f"{record.key}.{key}" in writers}
    if not asked:
        return []
    shut = bool(work.read('SELECT 1 FROM "case" LIMIT 1'))
    before, found = _kept(work, record, subject, asked), []
    for key, value in _stored(record, asked).items():
        path = f"{record.key}.{key}"
        if value != before.get(key) and (shut or before.get(key) is not None):
            told: dict[str, object] = {"label": record.by_key[key].label, "writers": writers[path]}
            found.append(Issue("statuses.locked", path, "error", told))
    return found


def _stored(record: Record, answers: Mapping[str, Value]) -> Mapping[str, object]:
    """Answers as the archive keeps them, in its table or in a county's rows."""
    if record.storage == "table":
        return kept_answers(record, answers)
    return {key: kept_county_answer(record.by_key[key], value) for key, value in answers.items()}


def _kept(work: Work, record: Record, subject: Subject, asked: Mapping[str, Value]) -> Mapping[str, object]:
    """What the archive says now; of a year that is not opened what it would begin with."""
    if record.storage != "table":
        sql = "SELECT field, value FROM answer WHERE form = ? AND subject_id = ? AND year IS ?"
        return dict(work.read(sql, (record.key, subject.owner, subject.year)))
    row = row_of(work, record, subject)
    if row is None:
        return carried_answers(work, record, subject)
    columns = ", ".join(f'"{key}"' for key in asked)
    found = work.read(f'SELECT {columns} FROM "{record.key}" WHERE id = ?', (row,))
    return dict(zip(asked, found[0], strict=True)) if found else {}
