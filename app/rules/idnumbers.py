"""Citizen ID numbers (GB 11643) and disability cards: mended, verified, and what they say.

An area code is the place of first registration and may be long abolished, so none is refused.
Knows neither Qt nor the database.
"""

import re
import unicodedata
from calendar import isleap
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.errors import Issue
from app.rules.cells import EXACT_DIGITS, was_rounded

Sex = Literal["1", "2"]
Read = tuple[str | None, Issue | None, bool]

OLDEST_YEARS = 120
_CHECKS = "10X98765432"
_NOISE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff'`]+")
_WRAPPED = re.compile(r'^\s*=\s*"(.*)"\s*$', re.DOTALL)
_EXPONENT = re.compile(r"^\d(\.\d+)?E\+?\d{1,2}$")
_SHAPE = re.compile(r"^\d{17}[\dX](?:[1-7][1-4](?:[0-9A-Z]{2})?)?$")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS = frozenset(f"{m:02}{d:02}" for m, days in enumerate(_MONTH_DAYS, 1) for d in range(1, days + 1))


@dataclass(frozen=True, slots=True)
class DisabilityCard:
    """What follows the ID number: kind 1 to 7, grade 1 (heaviest) to 4, reissue mark or empty."""

    kind: str
    grade: str
    reissue: str


def normalise(raw: object) -> str:
    """The number with full-width digits, spaces, `="…"`, apostrophes and a small x mended; never checked."""
    text = raw if isinstance(raw, str) else _written(raw)
    if text.isalnum() and text.isascii():
        return text.upper()
    wrapped = _WRAPPED.match(text)
    return _NOISE.sub("", unicodedata.normalize("NFKC", wrapped[1] if wrapped else text)).upper()


def _written(raw: object) -> str:
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < EXACT_DIGITS:
        return str(int(raw))
    return str(raw)


def check_digit(first: str) -> str:
    """The eighteenth character for the first seventeen digits."""
    # Weights 2^17 … 2^1 modulo 11: read as base 13, because 13 is 2 modulo 11 and int() runs in C.
    return _CHECKS[int(first, 13) * 2 % 11]


def lengthen(old: str) -> str:
    """The 18-digit number of a 15-digit one of the first generation (born 1900 to 1999)."""
    first = f"{old[:6]}19{old[6:]}"
    return first + check_digit(first)


def read_number(raw: object, today: date, field: str = "id_number") -> Read:
    """(number or None, issue or None, whether it was mended); 20 or 22 characters for a disability card.

    A number that Excel rounded, of a wrong length, date or check digit gives None and an error
    that says which; nothing is ever guessed. Age over 120 years or a trace of rounding is a doubt.
    """
    if was_rounded(raw):
        return None, _refused("values.id_damaged", field, f"{raw:.15g}"), False
    number = normalise(raw)
    if not number:
        return None, None, False
    if len(number) == 15 and number.isdecimal():
        number = lengthen(number)
    fault = find_fault(number, today)
    if fault is None:
        return number, _aged(number, today, field), number != raw
    return None, _refused(fault, field, number), False


def find_fault(number: str, today: date) -> str | None:
    """The key of what makes a normalised number impossible, or None where it is sound."""
    if _SHAPE.match(number) is None:
        return _misshapen(number)
    if check_digit(number[:17]) != number[17]:
        return "values.id_damaged" if number[15:18] == "000" else "values.id_check_digit"
    year, day = number[6:10], number[10:14]
    if day not in _DAYS or (day == "0229" and not isleap(int(year))) or year == "0000":
        return "values.id_date"
    if year >= str(today.year) and number[6:14] > f"{today:%Y%m%d}":
        return "values.id_future"
    return None


def _misshapen(number: str) -> str:
    if _EXPONENT.match(number):
        return "values.id_damaged"
    if "*" in number:
        return "values.id_masked"
    if len(number) not in (15, 18, 20, 22):
        return "values.id_length"
    return "values.id_characters"


def _aged(number: str, today: date, field: str) -> Issue | None:
    if number[15:18] == "000":
        # A sound number may end so (one in 1,100); so may one in eleven of those Excel rounded.
        return Issue("values.id_rounded", field, "doubt", {"text": _ends(number)})
    if today.year - int(number[6:10]) > OLDEST_YEARS:
        return Issue("values.id_old", field, "doubt", {"year": number[6:10]})
    return None


def _refused(code: str, field: str, number: str) -> Issue:
    return Issue(code, field, "error", {"text": _ends(number), "length": len(number)})


def _ends(number: str) -> str:
    """Enough of a number to find it in the paper, never all of it."""
    return number if len(number) < 12 else f"{number[:6]}…{number[-4:]}"


def person_key(number: str) -> str:
    """The first 18 characters: the same person on an ID card and on a disability card."""
    return number[:18]


def birth_date(number: str) -> date | None:
    """The date of birth a number of 18, 20 or 22 characters carries; None where there is none."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex(number: str) -> Sex | None:
    """GB/T 2261.1: "1" man, "2" woman, from the seventeenth digit (odd: man); None where there is none."""
    digit = number[16:17]
    if not digit.isdecimal():
        return None
    return "1" if int(digit) % 2 else "2"


def age(born: date, on: date) -> int:
    """Completed years of life on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def disability_card(number: str) -> DisabilityCard | None:
    """What a disability card of 20 or 22 characters says beyond the ID number; None for a plain ID number.

    Order of kinds as the Disabled Persons' Federation prints them: 1 sight, 2 hearing, 3 speech,
    4 limbs, 5 intellect, 6 mind, 7 several.
    """
    if len(number) not in (20, 22) or _SHAPE.match(number) is None:
        return None
    return DisabilityCard(number[18], number[19], number[20:])
