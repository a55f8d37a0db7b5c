"""How pages come to lie on sheets: a booklet's order, enlarged paper, and the grid of an official letter."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.arrangements import booklet_order
from app.documents.papers import make_paper
from app.documents.papers.letters import LINES, PITCH, SIZE
from app.documents.sheets import POINT
from tests.documents.helped import helped
from tests.documents.households import PAPERS, context, member
from tests.documents.pages import letters, sizes, texts, whole_text


def read_in_order(sides: list[tuple[int, int]]) -> list[int]:
    """The pages as a reader turns them: the sheets laid into one another, printed on both sides, folded."""
    leaves = [(*front, *back) for front, back in zip(sides[::2], sides[1::2], strict=True)]
    first = [page for _, right, left, _ in leaves for page in (right, left)]
    last = [page for left, _, _, right in reversed(leaves) for page in (right, left)]
    return first + last


def test_four_pages_lie_four_and_one_then_two_and_three():
    assert booklet_order(4) == [(4, 1), (2, 3)]


def test_eight_pages_lie_on_two_sheets():
    assert booklet_order(8) == [(8, 1), (2, 7), (6, 3), (4, 5)]


def test_what_is_missing_to_a_multiple_of_four_is_blank():
    assert booklet_order(5) == [(0, 1), (2, 0), (0, 3), (4, 5)]
    assert booklet_order(1) == [(0, 1), (0, 0)]


@given(st.integers(1, 200))
def test_a_folded_booklet_reads_from_the_first_page_to_the_last(pages):
    read = read_in_order(booklet_order(pages))
    assert len(read) % 4 == 0
    assert read == [*range(1, pages + 1), *[0] * (len(read) - pages)]


def test_a_handbook_lies_two_pages_on_a_sheet_across_each_in_its_half():
    one = replace(helped(), members=(member(1, "张建国", "01"), member(2, "李秀英")))
    pdf = make_paper(PAPERS["handbook"], [one], context())
    assert set(sizes(pdf)) == {(297, 210)}
    plain = make_paper(PAPERS["handbook"], [one], context("A5"))
    assert set(sizes(plain)) == {(148, 210)}
    pages = len(sizes(plain))
    for side, (left, right) in enumerate(booklet_order(pages)):
        found = letters(pdf, side)
        halves = [{one[0] for one in found if one[1] < 148.5}, {one[0] for one in found if one[1] >= 148.5}]
        for half, page in zip(halves, (left, right), strict=True):
            wanted = set("".join(texts(plain)[page - 1].split())) if page else set()
            assert half == {one for one in wanted if one.strip()}


def test_every_households_handbook_is_a_booklet_of_its_own():
    pdf = make_paper(PAPERS["handbook"], [helped(1), helped(2)], context())
    sides = texts(pdf)
    assert len(sides) % 2 == 0
    assert sum("帮 扶 手 册" in side for side in sides) == 2


def test_the_six_parts_of_a_handbook_stand_in_their_order():
    text = "".join(whole_text(make_paper(PAPERS["handbook"], [helped()], context("A5"))).split())
    parts = [
        "一、家庭基本情况",
        "二、致贫原因",
        "三、帮扶责任人",
        "四、帮扶计划",
        "五、帮扶措施",
        "六、帮扶成效",
    ]
    places = [text.rindex(part) for part in parts]
    assert places == sorted(places)


def test_a_plain_a4_handbook_is_the_a5_page_enlarged():
    small, large = (make_paper(PAPERS["handbook"], [helped()], context(size)) for size in ("A5", "A4"))
    assert texts(small) == texts(large)
    assert set(sizes(large)) == {(210, 297)}


def test_a_letter_has_the_margins_type_and_grid_of_the_standard():
    assert SIZE == 15.75
    block = (LINES - 1) * PITCH + SIZE / POINT
    assert block == pytest.approx(225)
    pdf = make_paper(PAPERS["pledge"], [helped(number) for number in range(1, 30)], context())
    for page in range(len(sizes(pdf))):
        body = [one for one in letters(pdf, page) if 297 - one[2] < 263]
        assert min(one[1] for one in body) >= 28 - 0.5
        assert max(one[3] for one in body) <= 210 - 26 + 0.5
        assert max(one[4] for one in body) <= 297 - 37 + 0.5
        assert min(one[2] for one in body) >= 35 - 0.5


def test_a_full_page_of_a_letter_has_22_lines_of_28_characters():
    pdf = make_paper(PAPERS["pledge"], [helped()], context())
    lines: dict[int, int] = {}
    for word, _, bottom, _, top in letters(pdf, 0):
        middle = 297 - (bottom + top) / 2
        if middle < 262 and word not in "，。、；":
            line = int((middle - 37) / PITCH)
            lines[line] = lines.get(line, 0) + 1
    assert max(lines) == LINES - 1
    first = whole_text(pdf).splitlines()[2]
    assert len(first) <= 28


def test_an_odd_page_is_numbered_right_and_an_even_one_left():
    pdf = make_paper(PAPERS["pledge"], [helped()], context())
    dashes = [[one for one in letters(pdf, page) if one[0] == "—"] for page in range(2)]
    assert min(one[1] for one in dashes[0]) > 105
    assert max(one[3] for one in dashes[1]) < 105
    assert all(one[4] < 35 - 7 for one in dashes[0]), "7 mm below the text"


def test_signatures_stand_beside_one_another_on_a_sheet_with_text():
    for count in range(1, 12):
        pages = texts(make_paper(PAPERS["pledge"], [helped(number) for number in range(count)], context()))
        last = pages[-1]
        assert "甲方（章）" in last
        assert "乙方（章）" in last
        assert len(last) > 60
