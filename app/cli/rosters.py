"""Commands that bring workbooks in and take workbooks out."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.doors import AsJson, Data, Out, Year, opened, print_json, show_progress, tell
from app.texts import say


def register(door: typer.Typer) -> None:
    """Put the commands on the door."""
    door.command("import")(import_files)
    door.command("undo")(undo)
    door.command("export")(export)


def import_files(
    files: Annotated[
        list[Path], typer.Argument(help="workbooks or CSV in any known shape; one call is one batch")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would happen, write nothing")] = False,
    year: Year = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Read workbooks into the archive: all of a call or nothing. --year: of rows that do not name one.

    --json: rows; households and persons each with created/updated/unchanged/refused; refusals (file, sheet,
    row, column, sentence); batch. Exit status 1 when anything was refused: then nothing was written.
    """
    from app.operations.imports import import_workbooks

    with opened(data) as office:
        report = import_workbooks(office, files, dry_run=dry_run, year=year, progress=show_progress())
    if as_json:
        print_json(report.document())
    else:
        tell(report.text())
    if report.refusals:
        raise typer.Exit(1)


def undo(batch: Annotated[str, typer.Argument()], data: Data = None, as_json: AsJson = False) -> None:
    """Take an import (or any batch) back, as a new change. --json: batch (the new one), changes."""
    from app.operations.batches import undo_batch

    with opened(data) as office:
        undone = undo_batch(office, batch)
    if as_json:
        print_json({"batch": undone.batch, "changes": undone.changes})
    else:
        tell(say("batches.undone", changes=undone.changes))


def export(
    names: Annotated[
        list[str], typer.Argument(help="national-households, national-persons, a form's key, a list")
    ],
    out: Out,
    village: Annotated[
        str | None, typer.Option("--village", help="twelve digits or a village's name")
    ] = None,
    year: Year = None,
    columns: Annotated[
        str | None, typer.Option("--columns", help="paths, comma between, for the list")
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write a workbook that `import` reads back without loss. --json: file, and rows by sheet."""
    from app.operations.exports import export_workbook

    with opened(data) as office:
        chosen = tuple(columns.split(",")) if columns else ()
        made = export_workbook(office, names, out, village=village, year=year, columns=chosen)
    if as_json:
        print_json({"file": made.path, "rows": made.rows})
    else:
        tell(say("export.made", file=made.path, rows=sum(made.rows.values())))
