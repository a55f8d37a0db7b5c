"""The hazards of real files (domain 8), each through the whole way into an archive."""

import csv
from datetime import date
from pathlib import Path

import pytest

from app.progress import Progress, Stopped
from tests.imports.rosters import (
    PLACE,
    a_head,
    a_person,
    ask,
    bring,
    codes_of,
    number,
    numbers_of,
    write_grid,
    write_sheet,
)


def write_csv(path: Path, rows: list[dict[str, object]], encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig"])
def test_text_files_of_every_encoding_come_in(office, tmp_path: Path, encoding: str):
    rows = [a_head(1), a_head(2, 户主证件号码=f'="{number(2)}"')]
    report = bring(office, write_csv(tmp_path / "a.csv", rows, encoding))
    assert numbers_of(report) == ({"created": 2}, {"created": 2})
    assert report.mended == 1
    assert (number(2),) in ask(office, "SELECT id_number FROM person")


def test_an_html_table_saved_as_xls_comes_in(office, tmp_path: Path):
    row = a_head(1)
    cells = "".join(f"<td>{value}</td>" for value in row.values())
    heads = "".join(f"<th>{heading}</th>" for heading in row)
    page = f"<html><meta charset=gbk><table><tr>{heads}</tr><tr>{cells}</tr></table></html>"
    path = tmp_path / "a.xls"
    path.write_bytes(page.encode("gbk"))
    assert numbers_of(bring(office, path))[0] == {"created": 1}


def test_title_and_unit_rows_stand_above_and_totals_below(office, tmp_path: Path):
    row = a_head(1, 工资性收入="1.2", 年度=None)
    lines = [
        ["曾家镇2023年脱贫户花名册"],
        ["单位：万元"],
        list(row),
        list(row.values()),
        ["小计", *[None] * (len(row) - 2), "1.2"],
        ["合计", *[None] * (len(row) - 2), "1.2"],
        ["填表人：", "", "审核人："],
    ]
    report = bring(office, write_grid(tmp_path / "a.xlsx", lines, merged=["A1:J1"]))
    assert (report.rows, report.refusals) == (1, ())
    assert ask(office, "SELECT year, kind, amount FROM income") == [(2023, "wages.unspecified", 1_200_000)]


def test_a_heading_may_say_ten_thousand_yuan_itself(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1) | {"工资性收入（万元）": 2, "住房面积": 80}]))
    assert ask(office, "SELECT amount FROM income") == [(2_000_000,)]
    assert ask(office, "SELECT house_area FROM conditions") == [(80_000,)]


def test_one_merged_cell_speaks_for_all_its_rows(office, tmp_path: Path):
    lines = [
        ["户编号", "村", "姓名", "证件号码", "与户主关系"],
        ["51080001", "石鹰村", "户主甲", number(1), "户主"],
        [None, None, "户主乙", number(2), "配偶"],
        [None, None, "户主丙", number(3), "之子"],
    ]
    report = bring(office, write_grid(tmp_path / "a.xlsx", lines, merged=["A2:A4", "B2:B4"]))
    assert numbers_of(report) == ({"created": 1}, {"created": 3})


def test_blocks_side_by_side_are_read_as_one_list(office, tmp_path: Path):
    block = ["序号", "村民小组", "户主姓名", "家庭人口数"]
    lines = [
        ["朝天区县(市、区)曾家镇乡(镇)石鹰村　脱贫年度:2017年"],
        [*block, *block],
        [1, "一组", "王甲", 3, 3, "二组", "王丙", 4],
        [2, "一组", "王乙", 2, None, None, None, None],
        ["曾家镇人民政府(盖章)", None, None, None, "2017年12月1日"],
    ]
    file = write_grid(tmp_path / "a.xlsx", lines)
    report = bring(office, file)
    assert (report.rows, numbers_of(report)) == (3, ({"created": 3}, {"created": 3}))
    found = ask(
        office, "SELECT group_name, stated_size FROM household h JOIN standing s ON s.household_id = h.id"
    )
    assert sorted(found) == [("一组", 2), ("一组", 3), ("二组", 4)]
    assert numbers_of(bring(office, file)) == ({"unchanged": 3}, {"unchanged": 3})


