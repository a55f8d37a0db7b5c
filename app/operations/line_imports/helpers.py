"""What a row says of those who help: their fields, their unit; and names in one cell."""

import re

from app.errors import Issue
from app.operations.line_imports.changes import Said
from app.operations.line_imports.sheets import LineSheet
from app.operations.line_imports.vocabularies import CADRE_ID, LEVEL, NAME, UNIT, UNIT_POST
from app.rules.cells import fold, is_blank, words
from app.rules.names import has_lost_character, tidy_name
from app.rules.values import Stored

_BETWEEN = re.compile(r"[\u3001,\uff0c;\uff1b/|\n]+")
_APART = re.compile(r"[\s\u3000]+")
_LEAST_NAME = 2


def is_nobody(name: str) -> bool:
    """Whether a cell for a name says that there is nobody."""
    return is_blank(name) or fold(name) in words("values.nothing_words")


def names_in(cell: str) -> list[str]:
    """The names of one cell: cut at the marks between them; at blanks where each part is long enough for a name.

    A name of two characters with a blank between them (张 三) is one name, and so is a name of other letters.
    """
    found: list[str] = []
    for part in _BETWEEN.split(cell):
        pieces = [piece for piece in _APART.split(part.strip()) if piece]
        if len(pieces) > 1 and all(len(piece) >= _LEAST_NAME and not piece.isascii() for piece in pieces):
            found += pieces
        elif pieces:
            found.append(part)
    return [name for name in dict.fromkeys(map(tidy_name, found)) if name and not is_nobody(name)]


def name_fault(sheet: LineSheet, row: int, block: int) -> Issue | None:
    """Why a cell for one name cannot be a cadre's: several names, digits, a character that was lost."""
    text = sheet.written[NAME, block][row]
    said: dict[str, object] = {"text": text}
    if any(char.isdigit() for char in text):
        return Issue("lines.name_with_digits", "name", "error", said)
    if len(names_in(text)) > 1:
        return Issue("lines.several_names", "name", "error", said)
    return Issue("lines.name_lost", "name", "error", said) if has_lost_character(text) else None


def unit_said(sheet: LineSheet, row: int, block: int) -> str:
    """The unit a row names for a helper; "" where it names none."""
    unit = sheet.of(UNIT, row, block)
    return unit or _unit_and_post(sheet.of(UNIT_POST, row, block))[0]


def helper_said(sheet: LineSheet, row: int, block: int) -> tuple[Said, str, Stored]:
    """What a row says of a helper: his own answers, his unit's name, the unit's level."""
    said = {key: value for key, value in sheet.said("cadre", row, block).items() if key != "name"}
    said.pop(CADRE_ID.partition(".")[2], None)
    post = _unit_and_post(sheet.of(UNIT_POST, row, block))[1]
    if post and "post" not in said:
        said["post"] = post
    values = sheet.values.get((LEVEL, block))
    return said, unit_said(sheet, row, block), values[row] if values else None


def _unit_and_post(cell: str) -> tuple[str, str]:
    """A cell that holds unit and post: cut at its last blank; without one it is all unit."""
    pieces = cell.split()
    if len(pieces) < 2:
        return cell.strip(), ""
    return "".join(pieces[:-1]), pieces[-1]
