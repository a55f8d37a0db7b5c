"""Which year a sheet speaks of: what its lines say, then its own name, then its file's name."""

import re
from collections.abc import Iterable, Mapping

EARLIEST = 1990
_ALONE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_IN_A_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?(?!\d)")


def spoken_year(context: Mapping[str, str], names: Iterable[str], latest: int) -> int | None:
    """The year of all rows of a sheet that has no column for it; None where nothing says one.

    `names`: the sheet's and the file's. A year before 1990 or after `latest` is no year of data.
    """
    for text in (context.get("year", ""), *names):
        for pattern in (_ALONE, _IN_A_DAY):
            for found in pattern.findall(text):
                if EARLIEST <= int(found) <= latest:
                    return int(found)
    return None
