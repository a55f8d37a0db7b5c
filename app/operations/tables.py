"""上面要一张表: the list as it stands on screen, with its columns and its filter, as a workbook or a page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.documents.papers import ListColumn, make_list
from app.documents.workbooks_targets import replacing
from app.documents.workbooks_writing import write_workbook
from app.operations.dossiers import Choice
from app.operations.exports_lists import list_sheet
from app.operations.lists import HouseholdList
from app.operations.offices import Office
from app.operations.papers import paper_context
from app.progress import Progress
from app.rules.columns import field_at, heading_of, kind_at
from app.rules.dossiers import Value
from app.rules.values import show

AT_ONCE = 500
_NUMBERS = frozenset({"money", "quantity", "integer"})


def write_table(
    found: HouseholdList,
    columns: Sequence[str],
    out: Path,
    title: str,
    filter_words: str = "",
    progress: Progress | None = None,
) -> int:
    """Write the list to `out`: a workbook where it ends in .xlsx, else a PDF; gives the number of rows.

    Numbers stay whole: it is an internal paper, watermarked and logged.
    """
    office = found.office
    if out.suffix.lower() == ".xlsx":
        _write_workbook(found, columns, out, title, filter_words, progress)
    else:
        with replacing(out) as fresh:
            fresh.write_bytes(table_pdf(found, columns, title, filter_words, progress))
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("export", list=title, households=len(found.ids))
    return len(found.ids)


def table_pdf(
    found: HouseholdList,
    columns: Sequence[str],
    title: str,
    filter_words: str = "",
    progress: Progress | None = None,
) -> bytes:
    """The list as a PDF, for preview and printer."""
    forms = found.office.forms
    heads = [
        ListColumn(heading_of(forms, path), _width(found.office, path), kind_at(forms, path) in _NUMBERS)
        for path in columns
    ]
    rows = [
        [_words(found.office, path, value) for path, value in zip(columns, row, strict=True)]
        for row in _rows(found, columns, progress)
    ]
    return make_list(title, heads, rows, paper_context(found.office), filter_words)


def _write_workbook(
    found: HouseholdList, columns: Sequence[str], out: Path, title: str, words: str, progress: Progress | None
) -> None:
    sheet = list_sheet(found.office, "households", columns, Choice(households=found.ids), found.year)
    titled = replace(sheet, name=title, title=title, notes=(words,) if words else ())
    write_workbook(out, [titled], progress, found.office.clock())


def _rows(
    found: HouseholdList, columns: Sequence[str], progress: Progress | None
) -> Iterator[tuple[Value, ...]]:
    for start in range(0, len(found.ids), AT_ONCE):
        for row in found.page(columns, start, AT_ONCE):
            yield row.cells
        if progress:
            progress.step(min(start + AT_ONCE, len(found.ids)), len(found.ids))


def _words(office: Office, path: str, value: Value) -> str:
    one = field_at(office.forms, path)
    return show(kind_at(office.forms, path), value, office.forms.code_list(one) if one else None)


def _width(office: Office, path: str) -> float:
    one = field_at(office.forms, path)
    return one.width if one else 26.0
