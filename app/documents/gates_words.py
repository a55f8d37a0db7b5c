"""What a part of a Word file says: the words of a paragraph as one, however many pieces they are kept in.

Text, heads, feet, notes and comments; deleted and hidden words among them. A row of a table also reads across.
"""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _ROW, _CELL = f"{_W}p", f"{_W}tr", f"{_W}tc"
_WORDS: Final = frozenset({f"{_W}t", f"{_W}delText", f"{_W}instrText"})
_SPACES: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}


def told_in_words(part: Element) -> str:
    """Every paragraph of a part on a line of its own, then every row of its tables with a tab between the cells."""
    rows = ("\t".join(_words(cell) for cell in row.iter(_CELL)) for row in part.iter(_ROW))
    return "\n".join([*(_words(one) for one in part.iter(_PARAGRAPH)), *rows])


def _words(element: Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    for one in element.iter():
        if one.tag in _WORDS:
            yield one.text or ""
        elif one.tag in _SPACES:
            yield _SPACES[one.tag]
