"""How fast a township's two national workbooks come in: read, checked, matched, logged, kept.

Beside it the bare pipeline, run now and here: the same two files read by calamine, and `executemany` of the very
rows the import made (records, incomes, changes) into a fresh encrypted file with the same tables and indexes.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Measure = tuple[str, float, str, float | None, str]

HOUSEHOLDS, COPIES = 1_500, 10
TOWN = "510812103"


def measure(copies: int = COPIES) -> list[Measure]:
    """Name, figure, unit, ratio to the bare pipeline, and what must be reached."""
    with tempfile.TemporaryDirectory(prefix="hudang-bench-") as folder:
        desk = Path(folder)
        rows = write_workbooks(desk, copies)
        seconds, again, megabytes = _child("import", desk)
        (bare,) = _child("bare", desk)
    return [
        (f"import: {rows:,} rows of two workbooks", seconds, "s", seconds / bare, "3 x bare pipeline"),
        ("import: the same again, all unchanged", again, "s", again / bare, ""),
        ("import: memory", megabytes, "MB", None, "1,000 MB"),
        ("peer: bare pipeline", bare, "s", None, ""),
    ]


def _child(job: str, desk: Path) -> tuple[float, ...]:
    """Run one job in a process of its own, so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.imports", job, str(desk)], check=True, stdout=subprocess.PIPE, text=True
    )
    return tuple(float(figure) for figure in done.stdout.split())


def write_workbooks(desk: Path, copies: int) -> int:
    """The sample township so many times over, each copy with codes and numbers of its own; gives the rows."""
    from app.documents.workbooks import Sheet, SheetColumn
    from app.documents.workbooks_writing import write_workbook
    from app.operations.samples import find_town, make_township
    from app.operations.samples.tables import column_kind
    from app.paths import forms as forms_folder
    from app.rules.formfiles import load_forms

    forms = load_forms(forms_folder())
    made = make_township(HOUSEHOLDS, 1, find_town(TOWN), forms)
    total = 0
    for name, rows in (("national-households", made.household_rows), ("national-persons", made.person_rows)):
        columns = forms.exports[name].columns
        heads = [SheetColumn(column.header, column_kind(forms, column)) for column in columns]
        many = _multiplied([column.source for column in columns], rows, copies)
        total += write_workbook(desk / f"{name}.xlsx", [Sheet("Sheet1", heads, many)])
    return total


def _multiplied(paths: Sequence[str], rows: Sequence[Sequence[Any]], copies: int) -> Iterator[list[Any]]:
    from app.rules.idnumbers import check_digit

    codes = [at for at, path in enumerate(paths) if path in ("household.code", "person.code", "head.code")]
    numbers = [at for at, path in enumerate(paths) if path in ("person.id_number", "head.id_number")]
    for copy in range(copies):
        for row in rows:
            made = list(row)
            for at in codes:
                made[at] = f"{copy:02}{made[at]}"
            for at in numbers:
                first = f"99{copy:02}{made[at][4:17]}"
                made[at] = first + check_digit(first) + made[at][18:]
            yield made


def bring_in(desk: Path) -> None:
    """Import both workbooks into a new office, and once more; prints both times and the peak of memory."""
    import resource

    from app.operations.imports import import_workbooks
    from app.operations.openings import NewOffice, create_office

    office, _ = create_office(desk / "office", NewOffice("bench", "clerk", "", "bench-7-stones", TOWN))
    files = [desk / "national-households.xlsx", desk / "national-persons.xlsx"]
    times = []
    for _ in range(2):
        start = time.perf_counter()
        report = import_workbooks(office, files)
        times.append(time.perf_counter() - start)
        if report.refusals:
            raise SystemExit(report.text())
    (desk / "key").write_bytes(office.archive.key)
    office.close()
    print(*times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def bare_pipeline(desk: Path) -> None:
    """Read both files with calamine and insert the rows the import made; prints the seconds."""
    from python_calamine import CalamineWorkbook

    from db.connections import connect
    from db.records import RECORDS

    key = (desk / "key").read_bytes()
    source = connect(desk / "office" / "archive.db", key, reading=True)
    tables = ("epoch", "change", *RECORDS)
    rows = {table: source.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}
    shapes = source.execute(
        "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
        f" AND tbl_name IN ({','.join('?' * len(tables))}) ORDER BY type DESC",
        tables,
    ).fetchall()
    source.close()
    fresh = connect(desk / "bare.db", key)
    for (shape,) in shapes:
        fresh.execute(shape)
    start = time.perf_counter()
    for name in ("national-households", "national-persons"):
        CalamineWorkbook.from_path(str(desk / f"{name}.xlsx")).get_sheet_by_index(0).to_python()
    fresh.execute("BEGIN")
    for table, many in rows.items():
        if many:
            fresh.executemany(f'INSERT INTO "{table}" VALUES ({",".join("?" * len(many[0]))})', many)
    fresh.execute("COMMIT")
    print(time.perf_counter() - start)
    fresh.close()


if __name__ == "__main__":
    {"import": bring_in, "bare": bare_pipeline}[sys.argv[1]](Path(sys.argv[2]))
