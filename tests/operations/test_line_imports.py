"""Workbooks of help as townships have them: matched or refused by cell; the same file twice changes nothing."""

from datetime import date
from pathlib import Path

import pytest

from app.operations.batches import undo_batch
from app.operations.cadres import list_cadres, list_units
from app.operations.line_imports import import_lines
from app.operations.offices import Office
from app.operations.pairings import PairingQuery, find_pairings, list_pairings
from app.operations.places import villages
from tests.imports.rosters import number, write_grid
from tests.operations.offices import a_household
from tests.operations.pairings import (
    AUTUMN,
    SPRING,
    a_cadre,
    a_pair,
    a_poor_household,
    a_sheet,
    bring_pairings,
    lines_of,
    sentences,
)


def a_row(
    serial: int, name: str, cadre: object = "张三", day: object = "2025-03-01", **more: object
) -> list[object]:
    """A row under `HEADINGS`: the village of the office's first, ID number of the serial."""
    row = {"village": "曾家社区", "number": number(serial), "code": None, "unit": "县农业农村局", "post": "科员",
           "phone": "13800000001"} | more  # fmt: skip
    return [serial, row["village"], name, row["number"], row["code"], cadre, row["unit"], row["post"],
            row["phone"], day]  # fmt: skip


def test_a_real_sheet_comes_in_and_the_same_file_again_changes_nothing(
    office: Office, tmp_path: Path
) -> None:
    here = villages(office)[0].name
    one = a_poor_household(office, "赵一", number=number(1), code="510812000001")
    two = a_poor_household(office, "钱二", number=number(2))
    three = a_poor_household(office, "买买提·艾山", number=number(3))
    lines = [
        ["曾家镇2026年干部结对帮扶台账"],
        ["填报单位：曾家镇人民政府", None, None, None, None, None, "填报日期：2026年9月"],
        [
            "序号",
            "村",
            "户主姓名",
            "户主证件号码",
            "户编号",
            "帮扶责任人",
            "单位",
            "职务",
            "联系电话",
            "结对日期",
        ],
        [1, here, "赵一", None, "510812000001", "张 三", "县 农业农村局", "科员", 13800000001.0, "2025.3.1"],
        [2, None, "钱二", f'="{number(2)}"', None, "张三", "县农业农村局", None, "138 0000 0001", 20250301],
        [3, here, "买买提•艾山", None, None, "古丽.阿依", "县教育局", "校长", "13800000002", "2025年3月1日"],
        ["合计", None, 3],
        ["填表人：王五", None, None, "审核人：李四"],
    ]
    sheet = write_grid(tmp_path / "结对台账.xlsx", lines, merged=["A1:J1", "B4:B5"])
    report = bring_pairings(office, sheet)
    assert sentences(report) == []
    assert (report.lines.created, report.cadres, report.units, report.handovers) == (3, 2, 2, 0)
    assert lines_of(office, one) == lines_of(office, two) == [("张三", SPRING, None)]
    assert lines_of(office, three) == [("古丽·阿依", SPRING, None)]
    assert {(line.name, line.unit, line.post, line.phone) for line in list_cadres(office)} == {
        ("张三", "县农业农村局", "科员", "13800000001"),
        ("古丽·阿依", "县教育局", "校长", "13800000002"),
    }
    again = bring_pairings(office, sheet)
    assert (again.lines.unchanged, again.batch) == (3, None)
    assert again.lines.created == again.lines.updated == 0


def test_a_batch_of_pairings_is_taken_back_whole(office: Office, tmp_path: Path) -> None:
    household = a_poor_household(office, "赵一", number=number(1))
    report = bring_pairings(office, a_sheet(tmp_path / "a.xlsx", a_row(1, "赵一")))
    assert report.batch
    undo_batch(office, report.batch)
    assert lines_of(office, household) == [] and list_cadres(office) == [] and list_units(office) == []


