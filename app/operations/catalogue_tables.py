"""The catalogue as a workbook, out and in: one row for each item; what comes in is the office's own, one batch."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.documents.grids import Table
from app.documents.grids_files import read_file
from app.documents.grids_headings import heading
from app.documents.grids_tables import find_tables
from app.documents.workbooks import Sheet, SheetColumn, Value
from app.documents.workbooks_writing import write_workbook
from app.errors import Issue, Problem
from app.operations.catalogues import RECORD, answers_of, catalogue, id_of_item, own_rows
from app.operations.offices import Office, need_role
from app.operations.reasons import IMPORT
from app.operations.rows import kept_answers
from app.operations.targets import need_target
from app.rules.catalogues import item_issues
from app.rules.dossiers import Answers
from app.rules.forms import Field, Record
from app.rules.inputs import missing, taken
from app.rules.values import plain
from app.texts import say
from db.records import new_id


@dataclass(frozen=True, slots=True)
class CatalogueRefusal:
    """A row that cannot come in: its file, sheet, Excel row and column, and why."""

    file: str
    sheet: str
    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CatalogueReport:
    """What an import of the catalogue did, or would do. One refused row keeps all of it out."""

    rows: int
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refusals: tuple[CatalogueRefusal, ...] = ()
    batch: str | None = None
    dry_run: bool = False


@dataclass(slots=True)
class _Row:
    """A row as it was read: where it stands, and the answers it gives."""

    number: int
    table: Table
    letters: Mapping[str, str]
    answers: Answers
    issues: list[Issue] = field(default_factory=list)


def export_catalogue(office: Office, out: Path, *, year: int | None = None, own: bool = False) -> int:
    """Write the catalogue to a workbook; gives the rows. With a year what holds in it, with `own` the office's only."""
    need_target(out, (".xlsx",))
    form = office.forms.help[RECORD]
    items = [item for item in catalogue(office).in_force(year) if item.own or not own]
    columns = [SheetColumn(one.label, "text" if one.key == "code" else one.kind) for one in form.fields]
    rows = [_cells(office, form, answers_of(item)) for item in items]
    write_workbook(out, [Sheet(form.label, columns, rows)], made=office.clock().replace(tzinfo=None))
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("export", names=RECORD, file=out.name, rows=len(rows))
    return len(rows)


def _cells(office: Office, form: Record, answers: Answers) -> list[Value]:
    return [plain(one.kind, answers.get(one.key), office.forms.code_list(one)) for one in form.fields]


def import_catalogue(office: Office, file: Path, *, dry_run: bool = False) -> CatalogueReport:
    """Take the items of a workbook as the office's own, by their codes; rows that say what is known already stay out.

    All of a file or nothing, as one batch. Raises Problem for who may not approve, or a file without a catalogue.
    """
    need_role(office, "approve")
    rows = list(_read(office, file))
    refusals = tuple(_refusal(row, issue) for row in rows for issue in row.issues)
    own, known = own_rows(office), catalogue(office).by_code
    created, updated = [], []
    for row in rows if not refusals else ():
        code = str(row.answers["code"])
        if code in own and _differs(own[code][1], row.answers):
            updated.append((own[code][0], row.answers))
        elif code not in own and not (code in known and not _differs(answers_of(known[code]), row.answers)):
            created.append(row.answers)
    batch = None
    if (created or updated) and not dry_run:
        batch = _write(office, file, created, updated)
    unchanged = 0 if refusals else len(rows) - len(created) - len(updated)
    return CatalogueReport(len(rows), len(created), len(updated), unchanged, refusals, batch, dry_run)


def _write(
    office: Office, file: Path, created: Sequence[Answers], updated: Sequence[tuple[str, Answers]]
) -> str:
    batch, form = new_id(), office.forms.help[RECORD]
    with office.archive.work(office.user.name, IMPORT, at=office.clock(), batch=batch) as work:
        for answers in created:
            kept = kept_answers(form, answers)
            work.create(RECORD, {"id": id_of_item(office, str(kept["code"])), **kept})
        for row, answers in updated:
            work.update(RECORD, row, kept_answers(form, answers))
        work.act("import", files=file.name, lines=RECORD, rows=len(created) + len(updated))
    return batch


def _differs(before: Answers, after: Answers) -> bool:
    return any((before.get(key) or None) != (value or None) for key, value in after.items())


def _read(office: Office, file: Path) -> Iterator[_Row]:
    """Every row of the file's catalogues, read and judged. Raises Problem where there is none."""
    form = office.forms.help[RECORD]
    words = {heading(word): one for one in form.fields for word in (one.label, *one.headers)}
    needed = [one for one in form.fields if one.required]
    seen: set[str] = set()
    found = False
    for grid in read_file(file).grids:
        for table in find_tables(grid, lambda name: name in words):
            columns = {
                column.index: words[column.heading] for column in table.columns if column.heading in words
            }
            if not {one.key for one in needed} <= {one.key for one in columns.values()}:
                continue
            found = True
            yield from _rows(office, form, table, columns, seen)
    if not found:
        raise Problem(
            "catalogue.none_here", file=file.name, wanted="\u3001".join(one.label for one in needed)
        )


def _rows(
    office: Office, form: Record, table: Table, columns: Mapping[int, Field], seen: set[str]
) -> Iterator[_Row]:
    letters = {columns[one.index].key: one.letter for one in table.columns if one.index in columns}
    today = office.clock().date()
    for number, cells in table.rows():
        said = {one.key: cells[index] for index, one in columns.items()}
        answers, issues = taken(form, said, office.forms, today)
        code = str(answers.get("code") or "")
        issues = [Issue(one.code, one.field, "error", one.values) for one in issues]
        issues += [*missing(form, answers), *item_issues(answers)]
        if code and code in seen:
            issues.append(Issue("catalogue.row_twice", f"{RECORD}.code", "error", {"item": code}))
        seen.add(code)
        yield _Row(number, table, letters, answers, issues)


def _refusal(row: _Row, issue: Issue) -> CatalogueRefusal:
    column = row.letters.get(issue.field.partition(".")[2], "")
    sentence = say(issue.code, **issue.values)
    return CatalogueRefusal(row.table.file, row.table.sheet, row.number, column, sentence)
