"""Importing lines of help: read the files, match whom they mean, check, and write all of it as one batch."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.documents.grids_files import read_file
from app.documents.grids_headings import heading
from app.documents.grids_tables import find_tables
from app.errors import Problem
from app.operations.imports.collecting import collector_resting
from app.operations.imports.previews import last_entry
from app.operations.line_imports.changes import LineChanges
from app.operations.line_imports.columns import take_columns
from app.operations.line_imports.household_lines import land_lines
from app.operations.line_imports.landings import Landing, Outcomes
from app.operations.line_imports.lines import Check
from app.operations.line_imports.pairings import land_pairings
from app.operations.line_imports.reports import LineReport
from app.operations.line_imports.sheets import LineSheet, read_lines
from app.operations.line_imports.staff import land_cadres, land_postings, land_units
from app.operations.line_imports.vocabularies import LineVocabulary
from app.operations.offices import Office, need_role
from app.operations.reasons import IMPORT
from app.progress import Progress
from app.rules.imports.findings import Finding
from db.records import new_id

Land = Callable[[Landing, Sequence[LineSheet]], Outcomes]

LANDINGS: Mapping[str, Land] = {
    "pairing": land_pairings,
    "plan": land_lines,
    "measure": land_lines,
    "visit": land_lines,
    "finding": land_lines,
    "clue": land_lines,
    "payment": land_lines,
    "unit": land_units,
    "cadre": land_cadres,
    "posting": land_postings,
}
"""Who knows what to do with the lines of a record."""

NEEDED: Mapping[str, tuple[str, ...]] = {
    "pairing": ("cadre.name",),
    "plan": (),
    "measure": ("measure.name",),
    "visit": ("visit.visited_on",),
    "finding": ("finding.what",),
    "clue": ("clue.what",),
    "payment": ("payment.scheme", "payment.amount"),
    "unit": ("unit.name",),
    "cadre": ("cadre.name",),
    "posting": ("cadre.name", "posting.team"),
}
"""Columns without which a sheet holds no such lines; beside them it must have one of the record's own."""


@dataclass(slots=True)
class _Files:
    """What the files of a call gave."""

    sheets: list[LineSheet] = field(default_factory=list)
    refusals: list[Finding] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def import_lines(
    office: Office,
    files: Sequence[Path],
    record: str,
    *,
    year: int | None = None,
    on: date | None = None,
    check: Check | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LineReport:
    """Bring the lines of the files into the archive as one batch; a single refused row keeps all of it out.

    `record`: a key of `LANDINGS`. `year`: of rows that name none. `on`: the
    day of pairings that name none. `check`: the room's own rules for a line about to be written. Raises Problem for
    who may not enter, `Stopped` when the person stopped it: nothing is kept then.
    """
    need_role(office, "enter")
    progress = progress or Progress()
    names = tuple(dict.fromkeys(path.name for path in files))
    with collector_resting():
        read = _read_files(office, files, record, year, progress)
        landing = Landing(office, record, office.clock().date(), LineChanges(), on, check)
        progress.step(0, 1, "import.comparing")
        seen = last_entry(office)
        outcomes = LANDINGS[record](landing, read.sheets)
        refusals = [*read.refusals, *_findings(read.sheets, "error")]
        batch = None
        if landing.changes.size and not refusals and not dry_run:
            batch = _write(landing, names, seen, progress)
    return _report(landing, outcomes, read, names, refusals, batch, dry_run)


def _read_files(
    office: Office, files: Sequence[Path], record: str, year: int | None, progress: Progress
) -> _Files:
    """Every table of such lines in the files, a file named twice read once; what cannot be read says why."""
    found = _Files()
    vocabulary = LineVocabulary(office.forms, record, heading)
    for done, path in enumerate(dict.fromkeys(files)):
        progress.step(done, len(files), "import.reading")
        try:
            _read_file(office, path, record, vocabulary, year, found)
        except Problem as fault:
            found.refusals.append(Finding("error", fault.code, path.name, "", 0, values=fault.values))
    return found


def _read_file(
    office: Office, path: Path, record: str, vocabulary: LineVocabulary, year: int | None, found: _Files
) -> None:
    reading = read_file(path)
    found.skipped += [one.sheet for one in reading.skipped]
    sheets: list[LineSheet] = []
    for grid in reading.grids:
        before = len(sheets)
        for table in find_tables(grid, vocabulary.knows):
            columns = take_columns(table.columns, vocabulary)
            if columns.has_lines(record, NEEDED[record]):
                sheets.append(read_lines(table, columns, office.forms, office.clock().date(), year))
        if len(sheets) == before:
            found.skipped.append(grid.sheet)
    if not sheets:
        label = office.forms.record(record).label
        wanted = "\u3001".join(office.forms.by_path[one].label for one in NEEDED[record]) or label
        raise Problem("lines.none_here", file=path.name, label=label, wanted=wanted)
    found.sheets += sheets


def _findings(sheets: Sequence[LineSheet], level: str) -> list[Finding]:
    found = [one for sheet in sheets for one in sheet.findings if one.level == level]
    return sorted(found, key=lambda one: (one.file, one.sheet, one.row))


def _write(landing: Landing, names: Sequence[str], seen: int, progress: Progress) -> str:
    office, batch = landing.office, new_id()
    with office.archive.work(office.user.name, IMPORT, at=office.clock(), batch=batch) as work:
        if last_entry(office) != seen:
            raise Problem("import.archive_changed")
        landing.changes.write(work, progress)
        work.act("import", files=", ".join(names), lines=landing.record, rows=landing.changes.size)
    return batch


def _report(
    landing: Landing,
    outcomes: Outcomes,
    read: _Files,
    names: tuple[str, ...],
    refusals: Sequence[Finding],
    batch: str | None,
    dry_run: bool,
) -> LineReport:
    kept_out = bool(refusals) and not dry_run
    changes, sheets = landing.changes, read.sheets
    return LineReport(
        record=landing.record,
        files=names,
        rows=sum(map(len, sheets)),
        lines=outcomes.lines(sum(len(sheet.refused) for sheet in sheets), kept_out=kept_out),
        refusals=tuple(refusals),
        doubts=tuple(_findings(sheets, "doubt")),
        handovers=0 if kept_out else outcomes.handovers,
        cadres=0 if kept_out or landing.record == "cadre" else changes.count("cadre"),
        units=0 if kept_out or landing.record == "unit" else changes.count("unit"),
        mended=sum(sheet.mended for sheet in sheets),
        ignored=tuple(dict.fromkeys(word for sheet in sheets for word in sheet.columns.unused)),
        skipped=tuple(read.skipped),
        batch=batch,
        dry_run=dry_run,
    )
