"""What refuses a row, and with it the call; and what is only a doubt and comes in."""

from pathlib import Path

import pytest

from app.errors import Problem
from tests.imports.rosters import a_head, a_person, ask, bring, codes_of, number, numbers_of, write_sheet


def refused(office, tmp_path: Path, *rows: dict[str, object]):
    """The only refusal of a sheet; nothing of it may have been written."""
    before = ask(office, "SELECT count(*) FROM change")
    report = bring(office, write_sheet(tmp_path / "roster.xlsx", rows))
    assert report.batch is None
    assert ask(office, "SELECT count(*) FROM change") == before
    (finding,) = report.refusals
    return finding


def test_a_number_that_excel_rounded_is_refused_with_its_place_and_the_remedy(office, tmp_path: Path):
    rounded = float(int(number(2)[:17] + "0"))
    finding = refused(office, tmp_path, a_head(1), a_head(2, 户主证件号码=rounded))
    assert (finding.file, finding.sheet, finding.row, finding.column) == ("roster.xlsx", "Sheet1", 3, "H")
    assert finding.heading == "户主证件号码"
    assert "文本" in finding.sentence
    assert finding.code == "values.id_damaged"


@pytest.mark.parametrize("damaged", ["6.10902E+17", "990000197001010000", "6.109021970010112E+17"])
def test_a_rounded_number_that_became_text_is_refused_too(office, tmp_path: Path, damaged: str):
    assert refused(office, tmp_path, a_person(1, 1, 证件号码=damaged)).code == "values.id_damaged"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("99000019700101001", "values.id_length"),
        (number(1)[:-1] + ("1" if number(1)[-1] != "1" else "2"), "values.id_check_digit"),
        ("9900001970010A0018", "values.id_characters"),
        ("990000********0018", "values.id_masked"),
    ],
)
def test_an_impossible_number_is_refused(office, tmp_path: Path, wrong: str, code: str):
    assert refused(office, tmp_path, a_person(1, 1, 证件号码=wrong)).code == code


def test_an_impossible_date_is_refused(office, tmp_path: Path):
    finding = refused(office, tmp_path, a_person(1, 1, 出生日期="19700230"))
    assert (finding.code, finding.heading) == ("values.date_impossible", "出生日期")


def test_a_row_without_a_name_is_refused(office, tmp_path: Path):
    assert refused(office, tmp_path, a_head(1), a_head(2, 户主姓名=None)).code == "import.no_head_name"
    assert refused(office, tmp_path, a_person(1, 1, 姓名="　")).code == "import.no_name"


def test_a_place_outside_the_office_is_refused(office, tmp_path: Path):
    finding = refused(office, tmp_path, a_head(1), a_head(2, 乡="羊木镇"))
    assert (finding.code, finding.column, finding.value) == ("import.outside", "D", "羊木镇")
    assert refused(office, tmp_path, a_head(1, 县="剑阁县")).column == "C"


def test_an_unknown_village_is_refused_with_the_nearest_names(office, tmp_path: Path):
    finding = refused(office, tmp_path, a_head(1, 村="石嘴鹰村"))
    assert (finding.code, finding.column) == ("import.village_unknown", "E")
    assert "石鹰村" in finding.sentence


def test_a_village_is_known_by_every_way_its_name_is_written(office, tmp_path: Path):
    names = ["石鹰村", "石鹰村委会", "石鹰村村民委员会", "石鹰", "曾家镇石鹰村", " 石鹰村 "]
    rows = [a_head(serial, 村=name) for serial, name in enumerate(names, 1)]
    assert numbers_of(bring(office, write_sheet(tmp_path / "a.xlsx", rows)))[0] == {"created": 6}
    assert len(ask(office, "SELECT DISTINCT division_id FROM household")) == 1


def test_two_rows_of_one_code_and_two_heads_are_both_refused_naming_each_other(office, tmp_path: Path):
    twin = a_head(2, 户编号=a_head(1)["户编号"])
    report = bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1), a_head(3), twin]))
    assert [(one.row, one.code) for one in report.refusals] == [
        (2, "import.code_of_two_heads"),
        (4, "import.code_of_two_heads"),
    ]
    assert "第 4 行" in report.refusals[0].sentence
    assert "第 2 行" in report.refusals[1].sentence
    assert report.households.refused == 1


def test_a_household_that_cannot_be_told_is_refused(office, tmp_path: Path):
    nobody = {"村": "石鹰村", "户编号": None, "户主姓名": "户主甲", "户主证件号码": None, "住房面积": 1}
    rows = [nobody, nobody]
    report = bring(office, write_sheet(tmp_path / "a.xlsx", rows))
    assert codes_of(report.refusals) == ["import.same_name_twice"] * 2
    no_head = {"户编号": "5108", "住房面积": 80}
    assert refused(office, tmp_path, no_head).code == "import.household_unknown"


def test_a_code_that_excel_rounded_is_refused(office, tmp_path: Path):
    finding = refused(office, tmp_path, a_head(1, 户编号=5.10812103e19))
    assert (finding.code, finding.heading) == ("import.code_damaged", "户编号")


