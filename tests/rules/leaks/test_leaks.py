"""However a number is hidden it is found; what an office must be able to say is not."""

from base64 import b64encode, urlsafe_b64encode
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paths import forms
from app.rules.dossiers import Dossier, Member, Place
from app.rules.formfiles import load_forms
from app.rules.idnumbers import check_digit
from app.rules.leaks import Listed, find_leaks, listed_in

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
    "word joiners": each(NUMBER, "\u2060"),
    "variation selectors": each(NUMBER, "\ufe0f"),
    "direction isolates": each(NUMBER, "\u2068\u2069"),
    "keycaps": each(NUMBER, "\ufe0f\u20e3"),
    "zero-width joiner and space": each(NUMBER, "\u200d "),
    "invisible tag characters": "".join(chr(0xE0030 + int(one)) for one in NUMBER),
    "Braille": mapped(NUMBER, "⠚⠁⠃⠉⠙⠑⠋⠛⠓⠊"),
    "digits in brackets": mapped(NUMBER, "⓪⑴⑵⑶⑷⑸⑹⑺⑻⑼"),
    "digits with a stop": mapped(NUMBER, "⓪⒈⒉⒊⒋⒌⒍⒎⒏⒐"),
    "black circled digits": mapped(NUMBER, "⓿❶❷❸❹❺❻❼❽❾"),
    "segmented digits": mapped(NUMBER, "🯰🯱🯲🯳🯴🯵🯶🯷🯸🯹"),
    "sans-serif bold digits": mapped(NUMBER, "𝟬𝟭𝟮𝟯𝟰𝟱𝟲𝟳𝟴𝟵"),
    "Devanagari digits": mapped(NUMBER, "०१२३४५६७८९"),
    "Tibetan digits": mapped(NUMBER, "༠༡༢༣༤༥༦༧༨༩"),
    "Suzhou numerals": mapped(NUMBER, "〇〡〢〣〤〥〦〧〨〩"),
    "traditional capitals": mapped(NUMBER, "零壹貳叄肆伍陸柒捌玖"),
    "as said on the telephone": mapped(NUMBER, "〇幺二三四五六七八九"),
    "rings for zeros": NUMBER.replace("0", "○"),
    "Greek and Cyrillic letters": NUMBER.replace("0", "ο").replace("3", "З"),
    "letters S and B": NUMBER.replace("5", "S").replace("8", "B"),
    "backwards": NUMBER[::-1],
    "masked with squares": "510812■■■■■■■■0014",
    "masked with dots": "510812……0014",
    "masked in full width": full_width("510812") + "********" + full_width("0014"),
    "base64": b64encode(NUMBER.encode()).decode(),
    "base64 with words": b64encode(f"id={NUMBER};".encode()).decode().rstrip("="),
    "base64 for addresses": urlsafe_b64encode(f"?>{NUMBER}?>".encode()).decode(),
    "hex": NUMBER.encode().hex(),
    "percent signs": "".join(f"%{ord(one):x}" for one in NUMBER),
    "character references": "".join(f"&#{ord(one)};" for one in NUMBER),
    "hexadecimal references": "".join(f"&#x{ord(one):x};" for one in NUMBER),
    "program escapes": "".join(f"\\u00{ord(one):x}" for one in NUMBER),
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
    "its first fourteen": ("110105 1949 1231", "id"),
    "birth date in Chinese": ("生于一九四九年十二月三十一日", "birth"),
    "birth date in base64": ("MTEwMTA1MTk0OTEyMzEwMDJY", "id"),
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
    "amounts beside one another on a page": "13 1.00 8765.16 13 2.00 1860.00\n1 995.90 18 3 721.28 5",
    "a notice's number": "曾府公〔2026〕5号",
    "a village's code": "510812103200",
    "a list by tens": "一、二、三……十、十一、二十户三十人",
    "a title in letters": "BOSS SOS ISO BIS 5S",
    "a signature": "HUDANG|QWERTZUIOPASDFGHJKLYXCVBNM|BOSZIL",
    "a ring of a list": "○ 未完成 ● 已完成",
    "a year in rings": "二○二六年十一月三日",
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


def test_amounts_of_many_rows_make_no_number_where_the_counties_are_known():
    chance, held = Random(7), 0
    for _ in range(40):
        amounts = [f"{chance.randint(100, 20000)}.{chance.randint(0, 99):02}" for _ in range(600)]
        text = "\n".join(f"{row}\t{one}" for row, one in enumerate(amounts, 1))
        held += bool(find_leaks(text, Listed(areas=frozenset({"510812", "610902"})), TODAY))
    assert held == 0


def test_the_counties_of_the_listed_are_known_though_their_codes_are_gone():
    member = Member("p", "m", {"id_number": "510812197503120014"}, {"relation": "01"}, {})
    place = Place("", "", "", "", "", "", "d")
    dossier = Dossier("h", 2026, (2026,), place, {}, {}, {}, (member,))
    assert listed_in([dossier], load_forms(forms()), areas=["110101"]).areas == {"110101", "510812"}
