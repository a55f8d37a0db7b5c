"""Workbooks as grids: .xlsx, .xlsm, .xls and .ods, read by calamine sheet by sheet.

Hidden sheets are named and left out: what the clerk does not see must not come into the archive.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, cast

from app.documents.grids import Grid, Row, Skipped, Span
from app.documents.grids_boxes import MOST_CELLS
from app.errors import Problem

_FEW_ROWS = 1_000

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


def read_workbook(content: bytes, file: str) -> tuple[tuple[Grid, ...], tuple[Skipped, ...]]:
    """Every visible sheet with something in it, and the sheets left out with the reason.

    Raises Problem for a file that is locked, torn or too large. Check a zipped file first
    (`grids_archives.check_archive`): the reader unfolds all it is given.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    grids: list[Grid] = []
    cells = 0
    skipped: list[Skipped] = []
    with _told_as_problems(file), CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        for number, sheet in enumerate(book.sheets_metadata):
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != SheetVisibleEnum.Visible:
                skipped.append(Skipped(file, sheet.name, "workbook.sheet_hidden"))
                continue
            read = book.get_sheet_by_index(number)
            cells += read.height * read.width
            if cells > MOST_CELLS:
                raise Problem("workbook.too_many_cells", file=file, most=MOST_CELLS)
            grid = _grid(read, file)
            if grid is None:
                skipped.append(Skipped(file, sheet.name, "workbook.sheet_empty"))
            else:
                grids.append(grid)
    return tuple(grids), tuple(skipped)


def _grid(sheet: "CalamineSheet", file: str) -> Grid | None:
    if sheet.start is None:
        return None
    top, left = sheet.start
    merged = sheet.merged_cell_ranges or []
    return Grid(
        file=file,
        sheet=sheet.name,
        rows=_rows(sheet, top),
        first_row=top + 1,
        first_column=left,
        merged=tuple(Span(a - top, b - left, c - top, d - left) for (a, b), (c, d) in merged),
    )


def _rows(sheet: "CalamineSheet", top: int) -> list[Row]:
    """All rows, taken one by one where that is cheap: the window's thread runs in between."""
    if top > _FEW_ROWS:  # the iterator would make every empty row above
        return cast("list[Row]", sheet.to_python())
    # Not list(...): it would hold the interpreter's lock for half a second.
    return [cast("Row", row) for row in islice(sheet.iter_rows(), top, None)]


@contextmanager
def without_crash_report() -> Iterator[None]:
    """Keep what the Rust reader itself prints of a crash off the screen; the crash still arrives as an exception.

    Meant for old .xls files, where torn bytes do crash it.
    """
    try:
        screen = os.dup(2)
    except OSError:  # a program with a window has no screen to keep clean
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(screen, 2)
        os.close(screen)
        os.close(nowhere)


@contextmanager
def _told_as_problems(file: str) -> Iterator[None]:
    """Let a reader's complaint, or its crash, come out as a sentence about the file."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as locked:
        raise Problem("workbook.locked_by_password", file=file) from locked
    except (CalamineError, OSError, ValueError, OverflowError) as torn:
        raise Problem("workbook.damaged", file=file) from torn
    except BaseException as crash:
        # A panic in the Rust reader arrives as an exception that no module offers for catching.
        if type(crash).__name__ != "PanicException":
            raise
        raise Problem("workbook.damaged", file=file) from crash
