"""发文字号 of a notice that goes out as an official letter: organ, year in 〔〕, number (GB/T 9704-2012).

The number bears no leading zeros and no 第; the brackets are the hexagonal ones. What a clerk types otherwise is mended
where only one thing can be meant.
"""

import re
import unicodedata
from typing import Final

from app.errors import Issue

_OPEN, _SHUT = "\u3014", "\u3015"
_BRACKETS: Final = str.maketrans("([\u3010\u300a\u3016" + ")]\u3011\u300b\u3017", _OPEN * 5 + _SHUT * 5)
_ORDINAL, _MARK = chr(0x7B2C), chr(0x53F7)
_LOOSE: Final = re.compile(rf"(.*?){_OPEN}(\d{{4}}){_SHUT}{_ORDINAL}?0*([1-9]\d*|0){_MARK}?")
_SHAPE: Final = re.compile(rf"([^\d{_OPEN}{_SHUT}]{{2,20}}){_OPEN}(\d{{4}}){_SHUT}([1-9]\d{{0,4}}){_MARK}")


def mend_letter(text: str) -> str:
    """What was typed with brackets, digits and zeros as the standard has them; what it cannot read as it is."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = unicodedata.normalize("NFKC", plain).translate(_BRACKETS)  # a blank may have kept two signs apart
    found = _LOOSE.fullmatch(plain)
    return f"{found[1]}{_OPEN}{found[2]}{_SHUT}{found[3]}{_MARK}" if found else plain


def letter_issue(text: str, year: int) -> Issue | None:
    """What is wrong with a mended 发文字号; None for none, also where it is blank. `year`: the year it is now."""
    if not text:
        return None
    found = _SHAPE.fullmatch(text)
    if found is None:
        return Issue("wordings.letter_shape", "letter", "error", {"text": text, "year": year})
    if not year - 1 <= int(found[2]) <= year:
        return Issue("wordings.letter_year", "letter", "error", {"told": found[2], "year": year})
    return None
