"""Who is meant: new, known, changed, in two places; files in any order; the same file twice."""

from pathlib import Path

from app.operations.batches import undo_batch
from tests.imports.rosters import a_head, a_person, ask, bring, codes_of, number, numbers_of, write_sheet


def test_a_household_sheet_alone_makes_household_and_head(office, tmp_path: Path):
    report = bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1), a_head(2)]))
    assert numbers_of(report) == ({"created": 2}, {"created": 2})
    assert ask(office, "SELECT relation, joined_on FROM membership") == [("01", None)] * 2
    born = ask(office, "SELECT sex, birth_date FROM person ORDER BY id_number")
    assert born == [("1", "1970-01-01"), ("2", "1970-01-01")]


def test_a_person_sheet_alone_makes_the_households_it_names(office, tmp_path: Path):
    rows = [a_person(1, 1), a_person(2, 1, "配偶"), a_person(3, 2)]
    report = bring(office, write_sheet(tmp_path / "a.xlsx", rows))
    assert numbers_of(report) == ({"created": 2}, {"created": 3})
    assert ask(office, "SELECT count(*) FROM standing") == [(0,)]


def test_a_persons_sheet_that_names_only_the_head_makes_him_too(office, tmp_path: Path):
    row = {
        "村": "石鹰村",
        "户主姓名": "王某",
        "户主证件号码": number(7),
        "姓名": "王小",
        "身份证号码": number(9, "20150101"),
    }
    report = bring(office, write_sheet(tmp_path / "a.xlsx", [row | {"在校生状况": "小学"}]))
    assert numbers_of(report) == ({"created": 1}, {"created": 2})
    assert ask(
        office, "SELECT p.name FROM membership m JOIN person p ON p.id = m.person_id WHERE relation = '01'"
    ) == [("王某",)]


def test_the_order_of_the_files_does_not_matter(office, tmp_path: Path):
    heads = write_sheet(tmp_path / "heads.xlsx", [a_head(1, 工资性收入=5000), a_head(2)])
    people = write_sheet(tmp_path / "people.xlsx", [a_person(1, 1), a_person(2, 2), a_person(3, 1, "之子")])
    report = bring(office, people, heads)
    assert numbers_of(report) == ({"created": 2}, {"created": 3})
    assert numbers_of(bring(office, heads, people)) == ({"unchanged": 2}, {"unchanged": 3})
    assert ask(office, "SELECT count(*) FROM membership") == [(3,)]


def test_the_same_file_twice_writes_nothing(office, tmp_path: Path):
    file = write_sheet(
        tmp_path / "a.xlsx", [a_person(1, 1, 健康状况="残疾,长期慢性病"), a_person(2, 1, "配偶")]
    )
    assert bring(office, file).batch is not None
    before = ask(office, "SELECT count(*) FROM change")
    again = bring(office, file)
    assert again.batch is None
    assert numbers_of(again) == ({"unchanged": 1}, {"unchanged": 2})
    assert ask(office, "SELECT count(*) FROM change") == before


def test_the_same_file_named_twice_in_one_call_is_read_once(office, tmp_path: Path):
    file = write_sheet(tmp_path / "a.xlsx", [a_head(1)])
    assert bring(office, file, file).rows == 1


def test_several_codes_in_another_order_are_no_change(office, tmp_path: Path):
    bring(
        office,
        write_sheet(tmp_path / "a.xlsx", [a_person(1, 1, 健康状况="残疾,长期慢性病", 残疾类别="肢体")]),
    )
    other = write_sheet(
        tmp_path / "b.xlsx", [a_person(1, 1, 健康状况="长期慢性病，残疾", 残疾类别="肢体残疾")]
    )
    assert numbers_of(bring(office, other)) == ({"unchanged": 1}, {"unchanged": 1})


def test_a_blank_takes_nothing_away_and_a_zero_is_an_answer(office, tmp_path: Path):
    bring(
        office, write_sheet(tmp_path / "a.xlsx", [a_head(1, 联系电话="13900000001", 住房面积=80, 低保金=0)])
    )
    report = bring(
        office, write_sheet(tmp_path / "b.xlsx", [a_head(1, 联系电话=None, 住房面积=0, 低保金=None)])
    )
    assert numbers_of(report)[0] == {"updated": 1}
    assert ask(office, "SELECT phone FROM household") == [("13900000001",)]
    assert ask(office, "SELECT house_area FROM conditions") == [(0,)]
    assert ask(office, "SELECT kind, amount FROM income") == [("transfer.dibao", 0)]


def test_the_strongest_outcome_counts_once(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1)]))
    heads = write_sheet(tmp_path / "b.xlsx", [a_head(1), a_head(2)])
    people = write_sheet(tmp_path / "c.xlsx", [a_person(1, 1, 民族="汉族"), a_person(2, 2, 民族="汉族")])
    assert numbers_of(bring(office, heads, people)) == (
        {"created": 1, "unchanged": 1},
        {"created": 1, "updated": 1},
    )


