"""Makes papers: one household's, a volume of many, a village's book, a township's ledger, as the bytes of a PDF.

Pure: everything comes by argument, time included; the same input gives the same bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from app.documents.arrangements import enlarge, fold
from app.documents.flows import Flow, Page
from app.documents.papers import (
    checks,
    comparisons,
    covers,
    fields,
    incomes,
    judged,
    letters,
    lines,
    opinions,
    people,
    rosters,
)
from app.documents.papers.definitions import Paper, Part
from app.documents.papers.desks import Desk, PaperContext, Tellers
from app.documents.papers.gaps import find_gaps, needed_paths
from app.documents.papers.watermarks import foot, letter_foot, watermark
from app.documents.sheets import About, Arrange, Book, Foot
from app.errors import Problem
from app.progress import Progress
from app.rules.dossiers import Dossier
from app.rules.spots import Spot, spot_of

DRAW: Final[Mapping[str, Callable[[Desk, Part], None]]] = {
    "title": covers.draw_title,
    "cover": covers.draw_cover,
    "contents": covers.draw_contents,
    "text": covers.draw_text,
    "lacking": covers.draw_lacking,
    "sign": covers.draw_sign,
    "documents": covers.draw_documents,
    "qr": covers.draw_mark,
    "cells": fields.draw_cells,
    "record": fields.draw_record,
    "county": fields.draw_county,
    "people": people.draw_people,
    "matrix": people.draw_matrix,
    "income": incomes.draw_income,
    "check": checks.draw_check,
    "check_people": checks.draw_check_people,
    "households": rosters.draw_households,
    "villages": rosters.draw_villages,
    "lines": lines.draw_lines,
    "comparison": comparisons.draw_comparison,
    "letter": letters.draw_letter,
    "seals": letters.draw_seals,
    "judged": judged.draw_judged,
    "opinions": opinions.draw_opinions,
}

# A file name holds 255 bytes: 85 Chinese characters.
_LONGEST_TITLE = 40
_LONGEST_CODE = 24


@dataclass(frozen=True, slots=True)
class Piece:
    """What is numbered by itself: the household or line it speaks of, whose households, and what they lack."""

    spot: Spot | None
    dossiers: Sequence[Dossier]
    gaps: Sequence[str]
    bookmark: str


class Press:
    """A paper made ready for many subjects: its columns' tellers and needed fields are found once."""

    def __init__(self, paper: Paper, context: PaperContext) -> None:
        self.paper, self.context = paper, context
        self._tellers = Tellers(context.forms, paper.unsaid)
        self._needed = frozenset() if paper.empty else needed_paths(paper, context.forms)
        width, height = paper.page_size(context.size)
        self.page = Page(width, height, *_sides(paper))

    def open_book(self, title: str) -> Book:
        """An empty PDF for this paper; an internal one says on every sheet who printed it and when."""
        about = About(title, self.context.office, self.context.when)
        mark = watermark(self.context) if self.paper.internal else None
        sign = partial(self.context.sign, self.paper.id) if self.context.sign else None
        return Book(self.context.fonts, about, mark, self._foot(), self._arrange(), sign)

    def _foot(self) -> Foot | None:
        left, _, right, bottom = self.paper.margins
        if self.paper.foot == "letter":
            return letter_foot(left, right, bottom)
        return foot(self.context, left, right) if self.paper.foot == "usual" else None

    def _arrange(self) -> Arrange | None:
        """How its pages come to lie on the chosen sheets; None where they are the sheets."""
        size = self.context.size
        sheet = self.paper.sheet_size(size)
        if self.paper.folded(size):
            return fold(*sheet)
        return None if sheet == self.paper.page_size(size) else enlarge(*sheet)

    def draw(self, book: Book, dossiers: Sequence[Dossier], bookmark: str = "") -> None:
        """Add the paper of one subject to a book: one household, or the households of a village or township."""
        book.ink.place = title_of(self.paper, dossiers)
        for piece in self.pieces(dossiers, bookmark):
            self._draw_piece(book, piece)

    def pieces(self, dossiers: Sequence[Dossier], bookmark: str = "") -> Iterator[Piece]:
        """What is numbered by itself in the paper of one subject; the first has the bookmark."""
        forms = self.context.forms
        if self.paper.empty:
            dossiers = [emptied(one) for one in dossiers[:1]]
        single = self.paper.subject == "household" and not self.paper.empty
        gaps = find_gaps(dossiers[0], self._needed, forms) if single and dossiers else []
        for spot in self._spots(dossiers):
            yield Piece(spot, dossiers, gaps, bookmark)
            bookmark = ""

    def _draw_piece(self, book: Book, piece: Piece) -> None:
        """One numbered piece; twice where a part fills the room that all else leaves."""
        spare = self.find_spare(book, piece)
        _draw_parts(self.desk(Flow(book, self.page, bookmark=piece.bookmark), piece, spare))
        book.end_part()

    def find_spare(self, book: Book, piece: Piece) -> Mapping[int, float]:
        """The mm each part that fills may grow by, by its number; found by drawing the piece and taking it back."""
        if not any(part.fill for part in self.paper.parts):
            return {}
        flow = Flow(book, self.page)
        sheets = _draw_parts(self.desk(flow, piece, {}))
        book.part = []
        return self._spare(sheets, [*flow.free, flow.bottom - flow.y])

    def desk(self, flow: Flow, piece: Piece, spare: Mapping[int, float]) -> Desk:
        """What the parts of a piece are drawn on."""
        return Desk(
            self.paper,
            self.context,
            self._tellers,
            flow,
            piece.spot,
            piece.dossiers,
            self._needed,
            piece.gaps,
            spare=spare,
        )

    def _spare(self, sheets: Sequence[int], free: Sequence[float]) -> dict[int, float]:
        """The mm each part that fills may grow by: what is free on the sheet it ends on, shared among those there."""
        filling = [number for number, part in enumerate(self.paper.parts) if part.fill]
        spare = {}
        for number in filling:
            sharing = sum(sheets[other] == sheets[number] for other in filling)
            spare[number] = max(free[sheets[number] - 1] - 0.1, 0.0) / sharing
        return spare

    def _spots(self, dossiers: Sequence[Dossier]) -> Iterator[Spot | None]:
        """What each numbered piece speaks of: the subject, or one line of help after the other."""
        first = spot_of(dossiers[0], self.context.forms, 1) if dossiers else None
        part = Part(kind="lines", record=self.paper.each)
        found = lines.line_groups(dossiers, part, self.context.forms) if self.paper.each else []
        yield from (group[0] for group in found)
        if not found:
            yield first


