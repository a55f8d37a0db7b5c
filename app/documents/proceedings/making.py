"""Makes the PDF of a paper of a meeting or a notice. Pure: the same input gives the same bytes."""

from functools import partial
from typing import Final

from app.documents.flows import Flow, Page
from app.documents.papers.desks import PaperContext
from app.documents.papers.watermarks import foot, watermark
from app.documents.proceedings.definitions import Filled, Proceeding
from app.documents.proceedings.drawing import Sheets, draw_parts
from app.documents.qr import draw_proof
from app.documents.sheets import SIZES, About, Book
from app.texts import say

PAGE: Final = Page(*SIZES["A4"], left=24.0, right=22.0, top=22.0, bottom=20.0)

QR: Final = 24.0
"""Side of the code at the top right, mm."""


def make_proceeding(paper: Proceeding, filled: Filled, context: PaperContext) -> bytes:
    """The PDF of a paper on A4; an internal one says on every sheet who printed it and when.

    Raises Problem papers.no_glyph for a character no font has.
    """
    about = About(f"{filled.name} {paper.title}", context.office, context.when)
    book = Book(
        context.fonts,
        about,
        None if paper.hangs else watermark(context),
        foot(context, PAGE.left, PAGE.right),
        sign=partial(context.sign, paper.id) if context.sign else None,
    )
    flow = Flow(book, PAGE, bookmark=paper.title)
    x = PAGE.width - PAGE.right - QR
    draw_proof(flow, filled.subject, x, PAGE.top - 8, QR)
    flow.sheet.text(x + QR / 2, PAGE.top - 8 + QR + 2.6, say("posters.scan"), "song", 7, "centre")
    draw_parts(Sheets(filled, flow, side=QR - 4), paper.parts)
    return book.close()
