"""Amounts in capitals, at every kind of zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.capitals import in_capitals


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.55", "伍角伍分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("101", "壹佰零壹元整"),
        ("1001.01", "壹仟零壹元零壹分"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("11860.50", "壹万壹仟捌佰陆拾元伍角整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("1000000", "壹佰万元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("123456789.10", "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元壹角整"),
    ],
)
def test_an_amount_is_written_as_a_receipt_writes_it(amount: str, words: str):
    assert in_capitals(Decimal(amount)) == words


def test_less_than_nothing_has_no_capitals():
    with pytest.raises(ValueError, match="between"):
        in_capitals(Decimal("-0.01"))


DIGITS = {word: at for at, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(words: str) -> Decimal:
    """The amount somebody reads out of the capitals."""
    total = group = digit = 0
    fen = 0
    for sign in words.removesuffix("整"):
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in PLACES:
            group, digit = group + digit * PLACES[sign], 0
        elif sign == "万":
            total, group, digit = total + (group + digit) * 10_000, 0, 0
        elif sign == "亿":
            total, group, digit = (total + group + digit) * 10**8, 0, 0
        elif sign == "元":
            total, group, digit = total + group + digit, 0, 0
        elif sign == "角":
            fen, digit = fen + digit * 10, 0
        else:
            fen, digit = fen + digit, 0
    return Decimal(total) + Decimal(fen) / 100


@given(st.decimals(0, Decimal("999999999999.99"), places=2))
def test_reading_the_capitals_gives_the_amount_back(amount: Decimal):
    assert read_back(in_capitals(amount)) == amount
