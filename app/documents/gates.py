"""The gate: a finished PDF or workbook read again as whoever gets it could read it, before it leaves the office.

Reads the bytes that go out: text of every page, bookmarks and properties of a PDF; every part of a workbook, hidden
sheets, comments, names and properties among them. What is only a picture is not read.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final
from xml.etree import ElementTree

from app.documents.previews import Preview
from app.rules.leaks import Leak, Listed, find_leaks

_XML: Final = (".xml", ".rels", ".vml")
_SHARED: Final = "xl/sharedStrings.xml"
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DATA, _ROW, _CELL = f"{_MAIN}sheetData", f"{_MAIN}row", f"{_MAIN}c"
_TOLD: Final = frozenset({"xl/styles.xml", "xl/theme/theme1.xml", "[Content_Types].xml", _SHARED})
"""Parts that say nothing of persons, and the shared texts, which are read where a cell shows them."""

_DATE: Final = re.compile(r"D:\d{14}\S*|\d{4}-\d\d-\d\dT[\d:]+Z?")
"""When a file says it was made: no number of a person."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the gate holds back: where (page, cell or property) and what."""

    where: str
    leak: Leak


def hold(content: bytes, listed: Listed, today: date) -> list[Held]:
    """What must not leave in a finished PDF or workbook (told apart by its first bytes); empty when it may go."""
    told = _of_workbook(content) if content[:2] == b"PK" else _of_pdf(content)
    return [Held(where, leak) for where, text in told for leak in find_leaks(text, listed, today)]


def _of_pdf(content: bytes) -> Iterator[tuple[str, str]]:
    """(page or property, text) of everything a reader of the PDF can copy out."""
    with Preview(content) as pdf:
        for page in range(len(pdf)):
            yield str(page + 1), pdf.text(page)
        for name, text in pdf.properties().items():
            yield name, _DATE.sub(" ", text)


def _of_workbook(content: bytes) -> Iterator[tuple[str, str]]:
    """(part, text) of everything in the file; of a sheet the cells of each row with a tab between."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        shared = _shared_texts(book)
        for part in book.namelist():
            if part.endswith(_XML) and part not in _TOLD:
                root = ElementTree.fromstring(book.read(part))
                if _SHEET.fullmatch(part):
                    yield part, "\n".join(_rows(root, shared))
                yield part, _DATE.sub(" ", "\n".join(_beside_cells(root)))


def _shared_texts(book: zipfile.ZipFile) -> list[str]:
    if _SHARED not in book.namelist():
        return []
    return ["".join(one.itertext()) for one in ElementTree.fromstring(book.read(_SHARED))]


def _rows(sheet: ElementTree.Element, shared: list[str]) -> Iterator[str]:
    for row in sheet.iter(_ROW):
        yield "\t".join(_cell(cell, shared) for cell in row.iter(_CELL))


def _cell(cell: ElementTree.Element, shared: list[str]) -> str:
    text = "".join(cell.itertext())
    return (
        shared[int(text)] if cell.get("t") == "s" and text.isdecimal() and int(text) < len(shared) else text
    )


def _beside_cells(element: ElementTree.Element) -> Iterator[str]:
    """Texts outside of cells (headers, comments, names, properties), and what attributes say at length."""
    if element.tag == _DATA:
        return
    if element.text and element.text.strip():
        yield element.text
    yield from (value for value in element.attrib.values() if len(value) > 5 and "://" not in value)
    for child in element:
        yield from _beside_cells(child)
