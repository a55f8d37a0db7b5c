"""The workbooks of the national system, column for column as `forms/exports/` lists them."""

from collections.abc import Iterator
from decimal import Decimal

from app.documents.workbooks import Sheet, SheetColumn, Value
from app.operations.dossiers import Choice, dossiers
from app.operations.offices import Office
from app.operations.years import working_year
from app.rules.columns import field_at, kind_at, value_at
from app.rules.dossiers import Dossier
from app.rules.forms import Export, ExportColumn, Forms, Kind
from app.rules.imports.paths import YEAR
from app.rules.values import plain


def national_sheet(office: Office, export: Export, choice: Choice, year: int | None = None) -> Sheet:
    """One row for each household, person or monitored household, of `year`, else of the year they are known for."""
    year = year or _year_of(office, export)
    columns = [SheetColumn(one.header, _kind(office.forms, one)) for one in export.columns]
    # A shape without a column for the year says it in the sheet's name, where `import` reads it.
    says_year = any(one.source == YEAR for one in export.columns)
    name = export.label if says_year else f"{export.label}{year}"
    return Sheet(name, columns, _rows(office, export, choice, year))


def _year_of(office: Office, export: Export) -> int:
    if export.rows == "monitored":
        rows = office.archive.read("SELECT max(year) FROM standing WHERE monitor_class IS NOT NULL")
        if rows and rows[0][0]:
            return int(rows[0][0])
    return working_year(office)


def _kind(forms: Forms, column: ExportColumn) -> Kind:
    return "text" if column.text else kind_at(forms, column.source)


def _rows(office: Office, export: Export, choice: Choice, year: int) -> Iterator[list[Value]]:
    forms = office.forms
    fields = [(one, field_at(forms, one.source)) for one in export.columns]
    cells = [
        (one.source, one.text, kind_at(forms, one.source), forms.code_list(field) if field else None)
        for one, field in fields
    ]
    for dossier in dossiers(office, choice, year):
        if not _belongs(export, dossier):
            continue
        for member in dossier.members if export.rows == "person" else (None,):
            row: list[Value] = []
            for path, as_text, kind, codes in cells:
                value = plain(kind, value_at(forms, dossier, path, member), codes)
                row.append(f"{value:.2f}" if as_text and isinstance(value, Decimal) else value)
            yield row


def _belongs(export: Export, dossier: Dossier) -> bool:
    """Whether the archive knows the household in that year; a monitored one also by its class."""
    if dossier.years and dossier.year < dossier.years[-1]:
        return False
    return export.rows != "monitored" or dossier.standing.get("monitor_class") is not None
