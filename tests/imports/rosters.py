"""Builders of rosters: sound invented ID numbers, small sheets under real headings, and files of every kind."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from app.operations.imports import ImportReport, import_workbooks
from app.operations.offices import Office
from app.rules.idnumbers import check_digit

Cells = Sequence[object]

PLACE = {"省": "四川省", "市": "广元市", "县": "朝天区", "乡": "曾家镇", "村": "石鹰村"}
"""A village of the office that `tests.operations.offices` makes."""


def number(serial: int, born: str = "19700101") -> str:
    """A sound ID number of the fictional area 99; odd serials are men."""
    first = f"990000{born}{serial:03}"
    return first + check_digit(first)


def a_head(serial: int, **more: object) -> dict[str, object]:
    """A row of a household sheet: its head with code, name, number and place."""
    row: dict[str, object] = {
        **PLACE,
        "户编号": f"5108{serial:08}",
        "户主姓名": f"户主{'甲乙丙丁戊己庚辛壬癸'[serial % 10]}",
        "户主证件号码": number(serial),
        "年度": 2024,
    }
    return row | more


def a_person(serial: int, household: int, relation: str = "户主", **more: object) -> dict[str, object]:
    """A row of a person sheet: member `serial` of household `household`."""
    row: dict[str, object] = {
        **PLACE,
        "户编号": f"5108{household:08}",
        "人口编号": f"5108{household:08}{serial:04}",
        "姓名": f"户主{'甲乙丙丁戊己庚辛壬癸'[serial % 10]}",
        "证件号码": number(serial),
        "年度": 2024,
        "与户主关系": relation,
    }
    return row | more


def write_sheet(path: Path, rows: Iterable[Mapping[str, object]], above: Sequence[Cells] = ()) -> Path:
    """An .xlsx file: lines above, the headings of all rows, the rows."""
    rows = list(rows)
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return write_grid(path, [*above, headings, *([row.get(heading) for heading in headings] for row in rows)])


def write_grid(path: Path, lines: Iterable[Cells], merged: Sequence[str] = (), sheet: str = "Sheet1") -> Path:
    """An .xlsx file of these lines, cells as they are."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = sheet
    for line in lines:
        page.append(list(line))
    for area in merged:
        page.merge_cells(area)
    book.save(path)
    return path


def bring(office: Office, *paths: Path, **chosen: object) -> ImportReport:
    """Import files; the test reads the report."""
    return import_workbooks(office, paths, **chosen)  # type: ignore[arg-type]


def numbers_of(report: ImportReport) -> tuple[dict[str, int], dict[str, int]]:
    """The counts above zero of households and of persons."""
    found = [report.households.document(), report.persons.document()]
    households, persons = ({key: value for key, value in one.items() if value} for one in found)
    return households, persons


def codes_of(findings: Iterable[object]) -> list[str]:
    """The message keys of findings, in order."""
    return [one.code for one in findings]  # type: ignore[attr-defined]


def ask(office: Office, sql: str, *args: object) -> list[tuple[object, ...]]:
    """Rows of the archive."""
    return office.archive.read(sql, args)
