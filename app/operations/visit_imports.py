"""Visits and findings out of workbooks, by the same rules as those that are typed."""

from collections.abc import Sequence
from pathlib import Path

from app.operations.finding_checks import import_finding_check
from app.operations.line_imports import LineReport, import_lines
from app.operations.offices import Office
from app.operations.visit_checks import import_check
from app.progress import Progress


def import_visits(
    office: Office, files: Sequence[Path], *, dry_run: bool = False, progress: Progress | None = None
) -> LineReport:
    """Bring visits in as one batch, all of a call or nothing; a visitor who cannot have gone refuses his row."""
    return import_lines(
        office, files, "visit", check=import_check(office), dry_run=dry_run, progress=progress
    )


def import_findings(
    office: Office, files: Sequence[Path], *, dry_run: bool = False, progress: Progress | None = None
) -> LineReport:
    """Bring problems in as one batch, all of a call or nothing; the rules of a typed one refuse a row."""
    return import_lines(
        office, files, "finding", check=import_finding_check(office), dry_run=dry_run, progress=progress
    )
