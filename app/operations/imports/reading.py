"""Files into read sheets: tables found by meaning, columns taken for fields, choices of the clerk remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from app.documents.grids import Skipped, Table
from app.documents.grids_files import read_file
from app.documents.grids_headings import heading
from app.documents.grids_tables import find_tables
from app.errors import Problem
from app.operations.offices import Office
from app.progress import Progress
from app.rules.imports.findings import Finding
from app.rules.imports.paths import is_path
from app.rules.imports.shapes import Choices, Shape, fingerprint, tell_shape
from app.rules.imports.sheets import Sheet, read_sheet
from app.rules.imports.vocabulary import Vocabulary

AllChoices = Mapping[str, Choices]
"""Choices by the fingerprint of a shape."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of a call: its name, its rosters, and what was left out of it; or why it cannot be read."""

    file: str
    sheets: tuple[Sheet, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    left_out: int = 0
    refusal: Finding | None = None


def read_files(
    office: Office,
    paths: Sequence[Path],
    year: int | None,
    choices: AllChoices | None,
    progress: Progress,
) -> list[FileRead]:
    """Every roster of the files, a file named twice read once; a file that cannot be read says why."""
    vocabulary = Vocabulary(office.forms, heading)
    found = []
    for done, path in enumerate(dict.fromkeys(paths)):
        progress.step(done, len(paths), "import.reading")
        try:
            found.append(_read_file(office, path, vocabulary, year, choices or {}))
        except Problem as fault:
            refusal = Finding("error", fault.code, path.name, "", 0, values=fault.values)
            found.append(FileRead(path.name, refusal=refusal))
    return found


def _read_file(
    office: Office, path: Path, vocabulary: Vocabulary, year: int | None, choices: AllChoices
) -> FileRead:
    reading = read_file(path)
    today = office.clock().date()
    sheets: list[Sheet] = []
    skipped = list(reading.skipped)
    left_out = 0
    for grid in reading.grids:
        tables = find_tables(grid, vocabulary.knows)
        shapes = [(table, _shape(office, table, vocabulary, choices)) for table in tables]
        rosters = [(table, shape) for table, shape in shapes if shape.kind != "unknown"]
        if not rosters:
            skipped.append(Skipped(grid.file, grid.sheet, "import.no_roster_in_sheet"))
        for table, shape in rosters:
            sheets.append(read_sheet(table, shape, office.forms, today, year))
            left_out += sum(table.left_out.values())
    if not sheets:
        raise Problem("import.no_roster", file=path.name)
    return FileRead(path.name, tuple(sheets), tuple(skipped), left_out)


def _shape(office: Office, table: Table, vocabulary: Vocabulary, choices: AllChoices) -> Shape:
    known = choices.get(fingerprint(table.columns))
    if known is None:
        known = remembered_choices(office, fingerprint(table.columns))
    return tell_shape(table.columns, vocabulary, office.forms, known)


def remembered_choices(office: Office, shape: str) -> dict[int, str | None]:
    """What the clerk chose for the columns of such a sheet the last time; empty where he changed nothing."""
    rows = office.archive.read("SELECT columns FROM shape WHERE fingerprint = ?", (shape,))
    if not rows:
        return {}
    chosen = orjson.loads(rows[0][0])
    return {int(index): path for index, path in chosen.items() if path is None or is_path(path, office.forms)}


def remember_choices(office: Office, choices: AllChoices) -> None:
    """Keep the clerk's choices for the next file of the same shape; an empty choice forgets them."""
    with office.archive.noting() as connection:
        for shape, chosen in choices.items():
            connection.execute("DELETE FROM shape WHERE fingerprint = ?", (shape,))
            if chosen:
                columns = orjson.dumps({str(index): path for index, path in chosen.items()}).decode()
                connection.execute(
                    "INSERT INTO shape (fingerprint, columns, saved_at) VALUES (?, ?, ?)",
                    (shape, columns, office.clock().isoformat(timespec="seconds")),
                )
