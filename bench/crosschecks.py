"""How fast a department's list of 50,000 rows is held against an archive of 70,000 people.

Beside it the bare pipeline, run now and here: the same file read by calamine, the same people read from the same
encrypted archive, and two dictionaries joined by number. Each in a process of its own, so that its memory is its own.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.offices import PASSWORD, filled_office

Measure = tuple[str, float, str, float | None, str]

HOUSEHOLDS, ROWS = 20_700, 50_000
YEAR = 2025
HEADS = ("序号", "村", "姓名", "身份证号码", "保障状态", "月保障金", "发放日期", "备注")


def measure(households: int = HOUSEHOLDS, rows: int = ROWS) -> list[Measure]:
    """Name, figure, unit, ratio to the bare pipeline, and what must be reached."""
    with tempfile.TemporaryDirectory(prefix="hudang-bench-") as folder:
        desk = Path(folder)
        office, persons = filled_office(desk / "office", households)
        _add_years(office)
        write_list(office, desk / "list.xlsx", rows)
        office.close()
        first, busy, megabytes, found = _child("compare", desk)
        bare, bare_busy, _, _ = _child("bare", desk)
    size = f"{rows:,} x {persons:,}"
    return [
        (f"crosscheck: {size}, {found:,.0f} differences", first, "s", first / bare, "10 s"),
        ("crosscheck: processor time of it", busy, "s", busy / bare_busy, ""),
        ("crosscheck: memory", megabytes, "MB", None, "1,000 MB"),
        ("peer: bare pipeline", bare, "s", None, ""),
    ]


def _child(job: str, desk: Path) -> tuple[float, ...]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.crosschecks", job, str(desk)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return tuple(float(figure) for figure in done.stdout.split())


def _add_years(office: Any) -> None:
    """Every person's year: every third gets the allowance, every seventh is unknown."""
    people = [one for (one,) in office.archive.read("SELECT id FROM person ORDER BY id")]
    said = [None if at % 7 == 0 else int(at % 3 == 0) for at in range(len(people))]
    rows = [
        {"person_id": one, "year": YEAR, "dibao": word, "health": "1"}
        for one, word in zip(people, said, strict=True)
    ]
    with office.archive.work("clerk", at=office.clock()) as work:
        work.create_many("member_year", rows)


def write_list(office: Any, path: Path, count: int) -> None:
    """A list of the first so many people; every fiftieth without number, every fifty-third with a rounded one."""
    import xlsxwriter

    sql = (
        "SELECT d.name, p.name, p.id_number FROM person p JOIN membership m ON m.person_id = p.id"
        " JOIN household h ON h.id = m.household_id JOIN division d ON d.id = h.division_id"
        " ORDER BY substr(p.id_number, 15), p.id LIMIT ?"
    )
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADS)
    for at, (village, name, number) in enumerate(office.archive.read(sql, (count,)), 1):
        said = (
            ""
            if at % 50 == 0
            else float(f"{number[:15]}000")
            if at % 53 == 0 and number[:15].isdigit()
            else number
        )
        sheet.write_row(at, 0, (at, village, name, said, "正常", 350 + at % 100, "2025-10-01", ""))
    book.close()


def compare(desk: Path) -> None:
    """Compare the list as the window does; prints seconds, those of the processor, peak of memory, differences."""
    import resource

    from app.operations.crosschecks.comparing import CrossCheckAsked, cross_check
    from app.operations.openings import sign_in

    office = sign_in(desk / "office", "clerk", PASSWORD)
    start, busy = time.perf_counter(), time.process_time()
    done = cross_check(office, CrossCheckAsked((desk / "list.xlsx",), "dibao", YEAR))
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    office.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(seconds, busy, peak, len(done.compared.differences))


def bare_pipeline(desk: Path) -> None:
    """Read the file and the people, join them by number; prints seconds, processor, memory, matches."""
    import resource

    from python_calamine import CalamineWorkbook

    from app.operations.openings import sign_in

    office = sign_in(desk / "office", "clerk", PASSWORD)
    start, busy = time.perf_counter(), time.process_time()
    rows = CalamineWorkbook.from_path(str(desk / "list.xlsx")).get_sheet_by_index(0).to_python()
    listed = {row[3]: row for row in rows[1:]}
    people = office.archive.read(
        "SELECT p.id_number, p.id, y.dibao FROM person p LEFT JOIN member_year y ON y.person_id = p.id AND y.year = ?",
        (YEAR,),
    )
    known = {number: (one, said) for number, one, said in people}
    found = [(known[number], row) for number, row in listed.items() if number in known]
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    office.close()
    print(seconds, busy, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(found))


if __name__ == "__main__":
    {"compare": compare, "bare": bare_pipeline}[sys.argv[1]](Path(sys.argv[2]))
