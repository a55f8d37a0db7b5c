"""Days, months and years in every way clerks and workbooks write them.

`202305`, `2023.5`, `2023-05-01`, `2023/5/1`, dates with Chinese year and month signs, yyyymmdd and
spreadsheet serial numbers. A month written where a day is asked is never filled up with a guess.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta

Found = tuple[int, ...]
"""Year; year and month; or year, month and day."""

EARLIEST, LATEST = 1850, 2100
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(10_000, 80_000)
_DIGITS = re.compile(r"\d+")
_TWO_DIGIT_YEAR = 4
LARGEST = 1e15  # yyyymmddhhmmss has fourteen digits


class Unreadable(ValueError):
    """Text that names no date; `impossible` where it names a day that never was, `far` where one too far away."""

    def __init__(self, impossible: bool, far: bool = False) -> None:
        super().__init__()
        self.impossible, self.far = impossible, far


def parse(cell: object) -> Found:
    """Year, month, day as far as the cell says them. Raises Unreadable."""
    if isinstance(cell, datetime):
        return cell.year, cell.month, cell.day
    if isinstance(cell, date):
        return cell.year, cell.month, cell.day
    if isinstance(cell, float | int):
        return _from_number(float(cell))
    return _from_text(unicodedata.normalize("NFKC", str(cell)))


def _from_number(number: float) -> Found:
    if not 1 <= number < LARGEST:
        raise Unreadable(impossible=False)
    if number.is_integer():
        return _from_run(str(int(number)))
    whole = int(number)
    if whole in _SERIALS:  # a serial with a time of day
        return _from_run(str(whole))
    written = f"{number:.15g}"
    year, _, month = written.partition(".")
    if month == "1":
        # A number 2023.1 may have been typed as 2023.1 or 2023.10: the sheet no longer knows.
        raise Unreadable(impossible=False)
    return _checked(year, month)


def _from_text(text: str) -> Found:
    runs = _DIGITS.findall(text)
    if not runs:
        raise Unreadable(impossible=False)
    if len(runs) == 1:
        return _from_run(runs[0])
    if len(runs[0]) != _TWO_DIGIT_YEAR or len(runs) > 7:
        raise Unreadable(impossible=False)
    return _checked(*runs[:3])


def _from_run(run: str) -> Found:
    if len(run) in (8, 14):
        return _checked(run[:4], run[4:6], run[6:8])
    if len(run) == 6:
        return _checked(run[:4], run[4:])
    if len(run) == 5 and int(run) in _SERIALS:
        day = _SERIAL_ZERO + timedelta(days=int(run))
        return day.year, day.month, day.day
    if len(run) == 4:
        return _checked(run)
    raise Unreadable(impossible=False)


def _checked(*parts: str) -> Found:
    found = tuple(int(part) for part in parts)
    if not EARLIEST <= found[0] <= LATEST:
        raise Unreadable(impossible=True, far=True)
    try:
        date(*found, *(1,) * (3 - len(found)))
    except ValueError as error:
        raise Unreadable(impossible=True) from error
    return found


def months_between(earlier: str, later: str) -> int:
    """Whole months from one "yyyy-mm" to another; negative where the second is the earlier."""
    return (int(later[:4]) - int(earlier[:4])) * 12 + int(later[5:7]) - int(earlier[5:7])
