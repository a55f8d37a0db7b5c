"""The papers of procedures as they are printed: golden files, crowded and empty households, what is never decided."""

from dataclasses import replace
from datetime import date

import pytest

from app.documents.papers import make_paper, paper_rows
from app.rules.dossiers import Dossier
from tests.documents.cases import in_case, watched
from tests.documents.helped import helped, measure
from tests.documents.households import PAPERS, RARE, context, household, member
from tests.documents.pages import described, letters_of_pages, same_as_golden, sizes, texts, whole_text

OF_CASES = [one.id for one in PAPERS.values() if 310 <= one.order <= 332]
LONG = "阿依古丽·买买提江"
TWELVE = tuple(f"{LONG}·{RARE if at == 5 else '甲乙丙丁戊己庚辛壬癸子丑'[at]}" for at in range(12))


def printed(paper: str, *dossiers: Dossier) -> bytes:
    return make_paper(PAPERS[paper], list(dossiers) or [watched()], context())


def flat(paper: str, *dossiers: Dossier) -> str:
    return "".join(whole_text(printed(paper, *dossiers)).split())


def crowded() -> Dossier:
    """Twelve members of long names, one rare; thirty measures; a case with long words at every level."""
    members = tuple(member(at, name, "01" if at == 1 else "03") for at, name in enumerate(TWELVE, 1))
    words = "经村民代表会议评议，情况属实，群众没有意见，建议按程序办理；" * 9
    one = helped(1, 30, 0, members=members)
    return watched(in_case(one, reason=words, village=words, township=words, county=words))


def nothing_known() -> Dossier:
    return household(1, household={}, standing={}, conditions={}, incomes=(), documents=(), members=())


@pytest.mark.parametrize("paper", OF_CASES)
def test_a_paper_of_a_procedure_is_as_it_was_last_looked_at(paper):
    assert same_as_golden(f"{paper}.txt", described(printed(paper)))


@pytest.mark.parametrize("paper", OF_CASES)
@pytest.mark.parametrize("of", [crowded(), nothing_known(), helped(1, 0, 0)])
def test_nothing_leaves_the_sheet_whatever_is_known(paper, of):
    plain = replace(PAPERS[paper], internal=False)  # a watermark runs off the sheet, as it should
    pdf = make_paper(plain, [of], context())
    for (width, height), page in zip(sizes(pdf), letters_of_pages(pdf), strict=True):
        for word, left, bottom, right, top in page:
            assert min(left, bottom) >= 4, word
            assert right <= width - 4, word
            assert top <= height - 4, word


def test_every_adult_has_a_line_to_sign_a_child_has_none_and_who_has_no_birth_date_has_one():
    child = replace(
        member(3, "张小宝"), person={**member(3, "张小宝").person, "birth_date": date(2015, 1, 1)}
    )
    unborn = replace(member(4, "张无期"), person={"name": "张无期"})
    family = (member(1, "张建国", "01"), member(2, "李秀英", "02"), child, unborn)
    text = flat("consent", in_case(helped(1, members=family)))
    assert "3张无期" in text
    assert "李秀英" in text
    assert "张小宝" not in text


def test_an_application_says_what_is_known_and_leaves_lines_for_what_is_not():
    assert "家庭人口3人，其中劳动力3人，2019年人均纯收入5293.50元。现申请办理监测对象纳入" in flat(
        "application"
    )
    assert "人均纯收入＿＿＿元。现申请办理＿＿＿" in flat("application", nothing_known())


def test_an_approval_says_what_the_case_says_and_leaves_the_county_its_box():
    text = flat("approval")
    assert "同意23票，反对1票" in text
    assert "材料齐全，同意上报" in text
    assert text.count("负责人（签字）") == 3


def test_a_check_at_home_adds_up_what_is_known_and_asks_for_two_checkers_and_the_head():
    text = flat("home-check")
    for word in ("17080.50", "I=G÷H", "核查人（一）", "核查人（二）", "户主（签字、手印）"):
        assert word in text


def test_the_place_decides_which_standard_of_exit_is_gone_through():
    assert "一超六有" in flat("exit-check")
    shaanxi = replace(watched(), place=replace(watched().place, code="610902100201"))
    assert "一票否决" in flat("exit-check", shaanxi)
    tibet = replace(watched(), place=replace(watched().place, code="540102100201"))
    assert "一达标、两不愁、三保障（厅字〔2016〕16号（转引），依据未核实）" in flat("exit-check", tibet)


def test_what_is_not_known_is_never_met():
    text = flat("exit-check", nothing_known())
    assert "达到0项，未达到0项，未知9项" in text
    assert "结论：□达到退出标准□未达到退出标准" in text


def test_half_a_year_and_a_measure_are_computed_on_the_day_of_printing():
    text = flat("risk-judged")
    assert "识别监测至今92个月，要达到6达到" in text
    assert "已落实措施3项，要达到1达到" in text
    late = flat("risk-judged", watched(monitored_month="2026-09"))
    assert "识别监测至今2个月，要达到6未达到" in late
    planned = replace(watched(), help={"measure": (measure(1, state="planned"),)})
    assert "已落实措施0项，要达到1未达到" in flat("risk-judged", planned)


def test_no_line_of_another_year_stands_in_for_the_watch_line():
    assert "2019年的“监测范围”未知" in flat("risk-judged")


@pytest.mark.parametrize("paper", OF_CASES)
def test_a_village_of_papers_is_one_file(paper):
    pages = texts(printed(paper, *(in_case(helped(number)) for number in range(1, 13))))
    assert len(pages) % 12 == 0


@pytest.mark.parametrize("paper", OF_CASES)
def test_every_paper_of_a_procedure_is_a_workbook_too(paper):
    sheets = paper_rows(PAPERS[paper], [watched(), nothing_known()], context())
    for sheet in sheets:
        assert len(sheet.kinds) == len(sheet.heads)
        assert all(len(row) == len(sheet.heads) for row in sheet.rows)


def test_a_standards_workbook_has_a_row_for_each_condition():
    sheets = {sheet.name: sheet for sheet in paper_rows(PAPERS["risk-judged"], [watched()], context())}
    assert [row[-1] for row in sheets["消除条件"].rows].count("达到") == 7
    assert len(sheets["消除条件"].rows) == 11
