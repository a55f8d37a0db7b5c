"""What a part is drawn on: the paper, the household (or households) it speaks of, and the flow of sheets."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import get_args

from app.documents.flows import Flow
from app.documents.fonts import Fonts
from app.documents.papers.definitions import Column, Paper, Part
from app.documents.papers.sources import Teller, fill_gaps, teller
from app.documents.sheets import Align, Sheet
from app.documents.tables import HEAD, LABEL, VALUE, Cell, Row, Style, Table
from app.rules.comparisons import Comparison
from app.rules.dossiers import Answers, Dossier
from app.rules.forms import Field, Forms
from app.rules.spots import Spot
from app.rules.standards import Standards
from app.rules.values import show
from app.texts import say

SIDE = 11.0
"""Width of the narrow column that names a group from top to bottom, mm."""
GAP = Style(grey=0.9)
"""A cell that must be filled and is not."""


@dataclass(frozen=True)
class PaperContext:
    """Who prints, when, for which office, with which forms and fonts; `size` is the chosen paper size.

    `sign`: the text of the code that proves a paper, from its id, whom it is of and the hash of what it says.
    `comparisons`: two yearly results by household id, for the papers that lay them side by side. `standards`: what
    the papers judge by that say whether conditions are met.
    """

    forms: Forms
    fonts: Fonts
    who: str
    when: datetime
    office: str
    size: str | None = None
    sign: Callable[[str, str, str], str] | None = None
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)
    standards: Standards | None = None


class Tellers:
    """The tellers of one paper's columns, each made once."""

    def __init__(self, forms: Forms, unsaid: tuple[str, ...] = ()) -> None:
        self.forms, self._unsaid = forms, unsaid
        self._known: dict[int, tuple[Column, Teller]] = {}
        self._columns: dict[str, Column] = {}
        self._bare: dict[int, Column] = {}

    def of(self, column: Column) -> Teller:
        """The teller of a column (kept with it: hashing a column would cost more than telling)."""
        found = self._known.get(id(column))
        if found is None:
            found = self._known[id(column)] = (column, teller(column, self.forms, self._unsaid))
        return found[1]

    def bare(self, column: Column) -> Teller:
        """The teller of a column without its unit: a workbook says the unit in the heading."""
        return (
            self.of(self._bare.setdefault(id(column), replace(column, unit="")))
            if column.unit
            else self.of(column)
        )

    def column(self, one: Field) -> Column:
        """A form's field as a cell of a grid."""
        found = self._columns.get(one.path)
        if found is None:
            found = Column((one.path,), label=one.label, width=one.width, unit=one.unit)
            self._columns[one.path] = found
        return found


@dataclass(slots=True)
class Desk:
    """One paper being drawn for one subject.

    `spot`: the household, or the first of a village for its titles; `dossiers`: all of them. `spare`: the mm
    each part that fills its sheet may grow by, by the part's number.
    """

    paper: Paper
    context: PaperContext
    tellers: Tellers
    flow: Flow
    spot: Spot | None
    dossiers: Sequence[Dossier]
    needed: frozenset[str] = frozenset()
    lacking: Sequence[str] = ()
    entries: list[tuple[str, int]] = field(default_factory=list)
    contents: tuple[Sheet, float, Part] | None = None
    spare: Mapping[int, float] = field(default_factory=dict)

    @property
    def forms(self) -> Forms:
        return self.context.forms

    @property
    def room(self) -> float:
        return self.flow.page.room

    def said(self, text: str, counted: Mapping[str, str] | None = None) -> str:
        """A text of the paper with its gaps filled; `counted`: further words by the names of their gaps."""
        when = self.context.when.date()
        extra = {"office": self.context.office, "who": self.context.who, "today": show("date", when)}
        extra.update(counted or {})
        return fill_gaps(text, self.spot, extra) if "{" in text else text

    def told(self, column: Column) -> str:
        """The words of a column for the household of this desk."""
        return self.tellers.of(column)(self.spot) if self.spot else ""

    def counted(self, part: Part) -> dict[str, str]:
        """The words of a text's columns by their labels; an unknown one is left open for the pen."""
        told = {column.label: self.told(column) for column in part.columns}
        return {label: words or say("papers.open_number") for label, words in told.items()}

    def spare_of(self, part: Part) -> float:
        """The mm a part may grow by, so that its sheet is full."""
        return self.spare.get(next(at for at, one in enumerate(self.paper.parts) if one is part), 0.0)

    def empty_rows(self, part: Part, filled: int) -> int:
        """How many empty rows a part gets below `filled` ones."""
        return max(part.blank - filled, 0) + int(self.spare_of(part) / part.height)

    def misses(self, column: Column) -> bool:
        """Whether the cell of a column must be filled (asked only when it is empty); never on a wall."""
        return not self.paper.unsaid and len(column.sources) == 1 and column.sources[0] in self.needed


