"""Papers as data: `forms/papers/*.toml` read into `Paper`s. A new paper is a file, not a module.

forms/papers/README.md says in Chinese how to write one. A mistake is named with its file before anything is printed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from app.documents.papers.definitions import Column, Paper, Part, PartKind, Subject
from app.errors import Problem
from app.rules.formfiles import read_toml
from app.rules.forms import Forms
from app.rules.spots import reader


def load_papers(folder: Path, forms: Forms) -> tuple[Paper, ...]:
    """The papers of a forms folder in their own order. Raises Problem naming the file that cannot be understood."""
    found = [_paper(path, read_toml(path), forms) for path in sorted((folder / "papers").glob("*.toml"))]
    return tuple(sorted(found, key=lambda paper: (paper.order, paper.id)))


def _paper(path: Path, table: Mapping[str, Any], forms: Forms) -> Paper:
    try:
        head = table["paper"]
        return Paper(
            id=str(head["id"]),
            title=str(head["title"]),
            subject=_subject(head["subject"]),
            sizes=tuple(head.get("sizes", ("A4",))),
            landscape=bool(head.get("landscape", False)),
            internal=bool(head.get("internal", True)),
            needs=tuple(head.get("needs", ())),
            margins=tuple(head.get("margins", (18.0, 15.0, 18.0, 15.0))),
            order=int(head.get("order", 100)),
            parts=tuple(_part(path, part, forms) for part in table["part"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Problem("papers.bad_paper", file=path.name, reason=str(error)) from error


def _part(path: Path, table: Mapping[str, Any], forms: Forms) -> Part:
    kind = table.get("kind")
    if kind not in get_args(PartKind):
        raise Problem("papers.unknown_part", file=path.name, kind=kind, known=", ".join(get_args(PartKind)))
    words = dict(table)
    words["columns"] = tuple(_column(one, forms) for one in table.get("columns", ()))
    words["rows"] = tuple(tuple(_column(one, forms) for one in row) for row in table.get("rows", ()))
    words["places"] = tuple(table.get("places", ()))
    part = Part(**words)
    _check_part(path, part, forms)
    return part


def _check_part(path: Path, part: Part, forms: Forms) -> None:
    """Refuse a part that speaks of a record or a field no form has."""
    if part.record and part.record not in forms.records:
        raise Problem("papers.unknown_source", file=path.name, source=part.record)
    for column in (*part.columns, *(column for row in part.rows for column in row)):
        asked = column.where["field"] if column.where else None
        for source in (*column.sources, *([str(asked)] if asked else [])):
            try:
                reader(source, forms)
            except Problem as problem:
                raise Problem("papers.unknown_source", file=path.name, source=source) from problem


def _subject(word: str) -> Subject:
    if word not in get_args(Subject):
        raise ValueError(word)
    return word  # type: ignore[return-value]


def _column(written: Any, forms: Forms) -> Column:
    """A column from its table, or from a bare path: label, width and alignment are the field's own then."""
    table = {"from": written} if isinstance(written, str) else dict(written)
    named = table.pop("from", ())
    sources = (named,) if isinstance(named, str) else tuple(named)
    field = forms.by_path.get(sources[0]) if sources else None
    if field:
        table.setdefault("label", field.label)
        table.setdefault("width", field.width)
        table.setdefault("unit", field.unit)
        if field.kind in ("money", "quantity"):
            table.setdefault("align", "right")
    return Column(sources=sources, **table)
