"""Writes lists as CSV that Excel opens in Chinese and that cannot run a formula."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.documents.workbooks import SheetColumn, Value
from app.documents.workbooks_targets import replacing

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")


def write_csv(path: Path, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Value]]) -> int:
    """Write headings and rows as UTF-8 with a mark, in one move; gives the number of data rows.

    A text that a spreadsheet could take for a formula gets an apostrophe before it, as OWASP advises;
    numbers do not: minus five stays minus five. Raises Problem when the target cannot be written.
    """
    written = 0
    with replacing(path) as fresh, fresh.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(
            file, quoting=csv.QUOTE_ALL
        )  # a tab inside a cell then never looks like a separator
        writer.writerow([_guarded(column.heading) for column in columns])
        for cells in rows:
            writer.writerow([_guarded(cell) for cell in cells])
            written += 1
    return written


def _guarded(cell: Value) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_RISKY) else cell
    return str(cell)
