"""However a number is hidden it is found; what an office must be able to say is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.idnumbers import check_digit
from app.rules.leaks import Listed, find_leaks

TODAY = date(2026, 11, 23)
NUMBER = "510812197503120014"
KNOWN_ID = "11010519491231002X"
CARD = "6222020000000000009"
MOBILE = "13800138000"


def full_width(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) for one in text)


def each(text: str, glue: str) -> str:
    return glue.join(text)


def mapped(text: str, digits: str) -> str:
    return "".join(digits[int(one)] if one.isdecimal() else one for one in text)


HIDINGS = {
    "plain": NUMBER,
    "among words": f"户主王某{NUMBER}，三口人",
    "full width": full_width(NUMBER),
    "full width X": full_width(KNOWN_ID),
    "small x": "11010519491231002x",
    "multiplication sign for X": "11010519491231002×",
    "spaces": "510812 19750312 0014",
    "a space after each digit": each(NUMBER, " "),
    "ideographic spaces": each(NUMBER, "\u3000"),
    "no-break spaces": each(NUMBER, "\u00a0"),
    "thin spaces": each(NUMBER, "\u2009"),
    "zero-width spaces": each(NUMBER, "\u200b"),
    "zero-width joiners": each(NUMBER, "\u200d"),
    "soft hyphens": each(NUMBER, "\u00ad"),
    "byte order marks": each(NUMBER, "\ufeff"),
    "direction marks": f"\u202e{NUMBER}\u202c",
    "combining marks": each(NUMBER, "\u0336"),
    "dashes": "510812-19750312-0014",
    "long dashes": "510812—19750312—0014",
    "dots": "510812.19750312.0014",
    "middle dots": each(NUMBER, "·"),
    "slashes": "510812/19750312/0014",
    "underscores": "510812_19750312_0014",
    "commas as thousands": "510,812,197,503,120,014",
    "brackets": "(510812)(19750312)(0014)",
    "stars between": "510812*19750312*0014",
    "Chinese numerals": mapped(NUMBER, "〇一二三四五六七八九"),
    "Chinese numerals with zero": mapped(NUMBER, "零一二三四五六七八九"),
    "capital numerals": mapped(NUMBER, "零壹贰叁肆伍陆柒捌玖"),
    "circled digits": mapped(NUMBER, "⓪①②③④⑤⑥⑦⑧⑨"),
    "raised digits": mapped(NUMBER, "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "lowered digits": mapped(NUMBER, "₀₁₂₃₄₅₆₇₈₉"),
    "Arabic-Indic digits": mapped(NUMBER, "٠١٢٣٤٥٦٧٨٩"),
    "mathematical digits": mapped(NUMBER, "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"),
    "double-struck digits": mapped(NUMBER, "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡"),
    "letters O and l": NUMBER.replace("0", "O").replace("1", "l"),
    "mixed scripts": full_width(NUMBER[:6]) + " " + mapped(NUMBER[6:14], "〇一二三四五六七八九") + NUMBER[14:],
    "over two cells": "510812\t197503120014",
    "over three cells": "510812\t19750312\t0014",
    "over two lines": "5108121975\n03120014",
    "one digit a line": each(NUMBER, "\n"),
    "one digit a cell": each(NUMBER, "\t"),
    "first generation": "510812750312001",
    "with a disability's kind and grade": f"{NUMBER}43",
    "with a reissue mark": f"{NUMBER}43" + "B1",
    "masked in the middle": "510812********0014",
    "masked with crosses": "510812xxxxxxxx0014",
    "glued to a word": f"身份证{NUMBER}号",
    "behind a label": f"证件号码：{NUMBER}",
    "in a web address": f"https://example.cn/p?id={NUMBER}&n=1",
}  # fmt: skip


@pytest.mark.parametrize("hidden", HIDINGS.values(), ids=HIDINGS.keys())
def test_an_id_number_is_found_however_it_is_hidden(hidden: str):
    assert "id" in {leak.kind for leak in find_leaks(hidden, Listed(), TODAY)}


LISTED = Listed(
    numbers={KNOWN_ID: "id", CARD: "account", MOBILE: "contact"},
    words={"患有大病": "health", "曾家镇中心小学": "place"},
    births=frozenset({date(1949, 12, 31)}),
    allowed=frozenset({"12317", "08398621234", "13900139000"}),
)

OF_A_LISTED_PERSON = {
    "words between the digits": ("110105甲1949乙1231丙002X", "id"),
    "letters between the digits": ("a".join(KNOWN_ID), "id"),
    "backwards": (KNOWN_ID[::-1], "id"),
    "its last six": ("尾号31002X", "id"),
    "card in groups": ("6222 0200 0000 0000 009", "account"),
    "card over cells": ("62220200\t0000\t0000\t009", "account"),
    "card with words between": ("6222省0200农0000信0000社009", "account"),
    "mobile with dashes": ("138-0013-8000", "contact"),
    "mobile with country": ("+86 138 0013 8000", "contact"),
    "mobile over cells": ("1380\t0138\t000", "contact"),
    "mobile in Chinese": ("一三八零零一三八零零零", "contact"),
    "birth date in one piece": ("19491231出生", "birth"),
    "birth date with signs": ("生于1949年12月31日", "birth"),
    "birth date with dots": ("1949.12.31", "birth"),
    "illness": ("其妻患有大病", "health"),
    "a child's school": ("就读曾家镇中心小学", "place"),
}


@pytest.mark.parametrize(("text", "kind"), OF_A_LISTED_PERSON.values(), ids=OF_A_LISTED_PERSON.keys())
def test_what_is_known_of_a_listed_person_is_found(text: str, kind: str):
    assert kind in {leak.kind for leak in find_leaks(text, LISTED, TODAY)}


ALLOWED = {
    "programmes": "健康帮扶、残疾人服务、义务教育保障",
    "the county's phones": "监督电话：12317，0839-8621234",
    "a cadre's phone": "帮扶责任人：李某 13900139000",
    "days and money": "2026年11月3日至2026年11月12日，合计11,860.00元",
    "a table of counts": "1\t3\t2\t11860.00\n2\t4\t1\t9,250.00\n3\t5\t3\t10020.00",
    "a notice's number": "曾府公〔2026〕5号",
    "a village's code": "510812103200",
    "an impossible birth date": "510812197513120018",
    "a wrong check digit": "510812197503120015",
}


@pytest.mark.parametrize("text", ALLOWED.values(), ids=ALLOWED.keys())
def test_what_an_office_must_be_able_to_say_is_no_leak(text: str):
    assert find_leaks(text, LISTED, TODAY) == []


@given(
    first=st.integers(0, 999), day=st.dates(date(1920, 1, 1), date(2026, 1, 1)),
    area=st.sampled_from(["510812", "610902", "340803"]), cut=st.integers(1, 17),
    glue=st.sampled_from(["\t", "\n", " ", "-", "\u200b", "、", "  |  "]),
)  # fmt: skip
def test_any_number_cut_in_two_is_found(first: int, day: date, area: str, cut: int, glue: str):
    bare = f"{area}{day:%Y%m%d}{first:03d}"
    number = bare + check_digit(bare)
    cut_up = f"序号\n{number[:cut]}{glue}{number[cut:]}\n合计"
    assert "id" in {leak.kind for leak in find_leaks(cut_up, Listed(), TODAY)}


@pytest.mark.parametrize("number", [NUMBER, MOBILE])
@pytest.mark.parametrize("words", ["张三{}", "丁一{}。", "{}三组", "第一{}二"])
def test_a_name_that_ends_in_a_numeral_hides_no_number_behind_it(number: str, words: str):
    assert find_leaks(words.format(number), Listed(), TODAY)
