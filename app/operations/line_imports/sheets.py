"""A sheet of lines read: every column into stored answers, every row with who and where it speaks of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.documents.grids import Table
from app.errors import Issue
from app.operations.line_imports.columns import Taken, TakenColumns, field_of
from app.rules.cells import as_text, fold, words
from app.rules.forms import Field, Forms
from app.rules.imports.columns import TEN_THOUSAND, Answers, read_column, texts_of
from app.rules.imports.findings import Finding
from app.rules.imports.paths import PLACES, YEAR
from app.rules.imports.years import year_of_sheet
from app.rules.values import Stored

Where = tuple[str, ...]
_UNREAD = frozenset({"date", "month", "year", "money", "quantity", "integer", "yes_no"})
"""Kinds of which nothing is kept where a cell cannot be read: such a row is refused, so that nothing is lost."""

_KEYS = frozenset({"household.code", "row.id"})


@dataclass(slots=True)
class LineSheet:
    """A read sheet of lines. `numbers[i]` is the Excel row of row i; `columns` the values by path and block."""

    file: str
    name: str
    columns: TakenColumns
    numbers: list[int]
    years: list[int]
    places: list[Where]
    values: dict[tuple[str, int], list[Stored]]
    written: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    """Names as their cells have them, before blanks were taken out."""
    findings: list[Finding] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    mended: int = 0

    def __len__(self) -> int:
        return len(self.numbers)

    def of(self, path: str, row: int, block: int = 0) -> str:
        """What a row says there, as text; "" where it says nothing."""
        found = self.values.get((path, block))
        value = found[row] if found else None
        return "" if value is None else str(value)

    def said(self, record: str, row: int, block: int = 0) -> dict[str, Stored]:
        """A row's answers of a form, as the archive keeps them, without what it leaves blank."""
        start = f"{record}."
        return {
            path[len(start) :]: column[row]
            for (path, its_block), column in self.values.items()
            if its_block == block and path.startswith(start) and column[row] is not None
        }

    def find(self, row: int, issue: Issue, path: str = "", value: str = "", block: int = 0) -> None:
        """Note what is wrong with a row: an error refuses it, a doubt comes in."""
        if issue.level == "error":
            self.refused.add(row)
        taken = self._column(path, block)
        self.findings.append(
            Finding(
                level=issue.level,
                code=issue.code,
                file=self.file,
                sheet=self.name,
                row=self.numbers[row],
                column=taken.column.letter if taken else "",
                heading=taken.column.heading if taken else "",
                value=value,
                who=self.of("head.name", row) or self.of("cadre.name", row, block),
                values=issue.values,
            )
        )

    def _column(self, path: str, block: int) -> Taken | None:
        fitting = [one for one in self.columns.taken if one.path == path]
        return next((one for one in fitting if one.block == block), fitting[0] if fitting else None)


def read_lines(
    table: Table, columns: TakenColumns, forms: Forms, today: date, chosen_year: int | None = None
) -> LineSheet:
    """All rows of a table. `chosen_year` counts where no column, line or name says one."""
    numbers = [number for number, _ in table.data]
    cells = {(one.path, one.block): [row[one.column.index] for _, row in table.data] for one in columns.taken}
    year = year_of_sheet(table.context, (table.sheet, table.file), chosen_year, today.year)
    sheet = LineSheet(
        file=table.file,
        name=table.sheet,
        columns=columns,
        numbers=numbers,
        years=[year] * len(numbers),
        places=_places(cells, table.context, len(numbers)),
        values={},
    )
    many = fold(table.context.get("unit", "")) in words("values.ten_thousands")
    for one in columns.taken:
        at = (one.path, one.block)
        _take(sheet, one, cells[at], forms, today, many)
    own = sheet.values.get((YEAR, 0))
    if own:
        sheet.years = [int(said) if said else year for said in own]
    return sheet


def _take(
    sheet: LineSheet, one: Taken, cells: Sequence[object], forms: Forms, today: date, many: bool
) -> None:
    at = (one.path, one.block)
    asked = field_of(one.path, forms)
    if asked is None:
        sheet.values[at] = [text or None for text in texts_of(cells, as_text)]
        return
    times = TEN_THOUSAND if asked.kind == "money" and (many or _in_ten_thousands(one)) else 1
    read = read_column(cells, asked, forms, today, times)
    sheet.values[at] = read.values
    if asked.kind == "name":
        sheet.written[at] = texts_of(cells, as_text)
    sheet.mended += read.mended
    _note(sheet, one, asked, cells, read)


def _in_ten_thousands(one: Taken) -> bool:
    return any(fold(one.column.heading).endswith(f"({unit})") for unit in words("values.ten_thousands"))


def _note(sheet: LineSheet, one: Taken, asked: Field, cells: Sequence[object], read: Answers) -> None:
    """The issues of a column; what could not be kept, or would lead to another household, refuses its row."""
    for row, issue in read.issues:
        text = as_text(cells[row])
        unread = asked.kind in _UNREAD and read.values[row] is None
        if one.path in _KEYS:
            issue = Issue("import.code_damaged", issue.field, "error", {"text": text})
        elif unread or (asked.required and asked.kind == "code"):
            issue = Issue(issue.code, issue.field, "error", issue.values)
        sheet.find(row, issue, one.path, text, one.block)


def _places(
    cells: Mapping[tuple[str, int], Sequence[object]], context: Mapping[str, str], size: int
) -> list[Where]:
    """Where each row says it lives; the lines above the header stand in for missing columns."""
    levels: list[Iterable[str]] = []
    for level in PLACES:
        column = cells.get((f"place.{level}", 0))
        levels.append(texts_of(column, as_text) if column is not None else [context.get(level, "")] * size)
    return list(zip(*levels, strict=True))
