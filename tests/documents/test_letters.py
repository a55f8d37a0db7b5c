"""A notice as an official letter, measured: where GB/T 9704-2012 wants lines, seal, annex and page number."""

from dataclasses import replace

import pypdfium2
import pytest

from app.documents.fonts import find_fonts
from app.documents.posters.letters import make_letter
from app.rules.notice_contents import NoticeContent
from tests.documents.households import RARE
from tests.documents.pages import Letter, described, letters, same_as_golden, sizes, texts
from tests.operations.offices import MONDAY

MM = 25.4 / 72
PITCH = (225 - 15.75 * MM) / 21
LINE = "经入户认定、公示无异议，审定曾家社区农户符合脱贫标准，现予以公告。"


def an_announcement(rows: int = 12, paragraphs: int = 2, **changed: object) -> NoticeContent:
    names = {2: "阿依古丽·买买提江·吐尔逊巴依", 3: f"张{RARE[:3]}"}
    made = NoticeContent(
        title="关于2026年脱贫户名单的公告",
        title_lines=("关于2026年", "脱贫户名单的公告"),
        body="\n".join(["一、公告依据", "（一）审定情况", *[LINE * 2] * paragraphs]),
        heads=("序号", "村民小组", "户主姓名", "家庭人口数"),
        widths=(14, 30, 50, 26),
        rows=tuple((str(at), f"{at % 3 + 1}组", names.get(at, f"王{at}"), "4") for at in range(1, rows + 1)),
        fields=(),
        issuer="朝天区农业农村局",
        dated="2026年11月2日",
        number="曾家社区公示〔2026〕2号",
        invites=False,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def a_letter(number: str = "", **of: object) -> bytes:
    content = an_announcement(**of)  # type: ignore[arg-type]
    return make_letter(content, number, find_fonts(), content.issuer, MONDAY)


def line_with(pdf: bytes, page: int, words: str) -> list[Letter]:
    """The characters of the first line that says these words, left to right."""
    found = letters(pdf, page)
    text = "".join(one[0] for one in found)
    start = text.index(words)
    return found[start : start + len(words)]


def middle(line: list[Letter]) -> float:
    return (line[0][1] + line[-1][3]) / 2


def base(line: list[Letter]) -> float:
    """Down from the top of the sheet to the middle of a line, mm."""
    return 297 - (max(one[4] for one in line) + min(one[2] for one in line)) / 2


def test_letters_are_as_they_were_last_looked_at():
    assert same_as_golden("letter.txt", described(a_letter("朝农发〔2026〕5号")) + described(a_letter()))


def test_a_full_page_has_22_lines_of_28_characters_on_the_grid():
    pdf = a_letter(rows=0, paragraphs=30, title="公告", title_lines=("公告",))
    page = letters(pdf, 1)
    tops = sorted({round(297 - one[2], 0) for one in page if one[0] == "，"})
    assert len({round((top - tops[0]) / PITCH) for top in tops}) == len(tops)
    lines = [line for line in texts(pdf)[1].splitlines() if line.strip() and "—" not in line]
    assert len(lines) == 22
    assert max(len(line) for line in lines) == 28
    body = [one for one in page if one[0] not in "—1234567890"]
    assert min(one[1] for one in body) >= 28 and max(one[3] for one in body) <= 184.2
    assert 297 - max(one[4] for one in body) >= 36.5 and min(one[2] for one in body) >= 34.5


def test_paragraphs_begin_two_characters_in():
    pdf = a_letter()
    assert line_with(pdf, 0, "经入户")[0][1] == pytest.approx(28 + 2 * 15.75 * MM, abs=1.0)
    assert line_with(pdf, 0, "一、公告依据")[0][1] == pytest.approx(28 + 2 * 15.75 * MM, abs=1.0)


def test_the_title_stands_in_the_middle_in_larger_type():
    title, body = line_with(a_letter(), 0, "关于2026年脱贫户"), line_with(a_letter(), 0, "经入户认定")
    whole = line_with(a_letter(), 0, "关于2026年脱贫户名单的公告")
    assert middle(whole) == pytest.approx(28 + 78, abs=1.0)
    assert max(one[4] - one[2] for one in title) > 1.25 * max(one[4] - one[2] for one in body)


def test_a_numbered_letter_has_the_red_head():
    pdf = a_letter("朝农发〔2026〕5号")
    mark, number = line_with(pdf, 0, "朝天区农业农村局"), line_with(pdf, 0, "朝农发〔2026〕5号")
    assert 297 - max(one[4] for one in mark) == pytest.approx(37 + 35, abs=3)
    assert middle(mark) == pytest.approx(106, abs=1) and middle(number) == pytest.approx(106, abs=1)
    rules = _red_rules(pdf)
    assert len(rules) == 1
    left, right, y = rules[0]
    assert (left, right) == pytest.approx((28, 184), abs=1)  # its ends are square
    assert y - (297 - min(one[2] for one in number)) == pytest.approx(4, abs=1.5)
    assert base(line_with(pdf, 0, "关于2026年")) - y > 2 * PITCH * 0.8
    assert _red_rules(a_letter()) == []


def _red_rules(pdf: bytes) -> list[tuple[float, float, float]]:
    """Left, right and height (from the top) of the red lines of the first page, mm."""
    from ctypes import c_uint

    import pypdfium2.raw as raw

    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for shape in document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            red, green, blue, alpha = (c_uint() for _ in range(4))
            raw.FPDFPageObj_GetStrokeColor(shape, red, green, blue, alpha)
            if red.value > 150 and green.value < 60:
                left, bottom, right, top = shape.get_bounds()
                found.append((left * MM, right * MM, 297 - (bottom + top) / 2 * MM))
    return found


@pytest.mark.parametrize(
    "issuer", ["朝天区农业农村局", "曾家镇曾家社区村民委员会", "广元市朝天区防止返贫致贫工作领导小组办公室"]
)
def test_who_signs_stands_over_the_day_and_inside_the_block(issuer: str):
    pdf = a_letter(issuer=issuer)
    day, name = line_with(pdf, 0, "2026年11月2日"), line_with(pdf, 0, issuer)
    assert middle(name) == pytest.approx(middle(day), abs=1.5)
    assert name[-1][3] <= 184 - 15.75 * MM and base(day) - base(name) == pytest.approx(PITCH, abs=0.8)
    if len(issuer) < 12:
        assert 184 - day[-1][3] == pytest.approx(4 * 15.75 * MM, abs=1.5)


def test_the_seal_over_who_signs_begins_within_a_line_of_the_text():
    pdf = a_letter()
    text, name = line_with(pdf, 0, "附件：2026年脱贫户名单"), line_with(pdf, 0, "朝天区农业农村局")
    top_of_seal = base(name) - 21
    assert 0 <= top_of_seal - (297 - min(one[2] for one in text)) <= PITCH


@pytest.mark.parametrize("issuer", ["朝天区农业农村局", "广元市朝天区防止返贫致贫工作领导小组办公室"])
def test_the_code_never_touches_who_signs(issuer: str):
    pdf = a_letter(
        issuer=issuer, code=f"HUDANG|1|公示〔2026〕2号|20261102|{'ABCDEFGH' * 8}|{'ABCDEFGH' * 16}"
    )
    name, caption = line_with(pdf, 0, issuer), line_with(pdf, 0, "扫码核对真伪")
    left_of = name[0][1] > 28 + 28 + 4
    below = base(caption) - 28 - 3 > base(name)
    assert left_of or below


@pytest.mark.parametrize("paragraphs", range(1, 12))
def test_no_sheet_holds_the_signature_alone(paragraphs: int):
    pages = texts(a_letter("朝农发〔2026〕5号", paragraphs=paragraphs))
    signed = next(page for page in pages if "2026年11月2日" in page)
    assert "符合脱贫标准" in signed or "现予以公告" in signed


def test_page_numbers_stand_outside_right_on_odd_and_left_on_even_pages():
    pdf = a_letter(rows=60)
    for page in range(len(sizes(pdf))):
        number = line_with(pdf, page, f"—{page + 1}—")
        if page % 2:
            assert number[0][1] == pytest.approx(28 + 14 * MM, abs=1.5)
        else:
            assert number[-1][3] == pytest.approx(184 - 14 * MM, abs=1.5)
        assert 297 - 35 + 6 < base(number) < 297 - 35 + 14


def test_the_list_is_annexed_on_its_own_sheets_and_says_its_headings_again():
    pages = texts(a_letter(rows=60))
    assert "户主姓名" not in pages[0] and "附件：2026年脱贫户名单" in pages[0]
    assert pages[1].startswith("附件") and "2026年脱贫户名单" in pages[1]
    assert all("户主姓名" in page for page in pages[1:])
    assert line_with(a_letter(rows=60), 1, "附件")[0][1] == pytest.approx(28, abs=1)
