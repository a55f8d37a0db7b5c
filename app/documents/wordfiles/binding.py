"""Sections of markup bound into one Word file."""

from collections.abc import Sequence

from docx import Document

from app.documents.papers.desks import PaperContext
from app.documents.wordfiles.margins import Surround, lay_sections
from app.documents.wordfiles.scrubbing import finish


def bind(around: Surround, context: PaperContext, sections: Sequence[Sequence[str]], title: str) -> bytes:
    """The bytes of a .docx; each section counts its own sheets."""
    document = Document()
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    blocks = "".join(lay_sections(document, around, context, sections))
    return finish(document, blocks, title, context.when)