def test_one_refused_row_keeps_every_file_of_the_call_out(office, tmp_path: Path):
    good = write_sheet(tmp_path / "a.xlsx", [a_head(1)])
    bad = write_sheet(tmp_path / "b.xlsx", [a_person(2, 1, 证件号码="1")])
    report = bring(office, good, bad)
    assert numbers_of(report) == ({}, {"refused": 1})
    assert report.document()["batch"] is None
    assert ask(office, "SELECT count(*) FROM household") == [(0,)]


def test_fifteen_digits_full_width_spaces_and_a_small_x_are_mended_and_counted(office, tmp_path: Path):
    small_x = next(one for serial in range(1, 99) if (one := number(serial)).endswith("X"))
    rows = [
        a_person(1, 1, 证件号码="110105491231002"),
        a_person(2, 2, 证件号码="".join(chr(ord(c) + 0xFEE0) for c in number(2))),
        a_person(3, 3, 证件号码=f" {number(3)[:6]} {number(3)[6:]} "),
        a_person(4, 4, 证件号码=small_x.lower()),
    ]
    report = bring(office, write_sheet(tmp_path / "a.xlsx", rows))
    assert (report.mended, report.refusals) == (4, ())
    found = {one for (one,) in ask(office, "SELECT id_number FROM person")}
    assert found == {"11010519491231002X", number(2), number(3), small_x}


def test_a_name_that_lost_a_character_is_a_doubt_and_never_overwrites(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1, 户主姓名="张䶮")]))
    report = bring(office, write_sheet(tmp_path / "b.xlsx", [a_head(1, 户主姓名="张?")]))
    assert codes_of(report.doubts) == ["values.name_lost_character"]
    assert (report.batch, ask(office, "SELECT name FROM person")) == (None, [("张䶮",)])


def test_a_whole_name_wins_over_a_damaged_one_in_the_same_call(office, tmp_path: Path):
    heads = write_sheet(tmp_path / "a.xlsx", [a_head(1, 户主姓名="张？")])
    people = write_sheet(tmp_path / "b.xlsx", [a_person(1, 1, 姓名="张䶮")])
    report = bring(office, heads, people)
    assert codes_of(report.doubts) == ["values.name_lost_character"]
    assert ask(office, "SELECT name FROM person") == [("张䶮",)]


def test_what_cannot_be_read_otherwise_is_a_doubt_and_comes_in(office, tmp_path: Path):
    row = a_head(1, 住房面积="很大", 是否危房户="也许", 主要致贫原因="因懒", 村办公电话="0839-8600001")
    report = bring(office, write_sheet(tmp_path / "a.xlsx", [row]))
    assert numbers_of(report)[0] == {"created": 1}
    assert codes_of(report.doubts) == [
        "values.number_unreadable",
        "values.yes_no_unreadable",
        "values.code_unknown",
    ]
    assert ask(office, "SELECT main_cause FROM standing") == [("因懒",)]


def test_two_rows_that_say_two_things_of_one_year_are_a_doubt_and_the_first_stays(office, tmp_path: Path):
    rows = [a_person(1, 1, 户联系电话="13900000001"), a_person(2, 1, "之子", 户联系电话="13900000002")]
    report = bring(office, write_sheet(tmp_path / "a.xlsx", rows))
    assert codes_of(report.doubts) == ["import.contradicts"]
    assert ask(office, "SELECT phone FROM household") == [("13900000001",)]


def test_a_user_kept_to_a_village_cannot_bring_in_another(office, tmp_path: Path):
    from dataclasses import replace

    own = ask(office, "SELECT id FROM division WHERE name = '石鹰村'")[0][0]
    office.user = replace(office.user, villages=(str(own),))
    assert refused(office, tmp_path, a_head(1), a_head(2, 村="工农村")).code == "import.village_not_yours"


def test_who_may_only_look_may_not_import(office, tmp_path: Path):
    from dataclasses import replace

    office.user = replace(office.user, role="view")
    with pytest.raises(Problem):
        bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1)]))


def test_a_sheet_that_is_no_roster_gets_a_sentence(office, tmp_path: Path):
    report = bring(
        office, write_sheet(tmp_path / "a.xlsx", [{"项目名称": "路", "建设地点": "村", "投资规模": 3}])
    )
    assert codes_of(report.refusals) == ["import.no_roster"]


def test_two_members_called_head_are_a_doubt_and_come_in(office, tmp_path: Path):
    path = write_sheet(tmp_path / "a.xlsx", [a_person(1, 1), a_person(2, 1, "户主")])
    report = bring(office, path)
    assert numbers_of(report) == ({"created": 1}, {"created": 2})
    assert codes_of(report.doubts) == ["import.two_heads"]
    assert ask(office, "SELECT relation FROM membership ORDER BY relation") == [(None,), ("01",)]
    assert numbers_of(bring(office, path)) == ({"unchanged": 1}, {"unchanged": 2})
