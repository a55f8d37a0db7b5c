"""Tables are found by what their headings mean, wherever they stand and whatever stands around them."""

from collections.abc import Sequence

import pytest

from app.documents.grids import Cell, Grid, Span, Table, column_letter
from app.documents.grids_files import read_content
from app.documents.grids_headings import heading
from app.documents.grids_tables import find_tables
from tests.workbooks.rosters import ods, ods_row, xlsx

WORDS = """
序号 村 村民小组 户编号 户主姓名 户主证件号码 姓名 性别 年龄 家庭人口数 年度 备注 项目名称 乡镇 部门 乡镇名称 总人数
耕地面积(亩) 责任人
"""


def known(name: str) -> bool:
    return name in WORDS.split()


def grid(*rows: Sequence[Cell], merged: tuple[Span, ...] = (), first_row: int = 1) -> Grid:
    width = max(len(row) for row in rows)
    even = [[*row, *[""] * (width - len(row))] for row in rows]
    return Grid("名册.xlsx", "户", even, first_row=first_row, merged=merged)


def tables(*rows: Sequence[Cell], merged: tuple[Span, ...] = ()) -> list[Table]:
    return find_tables(grid(*rows, merged=merged), known)


def headings(table: Table) -> list[str]:
    return [column.heading for column in table.columns]


def cells(table: Table) -> list[list[Cell]]:
    return [[row[column.index] for column in table.columns] for _, row in table.rows()]


def words(line: str) -> list[str]:
    return ["" if word == "-" else word for word in line.split(" ")]


@pytest.mark.parametrize(
    "written",
    [
        "耕地面积（亩）",
        "耕地面积(亩)",
        " 耕地 面积\n（亩）",
        "*耕地面积（亩）：",
        "耕地面积(亩)\u200b",
        "耕地面积\u3000（亩）",
    ],
)
def test_headings_are_compared_without_blanks_breaks_and_widths(written: str) -> None:
    assert heading(written) == "耕地面积(亩)"


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (124, "DU"), (16383, "XFD")])
def test_columns_have_the_letters_of_excel(index: int, letter: str) -> None:
    assert column_letter(index) == letter


def test_title_and_unit_rows_stand_above_the_header() -> None:
    (table,) = tables(
        ["曾家镇2023年脱贫户花名册"], ["", "单位：元"], words("户编号 户主姓名 年度"), ["1", "甲", "2023"]
    )
    assert (table.header_row, headings(table)) == (3, ["户编号", "户主姓名", "年度"])
    assert table.context == {"unit": "元", "year": "2023", "township": "曾家镇"}
    assert list(table.rows()) == [(4, ["1", "甲", "2023"])]


def test_columns_nobody_knows_are_kept_with_their_letters() -> None:
    (table,) = tables(["户编号", "", "县里加的", "户主姓名"], ["1", "", "x", "甲"])
    assert [(column.letter, column.heading) for column in table.columns] == [
        ("A", "户编号"),
        ("C", "县里加的"),
        ("D", "户主姓名"),
    ]


def test_a_sheet_of_notes_has_no_table() -> None:
    assert tables(["填表说明"], ["一、姓名按身份证填写"]) == []


def test_an_empty_grid_has_no_table() -> None:
    assert find_tables(Grid("a", "b", []), known) == []


def test_totals_are_left_out_and_counted_wherever_they_stand() -> None:
    (table,) = tables(
        words("序号 村 户主姓名 家庭人口数"),
        words("合计 - - 6"),
        words("1 石烛村 甲 3"),
        words("- 石烛村小计 - 3"),
        words("2 荣乐村 乙 3"),
        words("全镇合计（2户） - - 6"),
        words("总\u3000计 - - 6"),
    )
    assert [row[2] for row in cells(table)] == ["甲", "乙"]
    assert table.left_out == {"total": 4}


def test_a_person_or_village_with_the_sign_of_a_total_in_the_name_is_no_total() -> None:
    (table,) = tables(words("村 户主姓名 年度"), words("计家村 计合 2019"), words("合家坝村 总小红 2019"))
    assert len(table) == 2


def test_seals_signatures_and_the_notes_below_them_are_no_data() -> None:
    (table,) = tables(
        words("序号 户主姓名 家庭人口数 备注"),
        words("1 甲 3 -"),
        ["填表人：王五", "", "审核人：赵六"],
        ["一式三份，村、镇、县各存一份"],
    )
    assert cells(table) == [["1", "甲", "3", ""]]
    assert table.left_out == {"foot": 2}


def test_a_household_below_a_signature_is_not_lost() -> None:
    (table,) = tables(words("序号 户主姓名 家庭人口数"), words("1 甲 3"), ["填表人：王五"], words("2 乙 4"))
    assert [row[1] for row in cells(table)] == ["甲", "乙"]


