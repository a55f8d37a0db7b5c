"""Makes a paper a Word file: its parts in order, a section for each household, and nothing said of who made it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from app.documents.papers.definitions import Paper, Part
from app.documents.papers.desks import Desk, PaperContext
from app.documents.papers.making import DRAW, Piece, Press, subjects
from app.documents.sheets import Book
from app.documents.wordfiles import parts
from app.documents.wordfiles.binding import bind
from app.documents.wordfiles.flows import WordFlow
from app.documents.wordfiles.margins import surround_of
from app.errors import Problem
from app.progress import Progress
from app.rules.dossiers import Dossier

_OWN: Final[Mapping[str, Callable[[WordFlow, Desk, Part], None]]] = {
    "title": parts.draw_title,
    "cover": parts.draw_cover,
    "contents": parts.leave_out,
    "text": parts.draw_text,
    "sign": parts.draw_sign,
    "seals": parts.draw_seals,
    "letter": parts.draw_letter,
    "qr": parts.draw_version,
}
_LOOSE: Final = 0.8
"""So much of the free room is filled: Word's lines are a little higher than ours, and a sheet more would be worse."""


def make_word(
    paper: Paper,
    dossiers: Iterable[Dossier],
    context: PaperContext,
    progress: Progress | None = None,
    total: int = 0,
) -> bytes:
    """The bytes of a .docx with the paper of every subject, each numbered by itself.

    Raises Problem papers.nobody where there is no household, papers.no_word for a paper that is folded.
    """
    if paper.folded(context.size):
        raise Problem("papers.no_word", paper=paper.title)
    press = Press(paper, context)
    book = press.open_book(paper.title)
    sections: list[list[str]] = []
    for done, subject in enumerate(subjects(paper, dossiers), 1):
        sections += [_blocks(press, book, piece) for piece in press.pieces(subject)]
        if progress:
            progress.step(done, max(total, done))
    if not sections:
        raise Problem("papers.nobody")
    return bind(surround_of(paper, context), context, sections, paper.title)


def _blocks(press: Press, book: Book, piece: Piece) -> list[str]:
    """The markup of one numbered piece; `book` is there to measure by, and never finished."""
    spare = press.find_spare(book, piece)
    flow = WordFlow(press.page, book.ink)
    desk = press.desk(flow, piece, {number: room * _LOOSE for number, room in spare.items()})
    for number, part in enumerate(press.paper.parts):
        if part.turn and number:
            flow.turn()
        if own := _OWN.get(part.kind):
            own(flow, desk, part)
        else:
            DRAW[part.kind](desk, part)
    return flow.blocks
