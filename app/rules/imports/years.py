"""Which year a sheet speaks of, where no column says it."""

import re
from collections.abc import Mapping, Sequence

EARLIEST = 1990
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_IN_A_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?(?!\d)")


def year_of_sheet(
    context: Mapping[str, str], names: Sequence[str], chosen: int | None, this_year: int
) -> int:
    """The year of the lines above the header, else of the sheet's or file's name, else the chosen one.

    Where nobody chose, the day in a file's name (of its export) tells the year, else it is this one.
    A year before 1990 or after the next one is no year of data.
    """
    said = _find(_YEAR, (context.get("year", ""), *names), this_year)
    return said or chosen or _find(_IN_A_DAY, names, this_year) or this_year


def _find(pattern: re.Pattern[str], texts: Sequence[str], this_year: int) -> int | None:
    found = (int(year) for text in texts for year in pattern.findall(text))
    return next((year for year in found if EARLIEST <= year <= this_year + 1), None)
