"""Papers as data: `forms/papers/*.toml` read into `Paper`s. A new paper is a file, not a module.

A paper is a list of parts, each of a kind the engine can draw; forms/README.md says in Chinese how to write one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from app.documents.sheets import SIZES, Align
from app.errors import Problem
from app.rules.formfiles import read_toml
from app.rules.forms import Forms

Subject = Literal["household", "village", "township"]
PartKind = Literal[
    "title", "cover", "contents", "cells", "record", "people", "matrix", "income", "county", "documents",
    "check", "check_people", "households", "villages", "qr", "text", "lacking", "sign",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column or a label–value pair: where its value comes from, its label, width in mm (or share), and counts.

    `count`: what a village's line counts (households, persons, or the sum of `sources`) where `where` holds.
    `ticks`: a yes/no answer as two boxes. `span`: value columns it takes in a grid of cells.
    """

    sources: tuple[str, ...]
    label: str = ""
    width: float = 20.0
    align: Align = "centre"
    total: bool = False
    ticks: bool = False
    span: int = 1
    unit: str = ""
    count: Literal["", "households", "persons", "sum", "mean"] = ""
    where: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a paper. Which of the words matter depends on its kind."""

    kind: PartKind
    title: str = ""
    text: str = ""
    turn: bool = False
    side: str = ""
    size: float = 0.0
    height: float = 7.0
    pairs: int = 3
    label_width: float = 27.0
    blank: int = 0
    pen: bool = False
    record: str = ""
    places: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Column, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A printable form: whom it speaks of, its paper sizes (the first is the usual one), and its parts.

    `margins`: left, top, right, bottom in mm. `needs`: paths it demands beyond the form's required fields.
    """

    id: str
    title: str
    subject: Subject
    sizes: tuple[str, ...]
    landscape: bool
    internal: bool
    parts: tuple[Part, ...]
    needs: tuple[str, ...] = ()
    margins: tuple[float, float, float, float] = (18.0, 15.0, 18.0, 15.0)
    order: int = 100

    def page_size(self, size: str | None = None) -> tuple[float, float]:
        """Width and height in mm on that paper size. Raises Problem papers.unknown_size."""
        chosen = size or self.sizes[0]
        if chosen not in SIZES:
            raise Problem("papers.unknown_size", size=chosen, known=", ".join(SIZES))
        short, long = SIZES[chosen]
        return (long, short) if self.landscape else (short, long)


def load_papers(folder: Path, forms: Forms) -> tuple[Paper, ...]:
    """The papers of a forms folder in their own order. Raises Problem naming the file that cannot be understood."""
    found = [_paper(path, read_toml(path), forms) for path in sorted((folder / "papers").glob("*.toml"))]
    return tuple(sorted(found, key=lambda paper: (paper.order, paper.id)))


def find_paper(papers: tuple[Paper, ...], name: str) -> Paper:
    """The paper of that id or title. Raises Problem papers.unknown_paper."""
    for paper in papers:
        if name in (paper.id, paper.title):
            return paper
    raise Problem("papers.unknown_paper", paper=name, known=", ".join(paper.id for paper in papers))


def _paper(path: Path, table: Mapping[str, Any], forms: Forms) -> Paper:
    try:
        head = table["paper"]
        return Paper(
            id=str(head["id"]),
            title=str(head["title"]),
            subject=head["subject"],
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
    return Part(**words)


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