def test_a_place_written_in_one_cell_is_taken_apart(office, tmp_path: Path):
    row = {
        "户主姓名": "王甲",
        "贫困户属性": "低保贫困户",
        "成员人数(人)": 3,
        "贫困户所在地": "四川省广元市朝天区曾家镇石鹰村",
    }
    assert numbers_of(bring(office, write_sheet(tmp_path / "a.xlsx", [row])))[0] == {"created": 1}
    assert ask(office, "SELECT d.name FROM household h JOIN division d ON d.id = h.division_id") == [
        ("石鹰村",)
    ]


def test_columns_may_stand_in_any_order(office, tmp_path: Path):
    row = a_person(1, 1, 健康状况="健康")
    forwards = bring(office, write_sheet(tmp_path / "a.xlsx", [row]))
    backwards = bring(office, write_sheet(tmp_path / "b.xlsx", [dict(reversed(row.items()))]))
    assert (numbers_of(forwards), numbers_of(backwards)) == (
        ({"created": 1}, {"created": 1}),
        ({"unchanged": 1}, {"unchanged": 1}),
    )


@pytest.mark.parametrize("yes", ["是", "1", 1, "√", "有", "Y", True])
def test_yes_is_written_in_many_ways(office, tmp_path: Path, yes: object):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1, 是否有卫生厕所=yes)]))
    assert ask(office, "SELECT toilet FROM conditions") == [(1,)]


@pytest.mark.parametrize("no", ["否", "0", 0, "×", "无", "N", False])
def test_no_is_written_in_many_ways_and_is_not_unknown(office, tmp_path: Path, no: object):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1, 是否有卫生厕所=no)]))
    assert ask(office, "SELECT toilet FROM conditions") == [(0,)]


@pytest.mark.parametrize(
    "month", ["202305", "2023.5", "2023-05-01", 202305, "2023年5月", date(2023, 5, 1), 45047]
)
def test_months_are_written_in_many_ways(office, tmp_path: Path, month: object):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1, 识别监测时间=month)]))
    assert ask(office, "SELECT monitored_month FROM standing") == [("2023-05",)]


@pytest.mark.parametrize(
    ("sex", "code"), [("男", "1"), (1, "1"), ("2", "2"), ("女性", "2"), ("女士", "女士")]
)
def test_sex_comes_as_word_or_number(office, tmp_path: Path, sex: object, code: str):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_person(1, 1, 性别=sex)]))
    assert ask(office, "SELECT sex FROM person") == [(code,)]


def test_the_year_is_taken_from_column_then_lines_then_names_then_choice(office, tmp_path: Path):
    row = a_head(1, 住房面积=1, 年度=None)
    bring(office, write_sheet(tmp_path / "曾家镇_监测对象_2021.xlsx", [row]))
    bring(office, write_sheet(tmp_path / "曾家镇_20221101.xlsx", [row], above=[["曾家镇2020年花名册"]]))
    bring(office, write_sheet(tmp_path / "花名册.xlsx", [row]), year=2018)
    bring(office, write_sheet(tmp_path / "名册.xlsx", [row]))
    bring(office, write_sheet(tmp_path / "名册_20241101.xlsx", [row]))
    bring(office, write_sheet(tmp_path / "户信息_20241101.xlsx", [row]), year=2023)
    years = [year for (year,) in ask(office, "SELECT year FROM conditions")]
    assert sorted(years) == [2018, 2020, 2021, 2023, 2024, 2026]


def test_synonyms_of_two_decades_mean_one_field(office, tmp_path: Path):
    bring(
        office, write_sheet(tmp_path / "a.xlsx", [a_person(1, 1, 新农合="是", 年度=2024) | {"五保金": 500}])
    )
    bring(
        office,
        write_sheet(
            tmp_path / "b.xlsx",
            [a_person(1, 1, 年度=2024) | {"是否参加城乡居民基本医疗保险": "是", "特困供养金": 500}],
        ),
    )
    assert ask(office, "SELECT resident_insurance FROM member_year") == [(1,)]
    assert ask(office, "SELECT kind, amount FROM income") == [("transfer.tekun", 50_000)]


