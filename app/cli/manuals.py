"""The command that writes the manual as a book."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.doors import tell
from app.texts import say


def register(door: typer.Typer) -> None:
    """Put the command on the door."""
    door.command("manual")(print_book)


def print_book(
    out: Annotated[Path, typer.Option("--out", help="the PDF to write")] = Path("manual.pdf"),
) -> None:
    """The manual for clerks as PDF; needs no office."""
    from app.operations.manuals import print_manual
    from app.operations.offices import now

    print_manual(out, now())
    tell(say("manual.saved", file=out))
