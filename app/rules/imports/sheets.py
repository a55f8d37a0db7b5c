"""One sheet read: every column into stored answers, every row with who and where it speaks of.

A `Sheet` keeps its rows by record as tuples beside one tuple of keys: 50,000 rows of 47 columns stay small.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from app.errors import Issue
from app.rules.cells import as_text, fold, words
from app.rules.dossiers import HEAD
from app.rules.forms import Forms
from app.rules.imports.columns import TEN_THOUSAND, Answers, read_column, texts_of
from app.rules.imports.findings import Finding
from app.rules.imports.paths import PLACES, YEAR, area_of, field_of
from app.rules.imports.shapes import Heading, Shape, Taken
from app.rules.imports.years import year_of_sheet
from app.rules.values import Stored

REFUSED_CODES = frozenset({"household.code", "person.code", "head.code"})
Where = tuple[str, ...]


class Table(Protocol):
    """A block of rows under one header, as `app.documents` finds it."""

    @property
    def file(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def header_row(self) -> int: ...
    @property
    def columns(self) -> tuple[Heading, ...]: ...
    @property
    def data(self) -> Sequence[tuple[int, Sequence[object]]]: ...
    @property
    def context(self) -> dict[str, str]: ...


@dataclass(slots=True)
class Bucket:
    """The answers of one record for all rows: keys once, a tuple of values for each row."""

    keys: tuple[str, ...]
    rows: list[tuple[Stored, ...]]

    def said(self, row: int) -> dict[str, Stored]:
        """What a row says, without what it leaves blank."""
        return {key: value for key, value in zip(self.keys, self.rows[row], strict=True) if value is not None}


@dataclass(slots=True)
class Sheet:
    """A read sheet. `numbers[i]` is the Excel row of row i; `who` has a list for each column that tells whom it means.

    `divisions` holds each row's village once `places` were looked up; None where the sheet does not say.
    """

    file: str
    name: str
    header_row: int
    shape: Shape
    numbers: list[int]
    years: list[int]
    places: list[Where]
    who: dict[str, list[Stored]]
    buckets: dict[str, Bucket]
    divisions: list[str | None] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    mended: int = 0

    def __len__(self) -> int:
        return len(self.numbers)

    def of(self, path: str, row: int) -> str | None:
        """What tells whom the row means: `household.code`, `head.id_number` …; None where it does not say."""
        values = self.who.get(path)
        value = values[row] if values else None
        return None if value is None else str(value)

    def name_of(self, row: int) -> str:
        """The name to call a row by: the person's, else the head's, else the household's code."""
        paths = ("person.name", "head.name", "household.code")
        return next((name for path in paths if (name := self.of(path, row))), "")

    def find(self, row: int, issue: Issue, path: str = "", value: str = "") -> None:
        """Note what is wrong with a row: an error refuses it, a doubt comes in."""
        column = self.shape.paths.get(path)
        if issue.level == "error":
            self.refused.add(row)
        self.findings.append(
            Finding(
                level=issue.level,
                code=issue.code,
                file=self.file,
                sheet=self.name,
                row=self.numbers[row],
                column=column.letter if column else "",
                heading=column.heading if column else "",
                value=value,
                who=self.name_of(row),
                values=issue.values,
            )
        )


WHO = (
    "household.code", "head.id_number", "head.name", "head.code",
    "person.id_number", "person.name", "person.code", "membership.relation", "household.group_name", "row.id",
)  # fmt: skip


