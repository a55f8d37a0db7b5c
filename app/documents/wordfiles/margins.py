"""What stands around the text of a Word file: sheet and margins, the line at the head, page numbers at the foot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from app.documents.flows import Page
from app.documents.papers.definitions import FootKind, Paper
from app.documents.papers.desks import PaperContext
from app.documents.sheets import Align
from app.documents.wordfiles.markup import ALL_PAGES, NAMESPACES, PAGE, PAGES, paragraph, run, spacer
from app.rules.values import show
from app.texts import say

_SMALL = 8.5


@dataclass(frozen=True, slots=True)
class Surround:
    """The sheet of a Word file: its size, whether it lies across, what stands at its head and foot."""

    page: Page
    landscape: bool = False
    internal: bool = True
    foot: FootKind = "usual"


def surround_of(paper: Paper, context: PaperContext) -> Surround:
    """The sheet of a paper, in the size that was chosen."""
    left, top, right, bottom = paper.margins
    page = Page(*paper.page_size(context.size), left, right, top, bottom)
    return Surround(page, paper.landscape, paper.internal, paper.foot)


def lay_sections(
    document: WordDocument, around: Surround, context: PaperContext, sections: Sequence[Sequence[str]]
) -> Iterator[str]:
    """The blocks of all sections, each ended by its properties; sets the document's own section, the last one's."""
    _set_page(document, around)
    _head_and_foot(document, around, context, PAGES if len(sections) > 1 else ALL_PAGES)
    properties: Any = document.sections[0]._sectPr
    number = OxmlElement("w:pgNumType")
    number.set(qn("w:start"), "1")
    properties.find(qn("w:cols")).addprevious(number)
    ending: str = properties.xml
    for at, blocks in enumerate(sections, 1):
        yield from blocks
        yield spacer(0.3, section=ending if at < len(sections) else "")


def _set_page(document: WordDocument, around: Surround) -> None:
    section, page = document.sections[0], around.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.header_distance, section.footer_distance = Mm(6), Mm(max(page.bottom - 8.0, 6.0))
    if around.landscape:
        section._sectPr.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")


def _head_and_foot(document: WordDocument, around: Surround, context: PaperContext, pages: str) -> None:
    """The line that an internal paper bears, and the page numbers; `pages` stands for how many there are."""
    section = document.sections[0]
    room = around.page.room
    when = show("date", context.when.date())
    if around.internal:
        time = f"{context.when:%H:%M}"
        words = say("papers.watermark", who=context.who, day=when, time=time)
        _replace(section.header, paragraph(run(words, "hei", _SMALL, grey=True), _SMALL, "right"))
    if around.foot == "letter":
        words = say("papers.letter_page", page=PAGE)
        _replace(section.footer, paragraph(run(words, "song", 14), 14, "centre"))
    elif around.foot == "usual":
        counted = say("papers.page_of", page=PAGE, pages=pages)
        words = f"{context.office}\t{counted}\t{say('papers.printed', day=when)}"
        tabs: dict[float, Align] = {room / 2: "centre", room: "right"}
        _replace(section.footer, paragraph(run(words, "song", _SMALL), _SMALL, tabs=tabs))


def _replace(place: Any, markup: str) -> None:
    """Make a head or foot of this paragraph alone."""
    place.is_linked_to_previous = False
    element = place._element
    for child in list(element):
        element.remove(child)
    for child in parse_xml(f"<w:body {NAMESPACES}>{markup}</w:body>"):
        element.append(child)
