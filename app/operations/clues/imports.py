"""Clues out of a workbook (a department's list, a month's inspection), by the same rules as those that are typed."""

from collections.abc import Sequence
from pathlib import Path

from app.operations.clues.checks import import_clue_check
from app.operations.line_imports import LineReport, import_lines
from app.operations.offices import Office
from app.progress import Progress


def import_clues(
    office: Office, files: Sequence[Path], *, dry_run: bool = False, progress: Progress | None = None
) -> LineReport:
    """Bring clues in as one batch, all of a call or nothing; the rules of a typed one refuse a row."""
    return import_lines(
        office, files, "clue", check=import_clue_check(office), dry_run=dry_run, progress=progress
    )
