"""Commands about the office itself: a sample, a first office, a self-test, a tour without a screen."""

import os
import secrets
from pathlib import Path
from typing import Annotated

import typer

from app.cli.doors import AsJson, Data, print_json, show_progress, tell
from app.paths import data_folder
from app.texts import say


def register(door: typer.Typer) -> None:
    """Put the commands on the door."""
    door.command("sample")(sample)
    door.command("tour")(tour)
    door.command("self-test")(self_test)


def sample(
    households: Annotated[int, typer.Option("--households", min=0, help="0 makes an empty office")] = 1600,
    seed: Annotated[int, typer.Option("--seed")] = 1,
    town: Annotated[str | None, typer.Option("--town", help="nine digits of a township")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Make a throw-away office with an invented township; user `clerk`, password from HUDANG_PASSWORD, else printed.

    --json: data, user, households, persons.
    """
    from app.operations.samples import make_sample_office

    password = os.environ.get("HUDANG_PASSWORD") or secrets.token_urlsafe(9)
    folder = data_folder(data)
    made = make_sample_office(folder, households, seed, town, password, progress=show_progress())
    if "HUDANG_PASSWORD" not in os.environ:
        tell(say("sample.password", password=password))
    if as_json:
        print_json({"data": folder, "user": "clerk", "households": made.households, "persons": made.persons})
    else:
        tell(say("sample.made", folder=folder, households=made.households, persons=made.persons))


def tour(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="where papers and pictures go")] = Path("out"),
    data: Data = None,
) -> None:
    """Do the main job without a screen: import, archive, checks, PDFs, and a picture of the window."""
    from app.cli.tours import take_tour

    take_tour(out, data, context.obj)


def self_test(
    context: typer.Context,
    report: Annotated[Path | None, typer.Option("--report", help="also write the report here")] = None,
) -> None:
    """Prove a packaged program whole: forms, fonts, archive, workbook, PDF, keys; exit status 1 where one fails."""
    from app.operations.selftests import run_self_test

    result = run_self_test([("selftest.window", context.obj.works)] if context.obj else [])
    print(result.text())
    if report:
        report.write_text(result.text(), encoding="utf-8")
    if not result.whole:
        raise typer.Exit(1)
