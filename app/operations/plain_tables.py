"""Any table of words and numbers as a workbook or a page: an internal paper, watermarked and logged as an export."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.documents.papers import ListColumn, make_list
from app.documents.workbooks import Sheet, SheetColumn
from app.documents.workbooks_targets import replacing
from app.documents.workbooks_writing import write_workbook
from app.operations.offices import Office
from app.operations.papers import paper_context

_LONG = 60.0
"""Millimetres from which a column holds sentences."""

PlainRow = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class PlainColumn:
    """A column: its heading, its width on paper in mm, and whether its cells are whole numbers."""

    label: str
    width: float = 24.0
    number: bool = False


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A title, columns and rows; `words` below the title say what it was narrowed to."""

    title: str
    columns: Sequence[PlainColumn]
    rows: Sequence[PlainRow]
    words: str = ""


def write_plain(office: Office, table: PlainTable, out: Path) -> int:
    """Write a table to `out`: a workbook where it ends in .xlsx, else a PDF; gives the number of rows."""
    if out.suffix.lower() == ".xlsx":
        write_workbook(out, [_sheet(table)], made=office.clock())
    else:
        pdf = plain_pdf(office, table)
        with replacing(out) as fresh:
            fresh.write_bytes(pdf)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("export", list=table.title, rows=len(table.rows))
    return len(table.rows)


def plain_pdf(office: Office, table: PlainTable) -> bytes:
    """A table as a PDF, for preview and printer."""
    columns = [ListColumn(one.label, one.width, one.number) for one in table.columns]
    rows = [[f"{cell:,}" if isinstance(cell, int) else cell for cell in row] for row in table.rows]
    return make_list(table.title, columns, rows, paper_context(office), table.words)


def _sheet(table: PlainTable) -> Sheet:
    columns = [
        SheetColumn(one.label, "integer" if one.number else "long_text" if one.width >= _LONG else "text")
        for one in table.columns
    ]
    notes = (table.words,) if table.words else ()
    return Sheet(
        name=table.title, title=table.title, notes=notes, columns=columns, rows=list(map(list, table.rows))
    )
