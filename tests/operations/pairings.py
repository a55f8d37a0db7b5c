"""Builders for those who help: cadres, households that must have a helper, pairings, and sheets of them."""

from datetime import date
from pathlib import Path

from app.operations.cadres import save_cadre
from app.operations.edits import save_answers
from app.operations.line_imports import LineReport, import_lines
from app.operations.offices import Office
from app.operations.pairings import list_pairings, pair
from app.operations.subjects import Subject
from app.rules.dossiers import Value
from tests.imports.rosters import write_grid
from tests.operations.offices import a_household

SPRING, AUTUMN = date(2025, 3, 1), date(2026, 9, 1)
HEADINGS = [
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
]


def a_cadre(office: Office, name: str = "张三", unit: str = "县农业农村局", **answers: Value) -> str:
    """A cadre in office."""
    return save_cadre(office, {"name": name, "phone": "13800000001", **answers}, unit)


def a_poor_household(office: Office, name: str = "赵一", *, village: int = 0, **more: Value) -> str:
    """A household that must have a helper."""
    one = a_household(office, name=name, village=village, **more)  # type: ignore[arg-type]
    save_answers(office, Subject("standing", one, 2025), {"poverty_status": "0"})
    return one


def a_pair(
    office: Office, name: str = "赵一", cadre: str | None = None, on: date = SPRING
) -> tuple[str, str]:
    """A household that must have a helper and has one; the ids of household and pairing."""
    one = a_poor_household(office, name)
    return one, pair(office, one, cadre or a_cadre(office), "1", on)


def lines_of(office: Office, household: str) -> list[tuple[str, date | None, date | None]]:
    """Who helped a household from when to when, the newest first."""
    return [(line.name, line.started_on, line.ended_on) for line in list_pairings(office, household)]


def a_sheet(path: Path, *rows: object, headings: list[str] | None = None) -> Path:
    """A workbook of pairings; each row has its cells in the order of the headings."""
    return write_grid(path, [headings or HEADINGS, *rows])  # type: ignore[list-item]


def bring_pairings(office: Office, *paths: Path, **chosen: object) -> LineReport:
    """Import pairings; the test reads the report."""
    return import_lines(office, paths, "pairing", **chosen)  # type: ignore[arg-type]


def sentences(report: LineReport) -> list[str]:
    """What refused the call, each with its column and row."""
    return [f"{one.column}{one.row} {one.sentence}" for one in report.refusals]
