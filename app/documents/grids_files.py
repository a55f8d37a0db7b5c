"""Any roster file as grids: workbook, CSV, tab-separated text, or an HTML table under a workbook's name."""

from pathlib import Path

from app.documents.grids import Reading
from app.documents.grids_archives import MOST_BYTES, check_archive, open_archive
from app.documents.grids_kinds import kind_of
from app.documents.grids_pages import read_page
from app.documents.grids_texts import read_text
from app.documents.grids_workbooks import read_workbook, without_crash_report
from app.errors import Problem


def read_file(path: Path) -> Reading:
    """All visible sheets of the file at `path`, as they stand.

    Raises Problem, naming the file and the remedy: missing, in use, empty, too large, locked by a password,
    damaged, of another kind, or with nothing in it.
    """
    content = _content(path)
    reading = read_content(content, path.name)
    if not any(grid.rows for grid in reading.grids):
        hidden = any(sheet.code == "workbook.sheet_hidden" for sheet in reading.skipped)
        raise Problem("workbook.only_hidden" if hidden else "workbook.nothing_inside", file=path.name)
    return reading


def read_content(content: bytes, file: str) -> Reading:
    """The same from bytes; `file` is the name that sentences use. Raises Problem as `read_file` does."""
    kind = kind_of(content, file)
    if kind == "html":
        grids, encoding = read_page(content, file)
        return Reading(file, grids, encoding=encoding)
    if kind == "text":
        grid, encoding = read_text(content, file)
        return Reading(file, (grid,), encoding=encoding)
    if kind == "zipped":
        check_archive(open_archive(content, file), content, file)
        sheets, skipped = read_workbook(content, file)
    else:
        with without_crash_report():
            sheets, skipped = read_workbook(content, file)
    return Reading(file, sheets, skipped)


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise Problem("workbook.is_folder", file=path.name)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Problem("workbook.too_large", file=path.name, most=MOST_BYTES // 1024**2)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise Problem("workbook.missing", file=path.name) from missing
    except PermissionError as locked:
        raise Problem("workbook.in_use", file=path.name) from locked
    except OSError as broken:
        raise Problem("workbook.unreadable", file=path.name) from broken
