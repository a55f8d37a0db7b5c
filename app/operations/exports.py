"""Workbooks out of the archive: the national shapes, every form, any list; `import` reads them back without loss."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.documents.workbooks import Sheet, Value
from app.documents.workbooks_texts import write_csv
from app.documents.workbooks_writing import write_workbook
from app.errors import Problem
from app.operations.dossiers import Choice
from app.operations.exports_help import HELP_EXPORTS, help_sheet
from app.operations.exports_lists import list_sheet
from app.operations.exports_nationals import national_sheet
from app.operations.exports_records import record_sheet
from app.operations.finding import village_named
from app.operations.offices import Office
from app.operations.targets import need_target
from app.progress import Progress

_HOUSEHOLD = (
    "place.village",
    "household.group_name",
    "household.code",
    "head.name",
    "derived.size",
    "household.phone",
)
LISTS: dict[str, tuple[str, ...]] = {
    "households": (*_HOUSEHOLD, "standing.attribute", "standing.monitor_class", "income.per_person"),
    "persons": (
        *_HOUSEHOLD[:4],
        "membership.relation",
        "person.name",
        "person.id_number",
        "member_year.health",
    ),
}
"""The columns of a list when nobody chooses any."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the file, and how many rows of each sheet by its name."""

    path: Path
    rows: dict[str, int]


def export_names(office: Office) -> dict[str, str]:
    """Everything that can be exported, by name, with what people call it."""
    shapes = {key: one.label for key, one in office.forms.exports.items()}
    forms = office.forms
    return shapes | {key: forms.record(key).label for key in (*forms.records, *HELP_EXPORTS)}


def export_workbook(
    office: Office,
    names: Sequence[str],
    out: Path,
    *,
    village: str | None = None,
    year: int | None = None,
    columns: Sequence[str] = (),
    choice: Choice | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write the named shapes, forms or lists as sheets of one workbook (a CSV takes a single one).

    `village`: twelve digits or a name; `choice` for callers that know the households already. `columns`: paths,
    for the lists `households` and `persons` (a usual set where none is named). Raises Problem for a name or
    village that is not known.
    """
    need_target(out, (".xlsx", ".csv") if len(names) == 1 else (".xlsx",))
    choice = choice or _chosen(office, village)
    counted: dict[str, int] = {}
    sheets = [_counting(_sheet(office, name, choice, year, columns), counted) for name in names]
    if out.suffix.lower() == ".csv":
        write_csv(out, sheets[0].columns, sheets[0].rows)
    else:
        write_workbook(out, sheets, progress, made=office.clock().replace(tzinfo=None))
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("export", names=", ".join(names), file=out.name, rows=sum(counted.values()))
    return Exported(out, counted)


def _sheet(office: Office, name: str, choice: Choice, year: int | None, columns: Sequence[str]) -> Sheet:
    if name in office.forms.exports:
        return national_sheet(office, office.forms.exports[name], choice, year)
    if name in LISTS:
        return list_sheet(office, name, columns or LISTS[name], choice, year)
    if name in office.forms.records:
        return record_sheet(office, office.forms.records[name], choice, year)
    if name in HELP_EXPORTS:
        return help_sheet(office, name, choice, year)
    known = ", ".join([*export_names(office), *LISTS])
    raise Problem("export.unknown_name", name=name, known=known)


def _counting(sheet: Sheet, counted: dict[str, int]) -> Sheet:
    """The same sheet, its rows counted as they are written."""

    def rows() -> Iterator[Sequence[Value]]:
        for row in sheet.rows:
            counted[sheet.name] += 1
            yield row

    counted[sheet.name] = 0
    return Sheet(sheet.name, sheet.columns, rows(), sheet.title, sheet.notes, sheet.paper, sheet.landscape)


def _chosen(office: Office, village: str | None) -> Choice:
    found = village_named(office, village)
    return Choice(division_id=found.id if found else None, closed=True)
