"""A special ledger as a workbook: its lines as on the screen, its source, and what is to be done in each village."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.documents.papers import ListColumn, make_list
from app.documents.workbooks import Sheet, SheetColumn, Value
from app.documents.workbooks_targets import replacing
from app.documents.workbooks_writing import write_workbook
from app.operations.ledgers import Ledger
from app.operations.offices import Office
from app.operations.papers import paper_context
from app.operations.places import divisions, township
from app.progress import Progress
from app.rules.values import plain, show
from app.texts import say


def write_ledger(
    office: Office, made: Ledger, out: Path, division_id: str | None = None, progress: Progress | None = None
) -> int:
    """Write the ledger to a workbook, or as a page where `out` ends in .pdf; gives how many lines it has.

    Logged as an export; the page is an internal paper with its watermark. Raises Problem where the file cannot be
    written.
    """
    title = ledger_title(office, made, division_id)
    if out.suffix.lower() == ".pdf":
        pdf = make_list(title, _widths(made), _shown(made), paper_context(office), _note(made))
        with replacing(out) as fresh:
            fresh.write_bytes(pdf)
    else:
        write_workbook(out, [_lines(made, title), _villages(office, made)], progress, made=office.clock())
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("export", list=title, rows=len(made.rows))
    return len(made.rows)


_WIDTHS: Mapping[str, float] = {
    "village": 18, "group": 14, "head": 17, "name": 17, "sex": 10, "age": 10, "alert": 64, "phone": 24, "code": 30,
    "days_left": 14, "months": 12, "person.phone": 24, "member_year.guardian_phone": 24,
}  # fmt: skip
"""Of a page's columns, in mm; the others share what is left alike."""


def _widths(made: Ledger) -> list[ListColumn]:
    return [
        ListColumn(one.label, _WIDTHS.get(one.key, 30.0 if one.kind == "date" else 21.0), one.kind == "money")
        for one in made.columns
    ]


def _shown(made: Ledger) -> list[list[str]]:
    return [
        [one.shown(value) for one, value in zip(made.columns, row.cells, strict=True)] for row in made.rows
    ]


def _note(made: Ledger) -> str:
    return say("ledgers.of_day", day=show("date", made.day), note=made.note)


def ledger_title(office: Office, made: Ledger, division_id: str | None = None) -> str:
    """The ledger's whole title: of which place, which year."""
    place = divisions(office).get(division_id or "") or township(office)
    return say("ledgers.title", place=place.name if place else "", year=made.year, title=made.title)


def _lines(made: Ledger, title: str) -> Sheet:
    columns = [SheetColumn(one.label, "text" if one.kind == "date" else one.kind) for one in made.columns]
    notes = (_note(made), say("ledgers.source", source=made.source))
    return Sheet(made.title, columns, _rows(made), title, notes, "A3")


def _rows(made: Ledger) -> Iterator[list[Value]]:
    for row in made.rows:
        yield [
            one.shown(value) if one.kind == "date" else plain(one.kind, value, one.codes)
            for one, value in zip(made.columns, row.cells, strict=True)
        ]


def _villages(office: Office, made: Ledger) -> Sheet:
    heads = (
        say("ledgers.village"),
        say("ledgers.lines"),
        say("ledgers.to_do"),
        say("ledgers.at_once"),
    )
    columns = [SheetColumn(heads[0]), *(SheetColumn(head, "integer") for head in heads[1:])]
    lines = Counter(row.division_id for row in made.rows)
    alerts = Counter(row.division_id for row in made.rows if row.urgency)
    urgent = Counter(row.division_id for row in made.rows if row.urgency == "overdue")
    rows: list[list[Value]] = [
        [one.name, lines[one.id], alerts[one.id], urgent[one.id]]
        for one in divisions(office).values()
        if one.id in lines
    ]
    rows.append([say("ledgers.sum"), len(made.rows), made.alerts, made.overdue])
    return Sheet(say("ledgers.villages"), columns, rows)
