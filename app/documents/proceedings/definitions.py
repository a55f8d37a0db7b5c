"""What a paper of a meeting or a notice is: parts with gaps and tables; and what fills them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.documents.sheets import Align
from app.errors import Problem

About = Literal["meeting", "case", "notice", "objection"]
"""Whom a paper is made for: a meeting that was held, a case whose meeting is to come, a notice, an objection."""

PartKind = Literal["title", "cells", "text", "table", "pictures", "sign"]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: which of a row's words, its heading, its width in mm."""

    key: str
    label: str
    width: float = 20.0
    align: Align = "centre"


@dataclass(frozen=True, slots=True)
class Box:
    """A label with its words in a grid; `span`: how many pairs of columns the words take in."""

    label: str
    text: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a paper. `when`: it stands only where that word is known, `unless`: only where it is not.

    `table`: which rows it shows; `across`: so many of them side by side; `blank`: so many rows at least, the rest
    empty for a pen; `spare`: so many empty ones in any case; `places`: who signs, `|` between the lines of each.
    """

    kind: PartKind
    title: str = ""
    text: str = ""
    when: str = ""
    unless: str = ""
    turn: bool = False
    size: float = 0.0
    height: float = 8.0
    label_width: float = 26.0
    table: str = ""
    across: int = 1
    blank: int = 0
    spare: int = 0
    columns: tuple[TableColumn, ...] = ()
    rows: tuple[tuple[Box, ...], ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proceeding:
    """A printable form of a meeting or a notice.

    `hangs`: it is put on a wall, so that the gate reads it and no watermark stands on it. `workbook`: its tables make
    sense as one.
    """

    id: str
    title: str
    about: About
    hangs: bool
    parts: tuple[Part, ...]
    workbook: bool = False
    order: int = 100


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph, a JPEG with its size in pixels, and the words below it."""

    content: bytes
    width: int
    height: int
    words: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What fills a paper: words by gap, rows by table, photographs; `subject`: whose paper it is, in letters."""

    name: str
    words: Mapping[str, str]
    tables: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    pictures: Sequence[Picture] = ()
    subject: str = ""


def find_proceeding(papers: Mapping[str, Proceeding], name: str) -> Proceeding:
    """The paper of that id. Raises Problem papers.unknown_paper."""
    if name not in papers:
        raise Problem("papers.unknown_paper", paper=name, known=", ".join(papers))
    return papers[name]
