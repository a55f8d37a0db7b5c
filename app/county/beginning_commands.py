"""The command that makes ready what new machines begin with, and the same beside a new machine's code."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import psycopg
import typer

from app.county.beginnings import Made, make_all, make_beginning
from app.county.counties import County
from app.county.databases import Database
from app.county.doors import AsJson, Data, print_json, reached, tell
from app.county.keepsakes import keepsakes_of
from app.county.places import LEVELS
from app.errors import Problem
from app.texts import say

Codes = Annotated[
    list[str] | None, typer.Argument(help="codes as a machine has them; else all machines' places")
]


def begin(codes: Codes = None, data: Data = None, as_json: AsJson = False) -> None:
    """Make ready what new machines begin with; each night that is done anyway.

    --json: a list of codes, cursor, rows, chunks, bytes.
    """
    for code in codes or ():
        if not code.isdigit() or len(code) not in LEVELS:
            raise Problem("county.division_code", division=code)
    with reached(data) as (folder, database):
        county = County(database, keepsakes_of(folder), folder=folder)
        made = make_all(county) if not codes else [make_beginning(county, sorted({*codes}))]
    done = [one for one in made if one is not None]
    if as_json:
        print_json([_told(one) for one in done])
        return
    for one in done:
        tell(
            say(
                "county.beginning_made",
                **_told(one) | {"codes": " ".join(one.codes), "megabytes": one.bytes // 10**6},
            )
        )
    if not done:
        tell(say("county.beginning_none"))


def make_beside(folder: Path, database: Database, codes: Sequence[str]) -> None:
    """Make ready what the holder of a new code begins with; where that fails, he reads the feed."""
    with suppress(OSError, psycopg.Error):
        make_beginning(County(database, keepsakes_of(folder), folder=folder), sorted({*codes}))


def _told(made: Made) -> dict[str, object]:
    return {
        "codes": list(made.codes),
        "cursor": made.cursor,
        "rows": made.rows,
        "chunks": made.chunks,
        "bytes": made.bytes,
    }
