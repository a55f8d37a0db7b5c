"""What every command shares: opening the office, printing one JSON document, refusing in a sentence."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from app.errors import Problem
from app.operations.offices import Office
from app.paths import data_folder
from app.progress import Progress


@dataclass(frozen=True, slots=True)
class Window:
    """What only the window's door can do, lent to the commands by `app.__main__`.

    `picture(data folder, password, target)` leaves a picture of the open window; `works(folder)` opens and closes one.
    """

    picture: Callable[[Path, str, Path], None]
    works: Callable[[Path], None]


Data = Annotated[str | None, typer.Option("--data", help="data folder; else HUDANG_DATA")]
AsJson = Annotated[bool, typer.Option("--json", help="one JSON document on stdout, nothing else")]
Year = Annotated[int | None, typer.Option("--year", min=1900, max=2999)]
Out = Annotated[Path, typer.Option("--out", help="the file or folder to write")]


@contextmanager
def opened(data: str | None) -> Iterator[Office]:
    """The office of the data folder, signed in by HUDANG_USER (else the first user) and HUDANG_PASSWORD."""
    from app.operations.openings import sign_in, users_of

    folder = data_folder(data)
    name = os.environ.get("HUDANG_USER") or next((user.name for user in users_of(folder)), "")
    password = os.environ.get("HUDANG_PASSWORD")
    if password is None:
        raise Problem("office.password_missing", variable="HUDANG_PASSWORD")
    office = sign_in(folder, name, password)
    try:
        yield office
    finally:
        office.close()


def show_progress() -> Progress:
    """Progress on stderr, where it is a screen; silent in a pipe."""
    if not sys.stderr.isatty():
        return Progress()

    def report(done: int, total: int, what: str) -> None:
        sys.stderr.write(f"\r{done}/{total}  ")
        sys.stderr.flush()

    return Progress(report)


def tell(sentence: str) -> None:
    """A sentence for the person, on stderr: stdout belongs to the document."""
    print(sentence, file=sys.stderr)


def print_json(document: object) -> None:
    """One JSON document: dates ISO, money decimal text, dataclasses as objects."""
    print(json.dumps(document, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Path):
        return str(value)
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    raise TypeError(f"no JSON shape for {type(value).__name__}")
