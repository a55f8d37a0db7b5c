"""Makes the PDF of a paper of a meeting or a notice. Pure: the same input gives the same bytes."""

from typing import Final

from app.documents.flows import Flow, Page
from app.documents.papers.desks import PaperContext
from app.documents.papers.watermarks import foot, watermark
from app.documents.proceedings.definitions import Filled, Proceeding
from app.documents.proceedings.drawing import Sheets, draw_parts
from app.documents.sheets import SIZES, About, Book

_PAGE: Final = Page(*SIZES["A4"], left=24.0, right=22.0, top=22.0, bottom=20.0)


def make_proceeding(paper: Proceeding, filled: Filled, context: PaperContext) -> bytes:
    """The PDF of a paper on A4; an internal one says on every sheet who printed it and when.

    Raises Problem papers.no_glyph for a character no font has.
    """
    about = About(f"{filled.name} {paper.title}", context.office, context.when)
    book = Book(
        context.fonts,
        about,
        None if paper.hangs else watermark(context),
        foot(context, _PAGE.left, _PAGE.right),
    )
    draw_parts(Sheets(filled, Flow(book, _PAGE, bookmark=paper.title)), paper.parts)
    return book.close()
