"""What a cell of a workbook says, as plain text: wrapping, full-width digits and blanks mended.

Words come from `resources/messages/values.toml`. Knows neither workbooks nor the database.
"""

import re
import unicodedata
from datetime import date, datetime
from functools import cache

from app.texts import say

EXACT_DIGITS = 10**15
"""A spreadsheet keeps fifteen digits of a number; longer ones were rounded."""

_WRAPPED = re.compile(r'^=\s*"(.*)"$', re.DOTALL)
_NOTHING = (
    r"\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
)
"""What no one sees and no paper can print: controls, joiners, marks of direction, places that are no character."""
_UNSEEN = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f{_NOTHING}]")
_ODD = re.compile(rf"[\x00-\x1f\xa0\u2000-\u200f\u3000{_NOTHING}]")


@cache
def words(key: str) -> frozenset[str]:
    """The words of one line of the values messages, folded."""
    return frozenset(fold(word) for word in say(key).split())


@cache
def blanks() -> frozenset[str]:
    """What people write for "nothing known", folded."""
    return words("values.blank_words") | {""}


def fold(text: str) -> str:
    """Text for comparing: full-width and brackets made plain, no spaces, small letters."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def was_rounded(cell: object) -> bool:
    """Whether a number cell is too long for a spreadsheet to have kept its last digits."""
    return isinstance(cell, float) and abs(cell) >= EXACT_DIGITS


def as_text(cell: object) -> str:
    """The text of any cell: whole numbers without ".0", dates as yyyy-mm-dd, `="…"` unwrapped, edges bare."""
    if isinstance(cell, str):
        return _bare(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return say("values.yes") if cell else say("values.no")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _bare(text: str) -> str:
    bare = text.strip()
    if bare.startswith("=") and (wrapped := _WRAPPED.match(bare)):
        bare = wrapped[1].strip()
    if bare.startswith("'"):
        bare = bare[1:]
    if _ODD.search(bare) is None:
        return bare
    return _UNSEEN.sub("", bare).replace("\xa0", " ").replace("\r\n", "\n").strip()


def is_blank(text: str) -> bool:
    """Whether a text says that nothing is known: empty, a dash, a stroke, NULL."""
    return not text or (len(text) <= 6 and fold(text) in blanks())
