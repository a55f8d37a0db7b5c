"""Finds in a finished text what must not leave: by shape (ID, bank card, mobile), and by what the office knows.

By shape a number is looked for as people write it and as it can be split: its pieces must begin and end with it.
What is known of the listed persons is looked for in the bare stream of digits, forwards and backwards, whatever
stands between.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate
from typing import Final, Literal

from stdnum import luhn

from app.rules.idnumbers import check_digit, lengthen
from app.rules.leaks.digits import (
    Piece,
    digits_shown,
    is_close,
    is_silent,
    pieces,
    seen,
    without_numerals,
)
from app.rules.leaks.listed import Listed
from app.rules.leaks.packed import unpacked
from app.texts import say

Kind = Literal["id", "account", "contact", "birth", "health", "place", "hidden"]

_PROVINCES: Final = frozenset(
    str(code)
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
        (99, 99),
    )
    for code in range(first, last + 1)
)
_MOBILE: Final = re.compile(r"1[3-9]\d{9}")
_MASKED: Final = re.compile(r"[0-9]{3,}[ -]?(?:[*xX×●•＊·#■□█▇※○◯★☆?？]{3,}|…{2,})[ -]?[0-9]{2,}[xX]?")
_OLDEST: Final = 1900
_TAIL: Final = 6
"""So many last characters of a listed person's ID number are already a leak."""

_HEAD: Final = 14
"""So many first ones too: the county and the birth date."""


@dataclass(frozen=True, slots=True)
class Leak:
    """One thing that must not leave: its kind, where it begins in the text, and enough of it to find it."""

    kind: Kind
    at: int
    shown: str


def find_leaks(text: str, listed: Listed, today: date) -> list[Leak]:
    """Every leak of a text in its order. `today`: nobody was born after it."""
    found = pieces(text)
    leaks = [*_by_shape(text, found, listed, today), *_known(found, listed), *_births(text, found, listed)]
    if (figures := without_numerals(text)) != text:
        leaks += _by_shape(figures, pieces(figures), listed, today)
    if _tens().search(text):
        plain = _tens().sub(lambda ten: f"{ten[1] or 1}{ten[2] or 0}", text)
        leaks += _births(plain, pieces(plain), listed)
    for other in unpacked(text):
        again = pieces(other)
        leaks += [*_by_shape(other, again, listed, today), *_known(again, listed)]
    leaks += [Leak("id", hit.start(), _short(hit[0])) for hit in _MASKED.finditer(digits_shown(text))]
    leaks += [
        Leak("health" if kind == "health" else "place", text.find(word), word)
        for word, kind in listed.words.items()
        if word in text
    ]
    return sorted(dict.fromkeys(leaks), key=lambda leak: leak.at)


@cache
def _tens() -> re.Pattern[str]:
    """Tens as dates are written in Chinese numerals: the sign for ten with what may stand before and after it."""
    digits = say("numerals.plain")[1:]
    return re.compile(f"([{digits[:3]}]?){say('numerals.ten')}([{digits}]?)")


def _by_shape(text: str, found: Sequence[Piece], listed: Listed, today: date) -> Iterator[Leak]:
    for first, piece in enumerate(found):
        joined, close, gaps = "", True, set[str]()
        for more in found[first:]:
            if joined:
                if not all(map(is_silent, more.before)):
                    break
                close = close and is_close(more.before)
                gaps.add(seen(more.before))
            joined += more.digits
            if len(joined) > 22:
                break
            if kind := _shape(joined, close, len(gaps) < 2, listed, today):
                yield Leak(kind, piece.start, _short(joined))


def _shape(digits: str, close: bool, even: bool, listed: Listed, today: date) -> Kind | None:
    """What a number is by its shape. Mobiles and cards are looked for on one line, ID numbers over cells.

    `even`: one sign stands in all of its gaps, as people group a telephone or a card. Amounts beside one another have
    spaces and points: without it seven pages of payments in ten would be held.
    """
    if digits in listed.allowed:
        return None
    backwards = close and len(digits) == 18 and is_citizen_number(digits[::-1], today)
    if len(digits) in (18, 20, 22) and (backwards or is_citizen_number(digits[:18], today)):
        return "id" if close or not listed.areas or digits[:6] in listed.areas else None
    if not close or not even:
        return None
    if len(digits) == 15 and digits.isdecimal() and is_citizen_number(lengthen(digits), today):
        return "id"
    bare = digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
    if len(bare) == 11 and _MOBILE.fullmatch(bare) and bare not in listed.allowed:
        return "contact"
    return "account" if 16 <= len(digits) <= 19 and digits.isdecimal() and luhn.is_valid(digits) else None


def is_citizen_number(number: str, today: date) -> bool:
    """Whether eighteen characters are an ID number: province, a birth date up to today, check digit."""
    if len(number) != 18 or not number[:17].isdecimal() or number[:2] not in _PROVINCES:
        return False
    born = _day(number[6:10], number[10:12], number[12:14])
    return born is not None and born <= today and check_digit(number[:17]) == number[17]


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if int(year) >= _OLDEST else None
    except ValueError:
        return None


def _known(found: Sequence[Piece], listed: Listed) -> Iterator[Leak]:
    """Numbers of the listed persons in the bare stream of digits, and the tails of their ID numbers in one piece."""
    stream = "".join(piece.digits for piece in found)
    ends = list(accumulate(len(piece.digits) for piece in found))
    for number, kind in listed.numbers.items():
        if number in listed.allowed:
            continue
        bare = number.rstrip("X")
        heads = (bare[:_HEAD],) if kind == "id" and len(bare) > _HEAD else ()
        for written in (bare, bare[::-1], *heads):
            at = stream.find(written)
            if at >= 0:
                piece = next(one for one, end in zip(found, ends, strict=True) if end > at)
                yield Leak(_kind(kind), piece.start, _short(number))
    tails = {number[-_TAIL:] for number, kind in listed.numbers.items() if kind == "id"}
    for piece in found:
        if piece.digits in tails:
            yield Leak("id", piece.start, _short(piece.digits))


def _kind(sensitive: str) -> Kind:
    return "id" if sensitive == "id" else "account" if sensitive == "account" else "contact"


def _births(text: str, found: Sequence[Piece], listed: Listed) -> Iterator[Leak]:
    """Birth dates of the listed persons, written in one piece or as year, month and day."""
    whole = {f"{one:%Y%m%d}" for one in listed.births}
    for piece in found:
        if piece.digits in whole:
            yield Leak("birth", piece.start, piece.digits)
    for year, month, day in zip(found, found[1:], found[2:], strict=False):
        near = all(len(one.before) <= 3 for one in (month, day))
        if near and len(year.digits) == 4 and _day(year.digits, month.digits, day.digits) in listed.births:
            yield Leak("birth", year.start, text[year.start : day.end])


def _short(text: str) -> str:
    """Enough to find it by, too little to misuse."""
    return f"{text[:3]}…{text[-2:]}" if len(text) > 5 else text
