"""Commands about the archive file: backup, restore, verify."""

import os
from pathlib import Path
from typing import Annotated

import typer

from app.cli.doors import AsJson, Data, opened, print_json, tell
from app.errors import Problem
from app.paths import data_folder
from app.texts import say


def register(door: typer.Typer) -> None:
    """Put the commands on the door."""
    door.command("backup")(backup)
    door.command("restore")(restore)
    door.command("verify")(verify)


def backup(file: Annotated[Path, typer.Argument()], data: Data = None, as_json: AsJson = False) -> None:
    """Copy the archive into one encrypted file, open it again and check it. --json: file, bytes, changes."""
    from app.operations.backups import back_up

    with opened(data) as office:
        made = back_up(office, file)
    if as_json:
        print_json({"file": made.path, "bytes": made.size, "changes": made.changes})
    else:
        tell(say("backup.made", file=made.path))


def restore(
    file: Annotated[Path, typer.Argument()],
    recovery: Annotated[str | None, typer.Option("--recovery", help="the code on the recovery sheet")] = None,
    user: Annotated[str | None, typer.Option("--user", help="whose password HUDANG_PASSWORD becomes")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Put a backup back under a new identity; what stood there before is kept beside it.

    Without --recovery HUDANG_PASSWORD must be the password of HUDANG_USER at the time of the backup. With it,
    HUDANG_PASSWORD becomes the new password. --json: data, replaced (where the old archive lies now).
    """
    from app.operations.backups import restore_backup

    password = os.environ.get("HUDANG_PASSWORD")
    if password is None:
        raise Problem("office.password_missing", variable="HUDANG_PASSWORD")
    name = user or os.environ.get("HUDANG_USER")
    done = restore_backup(data_folder(data), file, password, user=name, recovery=recovery)
    if as_json:
        print_json({"data": done.folder, "replaced": done.replaced})
    elif done.replaced:
        tell(say("backup.replaced", folder=done.folder, replaced=done.replaced))
    else:
        tell(say("backup.restored", folder=done.folder))


def verify(data: Data = None, as_json: AsJson = False) -> None:
    """Check the file and the log. --json: whole, changes, faults (a list of sentences)."""
    from app.operations.backups import verify_archive

    with opened(data) as office:
        result = verify_archive(office)
    if as_json:
        print_json({"whole": result.whole, "changes": result.changes, "faults": result.faults})
    else:
        tell(say("backup.whole", changes=result.changes) if result.whole else "\n".join(result.faults))
    if not result.whole:
        raise typer.Exit(1)