def test_a_blank_row_between_households_ends_nothing() -> None:
    (table,) = tables(words("序号 户主姓名 家庭人口数"), words("1 甲 3"), ["", "", ""], words("2 乙 4"))
    assert [number for number, _ in table.rows()] == [2, 4]


def test_a_header_repeated_on_each_page_is_left_out_and_counted() -> None:
    head = words("序号 户主姓名 家庭人口数 备注")
    (table,) = tables(head, words("1 甲 3 -"), head, words("2 乙 4 -"))
    assert (len(table), table.left_out) == (2, {"repeated": 1})


def test_pages_with_foot_title_and_header_are_one_table() -> None:
    head = words("序号 户主姓名 家庭人口数 备注")
    (table,) = tables(
        head,
        words("1 甲 3 -"),
        ["村民委员会（盖章）"],
        ["第二页"],
        head,
        words("2 乙 3 -"),
        ["第三页"],
        head,
        words("3 丙 3 -"),
    )
    assert [row[1] for row in cells(table)] == ["甲", "乙", "丙"]
    assert table.left_out == {"foot": 2, "repeated": 2, "title": 1}


def test_another_table_below_begins_with_its_own_header() -> None:
    first, second = tables(
        words("序号 户主姓名 家庭人口数"),
        words("1 甲 3"),
        ["", "", ""],
        ["二、成员"],
        words("户编号 姓名 性别 年龄"),
        words("1 乙 女 30"),
    )
    assert (cells(first), cells(second)) == ([["1", "甲", "3"]], [["1", "乙", "女", "30"]])
    assert second.titles == ("二、成员",)


def test_a_row_that_numbers_the_columns_is_no_data() -> None:
    (table,) = tables(words("村 户主姓名 家庭人口数 年度"), words("甲 乙 1 2"), words("石烛村 姚世才 3 2019"))
    assert (len(table), table.left_out) == (1, {"numbering": 1})


def test_blocks_side_by_side_become_tables_over_the_same_rows() -> None:
    """H5: the list of households that left poverty, as the village board shows it."""
    head = words("序号 村民小组 户主姓名 家庭人口数")
    left, right = tables(
        ["脱贫户第一次公示名单"],
        ["朝天 县(市、区)  曾家 乡(镇)  石烛 村  脱贫年度:2018年"],
        [*head, *head],
        words("1 1组 甲 3 4 2组 丁 2"),
        words("2 1组 乙 4 - - - -"),
        words("3 1组 丙 5 - - - -"),
        ["", "", "", "", "", "", "", ""],
        ["曾家乡(镇)人民政府(盖章)", "", "", "", "", "年 月 日", "", ""],
    )
    assert [row[2] for row in cells(left)] == ["甲", "乙", "丙"]
    assert [row[2] for row in cells(right)] == ["丁"]
    assert [column.letter for column in right.columns] == ["E", "F", "G", "H"]
    assert left.context == {"county": "朝天", "township": "曾家", "village": "石烛", "year": "2018"}


def test_a_board_without_names_yet_says_nothing_of_its_place() -> None:
    head = words("序号 村民小组 户主姓名 家庭人口数")
    left, _ = tables(["县(市、区) 乡(镇) 村 脱贫年度:____年"], [*head, *head], words("1 1组 甲 3 2 1组 乙 3"))
    assert left.context == {}


def test_columns_beside_repeated_blocks_belong_to_each() -> None:
    first, second = tables(words("村 姓名 性别 姓名 性别 备注"), words("石烛村 甲 男 乙 女 好"))
    assert cells(first) == [["石烛村", "甲", "男", "好"]]
    assert cells(second) == [["石烛村", "乙", "女", "好"]]


def test_one_heading_that_stands_twice_makes_no_blocks() -> None:
    (table,) = tables(words("户编号 备注 户主姓名 备注"), words("1 a 甲 b"))
    assert headings(table) == ["户编号", "备注", "户主姓名", "备注"]


PROJECTS = [
    ["2024年衔接资金项目计划安排表"],
    ["", "", "", "", "", "单位：万元"],
    ["序号", "部门", "乡镇", "项目名称", "资金来源", "", "", "责任人"],
    ["", "", "", "", "中央衔接资金", "省级衔接资金", "其他资金", ""],
    ["合计", "", "", "", 10, 20, 30, ""],
    ["1", "农业局", "金湖", "产业路", 10, 20, 30, "王五"],
]
PROJECT_HEADINGS = [
    "序号",
    "部门",
    "乡镇",
    "项目名称",
    "资金来源·中央衔接资金",
    "资金来源·省级衔接资金",
    "资金来源·其他资金",
    "责任人",
]


