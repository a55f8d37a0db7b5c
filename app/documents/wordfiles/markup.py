"""Paragraphs and runs of a Word file as WordprocessingML, in mm and points; nothing of a paper is known here."""

import re
from collections.abc import Mapping
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from app.documents.fonts import Role, read_font_list
from app.documents.sheets import Align
from app.documents.tables import LEADING

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
PAGE, PAGES, ALL_PAGES = "\ue000", "\ue001", "\ue002"
"""Stand in a text for the fields that count the sheet, the sheets of its part, and those of the file."""

_TWIPS = 1440 / 25.4
_ALIGNS: Mapping[Align, str] = {"left": "left", "centre": "center", "right": "right"}
_FIELDS = {PAGE: "PAGE", PAGES: "SECTIONPAGES", ALL_PAGES: "NUMPAGES"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters no XML may hold."""
_BEYOND = 0x20000
"""From here on the usual faces have no characters: 生僻字 of the extensions B and later."""


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point, as a Word file measures."""
    return round(mm * _TWIPS)


@cache
def font_names() -> Mapping[Role, list[str]]:
    """The names of faces by role, best first."""
    names: Mapping[Role, list[str]] = read_font_list()["word"]
    return names


def run(text: str, role: Role = "song", size: float = 10.5, grey: bool = False) -> str:
    """Runs for a text: line ends are breaks, tabs tabs, rare characters in a face that has them."""
    found = []
    for piece in re.split(f"([\n\t{PAGE}{PAGES}{ALL_PAGES}])", _FORBIDDEN.sub("", text)):
        if piece == "\n":
            found.append("<w:r><w:br/></w:r>")
        elif piece == "\t":
            found.append("<w:r><w:tab/></w:r>")
        elif piece in _FIELDS:
            found.append(_field(_FIELDS[piece], _looks(role, size, grey)))
        elif piece:
            found += _worded(piece, role, size, grey)
    return "".join(found)


def _worded(text: str, role: Role, size: float, grey: bool) -> list[str]:
    pieces = re.findall(f"[{chr(_BEYOND)}-\U0010ffff]+|[^{chr(_BEYOND)}-\U0010ffff]+", text)
    return [
        f"<w:r>{_looks('rare' if ord(one[0]) >= _BEYOND else role, size, grey)}"
        f'<w:t xml:space="preserve">{escape(one)}</w:t></w:r>'
        for one in pieces
    ]


def _field(name: str, looks: str) -> str:
    return (
        f'<w:r>{looks}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{looks}<w:instrText xml:space="preserve">'
        f' {name} </w:instrText></w:r><w:r>{looks}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r>{looks}<w:t>1</w:t></w:r><w:r>{looks}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def _looks(role: Role, size: float, grey: bool) -> str:
    name = quoteattr(font_names()[role][0])
    pale = '<w:color w:val="8C8C8C"/>' if grey else ""
    return (
        f'<w:rPr><w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name} w:hint="eastAsia"/>{pale}'
        f'<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/></w:rPr>'
    )


def paragraph(
    runs: str,
    size: float = 10.5,
    align: Align = "left",
    *,
    before: float = 0.0,
    pitch: float = 0.0,
    first: float = 0.0,
    keep: bool = False,
    turn: bool = False,
    tabs: Mapping[float, Align] | None = None,
    section: str = "",
) -> str:
    """A paragraph of runs. `before`: mm left above; `pitch`: line pitch in points; `first`: mm the first line is
    indented; `keep`: with the next; `turn`: on a new sheet; `tabs`: mm from the margin; `section`: what ends with it.
    """
    line = round((pitch or size * LEADING) * 20)
    stops = "".join(
        f'<w:tab w:val="{_ALIGNS[side]}" w:pos="{twips(at)}"/>' for at, side in sorted((tabs or {}).items())
    )
    return (
        "<w:p><w:pPr>"
        + ("<w:keepNext/>" if keep else "")
        + ("<w:pageBreakBefore/>" if turn else "")
        + (f"<w:tabs>{stops}</w:tabs>" if stops else "")
        + '<w:snapToGrid w:val="0"/>'
        + f'<w:spacing w:before="{twips(before)}" w:after="0" w:line="{line}" w:lineRule="exact"/>'
        + (f'<w:ind w:firstLine="{twips(first)}"/>' if first else "")
        + f'<w:jc w:val="{_ALIGNS[align]}"/>{section}</w:pPr>{runs}</w:p>'
    )


def spacer(height: float, turn: bool = False, section: str = "") -> str:
    """An empty paragraph `height` mm high, at least as high as keeps two tables apart."""
    points = max(height * 72 / 25.4, 1.0)
    return paragraph("", 1, pitch=points, turn=turn, section=section)
