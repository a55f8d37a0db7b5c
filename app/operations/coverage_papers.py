"""The coverage matrix on paper: households by kinds of measures, gaps as a word, what is lacking above the table."""

from collections.abc import Sequence
from pathlib import Path

from app.documents.papers import ListColumn, make_list
from app.documents.workbooks_targets import replacing
from app.operations.coverage import GAP, Coverage, CoverageRow
from app.operations.offices import Office
from app.operations.papers import paper_context
from app.operations.places import divisions, township
from app.operations.targets import need_target
from app.texts import say

_CELL = 13.0  # mm of a kind's column, before the columns are stretched to the sheet


def print_coverage(
    office: Office,
    made: Coverage,
    out: Path,
    division_id: str | None = None,
    rows: Sequence[CoverageRow] | None = None,
) -> int:
    """Write the matrix as a PDF on A3; gives how many households it lists. An internal paper, logged as an export.

    `rows`: those to be listed, where not all are; what is said above the table is of the whole matrix. Raises Problem
    where the file does not end in .pdf or cannot be written.
    """
    need_target(out, (".pdf",))
    listed = made.rows if rows is None else rows
    place = divisions(office).get(division_id or "") or township(office)
    title = say("coverage.title", place=place.name if place else "", year=made.year)
    columns = [
        ListColumn(say("coverage.village"), 24.0),
        ListColumn(say("coverage.group"), 14.0),
        ListColumn(say("coverage.head"), 22.0),
        *(ListColumn(column.short, _CELL) for column in made.columns),
    ]
    words = [[row.village, row.group, row.head, *map(_word, row.cells)] for row in listed]
    pdf = make_list(title, columns, words, paper_context(office, "A3"), _totals(made))
    with replacing(out) as fresh:
        fresh.write_bytes(pdf)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("export", list=title, households=len(listed))
    return len(listed)


def _word(cell: int) -> str:
    return say("coverage.gap") if cell == GAP else str(cell) if cell else ""


def _totals(made: Coverage) -> str:
    """What a cell means, and how many households lack each kind."""
    note = say("coverage.note", households=len(made.rows), gaps=made.gap_households)
    lacking = [
        say("coverage.paper_lack", kind=column.short, count=total.gaps)
        for column, total in zip(made.columns, made.totals, strict=True)
        if total.gaps
    ]
    return note + (say("coverage.paper_lacks", kinds="\u3001".join(lacking)) if lacking else "")