def test_another_cadre_is_a_handover_on_the_stated_day(office: Office, tmp_path: Path) -> None:
    household, old = a_pair(office)
    headings = ["户主姓名", "原帮扶责任人", "现帮扶责任人", "联系电话", "交接日期", "变更原因", "交接事项"]
    row = ["赵一", "张三", "李四", "13800000002", "2026-9-1", "工作调动", "档案一册"]
    sheet = a_sheet(tmp_path / "变更.xlsx", row, headings=headings)
    report = bring_pairings(office, sheet)
    assert (sentences(report), report.handovers) == ([], 1)
    new, before = list_pairings(office, household)
    assert (new.name, new.started_on, new.follows_id, new.answers["handed"]) == (
        "李四",
        AUTUMN,
        old,
        "档案一册",
    )
    assert (before.ended_on, before.reason) == (AUTUMN, "1")
    assert bring_pairings(office, sheet).lines.unchanged == 1
    assert list_pairings(office, household)[0].reason == ""


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "没有写结对日期"),
        ("2025-03-01", "不能同一天又换人"),
        ("2024-01-01", "这一行更早"),
        ("2062-01-01", "写错了年份"),
        ("2026年", "缺少日"),
        ("2026-02-30", "不存在"),
    ],
)
def test_a_handover_without_a_right_day_is_refused_in_a_sentence(
    office: Office, tmp_path: Path, day: object, words: str
) -> None:
    household, _ = a_pair(office)
    row = a_row(1, "赵一", "李四", day, number=None, phone="13800000002")
    report = bring_pairings(office, a_sheet(tmp_path / "a.xlsx", row))
    (refusal,) = report.refusals
    assert words in refusal.sentence and (refusal.row, refusal.column) == (2, "J")
    assert report.batch is None and lines_of(office, household) == [("张三", SPRING, None)]


def test_a_day_may_be_given_for_rows_that_name_none(office: Office, tmp_path: Path) -> None:
    (changed, _), fresh = a_pair(office), a_poor_household(office, "钱二")
    rows = [
        a_row(1, "赵一", "李四", None, number=None, phone="13800000002"),
        a_row(2, "钱二", "张三", None, number=None),
    ]
    sheet = a_sheet(tmp_path / "a.xlsx", *rows)
    assert bring_pairings(office, sheet, on=AUTUMN).handovers == 1
    assert lines_of(office, changed) == [("李四", AUTUMN, None), ("张三", SPRING, AUTUMN)]
    assert lines_of(office, fresh) == [("张三", AUTUMN, None)]
    assert bring_pairings(office, sheet, on=date(2026, 10, 1)).lines.unchanged == 2
    assert bring_pairings(office, sheet).lines.unchanged == 2


def test_a_first_pairing_without_a_day_comes_in_as_unknown_and_is_told(
    office: Office, tmp_path: Path
) -> None:
    household = a_poor_household(office, "赵一")
    report = bring_pairings(office, a_sheet(tmp_path / "a.xlsx", a_row(1, "赵一", day=None, number=None)))
    assert lines_of(office, household) == [("张三", None, None)]
    assert [one.code for one in report.doubts] == ["lines.start_unknown"]


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        (a_row(1, "赵一", number=5.10812197001011e17), "D2", "被表格软件改掉"),
        (a_row(1, "赵一", number="510812197001010000"), "D2", "被表格软件改掉"),
        (a_row(1, "赵一", number=number(9)), "D2", "没有这个证件号码"),
        (a_row(1, "赵一", code="999"), "D2", ""),
        (a_row(1, "钱二", number=None, village="曾家镇石鹰村"), "C2", "没有户主叫钱二"),
        (a_row(1, "赵一", number=None, village="天宫村"), "B2", "天宫村"),
        (a_row(1, "周五", number=number(1)), "C2", "错位"),
        (a_row(1, "赵一", "张三、李四"), "F2", "不止一个人"),
        (a_row(1, "赵一", "张三 李四五"), "F2", "不止一个人"),
        (a_row(1, "赵一", "张三13800000001"), "F2", "有数字"),
        (a_row(1, "赵一", "张□"), "F2", "没有保存下来"),
        (a_row(1, None, number=None), "E2", "哪一户"),
    ],
)
def test_a_damaged_cell_refuses_its_row_with_its_place(
    office: Office, tmp_path: Path, row: list[object], where: str, words: str
) -> None:
    a_poor_household(office, "赵一", number=number(1))
    report = bring_pairings(office, a_sheet(tmp_path / "a.xlsx", row))
    if not words:  # a code nobody knows beside a number that is known is told by the number
        assert report.lines.created == 1
        return
    (refusal,) = report.refusals
    assert words in refusal.sentence
    assert (f"{refusal.column}{refusal.row}", refusal.file) == (where, "a.xlsx")
    assert report.batch is None and list_cadres(office) == []


