"""Plans as tables: the list as it stands on screen, and workbooks of plans and measures in."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.documents.papers import ListColumn, make_list
from app.documents.workbooks import Sheet, SheetColumn
from app.documents.workbooks_targets import replacing
from app.documents.workbooks_writing import write_workbook
from app.operations.line_imports import LineReport, import_lines
from app.operations.offices import Office
from app.operations.papers import paper_context
from app.operations.plan_checks import plan_line_check
from app.operations.plan_lists import PlanList, PlanRow
from app.operations.targets import need_target
from app.progress import Progress
from app.rules.dossiers import Value
from app.rules.forms import Kind
from app.rules.values import plain, show
from app.texts import say

AT_ONCE = 500
_COLUMNS: tuple[tuple[str, Kind, float], ...] = (
    ("village", "text", 24.0),
    ("group", "text", 16.0),
    ("head", "name", 18.0),
    ("code", "text", 34.0),
    ("state", "text", 20.0),
    ("causes", "text", 36.0),
    ("kinds", "text", 44.0),
    ("measures", "integer", 14.0),
    ("done", "integer", 14.0),
    ("amount", "money", 24.0),
    ("effect", "money", 24.0),
    ("helper", "name", 20.0),
    ("goal_month", "month", 20.0),
    ("signed_on", "date", 26.0),
    ("result", "text", 22.0),
)


def import_plans(
    office: Office,
    files: Sequence[Path],
    record: str = "measure",
    *,
    year: int | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LineReport:
    """Bring plans (`record` "plan") or measures out of workbooks: all of a call or nothing, as one batch.

    New plans come in as drafts; closed plans and signed contents are refused row by row, as are unknown items.
    """
    check = plan_line_check(office)
    return import_lines(office, files, record, year=year, check=check, dry_run=dry_run, progress=progress)


def write_plan_list(
    found: PlanList, out: Path, title: str, filter_words: str = "", progress: Progress | None = None
) -> int:
    """Write the list to `out`, a workbook where it ends in .xlsx, else a PDF; gives the number of rows.

    An internal paper: watermarked, and logged as an export.
    """
    need_target(out, (".xlsx", ".pdf"))
    office = found.office
    heads = [say(f"plans.column_{key}") for key, _, _ in _COLUMNS]
    if out.suffix.lower() == ".xlsx":
        columns = [SheetColumn(head, kind) for head, (_, kind, _) in zip(heads, _COLUMNS, strict=True)]
        cells = ([plain(kind, value) for kind, value in row] for row in _rows(found, progress))
        notes = (filter_words,) if filter_words else ()
        write_workbook(out, [Sheet(title, columns, cells, title, notes)], made=office.clock())
    else:
        listed = [
            ListColumn(head, width, kind in ("integer", "money"))
            for head, (_, kind, width) in zip(heads, _COLUMNS, strict=True)
        ]
        words = [[show(kind, value) for kind, value in row] for row in _rows(found, progress)]
        pdf = make_list(title, listed, words, paper_context(office), filter_words)
        with replacing(out) as fresh:
            fresh.write_bytes(pdf)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("export", list=title, rows=found.count)
    return found.count


def _rows(found: PlanList, progress: Progress | None) -> Iterator[list[tuple[Kind, Value]]]:
    for start in range(0, found.count, AT_ONCE):
        for row in found.page(start, AT_ONCE):
            said = plan_words(found.office, row)
            yield [(kind, said[key]) for key, kind, _ in _COLUMNS]
        if progress:
            progress.step(min(start + AT_ONCE, found.count), found.count)


def plan_words(office: Office, row: PlanRow) -> dict[str, Value]:
    """A line of the list by column, codes in words; for papers, workbooks and scripts."""
    codes = office.forms.codes
    why = [*map(codes["poverty_cause"].name, row.causes), *map(codes["risk"].name, row.risks)]
    return {
        "village": row.village or None,
        "group": row.group or None,
        "head": row.head or None,
        "code": row.code or None,
        "state": codes["plan_state"].name(row.state) if row.state else None,
        "causes": "\u3001".join(dict.fromkeys(why)) or None,
        "kinds": "\u3001".join(map(codes["measure_kind"].name, row.kinds)) or None,
        "measures": row.measures,
        "done": row.done,
        "amount": row.amount,
        "effect": row.effect,
        "helper": row.helper or None,
        "goal_month": row.goal_month or None,
        "signed_on": row.signed_on,
        "result": codes["plan_result"].name(row.result) if row.result else None,
    }