def test_a_workbook_of_several_sheets_is_one_batch_and_its_notes_are_skipped(office, tmp_path: Path):
    from openpyxl import Workbook

    book = Workbook()
    for name, row in (("户", a_head(1)), ("人", a_person(2, 1, "之子"))):
        page = book.create_sheet(name)
        page.append(list(row))
        page.append(list(row.values()))
    book.active.append(["填表说明：先填户，再填人"])
    book.save(tmp_path / "a.xlsx")
    assert numbers_of(bring(office, tmp_path / "a.xlsx")) == ({"created": 1}, {"created": 2})


def test_totals_without_parts_and_parts_that_do_not_add_up_are_kept_apart(office, tmp_path: Path):
    row = a_head(1, 工资性收入=100, 转移性收入=90, 低保金=50, 养老保险金=30, 财产性收入=5, 其他财产性收入=5)
    report = bring(office, write_sheet(tmp_path / "a.xlsx", [row]))
    assert codes_of(report.doubts) == ["import.parts_differ"]
    assert "10.00" in report.doubts[0].sentence
    assert dict(ask(office, "SELECT kind, amount FROM income")) == {
        "wages.unspecified": 10_000,
        "transfer.dibao": 5_000,
        "transfer.pension": 3_000,
        "transfer.difference": 1_000,
        "property.other": 500,
    }
    assert numbers_of(bring(office, tmp_path / "a.xlsx"))[0] == {"unchanged": 1}


def test_a_combined_sheet_gives_the_household_and_its_members(office, tmp_path: Path):
    rows = [
        a_person(1, 1, 工资性收入=900, 住房面积=80, 家庭人口数=2),
        a_person(2, 1, "配偶", 工资性收入=None, 住房面积=None),
    ]
    assert numbers_of(bring(office, write_sheet(tmp_path / "a.xlsx", rows))) == (
        {"created": 1},
        {"created": 2},
    )
    assert ask(office, "SELECT amount FROM income") == [(90_000,)]


def test_an_import_that_is_stopped_leaves_nothing(office, tmp_path: Path):
    file = write_sheet(tmp_path / "a.xlsx", [a_head(serial) for serial in range(1, 60)])
    progress = Progress()

    def stop_when_writing(done: int, total: int, what: str) -> None:
        if what == "import.writing" and done:
            progress.stop()

    progress.report = stop_when_writing
    with pytest.raises(Stopped):
        bring(office, file, progress=progress)
    assert ask(office, "SELECT count(*) FROM household") == [(0,)]


def test_an_empty_or_missing_file_gets_a_sentence(office, tmp_path: Path):
    (tmp_path / "a.xlsx").write_bytes(b"")
    good = write_sheet(tmp_path / "b.xlsx", [a_head(1)])
    for name, code in (("a.xlsx", "workbook.empty"), ("gone.xlsx", "workbook.missing")):
        report = bring(office, good, tmp_path / name)
        assert (codes_of(report.refusals), report.batch) == ([code], None)
        (told,) = report.document()["refusals"]
        assert (told["file"], told["row"]) == (name, None)
        assert name in told["sentence"]


def test_a_list_of_the_national_interface_needs_no_place_for_known_households(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1)]))
    row = {
        "户编号": a_head(1)["户编号"],
        "户主姓名": "户主乙",
        "脱贫状态": "已脱贫(享受政策)",
        "脱贫年度": "2018",
    }
    report = bring(office, write_sheet(tmp_path / "b.xlsx", [row]), year=2024)
    assert (numbers_of(report)[0], report.doubts) == ({"updated": 1}, ())
    assert ask(office, "SELECT poverty_status, exit_year FROM standing") == [("1", 2018)]


def test_a_new_household_without_a_place_stands_under_the_township_and_is_a_doubt(office, tmp_path: Path):
    row = {heading: value for heading, value in a_head(1).items() if heading not in PLACE}
    report = bring(office, write_sheet(tmp_path / "a.xlsx", [row]))
    assert codes_of(report.doubts) == ["import.village_missing"]
    assert ask(office, "SELECT d.level FROM household h JOIN division d ON d.id = h.division_id") == [
        ("township",)
    ]