def read_sheet(
    table: Table, shape: Shape, forms: Forms, today: date, chosen_year: int | None = None
) -> Sheet:
    """All rows of a table. `chosen_year` counts where no column, line or name says one."""
    numbers = [number for number, _ in table.data]
    columns = {path: [row[one.index] for _, row in table.data] for path, one in shape.paths.items()}
    year = year_of_sheet(table.context, (table.sheet, table.file), chosen_year, today.year)
    sheet = Sheet(
        file=table.file,
        name=table.sheet,
        header_row=table.header_row,
        shape=shape,
        numbers=numbers,
        years=[year] * len(numbers),
        places=_places(columns, table.context, len(numbers)),
        who={},
        buckets={},
    )
    read = dict(_read_columns(sheet, columns, forms, today, table.context))
    sheet.who = {path: read[path].values for path in WHO if path in read}
    if "row.id" in columns:
        sheet.who["row.id"] = [text or None for text in texts_of(columns["row.id"], as_text)]
    if YEAR in read:
        sheet.years = [int(own) if own else year for own in read[YEAR].values]
    _note_issues(sheet, columns, read)
    _need_names(sheet, columns)
    sheet.buckets = {record: _bucket(paths, read) for record, paths in _by_record(read, forms).items()}
    sheet.mended = sum(one.mended for one in read.values())
    return sheet


def _read_columns(
    sheet: Sheet, columns: dict[str, list[object]], forms: Forms, today: date, context: dict[str, str]
) -> Iterator[tuple[str, Answers]]:
    many = fold(context.get("unit", "")) in words("values.ten_thousands")
    for path, cells in columns.items():
        one = field_of(path, forms)
        if one is not None:
            times = 1
            if one.kind == "money" and (many or _counts_ten_thousands(sheet.shape.paths[path])):
                times = TEN_THOUSAND
            yield path, read_column(cells, one, forms, today, times)


def _counts_ten_thousands(column: Taken) -> bool:
    """Whether a heading ends in a bracket that says ten thousand yuan."""
    return any(fold(column.heading).endswith(f"({unit})") for unit in words("values.ten_thousands"))


def _places(columns: dict[str, list[object]], context: dict[str, str], size: int) -> list[Where]:
    """Where each row says it lives, by level; the lines above the header stand in for missing columns."""
    levels: list[Iterable[str]] = []
    for level in PLACES:
        cells = columns.get(f"place.{level}")
        if cells is not None:
            levels.append(texts_of(cells, as_text))
        else:
            levels.append([context.get(level, "")] * size)
    return list(zip(*levels, strict=True))


def _note_issues(sheet: Sheet, columns: dict[str, list[object]], read: dict[str, Answers]) -> None:
    for path, answers in read.items():
        for row, issue in answers.issues:
            value = as_text(columns[path][row])
            if path in REFUSED_CODES:
                issue = Issue("import.code_damaged", issue.field, "error", {"text": value})
            elif path == YEAR:
                issue = Issue(issue.code, issue.field, "error", issue.values)
            sheet.find(row, issue, path, value)


def _need_names(sheet: Sheet, columns: dict[str, list[object]]) -> None:
    """Refuse rows whose name is blank; a sheet without a column of names speaks of people already known."""
    own = "person.name" if sheet.shape.kind in ("persons", "combined") else "head.name"
    if own not in columns or sheet.shape.kind == "lines":
        return
    code = "import.no_name" if own == "person.name" else "import.no_head_name"
    for row, name in enumerate(sheet.who[own]):
        if name is None:
            sheet.find(row, Issue(code, "name", "error"), own)


def _by_record(read: dict[str, Answers], forms: Forms) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in read:
        if path != YEAR:
            found.setdefault(area_of(path, forms), []).append(path)
    return found


def _bucket(paths: list[str], read: dict[str, Answers]) -> Bucket:
    keys = tuple(path.partition(".")[2] for path in paths)
    return Bucket(keys, list(zip(*(read[path].values for path in paths), strict=True)))


def head_of(sheet: Sheet, row: int) -> tuple[str | None, str | None, str | None]:
    """(ID number, name, person code) of the head a row names: its head columns, or itself where it is the head."""
    found = [sheet.of(f"head.{key}", row) for key in ("id_number", "name", "code")]
    if sheet.of("membership.relation", row) == HEAD:
        own = [sheet.of(f"person.{key}", row) for key in ("id_number", "name", "code")]
        found = [said or itself for said, itself in zip(found, own, strict=True)]
    return found[0], found[1], found[2]