def test_a_household_without_a_code_is_found_by_its_head_and_gets_its_code(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1, 户编号=None)]))
    assert numbers_of(bring(office, write_sheet(tmp_path / "b.xlsx", [a_head(1)]))) == (
        {"updated": 1},
        {"unchanged": 1},
    )
    assert ask(office, "SELECT code FROM household") == [("510800000001",)]


def test_a_person_is_found_by_his_code_when_the_number_was_mended(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_person(1, 1)]))
    report = bring(office, write_sheet(tmp_path / "b.xlsx", [a_person(1, 1, 证件号码=number(11))]))
    assert numbers_of(report) == ({"unchanged": 1}, {"updated": 1})
    assert codes_of(report.doubts) == ["import.id_changed"]


def test_an_id_card_and_a_disability_card_are_one_person(office, tmp_path: Path):
    card = a_person(2, 1, "之子", 证件号码=number(2) + "43", 证件类型="残疾人证", 人口编号=None)
    rows = [a_person(1, 1), a_person(2, 1, "之子"), card]
    report = bring(office, write_sheet(tmp_path / "a.xlsx", rows))
    assert (numbers_of(report)[1], codes_of(report.doubts)) == ({"created": 2}, [])
    found = ask(office, "SELECT id_number, disability_number FROM person WHERE disability_number IS NOT NULL")
    assert found == [(number(2), number(2) + "43")]
    assert bring(office, write_sheet(tmp_path / "b.xlsx", [card])).batch is None


def test_one_code_with_two_numbers_is_two_persons_and_a_doubt(office, tmp_path: Path):
    code = a_person(1, 1)["人口编号"]
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_person(1, 1)]))
    other = a_person(5, 5, 人口编号=code)
    report = bring(office, write_sheet(tmp_path / "b.xlsx", [other]))
    assert codes_of(report.doubts) == ["import.code_of_two_persons"]
    assert numbers_of(report) == ({"created": 1}, {"created": 1})
    both = bring(office, write_sheet(tmp_path / "c.xlsx", [a_person(1, 1), other]))
    assert (codes_of(both.doubts), both.batch) == (["import.code_of_two_persons"], None)


def test_a_person_code_alone_finds_who_would_stand_in_two_households(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_person(1, 1), a_person(2, 1, "之子")]))
    moved = a_person(2, 3, "之子", 证件号码=None, 人口编号=a_person(2, 1)["人口编号"])
    report = bring(office, write_sheet(tmp_path / "b.xlsx", [a_person(3, 3), moved]))
    assert codes_of(report.doubts) == ["import.two_households"]
    assert ask(office, "SELECT count(*) FROM person") == [(3,)]


def test_who_stands_in_two_households_of_one_call_is_one_person_and_a_doubt(office, tmp_path: Path):
    twice = a_person(2, 3, "之女", 人口编号=None)
    rows = [a_person(1, 1), a_person(2, 1, "之子"), a_person(3, 3), twice]
    report = bring(office, write_sheet(tmp_path / "a.xlsx", rows))
    assert codes_of(report.doubts) == ["import.two_households"]
    assert numbers_of(report) == ({"created": 2}, {"created": 3})
    assert ask(office, "SELECT count(*) FROM membership") == [(4,)]


def test_who_stands_in_two_households_is_a_doubt_that_names_both(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_person(1, 1), a_person(2, 1, "之子")]))
    moved = a_person(2, 3, "之子", 人口编号=None, 户主姓名="户主丁", 户主证件号码=number(3))
    report = bring(office, write_sheet(tmp_path / "b.xlsx", [a_person(3, 3), moved]))
    (doubt,) = report.doubts
    assert doubt.code == "import.two_households"
    assert "户主乙" in doubt.sentence
    assert "户主丁" in doubt.sentence
    assert ask(office, "SELECT count(*) FROM household") == [(2,)]
    first = ask(
        office,
        "SELECT count(*) FROM membership m JOIN household h ON h.id = m.household_id WHERE code LIKE '%1'",
    )
    assert first == [(2,)]


def test_another_head_is_a_doubt_and_changes_nothing(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_person(1, 1), a_person(2, 1, "配偶")]))
    other = a_head(1, 户主姓名="户主丙", 户主证件号码=number(2))
    report = bring(office, write_sheet(tmp_path / "b.xlsx", [other]))
    assert codes_of(report.doubts) == ["import.head_differs"]
    assert report.batch is None


def test_a_household_whose_head_left_gets_the_head_its_sheet_names(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_person(1, 1), a_person(2, 1, "之子")]))
    gone = a_person(1, 1, "户主", 离户日期="2024-05-01", 减少原因="死亡")
    bring(office, write_sheet(tmp_path / "b.xlsx", [gone]))
    report = bring(office, write_sheet(tmp_path / "c.xlsx", [a_person(2, 1, "户主", 年度=2025)]))
    assert (codes_of(report.doubts), report.persons.updated) == ([], 1)
    assert ask(office, "SELECT relation FROM membership WHERE left_on IS NULL") == [("01",)]