def _draw_parts(desk: Desk) -> list[int]:
    """Draw a paper's parts one below the other; the number of the sheet each ends on."""
    ends = []
    for number, part in enumerate(desk.paper.parts):
        if part.turn and number:
            desk.flow.turn()
        desk.flow.tail = _tail(desk, number)
        DRAW[part.kind](desk, part)
        ends.append(len(desk.flow.book.part))
    covers.write_contents(desk)
    return ends


def _tail(desk: Desk, number: int) -> float:
    """The height of what must stand under a part on its sheet: texts and places to sign, up to the next table."""
    high = 0.0
    for part in desk.paper.parts[number + 1 :]:
        if part.turn or part.kind not in ("text", "sign"):
            return high if part.turn or high else 0.0
        high += covers.sign_height(part) if part.kind == "sign" else covers.text_height(desk, part)
    return high


def _sides(paper: Paper) -> tuple[float, float, float, float]:
    """The paper's margins in a page's order: left, right, top, bottom."""
    left, top, right, bottom = paper.margins
    return left, right, top, bottom


def emptied(dossier: Dossier) -> Dossier:
    """A household nothing is known of, in the same place and year: for a sheet filled in by pen."""
    return Dossier("", dossier.year, (), dossier.place, {}, {}, {}, ())


def make_paper(paper: Paper, dossiers: Iterable[Dossier], context: PaperContext) -> bytes:
    """The PDF of a paper: a part for each household, each village, or the township, as its subject is.

    Raises Problem papers.no_glyph for characters no font has, papers.nobody where there is no household.
    """
    return make_volume(paper, dossiers, context)


def make_volume(
    paper: Paper,
    dossiers: Iterable[Dossier],
    context: PaperContext,
    title: str = "",
    progress: Progress | None = None,
    total: int = 0,
) -> bytes:
    """One PDF with the paper of every subject, each numbered by itself and named in the reader's side list.

    `total` is the number of subjects, for the progress.
    """
    press = Press(paper, context)
    book = press.open_book(title or paper.title)
    done = 0
    for subject in subjects(paper, dossiers):
        press.draw(book, subject, title_of(paper, subject))
        done += 1
        if progress:
            progress.step(done, max(total, done))
    if not done:
        raise Problem("papers.nobody")
    return book.close()


def subjects(paper: Paper, dossiers: Iterable[Dossier]) -> Iterator[Sequence[Dossier]]:
    """The households of each part of a paper; a village's must stand together."""
    if paper.subject == "household":
        for dossier in dossiers:
            yield [dossier]
    elif paper.subject == "village":
        for _, some in groupby(dossiers, key=lambda dossier: (dossier.place.code, dossier.place.village)):
            yield list(some)
    elif everyone := list(dossiers):
        yield everyone


def title_of(paper: Paper, dossiers: Sequence[Dossier]) -> str:
    """What a part is of: the village and the head, the village, or the township."""
    if not dossiers:
        return paper.title
    place, head = dossiers[0].place, dossiers[0].head
    if paper.subject == "household":
        return f"{place.village} {head.name if head else dossiers[0].household.get('code') or ''}".strip()
    return place.village if paper.subject == "village" else place.township


def file_name(paper: Paper, dossiers: Sequence[Dossier]) -> str:
    """A file name for a subject's own PDF, without ending: village, head, code, paper."""
    code = str(dossiers[0].household.get("code") or dossiers[0].household_id[-8:]) if dossiers else ""
    title = title_of(paper, dossiers)[:_LONGEST_TITLE]
    parts = [*title.split(" "), code[:_LONGEST_CODE] if paper.subject == "household" else "", paper.title]
    name = "_".join(part for part in parts if part)
    return "".join("_" if character in '\\/:*?"<>|\n\t' else character for character in name)
