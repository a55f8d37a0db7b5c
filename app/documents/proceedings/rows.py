"""The same papers as a workbook: a sheet of what is said, and one for each table."""

from collections.abc import Iterator

from app.documents.proceedings.definitions import Filled, Part, Proceeding
from app.documents.workbooks import Sheet, SheetColumn
from app.errors import Problem
from app.texts import say


def proceeding_sheets(paper: Proceeding, filled: Filled) -> list[Sheet]:
    """The sheets of a paper. Raises Problem papers.no_workbook for one that makes no sense as a workbook."""
    if not paper.workbook:
        raise Problem("papers.no_workbook", paper=paper.title)
    parts = [part for part in paper.parts if _stands(part, filled)]
    told = [
        (box.label, box.text.format_map(filled.words)) for part in parts for row in part.rows for box in row
    ]
    heads = [SheetColumn(say("papers.item"), "text", 18), SheetColumn(say("papers.detail"), "long_text", 60)]
    title = f"{filled.name} {paper.title}"
    sheets = [Sheet(paper.title, heads, [list(one) for one in told], title=title, landscape=False)]
    return [*sheets, *(_table(part, filled) for part in parts if part.kind == "table")]


def _stands(part: Part, filled: Filled) -> bool:
    words = filled.words
    return (not part.when or bool(words[part.when])) and not (part.unless and words[part.unless])


def _table(part: Part, filled: Filled) -> Sheet:
    columns = [SheetColumn(column.label, "text", column.width / 2.2) for column in part.columns]
    return Sheet(
        part.title.format_map(filled.words) or part.table, columns, _rows(part, filled), landscape=False
    )


def _rows(part: Part, filled: Filled) -> Iterator[list[str | None]]:
    for row in filled.tables.get(part.table, ()):
        yield [row.get(column.key) or None for column in part.columns]
