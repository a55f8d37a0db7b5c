"""The order of a village's book: its groups as people count them, then the households by code."""

import re

_TEN = 10
_DIGITS = {
    one: at
    for at, one in enumerate(
        "\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"  # from nought to nine
    )
}
_TEN_WORD = "\u5341"
_ARABIC = re.compile(r"\d+")
_CHINESE = re.compile(f"[{''.join(_DIGITS)}{_TEN_WORD}]+")


def group_key(name: str | None) -> tuple[int, str]:
    """What a group is sorted by: its number, as 三组, 第十二组 or 3组 tell it, then its name; without one, last."""
    said = name or ""
    if found := _ARABIC.search(said):
        return int(found[0]), said
    found = _CHINESE.search(said)
    return (_number(found[0]) if found else 10**9), said


def book_key(group: str | None, code: str | None) -> tuple[int, str, str]:
    """What a household is sorted by: its group, then its code."""
    return (*group_key(group), code or "")


def _number(said: str) -> int:
    """The number of a Chinese numeral below a hundred; what is none is read digit by digit."""
    if _TEN_WORD not in said:
        return int("".join(str(_DIGITS[one]) for one in said))
    tens, _, ones = said.partition(_TEN_WORD)
    return _TEN * (_DIGITS.get(tens[-1:], 1)) + _DIGITS.get(ones[:1], 0)