def test_two_levels_of_headings_are_joined() -> None:
    """H6, as a workbook tells it: with its merged cells."""
    merged = ["A1:H1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:G3", "H3:H4"]
    (table,) = find_tables(read_content(xlsx(PROJECTS, merged=merged), "a.xlsx").grids[0], known)
    assert headings(table) == PROJECT_HEADINGS
    assert (table.header_row, len(table), table.left_out) == (4, 1, {"total": 1})
    assert table.context["unit"] == "万元"


def test_two_levels_are_joined_where_a_file_does_not_tell_merged_cells() -> None:
    (table,) = tables(*PROJECTS)
    assert (headings(table), table.header_row, len(table)) == (PROJECT_HEADINGS, 4, 1)


def test_three_levels_of_headings_are_joined() -> None:
    """H8: aid for pupils, with small totals inside."""
    rows = [
        ["序号", "乡镇名称", "总人数", "学生", "", "", ""],
        ["", "", "", "小学", "", "初中", ""],
        ["", "", "", "走读生", "寄宿生", "走读生", "寄宿生"],
        ["1", "双河镇", 10, 1, 2, 3, 4],
        ["", "小计", 10, 1, 2, 3, 4],
    ]
    merged = ["A1:A3", "B1:B3", "C1:C3", "D1:G1", "D2:E2", "F2:G2"]
    (table,) = find_tables(read_content(xlsx(rows, merged=merged), "a.xlsx").grids[0], known)
    assert headings(table)[3:] == [
        "学生·小学·走读生",
        "学生·小学·寄宿生",
        "学生·初中·走读生",
        "学生·初中·寄宿生",
    ]
    assert (table.header_row, len(table), table.left_out) == (3, 1, {"total": 1})


def test_a_header_with_one_column_unnamed_does_not_swallow_the_first_household() -> None:
    (table,) = tables(["户编号", "户主姓名", ""], ["510812100000", "甲", "备注一下"])
    assert len(table) == 1


def test_a_header_of_one_level_ends_where_it_stands_although_a_title_is_merged() -> None:
    rows = [["花名册", "", ""], words("户编号 户主姓名 年度"), words("a 甲 b")]
    (table,) = find_tables(read_content(xlsx(rows, merged=["A1:C1"]), "a.xlsx").grids[0], known)
    assert (headings(table), table.titles, len(table)) == (["户编号", "户主姓名", "年度"], ("花名册",), 1)


def test_a_line_of_places_merged_in_parts_is_no_level_of_headings() -> None:
    rows = [
        ["朝天县(市、区)", "", "曾家乡(镇)", ""],
        words("户编号 户主姓名 年度 备注"),
        words("1 甲 2019 -"),
    ]
    content = xlsx([[cell or None for cell in row] for row in rows], merged=["A1:B1", "C1:D1"])
    (table,) = find_tables(read_content(content, "a.xlsx").grids[0], known)
    assert headings(table) == ["户编号", "户主姓名", "年度", "备注"]
    assert table.context == {"county": "朝天", "township": "曾家"}


def test_groups_above_known_headings_are_a_level_when_a_column_reaches_through_both() -> None:
    rows = [["序号", "户主", "", "收入"], [None, "户主姓名", "户编号", None], ["1", "甲", "5108", 3]]
    content = xlsx(rows, merged=["A1:A2", "B1:C1", "D1:D2"])
    (table,) = find_tables(read_content(content, "a.xlsx").grids[0], known)
    assert headings(table) == ["序号", "户主·户主姓名", "户主·户编号", "收入"]


def test_a_village_merged_over_its_households_stands_in_each_row() -> None:
    rows = [words("村 户主姓名 年度"), words("石烛村 甲 2019"), ["", "乙", "2019"], words("荣乐村 丙 2019")]
    (table,) = find_tables(read_content(xlsx(rows, merged=["A2:A3"]), "a.xlsx").grids[0], known)
    assert [row[0] for row in cells(table)] == ["石烛村", "石烛村", "荣乐村"]


def test_tables_of_an_open_document_are_found_too() -> None:
    content = ods(
        ods_row("花名册", "", "") + ods_row("户编号", "户主姓名", "年度") + ods_row("1", "甲", "2019")
    )
    (table,) = find_tables(read_content(content, "a.ods").grids[0], known)
    assert (headings(table), len(table)) == (["户编号", "户主姓名", "年度"], 1)


def test_data_far_to_the_right_keep_their_letters() -> None:
    """H4: the education list stands in columns BP to DU of its sheet."""
    blank: list[object] = [None] * 67
    rows = [[*blank, "户主姓名", "姓名"], [*blank, "甲", "乙"]]
    (table,) = find_tables(read_content(xlsx(rows), "a.xlsx").grids[0], known)
    assert [column.letter for column in table.columns] == ["BP", "BQ"]
