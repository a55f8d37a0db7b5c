"""What the clerk sees before anything is written, and what of his choices is remembered."""

from pathlib import Path

import pytest

from app.documents.grids_workbooks import read_workbook
from app.errors import Problem
from app.operations.imports import export_problems, preview_import, write_import
from tests.imports.rosters import a_head, ask, bring, write_sheet


def test_a_preview_tells_every_column_and_writes_nothing(office, tmp_path: Path):
    file = write_sheet(tmp_path / "a.xlsx", [a_head(1) | {"备注2": "x", "打印时间": "y"}])
    before = ask(office, "SELECT max(seq) FROM change")
    preview = preview_import(office, [file])
    (sheet,) = preview.sheets
    assert (sheet.kind, sheet.year, sheet.header_row, sheet.rows) == ("households", "2024", 1, 1)
    assert [(one.heading, one.state) for one in sheet.columns[-2:]] == [
        ("备注2", "undecided"),
        ("打印时间", "ignored"),
    ]
    assert (preview.households.created, preview.persons.created) == (1, 1)
    assert ask(office, "SELECT max(seq) FROM change") == before


def test_a_preview_tells_each_change_field_by_field_as_people_read_it(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1, 住房面积=80, 是否危房户="否", 低保金=1200)]))
    file = write_sheet(tmp_path / "b.xlsx", [a_head(1, 住房面积=95.5, 是否危房户="是", 低保金=1300)])
    preview = preview_import(office, [file])
    told = {(one.household, one.field, one.year, one.old, one.new) for one in preview.changes()}
    assert told == {
        ("户主乙", "住房面积", 2024, "80", "95.5"),
        ("户主乙", "是否危房户", 2024, "否", "是"),
        ("户主乙", "低保金", 2024, "1,200.00", "1,300.00"),
    }
    assert preview.names_of("households", "updated")[0][1] == "户主乙"


def test_the_preview_is_what_is_written(office, tmp_path: Path):
    preview = preview_import(office, [write_sheet(tmp_path / "a.xlsx", [a_head(1), a_head(2)])])
    report = write_import(office, preview)
    assert report.households == preview.households
    assert ask(office, "SELECT count(*) FROM household") == [(2,)]


def test_a_choice_of_column_is_remembered_for_the_next_file_of_that_shape(office, tmp_path: Path):
    file = write_sheet(tmp_path / "a.xlsx", [a_head(1) | {"备注2": "靠路边", "联系方式": "13900000001"}])
    (sheet,) = preview_import(office, [file]).sheets
    chosen = {sheet.fingerprint: {sheet.columns[-2].index: "household.remark", sheet.columns[-1].index: None}}
    preview = preview_import(office, [file], choices=chosen)
    write_import(office, preview, chosen)
    assert ask(office, "SELECT remark, phone FROM household") == [("靠路边", None)]
    next_file = write_sheet(tmp_path / "b.xlsx", [a_head(2) | {"备注2": "山上", "联系方式": "13900000002"}])
    bring(office, next_file)
    assert ask(office, "SELECT remark, phone FROM household ORDER BY code DESC LIMIT 1") == [("山上", None)]


def test_a_remembered_choice_of_a_field_that_is_gone_is_forgotten(office, tmp_path: Path):
    file = write_sheet(tmp_path / "a.xlsx", [a_head(1) | {"备注2": "x"}])
    (sheet,) = preview_import(office, [file]).sheets
    with office.archive.noting() as connection:
        connection.execute(
            "INSERT INTO shape VALUES (?, ?, '')",
            (sheet.fingerprint, f'{{"{len(sheet.columns) - 1}": "gone.field"}}'),
        )
    assert preview_import(office, [file]).sheets[0].columns[-1].state == "undecided"


def test_the_list_of_problems_names_each_place_in_the_clerks_own_file(office, tmp_path: Path):
    rows = [a_head(1, 住房面积="大"), a_head(2, 户主证件号码="123")]
    preview = preview_import(office, [write_sheet(tmp_path / "a.xlsx", rows)])
    assert export_problems(office, preview, tmp_path / "b.xlsx") == 2
    (grid,), _ = read_workbook((tmp_path / "b.xlsx").read_bytes(), "b.xlsx")
    assert [row[:8] for row in grid.rows[1:]] == [
        ["不能导入", "a.xlsx", "Sheet1", "3", "H", "户主证件号码", "户主丙", "123"],
        ["存疑", "a.xlsx", "Sheet1", "2", "J", "住房面积", "户主乙", "大"],
    ]


def test_a_preview_is_not_written_over_what_changed_meanwhile(office, tmp_path: Path):
    preview = preview_import(office, [write_sheet(tmp_path / "a.xlsx", [a_head(1)])])
    bring(office, write_sheet(tmp_path / "b.xlsx", [a_head(1)]))
    with pytest.raises(Problem) as told:
        write_import(office, preview)
    assert told.value.code == "import.archive_changed"
    assert ask(office, "SELECT count(*) FROM household") == [(1,)]
