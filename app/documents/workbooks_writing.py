"""Writes workbooks (.xlsx) row by row, so that a county's list needs no more memory than a village's."""

from collections.abc import Callable, Sequence, Sized
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from app.documents.workbooks import (
    MOST_LETTERS,
    MOST_ROWS,
    NUMBER_KINDS,
    Sheet,
    SheetColumn,
    Value,
    sheet_names,
    width_of,
)
from app.documents.workbooks_targets import replacing
from app.errors import Problem
from app.progress import Progress
from app.rules.forms import Kind
from app.texts import say

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_EXACT_DIGITS = 15
_TOO_LONG = 1_000_000_000_000_000
_PAPERS = {"A3": 8, "A4": 9}
_NUMBER_FORMATS: dict[Kind, str] = {"money": "#,##0.00", "integer": "0", "year": "0"}
_STEP = 500
_LINE, _SHADE = "#BFBFBF", "#EEF2F5"


def write_workbook(
    path: Path, sheets: Sequence[Sheet], progress: Progress | None = None, made: datetime | None = None
) -> int:
    """Write `sheets` to `path` in one move; gives the number of data rows written.

    Text is never a formula and never a number; a number with more than 15 digits is written as text,
    because a spreadsheet would round it. `made` is the moment the file tells of itself.
    Raises Problem for too many rows, a text too long for a cell, or a target that cannot be written.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    progress = progress or Progress()
    rows = 0
    with replacing(path) as fresh:
        options = {"constant_memory": True, "tmpdir": str(fresh.parent), "strings_to_formulas": False}
        book = Workbook(str(fresh), options)
        # Nothing of the person at the desk: Office shows these to whoever gets the file.
        book.set_properties({"author": "", "company": ""} | ({"created": made} if made else {}))
        try:
            for sheet, name in zip(sheets, sheet_names([sheet.name for sheet in sheets]), strict=True):
                rows += _write_sheet(book, sheet, name, path.name, progress)
            book.close()
        except FileCreateError as broken:
            raise Problem("workbook.not_written", file=path.name, folder=str(path.parent)) from broken
        finally:
            # Closes the rows' temporary files too, when the work was stopped half-way.
            _let_go(book)
    return rows


def _let_go(book: "Workbook") -> None:
    book.fileclosed = True
    for worksheet in book.worksheets():
        handle = getattr(worksheet, "row_data_fh", None)
        if handle is not None and not handle.closed:
            handle.close()


def _write_sheet(book: "Workbook", sheet: Sheet, name: str, file: str, progress: Progress) -> int:
    worksheet = book.add_worksheet(name)
    header = _write_top(book, worksheet, sheet)
    _set_up_print(worksheet, sheet, header)
    writers = [_writer(book, worksheet, column, file) for column in sheet.columns]
    total = len(sheet.rows) if isinstance(sheet.rows, Sized) else 0
    row = header
    for row, cells in enumerate(sheet.rows, header + 1):
        if row >= MOST_ROWS:
            raise Problem("workbook.too_many_rows", file=file, most=MOST_ROWS)
        for index, (write, cell) in enumerate(zip(writers, cells, strict=True)):
            write(row, index, cell)
        if (row - header) % _STEP == 0:
            progress.step(row - header, total)
    if sheet.columns:
        worksheet.autofilter(header, 0, max(row, header + 1), len(sheet.columns) - 1)
    return row - header


def _write_top(book: "Workbook", worksheet: "Worksheet", sheet: Sheet) -> int:
    """Write title, notes and headings; gives the index of the header row."""
    last = len(sheet.columns) - 1
    for index, column in enumerate(sheet.columns):
        worksheet.set_column(index, index, width_of(column))
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    note = book.add_format({"font_size": 10, "valign": "vcenter"})
    head = book.add_format(
        {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
        | {"border_color": _LINE, "bg_color": _SHADE, "num_format": "@"}
    )
    row = 0
    for text, look in [(sheet.title, title)] * bool(sheet.title) + [(line, note) for line in sheet.notes]:
        worksheet.set_row(row, 28 if look is title else 18)
        worksheet.write_string(row, 0, text, look)
        if last > 0 and look is title:
            # Merged empty, then filled: merge_range would take a text that begins with = for a formula.
            worksheet.merge_range(row, 0, row, last, "", look)
            worksheet.write_string(row, 0, text, look)
        row += 1
    worksheet.set_row(row, 36)
    for index, column in enumerate(sheet.columns):
        worksheet.write_string(row, index, column.heading, head)
    worksheet.freeze_panes(row + 1, 0)
    return row


def _set_up_print(worksheet: "Worksheet", sheet: Sheet, header: int) -> None:
    """One page wide, headings on every page, page x of y at the foot."""
    if sheet.landscape:
        worksheet.set_landscape()
    worksheet.set_paper(_PAPERS[sheet.paper])
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(header)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.set_footer("&C" + say("workbook.page_foot"))


def _writer(
    book: "Workbook", worksheet: "Worksheet", column: SheetColumn, file: str
) -> Callable[[int, int, Value], None]:
    """A function that writes the cells of one column."""
    plain = {"border": 1, "border_color": _LINE, "valign": "vcenter"}
    wrapped = {"text_wrap": True} if column.kind in ("long_text", "codes") else {}
    text = book.add_format(plain | wrapped | {"num_format": "@"})
    number = book.add_format(plain | {"num_format": _NUMBER_FORMATS.get(column.kind, "General")})
    day = book.add_format(plain | {"num_format": "yyyy-mm-dd"})
    counted = column.kind in NUMBER_KINDS

    def write(row: int, index: int, cell: Value) -> None:
        if cell.__class__ is str and cell:
            _write_text(worksheet, row, index, str(cell), text, column, file)
        elif cell is None or cell == "":
            worksheet.write_blank(row, index, None, text)
        elif isinstance(cell, bool):
            worksheet.write_boolean(row, index, cell, text)
        elif isinstance(cell, date):
            worksheet.write_datetime(row, index, cell, day)
        elif counted and isinstance(cell, int | Decimal) and _is_exact(cell):
            # As it is: a Decimal is printed digit for digit, a float would come back as 9.949999999999999.
            worksheet.write_number(row, index, cell, number)
        else:
            _write_text(worksheet, row, index, str(cell), text, column, file)

    return write


def _write_text(
    worksheet: "Worksheet", row: int, index: int, text: str, look: "Format", column: SheetColumn, file: str
) -> None:
    if len(text) > MOST_LETTERS:
        raise Problem(
            "workbook.text_too_long", file=file, row=row + 1, column=column.heading, most=MOST_LETTERS
        )
    worksheet.write_string(row, index, text, look)


def _is_exact(number: int | Decimal) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    if isinstance(number, int):
        return abs(number) < _TOO_LONG
    return number.is_finite() and len(number.as_tuple().digits) <= _EXACT_DIGITS