def test_one_bad_row_keeps_the_whole_call_out(office: Office, tmp_path: Path) -> None:
    household = a_poor_household(office, "赵一", number=number(1))
    good, bad = a_sheet(tmp_path / "a.xlsx", a_row(1, "赵一")), a_sheet(tmp_path / "b.xlsx", a_row(9, "钱二"))
    report = bring_pairings(office, good, bad)
    assert report.refused and report.lines.created == 0 and report.lines.refused == 1
    assert lines_of(office, household) == []
    assert bring_pairings(office, good).lines.created == 1


def test_a_dry_run_tells_and_writes_nothing(office: Office, tmp_path: Path) -> None:
    household = a_poor_household(office, "赵一", number=number(1))
    report = bring_pairings(office, a_sheet(tmp_path / "a.xlsx", a_row(1, "赵一")), dry_run=True)
    assert (report.lines.created, report.batch, report.cadres) == (1, None, 1)
    assert lines_of(office, household) == []


def test_heads_of_one_name_are_told_apart_by_group_or_refused(office: Office, tmp_path: Path) -> None:
    one = a_poor_household(office, "赵一", group_name="一组")
    two = a_poor_household(office, "赵一", group_name="二组")
    headings = ["村", "组", "户主姓名", "帮扶责任人", "结对日期"]
    told = a_sheet(tmp_path / "a.xlsx", ["曾家社区", "二组", "赵一", "张三", "2025-03-01"], headings=headings)
    untold = a_sheet(tmp_path / "b.xlsx", ["曾家社区", None, "赵一", "张三", "2025-03-01"], headings=headings)
    assert "有 2 户的户主都叫赵一" in bring_pairings(office, untold).refusals[0].sentence
    assert bring_pairings(office, told).lines.created == 1
    assert (lines_of(office, one), lines_of(office, two)) == ([], [("张三", SPRING, None)])


def test_cadres_of_one_name_are_told_apart_by_telephone_and_unit(office: Office, tmp_path: Path) -> None:
    households = [a_poor_household(office, name) for name in ("赵一", "钱二", "孙三", "周五")]
    rows = [
        a_row(1, "赵一", number=None),
        a_row(2, "钱二", number=None, phone="13800000009"),
        a_row(3, "孙三", number=None, unit="县教育局", phone="13800000008"),
        a_row(4, "周五", number=None, unit=None, phone="13800000008"),
    ]
    assert bring_pairings(office, a_sheet(tmp_path / "a.xlsx", *rows)).cadres == 3
    helpers = [list_pairings(office, one)[0].cadre_id for one in households]
    assert len(set(helpers)) == 3 and helpers[2] == helpers[3]
    unclear = a_row(1, "吴六", number=None, unit=None, phone=None)
    a_poor_household(office, "吴六")
    report = bring_pairings(office, a_sheet(tmp_path / "b.xlsx", unclear))
    assert "有几名干部都叫张三" in report.refusals[0].sentence


def test_a_changed_telephone_is_the_same_cadre(office: Office, tmp_path: Path) -> None:
    household, _ = a_pair(office)
    row = a_row(1, "赵一", number=None, phone="13999999999", post="副局长")
    report = bring_pairings(office, a_sheet(tmp_path / "a.xlsx", row))
    assert (report.lines.unchanged, report.cadres) == (1, 0)
    (cadre,) = list_cadres(office)
    assert (cadre.phone, cadre.post) == ("13999999999", "副局长")
    assert lines_of(office, household) == [("张三", SPRING, None)]


def test_two_kinds_of_helpers_stand_side_by_side(office: Office, tmp_path: Path) -> None:
    household = a_poor_household(office, "赵一")
    lines = [
        ["户主信息", None, "帮扶责任人", None, None, "监测联系人", None, "结对日期"],
        ["姓名", "联系电话", "姓名", "单位", "电话", "姓名", "电话", None],
        ["赵一", "13700000000", "张三", "县农业农村局", "13800000001", "李四", "13800000002", "2025-03-01"],
    ]
    merged = ["A1:B1", "C1:E1", "F1:G1", "H1:H2"]
    report = bring_pairings(office, write_grid(tmp_path / "a.xlsx", lines, merged=merged))
    assert sentences(report) == []
    assert {(line.kind, line.name, line.cadre["phone"]) for line in list_pairings(office, household)} == {
        ("1", "张三", "13800000001"),
        ("2", "李四", "13800000002"),
    }