def heading(desk: Desk, part: Part, remark: str = "") -> None:
    """The small heading above a part, where it has one; a remark stands behind it."""
    if part.title:
        name_section(desk, desk.said(part.title), remark)


def name_section(desk: Desk, title: str, remark: str = "") -> None:
    """A section's name above its first block, kept for the contents with the sheet it stands on."""

    def draw() -> None:
        desk.entries.append((title, len(desk.flow.book.part)))
        desk.flow.gap(2.5)
        desk.flow.line(f"{title}{remark}", "hei", 12)
        desk.flow.gap(1.2)

    desk.flow.hold(9.2, draw)


def carried(desk: Desk, record: str) -> str:
    """A remark where a record speaks of an earlier year than the paper, or was carried over and not confirmed."""
    if desk.spot is None:
        return ""
    dossier = desk.spot.dossier
    return carried_words(dossier.spoken.get(record, 0), dossier.year, dossier.answers(record))


def carried_words(spoken: int, year: int, answers: Answers) -> str:
    """The words for answers of `spoken` on a paper of `year`; empty where they are that year's own."""
    if spoken and spoken < year:
        return say("papers.carried", year=spoken)
    return say("papers.unconfirmed") if answers.get("confirmed") is False else ""


def shares(columns: Sequence[Column], room: float) -> list[float]:
    """The columns' widths stretched or squeezed to fill `room`, mm."""
    scale = room / sum(column.width for column in columns)
    return [column.width * scale for column in columns]


def head_row(columns: Sequence[Column], height: float = 8.0, size: float = 0.0) -> Row:
    """The head of a table: each column's label; `size` of type where it is not the usual one."""
    style = _label_style(size, HEAD.grey) if size else HEAD
    return Row([Cell(column.label, style) for column in columns], height)


@cache
def _style(align: Align, size: float) -> Style:
    return Style(size=size, align=align)


@cache
def _label_style(size: float, grey: float | None = None) -> Style:
    return Style(role="hei", size=size, grey=grey)


def body_style(column: Column, size: float) -> Style:
    """How a column's values look; the same style object for the same look."""
    return _style(column.align, size)


_SUMS: dict[Align, Style] = {
    align: Style(role="hei", size=9.5, align=align, grey=HEAD.grey) for align in get_args(Align)
}


def sum_style(column: Column) -> Style:
    """How the total of a column looks."""
    return _SUMS[column.align]


def label_cell(text: str, span: int = 1, rows: int = 1, size: float = 0.0) -> Cell:
    """A label; `size` is that of the values it names, where it is not the usual one."""
    return Cell(text, _label_style(round(size * 0.85, 1)) if size else LABEL, span, rows)


def side_cell(text: str, rows: int, height: float, size: float = 0.0) -> Cell:
    """A group's name beside its rows: from top to bottom where they are tall enough, else wrapped."""
    if size:
        return label_cell(text, 1, rows, size)
    if rows * height >= len(text) * 4.4 and len(text) > 2:
        text = "\n".join(text)
    return Cell(text, LABEL, 1, rows)


def value_cell(text: str, missing: bool, span: int = 1, style: Style = VALUE) -> Cell:
    """A value, left blank on grey where it must be filled and is not."""
    if missing and not text:
        return Cell("", GAP, span)
    return Cell(text, style, span)


def nothing_row(desk: Desk, table: Table) -> None:
    """A table without lines says so in one row."""
    table.rows.append(Row([Cell(say("papers.none_recorded"), VALUE, len(table.columns))]))
