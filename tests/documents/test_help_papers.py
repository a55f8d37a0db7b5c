"""The papers of help as they are printed: golden files, many lines and none, long names, what a wall may not show."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.documents.papers import make_paper, paper_rows
from app.documents.previews import Preview
from app.rules.comparisons import Comparison
from app.rules.dossiers import Dossier
from tests.documents.helped import (
    cadre,
    compared,
    handed_over,
    helped,
    measure,
    pairing,
    plan,
    visit,
)
from tests.documents.households import PAPERS, RARE, context, household, member
from tests.documents.pages import (
    described,
    letters,
    letters_of_pages,
    same_as_golden,
    sizes,
    texts,
    whole_text,
)

HELP = [one.id for one in PAPERS.values() if 110 <= one.order <= 230]
OF_HOUSEHOLDS = [one for one in HELP if PAPERS[one].subject == "household"]
WALLS = ["measure-card", "contact-card", "door-plate"]
LONG = "阿依古丽·买买提江"
TWELVE = tuple(f"{LONG}·{'甲乙丙丁戊己庚辛壬癸子丑'[at]}" for at in range(12))


def results_of(dossiers: list[Dossier]) -> dict[str, Comparison]:
    """The two results of each household that has incomes."""
    return {key: one for dossier in dossiers if dossier.incomes for key, one in compared(dossier).items()}


def printed(paper: str, *dossiers: Dossier, size: str | None = None) -> bytes:
    chosen = list(dossiers) or [helped()]
    return make_paper(PAPERS[paper], chosen, replace(context(size), comparisons=results_of(chosen)))


def crowded() -> Dossier:
    """Twelve members of long names, forty measures and visits with long words, a helper whose name is rare."""
    words = "羊圈漏雨，联系村里匀一块篷布，月底前盖上；" * 6
    return helped(
        1,
        help={
            "plan": (plan(wishes=words, goal=words, unfinished=words),),
            "pairing": tuple(pairing(at, "1267"[at % 4], RARE + LONG) for at in range(1, 9)),
            "measure": tuple(measure(at, content=words, amount=Decimal("123456789.12")) for at in range(40)),
            "visit": tuple(visit(at, seen=words, problem=words) for at in range(40)),
        },
        members=tuple(member(at, name, "01" if at == 1 else "03") for at, name in enumerate(TWELVE, 1)),
    )


def nothing_known() -> Dossier:
    return household(1, household={}, standing={}, conditions={}, incomes=(), documents=(), members=())


@pytest.mark.parametrize("paper", HELP)
def test_a_paper_of_help_is_as_it_was_last_looked_at(paper):
    village = [helped(), helped(2, 0, 0), handed_over(3), helped(4, 1, 1)]
    of = village[:1] if paper in OF_HOUSEHOLDS else village
    assert same_as_golden(f"{paper}.txt", described(printed(paper, *of)))


@pytest.mark.parametrize("paper", HELP)
@pytest.mark.parametrize("of", [crowded(), nothing_known(), helped(1, 0, 0), helped(1, 1, 1)])
def test_nothing_leaves_the_sheet_whatever_is_known(paper, of):
    plain = replace(PAPERS[paper], internal=False)  # a watermark runs off the sheet, as it should
    for size in plain.sizes:
        pdf = make_paper(plain, [of], replace(context(size), comparisons=results_of([of])))
        for (width, height), page in zip(sizes(pdf), letters_of_pages(pdf), strict=True):
            for word, left, bottom, right, top in page:
                assert left >= 4, word
                assert bottom >= 4, word
                assert right <= width - 4, word
                assert top <= height - 4, word


def test_every_measure_and_every_visit_of_a_long_year_is_on_paper():
    text = "".join(whole_text(printed("help-plan", crowded())).split())
    assert text.count("123456789.12") == 40
    assert "4938271564.80" in text, "the sum"
    visits = whole_text(printed("visit-year", crowded()))
    assert all(f"{number}" in visits for number in range(1, 41))
    assert visits.count("走访日期") == len(texts(printed("visit-year", crowded())))


def test_the_plan_says_cause_measure_amount_deadline_person_and_result():
    text = whole_text(printed("help-plan")).replace("\n", "")
    for word in (
        "因病、缺劳力",
        "购买母羊",
        "3000.00",
        "2019年10月31日",
        "陈国强",
        "已完成",
        "达到目标",
        "农业农村局",
    ):
        assert word in text


def test_a_plan_without_measures_leaves_rows_for_the_pen_on_one_sheet():
    pdf = printed("help-plan", helped(1, 0, 0))
    assert len(texts(pdf)) == 1
    assert "没有记录" not in whole_text(pdf)


def test_each_visit_has_a_sheet_of_its_own_and_a_household_without_visits_an_empty_one():
    assert len(texts(printed("visit-record", helped(1, 0, 3)))) == 3
    empty = whole_text(printed("visit-record", helped(1, 0, 0)))
    assert "张建国" in empty
    assert "羊羔" not in empty


def test_an_empty_sheet_names_the_place_and_nobody():
    for paper in ("visit-record-empty", "house-check-empty"):
        text = whole_text(printed(paper, helped(), helped(2)))
        assert "石鹰村" in text
        assert not re.search(r"张建国|李秀英|\d{17}|陈国强|138001", text)


def test_a_check_asks_four_blocks_for_two_checkers_and_the_head():
    text = whole_text(printed("house-check"))
    for word in ("一、看", "二、查", "三、算", "四、访", "核查人（一）", "核查人（二）", "户主（签字"):
        assert word in text


def test_a_comparison_shows_both_years_and_by_how_much_an_income_changed():
    text = whole_text(printed("year-compare"))
    assert "2018年" in text
    assert "2019年" in text
    assert re.search(r"[+-]\d+\.\d\d", text)
    assert "新增成员" in text


def test_a_household_without_two_results_says_so():
    text = whole_text(make_paper(PAPERS["year-compare"], [helped()], context()))
    assert "没有两个年度的结果" in text


def test_a_handover_names_both_cadres_the_day_and_the_matters():
    text = whole_text(printed("handover", handed_over(), helped(2))).replace("\n", "")
    for word in ("陈国强", "刘洋", "2019年6月1日", "工作调动", "羊圈篷布未到"):
        assert word in text
    assert text.count("帮扶责任人") == 1, "only the household that was handed over"


def test_the_forces_count_a_cadres_households_once_and_name_their_heads():
    two = helped(2, members=(member(1, "何桂芳", "01"), member(2, "何小芳")))
    (sheet,) = paper_rows(PAPERS["help-forces"], [helped(1), two], context())
    row = next(row for row in sheet.rows if "陈国强" in row)
    assert row[-3:] == ["2", "5", "张建国、何桂芳"]


def test_a_pairing_that_ended_is_not_on_the_contact_card():
    text = whole_text(printed("contact-card", handed_over()))
    assert "刘洋" in text
    assert "陈国强" not in text


@pytest.mark.parametrize("paper", WALLS)
def test_a_wall_never_says_who_is_ill_nor_shows_a_number_or_a_birth_date(paper):
    told = [
        "慢性病签约服务", "农村残疾人生活补贴", "大病救助", "孤儿基本生活费", "精神障碍患者救治", "肝炎治疗",
    ]  # fmt: skip
    measures = tuple(
        measure(at, name=name, content=f"住院费用报销，{name}", kind="10") for at, name in enumerate(told)
    )
    one = helped(1, help={**helped().help, "measure": measures, "plan": (plan(goal="治好病"),)})
    text = whole_text(printed(paper, one, replace(one, household_id="other")))
    assert not re.search(r"病|残|孤儿|精神|肝炎|住院", text.replace("医生", ""))
    assert not re.search(r"\d{15,}|\d{4}年\d{1,2}月\d{1,2}日", text)
    for secret in (one.head.person["id_number"], one.household["bank_account"], "13800138000", "1955"):
        assert secret not in text
    assert "综合保障" in text or paper == "contact-card"


@pytest.mark.parametrize("paper", WALLS)
def test_a_helper_from_a_hospital_keeps_his_unit_on_the_wall(paper):
    unit = {"name": "朝天区残疾人联合会"}
    line = replace(pairing(1), linked={"cadre": (cadre(),), "unit": (unit,)})
    text = whole_text(printed(paper, helped(1, help={"pairing": (line,)}))).replace("\n", "")
    assert "朝天区残疾人联合会" in text


@pytest.mark.parametrize("paper", WALLS)
def test_a_village_of_plates_prints_in_one_go_a_sheet_a_household(paper):
    pages = texts(printed(paper, *(helped(number) for number in range(1, 21))))
    assert len(pages) == 20
    assert all("陈国强" in page for page in pages)


@pytest.mark.parametrize("paper", WALLS)
def test_a_wall_paper_is_enlarged_to_a3_type_and_all(paper):
    small, large = (letters(printed(paper, size=size), 0) for size in ("A4", "A3"))
    heights = [max(top - bottom for _, _, bottom, _, top in some) for some in (small, large)]
    assert heights[1] / heights[0] == pytest.approx(2**0.5, abs=0.02)
    assert heights[0] > 8, "a title one reads across a room, mm"


def test_the_year_of_the_paper_decides_who_helps():
    later = pairing(9, name="周敏", started_on=date(2020, 1, 1))
    one = helped(
        1,
        help={
            "pairing": (
                replace(pairing(1), answers={**pairing(1).answers, "ended_on": date(2020, 1, 1)}),
                later,
            )
        },
    )
    assert "陈国强" in whole_text(printed("door-plate", one))
    assert "周敏" in whole_text(printed("door-plate", replace(one, year=2020)))


@pytest.mark.parametrize("paper", HELP)
def test_every_paper_of_help_is_a_workbook_too(paper):
    one = handed_over()
    sheets = paper_rows(PAPERS[paper], [one], replace(context(), comparisons=compared(one)))
    assert sheets
    for sheet in sheets:
        assert sheet.name
        assert len(sheet.kinds) == len(sheet.heads)
        assert all(len(row) == len(sheet.heads) for row in sheet.rows)


def test_a_plans_workbook_has_a_row_for_each_measure():
    sheets = {
        sheet.name: sheet for sheet in paper_rows(PAPERS["help-plan"], [helped(), helped(2, 5)], context())
    }
    assert len(sheets["帮扶措施"].rows) == 8
    first = dict(zip(sheets["帮扶措施"].heads, sheets["帮扶措施"].rows[0], strict=True))
    assert first["资金（元）"] == "3000.00"
    assert first["户主姓名"] == "张建国"


def test_a_workbook_of_visits_has_a_row_for_each_visit_on_one_sheet():
    (sheet,) = paper_rows(PAPERS["visit-record"], [helped(1, 0, 3), helped(2, 0, 0)], context())
    assert len(sheet.rows) == 3
    assert {"走访时间", "看到和了解的情况", "怎样处理"} <= set(sheet.heads)
    assert len(sheet.heads) == len(set(sheet.heads))


def test_amounts_and_counts_of_a_rosters_workbook_are_numbers():
    (sheet,) = paper_rows(PAPERS["help-roster"], [helped()], context())
    kinds = dict(zip(sheet.heads, sheet.kinds, strict=True))
    assert kinds["资金（元）"] == kinds["增收（元）"] == "money"
    assert kinds["走访次数"] == "integer"
    assert sheet.rows[-1][sheet.heads.index("走访次数")] == "2"


def test_a_pledges_workbook_has_a_row_for_each_village():
    other = replace(helped(2), place=replace(helped().place, village="平溪村", code="510812106202"))
    (sheet,) = paper_rows(PAPERS["pledge"], [helped(), other], context())
    assert [row[:3] for row in sheet.rows] == [["石鹰村", "1", "3"], ["平溪村", "1", "3"]]
    assert sheet.heads[:3] == ["村", "户数", "人口"]
    assert "责 任 书" in sheet.title


def test_a_residents_committee_signs_by_its_own_name():
    town = replace(helped().place, village="曾家社区", code="510812106001")
    text = whole_text(printed("pledge", replace(helped(), place=town))).replace("\n", "")
    assert "曾家社区居民委员会" in text
    assert "石鹰村村民委员会" in whole_text(printed("pledge")).replace("\n", "")


def test_nothing_grey_hangs_on_a_door_where_nobody_helps_yet():
    with Preview(printed("door-plate", household(1))) as preview:
        shades = preview.picture(0, 40).pixels[0::4]
    assert shades.count(230) + shades.count(229) < 100


@pytest.mark.parametrize("paper", ["help-plan", "house-check", "visit-year", "measure-card"])
def test_places_to_sign_and_closing_words_never_have_a_sheet_to_themselves(paper):
    plain = replace(PAPERS[paper], internal=False)
    for count in range(12):
        names = tuple(f"张{one}" for one in "甲乙丙丁戊己庚辛壬癸子丑"[: count + 1])
        members = tuple(member(at, name, "01" if at == 1 else "03") for at, name in enumerate(names, 1))
        last = texts(make_paper(plain, [helped(1, count, count, members=members)], context()))[-1]
        first = last.lstrip().splitlines()[0]
        assert not first.startswith(("户主（签字", "帮扶责任人：", "核查", "对政策")), (count, first)
