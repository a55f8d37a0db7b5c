"""Amounts in Chinese capitals as receipts and notices write them (中国人民银行《支付结算办法》附一)."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from app.texts import say

_FEN: Final = Decimal("0.01")


def in_capitals(amount: Decimal) -> str:
    """An amount in yuan as capitals: 11,860.50 → 壹万壹仟捌佰陆拾元伍角; whole yuan end in 整.

    Raises ValueError below zero or from 10^16 yuan on.
    """
    fen = int((amount.quantize(_FEN, rounding=ROUND_HALF_UP)) * 100)
    if fen < 0 or fen >= 10**18:
        raise ValueError("an amount in capitals is between 0 and 10^16 yuan")
    yuan, rest = divmod(fen, 100)
    jiao, cent = divmod(rest, 10)
    digits, whole = say("numerals.capitals"), say("numerals.whole")
    words = (_whole(yuan) if yuan else "") + (say("numerals.yuan") if yuan else "")
    if not rest:
        return (words or digits[0] + say("numerals.yuan")) + whole
    if jiao:
        words += digits[jiao] + say("numerals.jiao")
    elif yuan:
        words += digits[0]
    return words + (digits[cent] + say("numerals.fen") if cent else whole)


def _whole(yuan: int) -> str:
    zero = say("numerals.capitals")[0]
    ten_thousand, hundred_million = tuple(say("numerals.groups"))
    names = ("", ten_thousand, hundred_million, ten_thousand + hundred_million)
    groups = []
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        groups.append(group)
    words, gap = "", False
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if not group:
            gap = bool(words)
            continue
        if words and (gap or group < 1_000):
            words += zero
        words += _group(group) + names[at]
        gap = False
    return words


def _group(number: int) -> str:
    """Up to four digits; zeros inside become one 零, those at the end none."""
    digits, places = say("numerals.capitals"), ("", *say("numerals.places"))
    words, gap = "", False
    for at in range(3, -1, -1):
        digit = number // 10**at % 10
        if digit:
            words += (digits[0] if gap and words else "") + digits[digit] + places[at]
            gap = False
        else:
            gap = True
    return words
