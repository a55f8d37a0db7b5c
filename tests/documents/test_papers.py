"""Every paper as it is printed: text and geometry against golden files, and what must never happen on paper."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.documents.papers import make_paper, make_volume
from app.errors import Problem
from app.progress import Progress, Stopped
from tests.documents.households import FORMS, PAPERS, context, household, income, member
from tests.documents.pages import described, frames, letters, same_as_golden, sizes, texts, whole_text

SIX = ("张建国", "李秀英", "张伟", "张芳", "张娜", "张强")


def village(count: int = 40):
    return [household(number, SIX[: 1 + number % 4]) for number in range(1, count + 1)]


def township():
    return [
        replace(
            one, place=replace(one.place, village=f"石鹰{'一二三'[at % 3]}村", code=f"51081210620{at % 3}")
        )
        for at, one in enumerate(village(12))
    ]


@pytest.mark.parametrize("paper", ["card", "household-file", "check-sheet"])
def test_a_households_paper_is_as_it_was_last_looked_at(paper):
    assert same_as_golden(f"{paper}.txt", described(make_paper(PAPERS[paper], [household()], context())))


def test_a_village_roster_is_as_it_was_last_looked_at():
    assert same_as_golden(
        "village-roster.txt", described(make_paper(PAPERS["village-roster"], village(), context()))
    )


def test_a_township_ledger_is_as_it_was_last_looked_at():
    found = described(make_paper(PAPERS["township-ledger"], township(), context()))
    assert same_as_golden("township-ledger.txt", found)


@pytest.mark.parametrize("paper", list(PAPERS))
def test_the_same_household_makes_the_same_bytes(paper):
    assert make_paper(PAPERS[paper], [household()], context()) == make_paper(
        PAPERS[paper], [household()], context()
    )


def test_a_card_is_one_sheet_lying_across():
    assert sizes(make_paper(PAPERS["card"], [household()], context())) == [(297, 210)]


def test_a_chosen_size_is_the_size_of_the_sheet():
    assert sizes(make_paper(PAPERS["card"], [household()], context("A3"))) == [(420, 297)]


def test_an_unknown_size_is_refused_with_the_known_ones():
    with pytest.raises(Problem, match=r"papers\.unknown_size"):
        make_paper(PAPERS["card"], [household()], context("B5"))


def test_nothing_to_print_is_refused():
    with pytest.raises(Problem, match=r"papers\.nobody"):
        make_paper(PAPERS["card"], [], context())


@pytest.mark.parametrize(
    "paper", ["card", "household-file", "check-sheet", "village-roster", "township-ledger"]
)
def test_nothing_leaves_the_sheet_with_twelve_members_long_names_and_large_sums(paper):
    names = tuple(f"阿依古丽·买买提江·吐尔逊{'甲乙丙丁戊己庚辛壬癸子丑'[at]}" for at in range(12))
    crowded = household(
        1,
        names,
        incomes=(
            income(
                1,
                "wages.work",
                "123456789.12",
                "p1",
                what="长途货物运输驾驶员",
                place="新疆维吾尔自治区喀什地区",
            ),
            income(2, "costs.crops", "987654321.99", note="因旱灾改种，种子、化肥、地膜两次投入" * 6),
        ),
    )
    pdf = make_paper(replace(PAPERS[paper], internal=False), [crowded], context())
    for page, (width, height) in enumerate(sizes(pdf)):
        for word, left, bottom, right, top in letters(pdf, page):
            assert left >= 5, (page, word)
            assert bottom >= 5, (page, word)
            assert right <= width - 5, (page, word)
            assert top <= height - 5, (page, word)
    assert "987654321.99" in whole_text(pdf) or paper in ("village-roster", "township-ledger")


def test_a_full_file_of_twelve_members_names_everyone_and_repeats_the_head_of_the_table():
    names = tuple(f"张{'甲乙丙丁戊己庚辛壬癸子丑'[at]}" for at in range(12))
    text = whole_text(make_paper(PAPERS["household-file"], [household(1, names)], context()))
    assert all(f"{number} {name}" in text for number, name in enumerate(names, 1))
    assert text.count("项目") >= 4


def test_a_long_note_wraps_and_the_table_goes_on_on_the_next_sheet():
    note = "二〇一九年因病住院，医疗费用自付部分较大，家庭主要劳动力返乡照料。" * 200
    pdf = make_paper(
        PAPERS["household-file"], [household(1, household={"remark": note, "code": "1"})], context()
    )
    assert "".join(whole_text(pdf).split()).count("家庭主要劳动力返乡照料") >= 195
    lowest = [y + h for page in frames(pdf) for _, y, _, h in page]
    assert max(lowest) <= 297 - 14


def test_a_roster_repeats_its_head_numbers_its_sheets_and_adds_up():
    pdf = make_paper(PAPERS["village-roster"], village(90), context("A4"))
    pages = texts(pdf)
    assert len(pages) > 2
    assert all("户主姓名" in page for page in pages)
    assert all(
        f"第 {number} 页" in page and f"共 {len(pages)} 页" in page for number, page in enumerate(pages, 1)
    )
    people = sum(one.size for one in village(90))
    assert "合计 90 户" in pages[-1]
    assert str(people) in pages[-1]


def test_two_villages_make_two_rosters_each_counted_by_itself():
    other = [
        replace(one, place=replace(one.place, village="平溪村", code="510812106202")) for one in village(2)
    ]
    pages = texts(make_paper(PAPERS["village-roster"], [*village(3), *other], context()))
    assert ["合计 3 户" in pages[0], "合计 2 户" in pages[1]] == [True, True]
    assert "共 1 页" in pages[0]


def test_a_ledger_counts_households_and_persons_and_leaves_unknown_counts_blank():
    pdf = make_paper(PAPERS["township-ledger"], township(), context())
    text = whole_text(pdf)
    assert "石鹰一村" in text
    assert "石鹰三村" in text
    total = next(line for line in text.splitlines() if line.startswith("合计"))
    assert total.split()[1:3] == ["12", str(sum(one.size for one in township()))]


def test_blank_is_empty_never_no_and_never_nought():
    empty = household(1, standing={}, conditions={}, incomes=(), documents=())
    text = whole_text(make_paper(PAPERS["card"], [empty], context()))
    assert "□是 □否" in text
    assert "☑否" not in text
    assert "0.00" not in text


def test_a_paper_lists_at_its_foot_what_it_still_lacks():
    nameless = replace(member(2, "李秀英", "02"), person={"name": "李秀英"})
    lacking = household(1, household={"code": "1"}, members=(member(1, "张建国", "01"), nameless))
    text = whole_text(make_paper(PAPERS["card"], [lacking], context())).replace("\n", "")
    assert "本表尚缺 2 项" in text
    assert "联系电话" in text
    assert "李秀英的证件号码" in text


def test_a_complete_paper_says_nothing_of_lacking():
    assert "尚缺" not in whole_text(make_paper(PAPERS["card"], [household()], context()))


def test_an_internal_paper_says_on_every_sheet_who_printed_it_and_when():
    pages = texts(make_paper(PAPERS["household-file"], [household()], context()))
    assert all("内部资料 王小明 2026年11月23日 10:30" in page for page in pages)


def test_the_income_sheet_shows_formulas_parts_and_what_the_imported_sheet_said():
    stated = household().standing | {"stated_net": Decimal("15881.00")}
    text = whole_text(make_paper(PAPERS["household-file"], [household(1, standing=stated)], context()))
    assert "F=A+B+C+D" in text
    assert "G=F-E" in text
    assert "I=G÷H" in text
    assert "15880.50" in text
    assert "导入的表上写的是 15881.00" in text
    assert "5293.50" in text


def test_answers_of_an_earlier_year_say_of_which_year_they_are():
    old = replace(member(2, "李秀英", "02"), spoken=2018)
    told = household(
        1, members=(member(1, "张建国", "01"), old), spoken={"conditions": 2018, "standing": 2019}
    )
    text = whole_text(make_paper(PAPERS["household-file"], [told], context())).replace("\n", "")
    assert "六、生产生活条件（2018年的情况，本年尚未核实）" in text
    assert "2 李秀英（2018年的情况，本年尚未核实）" in text
    assert text.count("2018年的情况") == 2


def test_answers_carried_over_and_not_confirmed_say_so():
    told = household(1, conditions=household().conditions | {"confirmed": False})
    text = whole_text(make_paper(PAPERS["household-file"], [told], context()))
    assert "六、生产生活条件（由上年转来，尚未核实）" in text


def test_dates_and_money_are_written_as_forms_write_them():
    text = whole_text(make_paper(PAPERS["household-file"], [household()], context()))
    assert "1955年5月3日" in text
    assert "2014年1月" in text
    assert "12000.00" in text


def test_every_stored_answer_stands_in_the_full_file():
    def answered(record):
        found = {}
        for at, one in enumerate(FORMS.records[record].fields):
            value = {"text": f"{record}字{at}", "long_text": f"{record}长{at}", "name": f"名{at}"}.get(
                one.kind
            )
            if value:
                found[one.key] = value
            elif one.kind == "code":
                found[one.key] = FORMS.code_list(one).values[-1].code
            elif one.kind == "codes":
                found[one.key] = tuple(code.code for code in FORMS.code_list(one).values[-2:])
            elif one.kind in ("money", "quantity"):
                found[one.key] = Decimal(700 + at)
            elif one.kind == "integer":
                found[one.key] = 700 + at
        return found

    full = replace(member(1, "张建国", "01"), membership=answered("membership") | {"relation": "01"})
    full = replace(full, year=answered("member_year"))
    told = household(
        1, household=answered("household"), standing=answered("standing"), conditions=answered("conditions"),
        members=(full, member(2, "李秀英", "02")),
    )  # fmt: skip
    text = "".join(whole_text(make_paper(PAPERS["household-file"], [told], context())).split())
    for record, answers in (
        ("household", told.household), ("standing", told.standing), ("conditions", told.conditions),
        ("membership", full.membership), ("member_year", full.year),
    ):  # fmt: skip
        for one in FORMS.records[record].fields:
            value = answers.get(one.key)
            if isinstance(value, str) and one.kind in ("text", "long_text", "name"):
                assert value in text, one.path
            if isinstance(value, Decimal):
                assert str(value) in text, one.path
            if one.kind == "code" and value and value != "01":
                assert "".join(FORMS.code_list(one).name(value).split()) in text, one.path


def test_a_volume_holds_every_household_numbered_by_itself_and_can_be_stopped():
    households = [household(number, ("张建国",)) for number in (1, 2, 3)]
    seen = []
    progress = Progress(lambda done, total, _: seen.append((done, total)))
    pages = texts(make_volume(PAPERS["card"], households, context(), progress=progress, total=3))
    assert len(pages) == 3
    assert all("第 1 页" in page for page in pages)
    assert seen == [(1, 3), (2, 3), (3, 3)]
    progress.stop()
    with pytest.raises(Stopped):
        make_volume(PAPERS["card"], households, context(), progress=progress)