def test_a_swap_of_head_and_spouse_is_not_made_silently(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_person(1, 1), a_person(2, 1, "配偶")]))
    swapped = [a_person(1, 1, "配偶", 年度=2025), a_person(2, 1, "户主", 年度=2025)]
    report = bring(office, write_sheet(tmp_path / "b.xlsx", swapped))
    assert set(codes_of(report.doubts)) == {"import.head_differs"}
    assert ask(office, "SELECT relation FROM membership ORDER BY relation") == [("01",), ("02",)]


def test_who_is_new_in_a_known_household_joined_in_that_year(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_person(1, 1, 健康状况="健康")]))
    later = [a_person(1, 1, 年度=2025), a_person(2, 1, "之子", 年度=2025)]
    bring(office, write_sheet(tmp_path / "b.xlsx", later))
    assert ask(office, "SELECT joined_on FROM membership ORDER BY joined_on IS NULL") == [
        ("2025-01-01",),
        (None,),
    ]


def test_an_earlier_sheet_takes_back_what_a_later_one_supposed(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1, 年度=2023, 住房面积=1)]))
    bring(office, write_sheet(tmp_path / "b.xlsx", [a_person(1, 1), a_person(2, 1, "之子")]))
    assert ask(office, "SELECT max(joined_on) FROM membership") == [("2024-01-01",)]
    bring(office, write_sheet(tmp_path / "c.xlsx", [a_person(2, 1, "之子", 年度=2022)]))
    assert ask(office, "SELECT max(joined_on) FROM membership") == [(None,)]


def test_a_newer_sheet_overwrites_and_an_older_one_only_fills_gaps(office, tmp_path: Path):
    bring(
        office, write_sheet(tmp_path / "a.xlsx", [a_head(1, 年度=2025, 联系电话="13900000002", 住房面积=90)])
    )
    older = a_head(1, 年度=2024, 联系电话="13900000001", 家庭住址="三组", 住房面积=80)
    bring(office, write_sheet(tmp_path / "b.xlsx", [older]))
    assert ask(office, "SELECT phone, address FROM household") == [("13900000002", "三组")]
    assert ask(office, "SELECT year, house_area FROM conditions ORDER BY year") == [
        (2024, 80_000),
        (2025, 90_000),
    ]


def test_a_new_year_carries_on_what_its_sheet_does_not_ask(office, tmp_path: Path):
    bring(
        office,
        write_sheet(tmp_path / "a.xlsx", [a_head(1, 主要致贫原因="因病", 次要致贫原因="因残", 家庭人口数=3)]),
    )
    bring(
        office,
        write_sheet(
            tmp_path / "b.xlsx", [a_head(1, 年度=2025, 次要致贫原因=None, 监测对象类别="边缘易致贫户")]
        ),
    )
    found = ask(
        office, "SELECT main_cause, second_cause, stated_size, confirmed FROM standing WHERE year = 2025"
    )
    assert found == [("01", None, None, 0)]


def test_one_undo_takes_the_whole_call_back(office, tmp_path: Path):
    heads = write_sheet(tmp_path / "a.xlsx", [a_head(1, 工资性收入=1, 住房面积=2)])
    people = write_sheet(tmp_path / "b.xlsx", [a_person(1, 1), a_person(2, 1, "之女")])
    report = bring(office, heads, people)
    undo_batch(office, report.batch)
    for record in ("household", "person", "membership", "standing", "conditions", "member_year", "income"):
        assert ask(office, f'SELECT count(*) FROM "{record}"') == [(0,)]


def test_a_dry_run_says_the_same_and_writes_nothing(office, tmp_path: Path):
    file = write_sheet(tmp_path / "a.xlsx", [a_head(1)])
    before = ask(office, "SELECT count(*) FROM change")
    assert numbers_of(bring(office, file, dry_run=True)) == ({"created": 1}, {"created": 1})
    assert ask(office, "SELECT count(*) FROM change") == before


def test_whoever_left_does_not_come_back_by_a_sheet(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_person(1, 1), a_person(2, 1, "之子")]))
    gone = a_person(2, 1, "之子", 离户日期="2024-05-01", 减少原因="死亡")
    bring(office, write_sheet(tmp_path / "b.xlsx", [a_person(1, 1), gone]))
    report = bring(
        office,
        write_sheet(tmp_path / "c.xlsx", [a_person(1, 1, 年度=2025), a_person(2, 1, "之子", 年度=2025)]),
    )
    assert "import.left_before" in codes_of(report.doubts)
    assert ask(office, "SELECT count(*) FROM membership WHERE left_on IS NOT NULL") == [(1,)]
