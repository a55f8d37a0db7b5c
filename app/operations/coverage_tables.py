"""The coverage matrix as a workbook: a row for each household, the reasons of its gaps, and a sheet of totals."""

from collections.abc import Iterator
from pathlib import Path

from app.documents.workbooks import Sheet, SheetColumn, Value
from app.documents.workbooks_writing import write_workbook
from app.operations.coverage import GAP, Coverage, Total
from app.operations.offices import Office
from app.operations.places import divisions, township
from app.progress import Progress
from app.texts import say


def write_coverage(
    office: Office,
    made: Coverage,
    out: Path,
    division_id: str | None = None,
    progress: Progress | None = None,
) -> int:
    """Write the matrix to a workbook; gives how many households it lists. Logged as an export.

    Raises Problem where the file cannot be written.
    """
    place = divisions(office).get(division_id or "") or township(office)
    title = say("coverage.title", place=place.name if place else "", year=made.year)
    write_workbook(out, [_matrix(made, title), _villages(made)], progress, made=office.clock())
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("export", list=title, households=len(made.rows))
    return len(made.rows)


def _matrix(made: Coverage, title: str) -> Sheet:
    heads = (
        say("coverage.village"),
        say("coverage.group"),
        say("coverage.head"),
        say("coverage.code"),
    )
    columns = [SheetColumn(head) for head in heads]
    columns += [SheetColumn(column.name, "integer", 8) for column in made.columns]
    columns.append(SheetColumn(say("coverage.lacks"), "long_text", 40))
    note = say("coverage.note", households=len(made.rows), gaps=made.gap_households)
    return Sheet(say("coverage.sheet"), columns, _rows(made), title, (note,), "A3")


def _rows(made: Coverage) -> Iterator[list[Value]]:
    word = say("coverage.gap")
    for row in made.rows:
        cells: list[Value] = [word if cell == GAP else cell or None for cell in row.cells]
        reasons = (
            say("coverage.lack", kind=made.columns[column].short, reason=reason)
            for column, reason in row.lacks
        )
        yield [row.village, row.group, row.head, row.code, *cells, "\u3001".join(reasons) or None]


def _villages(made: Coverage) -> Sheet:
    heads = [say("coverage.village"), say("coverage.households"), say("coverage.whole")]
    for column in made.columns:
        heads += [
            say("coverage.given", kind=column.short),
            say("coverage.missing", kind=column.short),
        ]
    columns = [SheetColumn(heads[0]), *(SheetColumn(head, "integer", 8) for head in heads[1:])]
    return Sheet(say("coverage.totals_sheet"), columns, _totals(made), paper="A3")


def _totals(made: Coverage) -> Iterator[list[Value]]:
    for one in made.villages:
        yield [one.name, one.households, one.whole, *_pairs(one.totals)]
    whole = len(made.rows) - made.gap_households
    yield [say("coverage.sum"), len(made.rows), whole, *_pairs(made.totals)]


def _pairs(totals: tuple[Total, ...]) -> list[Value]:
    return [number for total in totals for number in total]
