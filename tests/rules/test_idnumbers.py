"""ID numbers against a second implementation, and every way they arrive damaged."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules import idnumbers

TODAY = date(2026, 11, 23)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

births = st.dates(min_value=date(1907, 1, 1), max_value=TODAY)
areas = st.integers(100_000, 999_999)
orders = st.integers(1, 998).filter(lambda n: n % 100)


def number_of(area: int, born: date, order: int) -> str:
    """A sound number, the standard's table of weights done by hand."""
    first = f"{area}{born:%Y%m%d}{order:03}"
    total = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True))
    return first + ("1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2")[total % 11]


def read(raw: object) -> tuple[str | None, str | None, bool]:
    number, issue, mended = idnumbers.read_number(raw, TODAY)
    return number, issue and issue.code, mended


@given(areas, births, orders)
def test_every_sound_number_is_taken_whatever_its_area(area, born, order):
    number = number_of(area, born, order)
    assert read(number) == (number, None, False)
    assert idnumbers.birth_date(number) == born
    assert idnumbers.sex(number) == ("1" if order % 2 else "2")


@given(areas, births, orders, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(area, born, order, place, shift):
    number = number_of(area, born, order)
    if number[place] == "X":
        return
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert read(wrong)[0] is None


@given(areas, st.dates(date(1927, 1, 1), date(1999, 12, 31)), orders)
def test_fifteen_digits_become_eighteen(area, born, order):
    number = number_of(area, born, order)
    assert read(number[:6] + number[8:17]) == (number, None, True)


@given(areas, births, orders)
def test_clerks_ways_of_writing_are_mended(area, born, order):
    number = number_of(area, born, order)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in number)
    for written in (
        wide,
        f" {number} ",
        number.lower() + " ",
        f'="{number}"',
        f"'{number}",
        f"{number[:6]} {number[6:]}",
    ):
        assert read(written) == (number, None, True)


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014", "990000195001011230"])
def test_the_vectors_of_the_standard_hold(number):
    assert idnumbers.find_fault(number, TODAY) is None


def test_a_fifteen_digit_cell_kept_as_a_number_is_exact():
    assert read(110105491231002.0) == ("11010519491231002X", None, True)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (6.10924195003071e17, "values.id_damaged"),
        ("6.10924E+17", "values.id_damaged"),
        ("6.109e17", "values.id_damaged"),
        ("610924195003071000", "values.id_damaged"),
        ("610924********1234", "values.id_masked"),
        ("61092419500307123", "values.id_length"),
        ("6109241950030712345", "values.id_length"),
        ("11010519491231002?", "values.id_characters"),
        ("110105194912310021", "values.id_check_digit"),
        ("11010519491231002X91", "values.id_characters"),
        ("11010519491231002X45", "values.id_characters"),
    ],
)
def test_a_damaged_number_is_refused_and_says_why(raw, code):
    assert read(raw) == (None, code, False)


@pytest.mark.parametrize("born", ["19010229", "19000229", "19991301", "19990400", "19990431"])
def test_a_day_that_never_was_is_refused(born):
    first = f"510812{born}123"
    assert read(first + idnumbers.check_digit(first)) == (None, "values.id_date", False)


def test_born_today_is_taken_and_tomorrow_refused():
    assert read(number_of(510812, TODAY, 11))[1] is None
    assert read(number_of(510812, TODAY + timedelta(days=1), 11))[1] == "values.id_future"


def test_a_hundred_and_twenty_years_is_taken_and_one_more_doubted():
    assert read(number_of(510812, date(1906, 1, 1), 11))[1] is None
    number = number_of(510812, date(1905, 12, 31), 11)
    assert read(number) == (number, "values.id_old", False)


def test_a_sound_number_that_may_have_been_rounded_is_doubted_not_refused():
    rounded = next(
        number
        for day in range(365)
        if (number := number_of(510812, date(1970, 1, 1) + timedelta(day), 100)).endswith("000")
    )
    assert read(rounded) == (rounded, "values.id_rounded", False)


@pytest.mark.parametrize(
    ("more", "card"), [("44", ("4", "4", "")), ("11", ("1", "1", "")), ("72b1", ("7", "2", "B1"))]
)
def test_a_disability_card_says_kind_grade_and_reissue(more, card):
    number, code, _ = read("11010519491231002x" + more)
    assert code is None
    assert number is not None
    found = idnumbers.disability_card(number)
    assert found is not None
    assert (found.kind, found.grade, found.reissue) == card
    assert idnumbers.person_key(number) == "11010519491231002X"


def test_a_blank_is_unknown_and_no_fault():
    assert read("") == read(None) == read("  ") == (None, None, False)


def test_age_turns_on_the_birthday():
    born = date(1956, 11, 23)
    assert [idnumbers.age(born, date(2026, 11, day)) for day in (22, 23, 24)] == [69, 70, 70]
