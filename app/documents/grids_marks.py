"""Words by which rows that are no data give themselves away: totals, feet, numberings, lines of context.

The words stand in `resources/messages/workbook.toml`.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from app.documents.grids import Row
from app.texts import say


def is_total(text: str) -> bool:
    """Whether a cell near the left of a row names it a total of other rows."""
    return len(text) <= 30 and _total().fullmatch(_plain(text)) is not None


def is_foot(text: str) -> bool:
    """Whether a cell belongs to what stands under a table: seals, signatures, who filled it in, notes."""
    return _foot().search(_plain(text)) is not None


def is_numbering(row: Row) -> bool:
    """Whether a row only numbers the columns, as statistical tables do under their headings."""
    cells = [_plain(str(cell)).removesuffix(".0").strip("()") for cell in row if cell not in ("", None)]
    signs = set(say("workbook.numbering_words").split())
    numbers = [int(cell) for cell in cells if cell.isdecimal() and len(cell) < 4]
    if len(cells) < 3 or not all(cell in signs or cell.isdecimal() for cell in cells):
        return False
    if len(numbers) < 2 or numbers[0] > 2:
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def context_of(titles: Sequence[str]) -> dict[str, str]:
    """What the lines above a header say of every row below: unit, year, county, township, village."""
    text = "\n".join(unicodedata.normalize("NFKC", line) for line in titles)
    found: dict[str, str] = {}
    for key, patterns in _contexts().items():
        for pattern in patterns:
            if match := pattern.search(text):
                found[key] = next(filter(None, match.groups()))
                break
    return found


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _any(key: str) -> str:
    return "|".join(map(re.escape, say(key).split()))


@cache
def total_signs() -> frozenset[str]:
    """The last sign of every word for a total: a row without one need not be looked at."""
    return frozenset(word[-1] for word in say("workbook.total_words").split())


@cache
def _total() -> re.Pattern[str]:
    words, tails = _any("workbook.total_words"), _any("workbook.total_tails")
    return re.compile(rf".{{0,12}}(?:{words})(?:{tails})?(?:[\d(:].*)?")


@cache
def _foot() -> re.Pattern[str]:
    starts, ends = _any("workbook.foot_starts"), _any("workbook.foot_ends")
    return re.compile(rf"(?:{_any('workbook.foot_words')})|^(?:{starts})|(?:{ends})$")


@cache
def _contexts() -> dict[str, list[re.Pattern[str]]]:
    written = {
        "unit": say("workbook.context_unit"),
        "year": say("workbook.context_year"),
        "county": say("workbook.context_county"),
        "township": say("workbook.context_township"),
        "village": say("workbook.context_village"),
    }
    return {key: [re.compile(one, re.M) for one in lines.split("\n")] for key, lines in written.items()}
