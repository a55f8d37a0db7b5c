"""Any list with chosen columns as a sheet: one row for each household, or for each of its members."""

from collections.abc import Iterator, Sequence

from app.documents.workbooks import Sheet, SheetColumn, Value
from app.operations.dossiers import Choice, dossiers
from app.operations.offices import Office
from app.operations.years import working_year
from app.rules.columns import field_at, heading_of, kind_at, value_at
from app.rules.values import plain
from app.texts import say


def list_sheet(
    office: Office, rows: str, columns: Sequence[str], choice: Choice, year: int | None = None
) -> Sheet:
    """The chosen households (`rows` "households") or their members ("persons") with the columns' values.

    Raises Problem for a path that names nothing.
    """
    forms = office.forms
    heads = [SheetColumn(heading_of(forms, path), kind_at(forms, path)) for path in columns]
    name = say("export.persons") if rows == "persons" else say("export.households")
    return Sheet(name, heads, _rows(office, rows, columns, choice, year or working_year(office)))


def _rows(
    office: Office, rows: str, columns: Sequence[str], choice: Choice, year: int
) -> Iterator[list[Value]]:
    forms = office.forms
    fields = [field_at(forms, path) for path in columns]
    cells = [
        (path, kind_at(forms, path), forms.code_list(field) if field else None)
        for path, field in zip(columns, fields, strict=True)
    ]
    for dossier in dossiers(office, choice, year):
        for member in dossier.members if rows == "persons" else (None,):
            yield [plain(kind, value_at(forms, dossier, path, member), codes) for path, kind, codes in cells]
