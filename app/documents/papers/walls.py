"""What may hang on a wall or a door: no sensitive field, and none of the words its file forbids (`unsaid`).

Fields are refused when the file is read; words in the household's answers are left out when it is printed.
"""

from collections.abc import Iterator
from typing import Final

from app.documents.papers.definitions import Paper, PartKind
from app.errors import Problem
from app.rules.forms import Forms
from app.rules.spots import field_at

_OPEN_KINDS: Final[tuple[PartKind, ...]] = ("title", "cells", "people", "lines", "text", "sign")
"""Parts that show only what the file names; the others bring whole forms."""
_TELLING: Final = {"derived": ("age",), "household": ("code",), "person": ("code",), "help": ("causes",)}
"""Paths without a sensitive field behind them that still tell too much, by what they begin with."""


def check_wall(paper: Paper, file: str, forms: Forms) -> None:
    """Refuse a paper for the wall that shows what may not hang there. Raises Problem papers.not_for_walls."""
    for part in paper.parts:
        if part.kind not in _OPEN_KINDS or part.record == "finding":
            raise Problem("papers.not_for_walls", file=file, source=part.record or part.kind)
        if "{code}" in f"{part.title}{part.text}":
            raise Problem("papers.not_for_walls", file=file, source="{code}")
    for source in _sources(paper):
        field = field_at(source, forms)
        record, _, key = source.partition(".")
        if key in _TELLING.get(record, ()) or (field is not None and field.sensitive):
            raise Problem("papers.not_for_walls", file=file, source=source)


def _sources(paper: Paper) -> Iterator[str]:
    for part in paper.parts:
        for column in (*part.columns, *(column for row in part.rows for column in row)):
            yield from filter(None, (*column.sources, column.instead))
