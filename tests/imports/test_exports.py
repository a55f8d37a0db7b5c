"""Every form as a workbook that comes back without loss; lists with chosen columns; names nobody knows."""

from pathlib import Path

import pytest

from app.documents.grids_workbooks import read_workbook
from app.errors import Problem
from app.operations.exports import export_names, export_workbook
from app.operations.offices import Office
from app.operations.samples import find_town, make_township, write_sample
from db.archives import Archive
from tests.imports.rosters import a_head, a_person, ask, bring, write_sheet


def filled(office: Office, tmp_path: Path) -> Office:
    """The office with an invented township of two years."""
    township = make_township(40, 3, find_town("510812103"), office.forms)
    files = write_sample(tmp_path, township, office.forms)
    for paths in ([files.households, files.persons], [files.register], [files.monitored]):
        assert not bring(office, *paths).refusals
    return office


def kept(office: Office) -> dict[str, list[tuple[tuple[str, object], ...]]]:
    """Everything the office keeps of households and persons, ids replaced by national codes."""
    codes = dict(office.archive.read("SELECT id, code FROM household UNION SELECT id, code FROM person"))
    found = {}
    for record in (*office.forms.records, "answer"):
        if record in [one.key for one in office.forms.county_records()]:
            continue
        names = office.archive.columns(record)
        rows = office.archive.read(f'SELECT {", ".join(names)} FROM "{record}"')
        found[record] = sorted(
            tuple(
                (name, str(codes.get(value, value)))
                for name, value in zip(names, row, strict=True)
                if name != "division_id"
            )
            for row in rows
        )
    return found


@pytest.fixture
def other_office(empty_office: Office, tmp_path: Path) -> Office:
    import shutil

    path = tmp_path / "other.db"
    shutil.copy(empty_office.archive.path, path)
    archive = Archive.open(path, empty_office.archive.key)
    return Office(archive, empty_office.forms, tmp_path, empty_office.user, empty_office.clock)


def test_every_form_read_back_changes_nothing(office, tmp_path: Path):
    filled(office, tmp_path)
    for name in office.forms.records:
        export_workbook(office, [name], tmp_path / f"{name}.xlsx")
    forms = [name for name in office.forms.records if name != "document"]
    for name in forms:
        report = bring(office, tmp_path / f"{name}.xlsx")
        assert (name, report.refusals, report.batch) == (name, (), None)


def test_all_forms_in_one_workbook_rebuild_the_archive(office, other_office, tmp_path: Path):
    filled(office, tmp_path)
    export_workbook(office, list(office.forms.records), tmp_path / "all.xlsx")
    report = bring(other_office, tmp_path / "all.xlsx")
    assert report.refusals == ()
    assert kept(other_office) == kept(office)
    other_office.archive.close()


def test_income_lines_keep_their_details_and_their_person(office, other_office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_person(1, 1), a_person(2, 1, "之子")]))
    key = {"户编号": a_head(1)["户编号"], "年度": 2024}
    lines = [
        key
        | {
            "项目": "务工收入",
            "金额": 36_000,
            "品种或工种": "瓦工",
            "月数": 9,
            "人口编号": a_person(2, 1)["人口编号"],
        },
        key | {"项目": "务工收入", "金额": 12_000.5, "起": "2024-01-01"},
        key | {"项目": "低保金", "金额": 0},
    ]
    report = bring(office, write_sheet(tmp_path / "b.xlsx", lines))
    assert (report.refusals, report.households.updated) == ((), 1)
    assert len(ask(office, "SELECT 1 FROM income WHERE person_id IS NOT NULL")) == 1
    names = ["household", "membership", "person", "income"]
    export_workbook(office, names, tmp_path / "all.xlsx")
    assert bring(office, tmp_path / "all.xlsx").batch is None
    bring(other_office, tmp_path / "all.xlsx")
    assert kept(other_office)["income"] == kept(office)["income"]
    other_office.archive.close()


def test_a_changed_line_is_found_by_its_number(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1, 低保金=100)]))
    one = ask(office, "SELECT id FROM income")[0][0]
    line = {"户编号": a_head(1)["户编号"], "年度": 2024, "记录编号": one, "项目": "低保金", "金额": 120}
    bring(office, write_sheet(tmp_path / "b.xlsx", [line]))
    assert ask(office, "SELECT id, amount FROM income") == [(one, 12_000)]


def test_documents_come_back_too(office, other_office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1)]))
    key = {"户编号": a_head(1)["户编号"]}
    lines = [
        key | {"类别": "申请", "题名": "申请书", "已入档": "是"},
        key | {"类别": "照片", "题名": "住房照片", "页数": 2},
    ]
    bring(office, write_sheet(tmp_path / "b.xlsx", lines))
    export_workbook(office, ["household", "document"], tmp_path / "c.xlsx")
    assert bring(office, tmp_path / "c.xlsx").batch is None
    bring(other_office, tmp_path / "c.xlsx")
    assert kept(other_office)["document"] == kept(office)["document"]
    other_office.archive.close()


def test_a_list_has_the_chosen_columns_and_households(office, tmp_path: Path):
    bring(office, write_sheet(tmp_path / "a.xlsx", [a_head(1, 低保金=50), a_head(2, 村="工农村")]))
    paths = ["place.village", "head.name", "income.transfer.dibao"]
    made = export_workbook(
        office, ["households"], tmp_path / "b.xlsx", village="石鹰村", year=2024, columns=paths
    )
    (grid,), _ = read_workbook((tmp_path / "b.xlsx").read_bytes(), "b.xlsx")
    assert (list(grid.rows), list(made.rows.values())) == (
        [["村", "户主姓名", "低保金"], ["石鹰村", "户主乙", 50.0]],
        [1],
    )


def test_an_unknown_name_or_village_gets_a_sentence(office, tmp_path: Path):
    for name, village in (("nothing", None), ("household", "无名村")):
        with pytest.raises(Problem):
            export_workbook(office, [name], tmp_path / "a.xlsx", village=village)
    assert "national-households" in export_names(office)


def test_an_export_is_an_entry_of_the_log(office, tmp_path: Path):
    export_workbook(office, ["household"], tmp_path / "a.xlsx")
    assert ask(office, "SELECT count(*) FROM change WHERE action = 'act' AND set_json LIKE '%export%'") == [
        (1,)
    ]


def test_the_monitored_shape_brings_its_year_back_whatever_the_file_is_called(
    office, other_office, tmp_path: Path
):
    filled(office, tmp_path)
    out = tmp_path / "list.xlsx"
    export_workbook(office, ["national-households", "national-persons", "national-monitored"], out)
    assert not bring(other_office, out).refusals
    asked = "SELECT year, count(*) FROM standing WHERE monitor_class IS NOT NULL GROUP BY year ORDER BY year"
    assert ask(other_office, asked)[-1:] == ask(office, asked)[-1:]