def test_the_telephone_before_the_helper_is_the_household_s(office: Office, tmp_path: Path) -> None:
    a_poor_household(office, "赵一")
    headings = ["户主姓名", "联系电话", "帮扶责任人", "职务", "联系电话"]
    row = ["赵一", "13700000000", "张三", "科员", "13800000001"]
    report = bring_pairings(office, a_sheet(tmp_path / "a.xlsx", row, headings=headings))
    assert [line.phone for line in list_cadres(office)] == ["13800000001"]
    assert report.ignored == ("联系电话",)


def test_an_ended_line_wants_a_reason_where_the_household_needs_help(office: Office, tmp_path: Path) -> None:
    household, _ = a_pair(office)
    headings = ["户主姓名", "帮扶责任人", "结对日期", "结束日期", "变更原因"]
    untold = ["赵一", "张三", "2025-03-01", "2026-09-01", None]
    report = bring_pairings(office, a_sheet(tmp_path / "a.xlsx", untold, headings=headings))
    assert "请写明变更原因" in report.refusals[0].sentence
    told = [*untold[:4], "帮扶结束"]
    assert bring_pairings(office, a_sheet(tmp_path / "b.xlsx", told, headings=headings)).lines.updated == 1
    assert lines_of(office, household) == [("张三", SPRING, AUTUMN)]


def test_a_cadre_who_left_cannot_be_paired_by_a_workbook(office: Office, tmp_path: Path) -> None:
    a_cadre(office, to_on=date(2025, 1, 1))
    a_poor_household(office, "赵一")
    report = bring_pairings(office, a_sheet(tmp_path / "a.xlsx", a_row(1, "赵一", number=None)))
    assert "任职已在 2025-01-01 结束" in report.refusals[0].sentence


def test_a_sheet_of_something_else_is_refused_by_its_name(office: Office, tmp_path: Path) -> None:
    sheet = write_grid(tmp_path / "菜单.xlsx", [["菜名", "价格"], ["豆腐", 3]])
    report = bring_pairings(office, sheet, tmp_path / "不存在.xlsx")
    assert ["“菜单.xlsx”里认不出结对帮扶的表" in report.refusals[0].sentence, report.rows] == [True, 0]
    assert "不存在.xlsx" in report.refusals[1].sentence


def test_cadres_units_and_postings_have_their_own_sheets(office: Office, tmp_path: Path) -> None:
    cadres = write_grid(
        tmp_path / "c.xlsx",
        [
            ["姓名", "单位", "职级", "职务", "联系电话"],
            ["张三", "县农业农村局", "副科级", "副局长", "13800000001"],
        ],
    )
    units = write_grid(
        tmp_path / "u.xlsx", [["单位名称", "隶属关系"], ["县农业农村局", "县"], ["省气象局", "省级"]]
    )
    postings = write_grid(
        tmp_path / "p.xlsx",
        [
            ["村", "姓名", "联系电话", "队伍", "到岗日期"],
            ["曾家社区", "张三", "13800000001", "第一书记", "2025-03-01"],
        ],
    )
    for record, file, made in (("cadre", cadres, 1), ("unit", units, 1), ("posting", postings, 1)):
        report = import_lines(office, [file], record)
        assert sentences(report) == []
        assert report.lines.created == made
        assert import_lines(office, [file], record).batch is None
    (cadre,) = list_cadres(office)
    assert (cadre.unit, cadre.rank, cadre.limit) == ("县农业农村局", "3", (2, 4))
    assert {unit.name: unit.answers["level"] for unit in list_units(office)} == {
        "县农业农村局": "4",
        "省气象局": "2",
    }


def test_a_thousand_rows_name_each_household_and_cadre_once(office: Office, tmp_path: Path) -> None:
    for serial in range(60):
        a_household(office, name=f"户主{serial}", number=number(serial))
    rows = [
        a_row(serial, f"户主{serial}", f"干部{'甲乙丙丁戊己'[serial % 6]}", phone=f"1380000000{serial % 6}")
        for serial in range(60)
    ]
    report = bring_pairings(office, a_sheet(tmp_path / "a.xlsx", *rows, *rows))
    assert (report.lines.created, report.lines.unchanged, report.cadres, report.units) == (60, 60, 6, 1)
    assert find_pairings(office, PairingQuery()).helped == 60
