"""The gate: a finished PDF, workbook or Word file read again as whoever gets it could read it, before it goes out.

Reads the bytes that go out: text of every page, bookmarks and properties of a PDF and what it carries beside them;
every part of a workbook, hidden sheets, comments, names, formats and properties among them. What is only a picture on
a page is not read; what cannot be read (attachments, macros, other files) is held.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree

from app.documents.gates_pdfs import never_in_ours, told_beside
from app.documents.gates_words import told_in_words
from app.documents.previews import Preview
from app.rules.leaks import Leak, Listed, find_leaks

_XML: Final = (".xml", ".rels", ".vml")
_SHARED: Final = "xl/sharedStrings.xml"
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DATA, _ROW, _CELL = f"{_MAIN}sheetData", f"{_MAIN}row", f"{_MAIN}c"
_LOOKS: Final = frozenset({"xl/styles.xml", "xl/theme/theme1.xml"})
"""Parts full of colours and sizes, of which only the names are read."""

_SCHEMAS: Final = (
    "http://schemas.",
    "http://purl.org/",
    "http://www.w3.org/",
    "application/vnd.",
    "urn:schemas",
)
_REMARK: Final = re.compile(rb"<!--(.*?)-->|<\?(?!xml )(.*?)\?>", re.DOTALL)
_ROUNDED: Final = re.compile(r"\d\.\d{9,}E\+1[4-9]")
_SHORT: Final = 6
"""So many characters at most has a cell that may be a piece of a number written down a column."""

_EDGE: Final = 40
"""So many characters at the edge of a page are read with the next one's."""

_DATE: Final = re.compile(r"D:\d{14}\S*|\d{4}-\d\d-\d\dT[\d:]+Z?")
"""When a file says it was made: no number of a person."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the gate holds back: where (page, cell or property) and what."""

    where: str
    leak: Leak


def hold(content: bytes, listed: Listed, today: date) -> list[Held]:
    """What must not leave in a finished PDF or workbook (told apart by its first bytes); empty when it may go."""
    zipped = content[:2] == b"PK"
    told, strange = (_of_workbook, _strange_parts) if zipped else (_of_pdf, never_in_ours)
    held = [Held(where, leak) for where, text in told(content) for leak in find_leaks(text, listed, today)]
    held += [Held(name, Leak("hidden", 0, name)) for name in strange(content)]
    return list(dict.fromkeys(held))


def _of_pdf(content: bytes) -> Iterator[tuple[str, str]]:
    """(page or property, text) of everything a reader of the PDF can copy out, and whoever opens its bytes."""
    with Preview(content) as pdf:
        pages = [pdf.text(page) for page in range(len(pdf))]
        properties = pdf.properties()
    for page, text in enumerate(pages, 1):
        yield str(page), text
    for page, (one, other) in enumerate(pairwise(pages), 1):
        yield f"{page}\u2013{page + 1}", _over_the_edge(one, other)
    for name, text in (*properties.items(), *told_beside(content)):
        yield name, _DATE.sub(" ", text)


def _over_the_edge(page: str, following: str) -> str:
    """The end of a page's words with the beginning of the next one's."""
    return f"{page.rstrip()[-_EDGE:]}\n{following.lstrip()[:_EDGE]}"


def _of_workbook(content: bytes) -> Iterator[tuple[str, str]]:
    """(part, text) of everything in the file; of a sheet the cells of each row with a tab between, and of columns."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        yield "zip", book.comment.decode("utf-8", "replace")
        shared, shown = _shared_texts(book), set[int]()
        for part in book.namelist():
            yield part, part
            if not part.endswith(_XML):
                continue
            raw = book.read(part)
            yield (
                part,
                "\u3002".join(b"".join(one).decode("utf-8", "replace") for one in _REMARK.findall(raw)),
            )
            root = ElementTree.fromstring(raw)
            if part.startswith("word/"):
                yield part, told_in_words(root)
            if _SHEET.fullmatch(part):
                rows = [[_cell(cell, shared, shown) for cell in row.iter(_CELL)] for row in root.iter(_ROW)]
                yield part, "\n".join("\t".join(row) for row in rows)
                yield part, "\n".join(_columns(rows))
            if part in _LOOKS:
                yield part, "\u3002".join(_named_looks(root))
            elif part != _SHARED:
                yield part, _DATE.sub(" ", "\n".join(_beside_cells(root)))
        yield _SHARED, "\n".join(text for at, text in enumerate(shared) if at not in shown)


def _strange_parts(content: bytes) -> list[str]:
    """Parts of a workbook that cannot be read as text: pictures, macros, other files in it."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        return [part for part in book.namelist() if not part.endswith((*_XML, "/"))]


def _shared_texts(book: zipfile.ZipFile) -> list[str]:
    if _SHARED not in book.namelist():
        return []
    return ["".join(one.itertext()) for one in ElementTree.fromstring(book.read(_SHARED))]


def _cell(cell: ElementTree.Element, shared: list[str], shown: set[int]) -> str:
    """What a cell says; which of the shared texts it showed is noted."""
    text = "".join(cell.itertext())
    if cell.get("t") == "s" and text.isdecimal() and int(text) < len(shared):
        shown.add(int(text))
        return shared[int(text)]
    return f"{Decimal(text):.0f}" if _ROUNDED.fullmatch(text) else text


def _columns(rows: list[list[str]]) -> Iterator[str]:
    """The columns that say something short in each row, as one number a sign at a time would."""
    wide = max(map(len, rows), default=0)
    for at in range(wide):
        cells = [row[at] for row in rows if at < len(row) and row[at]]
        if len(cells) > 1 and all(len(one) <= _SHORT for one in cells[1:]):
            yield "\t".join(cells)


def _named_looks(root: ElementTree.Element) -> Iterator[str]:
    """Formats and names of styles and themes; colours and sizes say nothing."""
    for one in root.iter():
        yield from (one.attrib[name] for name in ("formatCode", "name", "typeface") if name in one.attrib)


def _beside_cells(element: ElementTree.Element) -> Iterator[str]:
    """Texts outside of cells (headers, comments, names, properties), and what attributes say at length."""
    if element.tag == _DATA:
        return
    if element.text and element.text.strip():
        yield element.text
    if element.tail and element.tail.strip():
        yield element.tail
    yield from (
        value for value in element.attrib.values() if len(value) > 5 and not value.startswith(_SCHEMAS)
    )
    for child in element:
        yield from _beside_cells(child)
