"""The list of what is wrong with the files of an import, as a workbook to mend them by."""

from collections.abc import Iterator
from pathlib import Path

from app.documents.workbooks import Sheet, SheetColumn, Value
from app.documents.workbooks_writing import write_workbook
from app.operations.imports.previews import Preview
from app.operations.offices import Office
from app.texts import say


def export_problems(office: Office, preview: Preview, out: Path) -> int:
    """Write every refusal, then every doubt: file, sheet, row, column, value, sentence; gives how many."""
    heads = [SheetColumn(word) for word in say("import.problem_headings").split()]
    sheet = Sheet(say("import.problem_list"), heads, _rows(preview), paper="A4")
    return write_workbook(out, [sheet], made=office.clock().replace(tzinfo=None))


def _rows(preview: Preview) -> Iterator[list[Value]]:
    for level, findings in (("refused", preview.refusals), ("doubt", preview.doubts)):
        word = say("import.problem_refused") if level == "refused" else say("import.problem_doubt")
        for one in findings:
            row = str(one.row) if one.row else ""
            yield [word, one.file, one.sheet, row, one.column, one.heading, one.who, one.value, one.sentence]
