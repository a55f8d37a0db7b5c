"""What a paper is: a list of parts, each of a kind the engine can draw. The files are read by `readings`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.documents.sheets import SIZES, Align
from app.errors import Problem

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


def find_paper(papers: tuple[Paper, ...], name: str) -> Paper:
    """The paper of that id or title. Raises Problem papers.unknown_paper."""
    for paper in papers:
        if name in (paper.id, paper.title):
            return paper
    raise Problem("papers.unknown_paper", paper=name, known=", ".join(paper.id for paper in papers))
