"""Digits as a reader sees them, however they are written: full width, circled, Chinese numerals, spaced, one a line.

`pieces` gives a text's runs of digits; what stands between two of them says whether they may be one number.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from app.texts import say

_LOOKALIKES: Final = dict(zip("OoОоΟοІlI|ＯＩ○◯◦SЗZBб", "00000011110100053286", strict=True))
"""Signs that read as digits when they stand among digits: Latin, Greek and Cyrillic letters, rings."""

_TAGS: Final = 0xE0030
"""The invisible tag characters of the digits begin there."""

_BRAILLE: Final = {sign: str((at + 1) % 10) for at, sign in enumerate("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚")}

_XS: Final = "xXＸｘ×Χх"

CLOSE: Final = 3
"""How many signs (spaces, dashes, dots) may stand inside one number as people write it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of digits (an X may end it): where it begins and ends, and what stands before it since the last one."""

    digits: str
    start: int
    end: int
    before: str


@cache
def _numerals() -> dict[str, str]:
    """Chinese numerals, plain and capital, with their digits."""
    rows = (say("numerals.plain"), say("numerals.capitals"), say("numerals.traditional"))
    numerals = {sign: str(digit) for row in rows for digit, sign in enumerate(row)}
    return numerals | {say("numerals.zero"): "0", say("numerals.one_said"): "1"} | _BRAILLE


@cache
def _numeral_beside_a_figure() -> re.Pattern[str]:
    signs = "".join(_numerals())
    return re.compile(rf"[{signs}]+(?=\d)|(?<=\d)[{signs}]+")


def without_numerals(text: str) -> str:
    """The text as long as before, with Chinese numerals that touch a figure taken for words: 张三 before a phone."""
    return _numeral_beside_a_figure().sub(lambda found: "N" * len(found[0]), text)


@cache
def digit_of(character: str) -> str:
    """The digit a character stands for; "" for all else. Any script's digits, circled, raised, Chinese numerals."""
    if character in _numerals():
        return _numerals()[character]
    if 0 <= ord(character) - _TAGS <= 9:
        return str(ord(character) - _TAGS)
    value = unicodedata.digit(character, None)
    if value is None:
        number = unicodedata.numeric(character, None)
        value = (
            int(number) if number is not None and number in range(10) and not character.isalpha() else None
        )
    return "" if value is None else str(value)


def pieces(text: str) -> list[Piece]:
    """The runs of digits of a text in order, and any X that stands alone; a look-alike among digits is one of them."""
    found: list[Piece] = []
    run, start, gap_from = "", 0, 0
    read = [_read(text, at) for at in range(len(text))]
    for at, digit in enumerate([*read, ""]):
        if digit:
            start = start if run else at
            run += digit
        elif run:
            if _ends_in_x(text, at):
                run, at = run + "X", at + 1
            found.append(Piece(run, start, at, text[gap_from:start]))
            run, gap_from = "", at
        elif at < len(text) and at and not text[at - 1].isalnum() and _ends_in_x(text, at):
            found.append(Piece("X", at, at + 1, text[gap_from:at]))
            gap_from = at + 1
    return found


def _ends_in_x(text: str, at: int) -> bool:
    """Whether an X stands here and no letter or digit after it: the check character ten."""
    after = text[at + 1 : at + 2]
    return text[at : at + 1] in tuple(_XS) and not (after.isalnum() and after.isascii())


def _read(text: str, at: int) -> str:
    digit = digit_of(text[at])
    if digit or text[at] not in _LOOKALIKES:
        return digit
    around = [text[near] for near in (at - 1, at + 1) if 0 <= near < len(text)]
    return _LOOKALIKES[text[at]] if all(digit_of(one) or one in _LOOKALIKES for one in around) else ""


def digits_shown(text: str) -> str:
    """The text, as long as it was, with every digit written plainly."""
    return "".join(digit_of(one) or one for one in text)


def is_silent(character: str) -> bool:
    """Whether a character separates nothing a reader would see as words: space, sign, invisible character."""
    return not character.isalnum()


def seen(gap: str) -> str:
    """What a reader sees of a gap."""
    return "".join(one for one in gap if unicodedata.category(one) not in ("Cf", "Mn"))


def is_close(gap: str) -> bool:
    """Whether a gap may stand inside one number: a few signs or spaces on one line, or only invisible characters."""
    signs = seen(gap)
    return len(signs) <= CLOSE and all(is_silent(one) and one not in "\n\r\t\f\v" for one in signs)
