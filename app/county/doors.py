"""The county's script's door: `python -m app.county …`, with the words and exit codes of the clerk's."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from app.county.carryovers import keep_decisions
from app.county.databases import Database, opened
from app.county.keepsakes import keepsakes_of
from app.county.system_users import is_root
from app.paths import data_folder
from app.progress import Progress
from app.texts import say

Data = Annotated[str | None, typer.Option("--data", help="data folder; else HUDANG_COUNTY_DATA")]
AsJson = Annotated[bool, typer.Option("--json", help="one JSON document on stdout, nothing else")]


def county_folder(chosen: str | None) -> Path:
    """The server's folder: as chosen, else HUDANG_COUNTY_DATA, else beside the office's own (root: in /var/lib)."""
    named = chosen or os.environ.get("HUDANG_COUNTY_DATA")
    if named:
        return Path(named).expanduser().absolute()
    return Path("/var/lib/hudang-county") if is_root() else data_folder() / "county"


@contextmanager
def reached(data: str | None) -> Iterator[tuple[Path, Database]]:
    """The folder and its database, started where it does not run."""
    folder = county_folder(data)
    with opened(folder) as database:
        yield folder, database
        keep_decisions(database, keepsakes_of(folder), folder)


def show_progress() -> Progress:
    """Progress on stderr, where it is a screen; silent in a pipe."""

    def report(done: int, total: int, what: str) -> None:
        sys.stderr.write(f"\r{say(what)} {done}/{total}  ")
        sys.stderr.flush()

    return Progress(report) if sys.stderr.isatty() else Progress()


def tell(sentence: str) -> None:
    """A sentence for the person, on stderr: stdout belongs to the document."""
    print(sentence, file=sys.stderr)


def print_json(document: object) -> None:
    """One JSON document; moments and paths as text."""
    print(json.dumps(document, ensure_ascii=False, indent=2, default=_plain), flush=True)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"no JSON shape for {type(value).__name__}")
