"""Every kind of answer, read from what clerks write, shown, exported, kept, and back again."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paths import forms
from app.rules import values
from app.rules.formfiles import load_forms

LISTS = load_forms(forms()).codes
TODAY = date(2026, 11, 23)


def read(kind, raw, codes=None):
    answer, issue, _ = values.read(kind, raw, LISTS[codes] if codes else None, today=TODAY)
    return answer, issue and issue.code.removeprefix("values.")


@pytest.mark.parametrize("raw", ["是", "1", 1.0, 1, "√", "有", "Y", " 是 ", True, '="是"', "Ｙ"])
def test_yes_in_every_way(raw):
    assert read("yes_no", raw) == (True, None)


@pytest.mark.parametrize("raw", ["否", "0", 0.0, "×", "无", "N", "没有", False])
def test_no_in_every_way(raw):
    assert read("yes_no", raw) == (False, None)


KINDS = ["name", "text", "long_text", "id_number", "date", "month", "year", "yes_no"]
KINDS += ["integer", "quantity", "money", "phone", "account"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("raw", ["", None, "  ", "-", "—", "/", "空", "NULL", "\u3000"])
def test_a_blank_is_unknown_never_no_and_never_nought(kind, raw):
    assert read(kind, raw) == (None, None)


@pytest.mark.parametrize("kind", ["id_number", "phone", "account"])
def test_no_number_is_unknown(kind):
    assert read(kind, "无") == read(kind, "没有") == (None, None)


def test_a_blank_code_is_unknown_too():
    assert read("code", "", "fuel") == read("codes", "—", "health") == (None, None)
    assert read("code", "无", "post_kind") == (None, None)


@pytest.mark.parametrize(
    "raw",
    ["2023-05-01", "2023/5/1", "2023.5.1", "20230501", 20230501.0, "2023年5月1日", 45047.0, "45047",
     date(2023, 5, 1), datetime(2023, 5, 1, 8, tzinfo=UTC), "２０２３－０５－０１", "2023-05-01 00:00:00",
     45047.5],
)  # fmt: skip
def test_a_day_in_every_way(raw):
    assert read("date", raw) == (date(2023, 5, 1), None)


@pytest.mark.parametrize(
    "raw",
    [
        "202305",
        202305.0,
        "2023.5",
        2023.5,
        "2023-05",
        "2023年5月",
        "2023/05",
        "2023-05-01",
        45047.0,
        date(2023, 5, 1),
    ],
)
def test_a_month_in_every_way(raw):
    assert read("month", raw) == ("2023-05", None)


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("date", "20230231", "date_impossible"),
        ("date", "2023-13-01", "date_impossible"),
        ("date", "1023-01-01", "date_far"),
        ("date", "2999-01-01", "date_far"),
        ("date", "202305", "date_incomplete"),
        ("date", "2023", "date_incomplete"),
        ("date", "去年", "date_unreadable"),
        ("date", "5/1/2023", "date_unreadable"),
        ("month", "202313", "date_impossible"),
        ("month", "2023", "month_unreadable"),
        ("month", 2023.1, "month_unreadable"),
        ("year", "前年", "year_unreadable"),
        ("yes_no", "可能", "yes_no_unreadable"),
        ("money", "若干", "number_unreadable"),
        ("money", "1,23", "number_unreadable"),
        ("money", "无", "number_unreadable"),
        ("integer", "3.5", "number_not_whole"),
        ("account", 6.214497465075292e18, "digits_rounded"),
        ("account", "6.2145E+18", "digits_rounded"),
        ("text", 5.10812100000123e17, "digits_rounded"),
    ],
)
def test_what_cannot_be_read_says_why_and_is_not_guessed(kind, raw, code):
    assert read(kind, raw) == (None, code)


def test_only_an_impossible_day_is_an_error():
    assert values.read("date", "20230231")[1].level == "error"
    assert values.read("date", "202305")[1].level == "doubt"


@pytest.mark.parametrize(
    ("raw", "yuan"),
    [("11,860.00", "11860.00"), ("11，860元", "11860.00"), (" 300 元", "300.00"), ("1.5万元", "15000.00"),
     (25729.67, "25729.67"), (0.1 + 0.2, "0.30"), ("￥88", "88.00"), ("-12.5", "-12.50"),
     (8, "8.00"), (1.005, "1.01")],
)  # fmt: skip
def test_money_in_every_way(raw, yuan):
    assert read("money", raw) == (Decimal(yuan), None)


@pytest.mark.parametrize(
    ("raw", "amount"), [("8.3亩", "8.300"), (0.7, "0.700"), ("96㎡", "96.000"), ("2公里", "2.000")]
)
def test_quantities_lose_their_unit(raw, amount):
    assert read("quantity", raw) == (Decimal(amount), None)


def test_counts_and_years():
    assert read("integer", 6.0) == read("integer", "6人") == read("integer", "６") == (6, None)
    assert read("year", 2019.0) == read("year", "2019年") == read("year", "2019年度") == (2019, None)


def test_sex_by_word_and_by_number():
    assert read("code", "男", "sex") == read("code", 1.0, "sex") == read("code", "1", "sex") == ("1", None)


def test_a_people_is_never_taken_from_a_bare_number():
    assert read("code", "01", "ethnicity") == ("01", "code_bare_number")
    assert read("code", "汉", "ethnicity") == ("01", None)


def test_an_unknown_code_stays_as_written_with_a_doubt():
    assert read("code", "沼气", "fuel") == ("沼气", "code_unknown")
    assert values.show("code", "沼气", LISTS["fuel"]) == "沼气"


@pytest.mark.parametrize(
    "raw", ["残疾,长期慢性病", "长期慢性病、残疾", "残疾；慢性病", "残疾 / 长期慢性病", "4,2"]
)
def test_several_codes_are_the_same_in_any_order_and_with_any_separator(raw):
    found, issue = read("codes", raw, "health")
    assert issue is None
    assert values.same("codes", found, ("2", "4"))


def test_limbs_and_disability_of_limbs_are_the_same():
    assert (
        read("codes", "肢体", "disability_kind")
        == read("codes", "肢体残疾", "disability_kind")
        == (("4",), None)
    )


def test_brackets_of_both_widths_are_the_same():
    words = ["已脱贫（享受政策）", "已脱贫(享受政策)"]
    assert {read("code", word, "poverty_status") for word in words} == {("1", None)}


def test_numbers_that_are_names_stay_text():
    assert read("text", 510812100000.0) == ("510812100000", None)
    assert read("phone", 19930970943.0) == read("phone", "199 3097 0943") == ("19930970943", None)
    assert read("phone", "0839-8604056") == ("0839-8604056", None)
    assert read("account", "6214 4974 6507 5291 703") == ("6214497465075291703", None)


def test_text_keeps_its_words_and_loses_its_edges():
    assert values.read("text", " 石烛村 4 组\u3000")[0] == "石烛村 4 组"
    assert values.read("text", "无")[0] == "无"
    assert values.read("text", '="510812100000"') == ("510812100000", None, True)


def test_what_people_see():
    assert values.show("date", date(2026, 11, 3)) == "2026年11月3日"
    assert values.show("month", "2026-03") == "2026年3月"
    assert values.show("money", Decimal("11860")) == "11,860.00"
    assert values.show("quantity", Decimal("8.300")) == "8.3"
    assert values.show("yes_no", False) == "否"
    assert values.show("codes", ("4", "2"), LISTS["health"]) == "残疾、长期慢性病"
    assert values.show("year", 2019) == "2019"
    assert values.show("yes_no", None) == ""


answers = {
    "text": st.text("户档甲乙丙", min_size=1),
    "date": st.dates(date(1850, 1, 1), date(2100, 12, 31)),
    "month": st.dates(date(1850, 1, 1), date(2100, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
    "year": st.integers(1850, 2100),
    "yes_no": st.booleans(),
    "integer": st.integers(-(10**9), 10**9),
    "money": st.integers(-(10**12), 10**12).map(lambda fen: Decimal(fen).scaleb(-2)),
    "quantity": st.integers(0, 10**9).map(lambda parts: Decimal(parts).scaleb(-3)),
    "code": st.sampled_from([code.code for code in LISTS["fuel"].values]),
    "codes": st.lists(st.sampled_from("1234"), min_size=1, unique=True).map(tuple),
}


@pytest.mark.parametrize("kind", answers)
@given(data=st.data())
def test_what_is_kept_shown_or_exported_reads_back_the_same(kind, data):
    answer = data.draw(answers[kind])
    codes = LISTS["fuel"] if kind == "code" else LISTS["health"] if kind == "codes" else None
    assert values.loaded(kind, values.stored(kind, answer)) == answer
    assert values.read(kind, values.plain(kind, answer, codes), codes)[0] == answer
    assert values.read(kind, values.show(kind, answer, codes), codes)[0] == answer


def test_unknown_stays_unknown_in_the_database():
    for kind in [*KINDS, "code", "codes"]:
        assert values.stored(kind, None) is None
        assert values.loaded(kind, None) is None
    assert values.stored("yes_no", False) == 0
    assert values.loaded("yes_no", 0) is False
    assert values.stored("money", Decimal("0.00")) == 0


def test_the_remembering_reader_tells_true_from_one():
    read_cell = values.reader(load_forms(forms()).by_path["standing.stated_size"])
    assert read_cell(1.0)[0] == 1
    assert read_cell(True)[1].code == "values.number_unreadable"
    assert read_cell(1.0)[0] == 1


UNPRINTABLE = ["\x85", "\x7f", "\xad", "\u202e", "\u2066", "\u2028", "\ufffe", "\uffff"]


@pytest.mark.parametrize("unseen", UNPRINTABLE)
@pytest.mark.parametrize("kind", ["name", "text", "long_text"])
def test_what_no_paper_can_print_is_left_out(kind, unseen):
    assert read(kind, f"张{unseen}三") == ("张三", None)
