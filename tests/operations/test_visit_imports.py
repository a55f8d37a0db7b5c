"""Visits and findings out of workbooks: by the rules of typed ones, all or nothing, one batch."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from app.operations.batches import undo_batch
from app.operations.findings import list_findings
from app.operations.offices import Office
from app.operations.visit_imports import import_findings, import_visits
from app.operations.visits import list_visits
from tests.operations.helping import a_cadre, a_pairing
from tests.operations.offices import a_household, an_office

VISITS = ("户编号", "户主", "走访日期", "走访人", "走访类型", "走访方式", "走访情况", "发现问题")
FINDINGS = (
    "户编号",
    "户主",
    "发现日期",
    "问题来源",
    "存在问题",
    "责任人",
    "整改时限",
    "销号日期",
    "销号方式",
    "整改结果",
)


def a_sheet(folder: Path, head: Sequence[str], *rows: Sequence[object]) -> Path:
    """A workbook with a title, headings and rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["台账"])
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    book.save(folder / "lines.xlsx")
    return folder / "lines.xlsx"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with one household, code 101, and a cadre."""
    made = an_office(tmp_path)
    a_household(made, name="赵大山", code="101")
    a_cadre(made, "李伟", phone="13900000001")
    return made


def household(office: Office) -> str:
    return str(office.archive.read("SELECT id FROM household")[0][0])


def test_visits_come_in_as_one_batch_and_go_out_with_it(office: Office, tmp_path: Path) -> None:
    file = a_sheet(
        tmp_path,
        VISITS,
        ("101", "赵大山", "2026-10-08", "李伟", "定期走访", "入户", "养了两只羊", None),
        ("101", "赵大山", "2026.9.8", "李伟", "遍访", "电话", None, "屋顶漏雨"),
    )
    looked = import_visits(office, [file], dry_run=True)
    assert looked.lines.created == 2 and list_visits(office, household(office)) == []
    report = import_visits(office, [file])
    assert report.batch and not report.refused
    newest, older = list_visits(office, household(office))
    assert newest.answers["seen"] == "养了两只羊" and [one.name for one in newest.visitors] == ["李伟"]
    assert (older.answers["kind"], older.answers["mode"], older.answers["problem"]) == ("2", "2", "屋顶漏雨")
    assert import_visits(office, [file]).lines.unchanged == 2
    undo_batch(office, report.batch)
    assert list_visits(office, household(office)) == []


def test_a_visitor_who_cannot_have_gone_refuses_the_whole_sheet_at_his_cell(
    office: Office, tmp_path: Path
) -> None:
    wang = a_cadre(office, "王强", phone="13900000002", to_on="2026-06-30")
    old = a_cadre(office, "陈军", phone="13900000003")
    a_pairing(office, household(office), old, started_on="2024-01-01", ended_on="2026-05-31")
    assert wang
    file = a_sheet(
        tmp_path,
        VISITS,
        ("101", "赵大山", "2026-10-08", "李伟", "定期走访", "入户", "一切都好", None),
        ("101", "赵大山", "2026-10-09", "王强", "定期走访", "入户", "一切都好", None),
        ("101", "赵大山", "2026-10-10", "陈军", "定期走访", "入户", "一切都好", None),
        ("101", "赵大山", "2027-01-09", "李伟", "定期走访", "入户", "一切都好", None),
    )
    report = import_visits(office, [file])
    assert report.refused and report.batch is None
    assert {(one.row, one.heading) for one in report.refusals} == {
        (4, "走访人"),
        (5, "走访人"),
        (6, "走访日期"),
    }
    assert "2026年6月30日" in report.refusals[0].sentence
    assert list_visits(office, household(office)) == []


def test_findings_come_in_open_and_closed(office: Office, tmp_path: Path) -> None:
    file = a_sheet(
        tmp_path,
        FINDINGS,
        ("101", "赵大山", "2026-10-08", "督查", "路灯不亮", "李伟", "2026-12-01", None, None, None),
        (
            "101",
            "赵大山",
            "2026-09-08",
            "走访",
            "屋顶漏雨",
            "李伟",
            "2026-10-01",
            "2026-09-20",
            "已解决",
            "换了瓦",
        ),
    )
    report = import_findings(office, [file])
    assert report.batch, report.text()
    assert [(one.state, one.answers["what"]) for one in list_findings(office)] == [
        ("open", "路灯不亮"),
        ("closed", "屋顶漏雨"),
    ]


def test_a_finding_half_closed_or_due_before_it_was_found_refuses_the_sheet(
    office: Office, tmp_path: Path
) -> None:
    file = a_sheet(
        tmp_path,
        FINDINGS,
        ("101", "赵大山", "2026-10-08", "督查", "路灯不亮", "李伟", "2026-09-01", None, None, None),
        ("101", "赵大山", "2026-09-08", "走访", "屋顶漏雨", "李伟", "2026-10-01", "2026-09-20", None, None),
    )
    report = import_findings(office, [file])
    assert report.refused and list_findings(office) == []
    assert {(one.row, one.heading) for one in report.refusals} >= {(3, "整改时限")}
    assert {one.row for one in report.refusals} == {3, 4}
