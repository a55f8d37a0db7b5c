"""Importing lines of help: read the files, match whom they mean, check, and write all of it as one batch."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.operations.line_imports.lines import Check
from app.operations.line_imports.reports import LineReport
from app.operations.offices import Office
from app.progress import Progress


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

    `record`: pairing, plan, measure, visit, finding, unit, cadre, posting. `year`: of rows that name none. `on`: the
    day of pairings that name none. `check`: the room's own rules for a line about to be written. Raises Problem for
    who may not enter, `Stopped` when the person stopped it: nothing is kept then.
    """
    raise NotImplementedError
