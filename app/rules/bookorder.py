"""The order of a village's book: its groups as people count them, then the households by code."""

import re
from functools import cache, lru_cache

from app.texts import say

_ARABIC = re.compile(r"\d+")


@cache
def _numerals() -> re.Pattern[str]:
    """A run of Chinese numerals, ten among them."""
    return re.compile(f"[{say('numerals.counted')}{say('numerals.ten')}]+")


UNCOUNTED = 10**9


@lru_cache(maxsize=4096)
def group_number(name: str | None) -> int:
    """A group's number, as 三组, 第十二组 or 3组 tell it; a name without one comes after these, no name last."""
    said = name or ""
    if not said:
        return UNCOUNTED + 1
    if found := _ARABIC.search(said):
        return min(int(found[0]), UNCOUNTED)
    found = _numerals().search(said)
    return _number(found[0]) if found else UNCOUNTED


def group_key(name: str | None) -> tuple[int, str]:
    """What a group is sorted by: its number, then its name."""
    return group_number(name), name or ""


def book_key(group: str | None, code: str | None) -> tuple[int, str, str]:
    """What a household is sorted by: its group, then its code."""
    return (*group_key(group), code or "")


def _number(said: str) -> int:
    """The number of a Chinese numeral below a hundred; what is none is read digit by digit."""
    digits, ten = {one: at for at, one in enumerate(say("numerals.counted"))}, say("numerals.ten")
    if ten not in said:
        return int("".join(str(digits[one]) for one in said))
    tens, _, ones = said.partition(ten)
    return 10 * digits.get(tens[-1:], 1) + digits.get(ones[:1], 0)
