"""Workbooks of plans, measures and the catalogue: out and in without loss, refused at their cell."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.documents.grids_files import read_file
from app.documents.workbooks import Sheet, SheetColumn
from app.documents.workbooks_writing import write_workbook
from app.errors import Problem
from app.operations.batches import undo_batch
from app.operations.catalogue_tables import export_catalogue, import_catalogue
from app.operations.catalogues import catalogue
from app.operations.exports import export_workbook
from app.operations.offices import Office
from app.operations.plan_tables import import_plans
from app.operations.plans import plan_of, save_measure, save_plan, suggestions
from app.texts import sentence
from tests.operations.offices import an_office
from tests.operations.planning import GOATS, YEAR, a_drafted, a_poor_household, brought_to, seen
from tests.operations.test_rights import as_user, size_of_log

ITEM = (
    "编号",
    "类别",
    "项目",
    "措施",
    "针对原因",
    "针对风险",
    "标准",
    "单位",
    "部门",
    "有效期起",
    "有效期止",
)
BEES = (
    "990101",
    "产业帮扶",
    "养殖",
    "养蜂",
    "因病,缺技术",
    "因病",
    "600",
    "箱",
    "农业农村",
    "20250101",
    "20271231",
)


def a_book(file: Path, heads: Sequence[str], *rows: Sequence[Any]) -> Path:
    write_workbook(file, [Sheet("Sheet1", [SheetColumn(head) for head in heads], rows)])
    return file


def bring(
    office: Office, folder: Path, *rows: Sequence[Any], heads: Sequence[str] = ITEM, **more: Any
) -> Any:
    return import_catalogue(office, a_book(folder / "catalogue.xlsx", heads, *rows), **more)


def changed(row: Sequence[str], **cells: str) -> tuple[str, ...]:
    named = dict(zip(ITEM, row, strict=True)) | cells
    return tuple(named.values())


def test_a_county_brings_its_own_items_as_one_batch(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    dry = bring(office, tmp_path, BEES, dry_run=True)
    assert (dry.created, dry.batch, catalogue(office).by_code.get("990101")) == (1, None, None)
    report = bring(
        office, tmp_path, BEES, changed(BEES, 编号="070103", 类别="健康帮扶", 措施="医疗救助（本县）")
    )
    assert (report.rows, report.created, report.refusals) == (2, 2, ()) and report.batch
    bees = catalogue(office).by_code["990101"]
    assert bees.own and str(bees.amount) == "600.00" and bees.causes == ("01", "07") and bees.holds_in(2027)
    assert not bees.holds_in(2028)
    save_measure(office, one, YEAR, {"item": "990101"})
    assert seen(office, one).measures[0].answers["unit"] == "箱"
    assert any(said.item.name == "医疗救助（本县）" for said in suggestions(office, one, YEAR))
    again = bring(
        office, tmp_path, BEES, changed(BEES, 编号="070103", 类别="健康帮扶", 措施="医疗救助（县里）")
    )
    assert (again.created, again.updated, again.unchanged) == (0, 1, 1)
    undo_batch(office, again.batch)
    undo_batch(office, report.batch)
    assert (
        catalogue(office).by_code["070103"].name == "医疗救助" and "990101" not in catalogue(office).by_code
    )
    assert [i.code for i in seen(office, one).measures[0].issues] == ["plans.item_unknown"]


def test_what_goes_out_comes_back_unchanged(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    bring(office, tmp_path, BEES)
    rows = export_catalogue(office, tmp_path / "out.xlsx")
    assert (
        rows == len(catalogue(office).items)
        and export_catalogue(office, tmp_path / "own.xlsx", own=True) == 1
    )
    report = import_catalogue(office, tmp_path / "out.xlsx")
    assert (report.rows, report.unchanged, report.batch) == (rows, rows, None)
    assert export_catalogue(office, tmp_path / "now.xlsx", year=2030) < rows


WRONG = {
    "编号": ("", "A", "请填"),
    "类别": ("种地", "B", "不在“措施类别”的选项里"),
    "措施": (" ", "D", "请填"),
    "针对原因": ("因病,倒霉", "E", "倒霉"),
    "标准": ("六百", "G", "不是数"),
    "有效期起": ("去年", "J", "看不出"),
    "有效期止": ("20241231", "K", "早于"),
}


def test_a_row_that_is_not_right_keeps_all_of_it_out(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    before = size_of_log(office)
    for head, (cell, column, words) in WRONG.items():
        report = bring(office, tmp_path, changed(BEES, 编号="990102"), changed(BEES, **{head: cell}))
        (one,) = report.refusals
        assert (one.row, one.column) == (3, column) and words in one.sentence, head
        assert (report.created, report.batch) == (0, None)
    minus = bring(office, tmp_path, changed(BEES, 标准="-5"))
    assert "不能小于 0" in minus.refusals[0].sentence
    twice = bring(office, tmp_path, BEES, BEES)
    assert "两次" in twice.refusals[0].sentence and twice.refusals[0].row == 3
    assert size_of_log(office) == before


def test_a_file_without_a_catalogue_says_what_is_wanted(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    for heads, row in ((("姓名", "电话"), ("Zhao", "1")), (ITEM[:2], BEES[:2])):
        with pytest.raises(Problem) as told:
            bring(office, tmp_path, row, heads=heads)
        assert "编号、类别、项目、措施" in sentence(told.value)
    (tmp_path / "text.xlsx").write_bytes(b"no workbook at all")
    with pytest.raises(Problem):
        import_catalogue(office, tmp_path / "text.xlsx")


def test_only_an_approver_changes_the_catalogue(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    as_user(office, "enter")
    with pytest.raises(Problem) as told:
        bring(office, tmp_path, BEES)
    assert told.value.code == "office.role_too_small"


def test_plans_and_measures_go_out_and_come_back_unchanged(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    closed = a_poor_household(office, "A")
    brought_to(office, closed, "closed")
    one = a_poor_household(office, "B")
    a_drafted(office, one, scale="30只", unit="只", amount="3000.50", from_on="2026-03-01")
    save_plan(office, one, YEAR, {"wishes": "goats, and bees", "risks": ("07",), "goal_month": "2026-12"})
    out = tmp_path / "plans.xlsx"
    export_workbook(office, ["plan", "measure"], out)
    for record, rows in (("plan", 2), ("measure", 2)):
        report = import_plans(office, [out], record)
        assert (report.rows, report.lines.unchanged, report.refusals, report.batch) == (rows, rows, (), None)


def told(report: Any) -> list[str]:
    return [one.sentence for one in report.refusals]


HEADS = ("村", "户主姓名", "年度")


def test_new_plans_come_in_as_drafts_and_name_the_recorded_causes(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    village = office.archive.read("SELECT d.name FROM household h JOIN division d ON d.id = h.division_id")[
        0
    ][0]
    heads = (*HEADS, "发展意愿", "计划状态")
    file = tmp_path / "new.xlsx"
    report = import_plans(office, [a_book(file, heads, (village, "Zhao", "2026", "goats", "已完结"))], "plan")
    assert "一步一步" in told(report)[0] and plan_of(office, one, YEAR) is None
    report = import_plans(office, [a_book(file, heads, (village, "Zhao", "2026", "goats", "草稿"))], "plan")
    assert report.lines.created == 1 and told(report) == []
    plan = seen(office, one)
    assert (plan.state, plan.answers["wishes"], plan.answers["causes"]) == ("draft", "goats", ("01",))
    undo_batch(office, str(report.batch))
    row = (village, "Zhao", "2026", "goats", "")
    twice = import_plans(office, [a_book(file, heads, row, (*row[:3], "bees", ""))], "plan")
    assert any("一户一年只有一份" in one for one in told(twice)) and plan_of(office, one, YEAR) is None


def test_a_workbook_edits_neither_closed_plans_nor_what_was_signed(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    running, closed = a_poor_household(office, "A"), a_poor_household(office, "B")
    for household, state in ((running, "running"), (closed, "closed")):
        brought_to(office, household, state)
    village = office.archive.read("SELECT d.name FROM household h JOIN division d ON d.id = h.division_id")[
        0
    ][0]
    heads = (*HEADS, "措施类别", "措施名称", "资金", "增收（元）")
    file = tmp_path / "measures.xlsx"

    def measure(head: str, amount: str, effect: str) -> Any:
        return import_plans(
            office, [a_book(file, heads, (village, head, "2026", "产业帮扶", GOATS["name"], amount, effect))]
        )

    assert "已经签字" in told(measure("A", "900", ""))[0]
    assert "已经完结" in told(measure("B", "", "900"))[0]
    assert measure("A", "", "900").lines.updated == 1
    assert "不是数" in told(measure("A", "", "很多"))[0]


def test_a_measure_of_an_unknown_item_is_refused_at_its_cell(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_poor_household(office)
    village = office.archive.read("SELECT d.name FROM household h JOIN division d ON d.id = h.division_id")[
        0
    ][0]
    heads = (*HEADS, "措施类别", "措施名称", "措施编号", "计划开始", "计划完成")
    row = (village, "Zhao", "2026", "产业帮扶", "bees", "990101", "20260501", "20260401")
    report = import_plans(office, [a_book(tmp_path / "m.xlsx", heads, row)])
    assert {(one.column, one.row) for one in report.refusals} == {("F", 2), ("H", 2)}


def test_the_exported_catalogue_keeps_codes_as_text(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    export_catalogue(office, tmp_path / "c.xlsx")
    rows = read_file(tmp_path / "c.xlsx").grids[0].rows
    assert rows[1][0] == "010101"
