"""What a paper is: a list of parts, each of a kind the engine can draw. The files are read by `readings`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.documents.sheets import SIZES, Align
from app.errors import Problem

Subject = Literal["household", "village", "township"]
PartKind = Literal[
    "title", "cover", "contents", "cells", "record", "people", "matrix", "income", "county", "documents",
    "check", "check_people", "households", "villages", "lines", "comparison", "qr", "text", "lacking", "sign",
    "letter", "seals", "judged", "opinions",
]  # fmt: skip
FootKind = Literal["usual", "letter", "none"]
Count = Literal["", "households", "persons", "sum", "mean", "names"]

_HALVES = {"A4": "A5", "A3": "A4", "A2": "A3"}
_TWO_UP = "x2"


@dataclass(frozen=True, slots=True)
class Column:
    """A column or a label–value pair: where its value comes from, its label, width in mm (or share), and counts.

    `count`: what a line over several households counts (households, persons, the sum or mean of `sources`, or the
    names of the heads) where `where` holds. `ticks`: a yes/no answer as two boxes. `span`: value columns it takes in
    a grid of cells. `merge`: equal words below one another share a cell. `instead`: what a paper for the wall shows
    where the words may not be said there.
    """

    sources: tuple[str, ...]
    label: str = ""
    width: float = 20.0
    align: Align = "centre"
    total: bool = False
    ticks: bool = False
    span: int = 1
    unit: str = ""
    count: Count = ""
    where: Mapping[str, Any] | None = None
    merge: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a paper. Which of the words matter depends on its kind.

    `size`: of type, in points; 0 is the kind's own. `fill`: grows until its sheet is full, cells in height, tables
    by empty rows for a pen; `blank`: so many rows at least. Of `lines`: `now` keeps those still in force at the
    year's end, `where` those it holds for (members too), `by` makes one row of the lines that say the same at these
    paths. `standard`: the use of the standard a `judged` part goes through.
    """

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
    fill: bool = False
    record: str = ""
    places: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Column, ...], ...] = ()
    side_width: float = 11.0
    by: tuple[str, ...] = ()
    where: Mapping[str, Any] | None = None
    now: bool = False
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A printable form: whom it speaks of, its paper sizes (the first is the usual one), and its parts.

    `margins`: left, top, right, bottom in mm. `needs`: paths it demands beyond the form's required fields.
    `each`: a record of help; every line of it gets a sheet of its own. `empty`: printed for the pen, with nothing but
    the place. `enlarge`: laid out for the first size and enlarged to the others, type and all. `unsaid`: words that
    may not stand on it, because it hangs on a wall; such a paper shows no sensitive field either. `since`: a path of
    a month; measures and visits from then on stand on it, not the year's alone.
    A size such as "A4x2" is a booklet: pages of half the sheet, two on a side, to be folded.
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
    each: str = ""
    empty: bool = False
    enlarge: bool = False
    foot: FootKind = "usual"
    unsaid: tuple[str, ...] = ()
    since: str = ""

    def page_size(self, size: str | None = None) -> tuple[float, float]:
        """Width and height in mm of the pages it is laid out on. Raises Problem papers.unknown_size."""
        chosen = self._known(size)
        if self.enlarge:
            chosen = self.sizes[0]
        if chosen.endswith(_TWO_UP):
            chosen = _HALVES[chosen.removesuffix(_TWO_UP)]
        return self._turned(chosen)

    def sheet_size(self, size: str | None = None) -> tuple[float, float]:
        """Width and height in mm of the sheets that come out. Raises Problem papers.unknown_size."""
        chosen = self._known(size)
        if self.folded(size):
            short, long = SIZES[chosen.removesuffix(_TWO_UP)]
            return long, short
        return self._turned(chosen)

    def folded(self, size: str | None = None) -> bool:
        """Whether that size is a booklet's."""
        return self._known(size).endswith(_TWO_UP)

    def _known(self, size: str | None) -> str:
        chosen = size or self.sizes[0]
        plain = chosen.removesuffix(_TWO_UP)
        if plain not in SIZES or (plain != chosen and (plain not in _HALVES or self.landscape)):
            raise Problem("papers.unknown_size", size=chosen, known=", ".join(self.sizes))
        return chosen

    def _turned(self, size: str) -> tuple[float, float]:
        short, long = SIZES[size]
        return (long, short) if self.landscape else (short, long)


def find_paper(papers: tuple[Paper, ...], name: str) -> Paper:
    """The paper of that id or title. Raises Problem papers.unknown_paper."""
    for paper in papers:
        if name in (paper.id, paper.title):
            return paper
    raise Problem("papers.unknown_paper", paper=name, known=", ".join(paper.id for paper in papers))
