"""What a finished case writes: each household's standing of the year, in the same unit of work as its last step."""

from collections.abc import Mapping
from datetime import date

from app.operations.cases.stored import StoredCase, StoredHousehold
from app.operations.edits import write_answers
from app.operations.offices import Office
from app.operations.subjects import Subject
from app.rules.dossiers import Value
from app.rules.forms import Field
from app.rules.procedures import Change
from app.rules.walks import Walked
from db.works import Work


def write_decision(office: Office, work: Work, case: StoredCase, last: Walked) -> None:
    """Close the case and write its changes into every household that went to the end."""
    for one in case.staying:
        for (record, year), answers in _answers(office, case, one, last.on).items():
            subject = Subject(record, one.household_id, year)
            write_answers(office, work, office.forms.record(record), subject, answers)
        work.update("case_household", one.id, {"state": "done"})
    work.update("case", case.id, {"closed_on": last.on.isoformat(), "outcome": "finished"})


def _answers(
    office: Office, case: StoredCase, one: StoredHousehold, on: date
) -> Mapping[tuple[str, int | None], dict[str, Value]]:
    """The answers by record and year: yearly records take the year the case ended in."""
    found: dict[tuple[str, int | None], dict[str, Value]] = {}
    for change in case.procedure.changes:
        field = office.forms.by_path[change.field]
        yearly = office.forms.record(field.record).scope == "household_year"
        told = found.setdefault((field.record, on.year if yearly else None), {})
        told[field.key] = value_of(change, field, one.asked.get(change.field), on)
    return found


def value_of(change: Change, field: Field, asked: Value, on: date) -> Value:
    """What a change sets: what was asked where it asks, else its own value with year or month put in."""
    if change.value == "":
        return asked
    if change.value == "{blank}":
        return None
    written = change.value.replace("{year}", str(on.year)).replace("{month}", f"{on:%Y-%m}")
    if field.kind == "yes_no":
        return written == "1"
    return int(written) if field.kind in ("year", "integer") else written
