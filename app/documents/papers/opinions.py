"""Opinions of village, township and county: what the case says of each, and the place to sign and seal below it."""

from app.documents.papers.definitions import Part
from app.documents.papers.desks import Desk, heading, label_cell
from app.documents.sheets import POINT
from app.documents.tables import LEADING, PAD, Cell, Row, Style, Table

_LABEL = 24.0
_SIZE = 11.0


def draw_opinions(desk: Desk, part: Part) -> None:
    """A box for each column, its words at the top and its place of `places` at the bottom; the place stays free."""
    heading(desk, part)
    size = part.size or _SIZE
    style = Style(size=size, align="left", least=1.0)
    width = desk.room - _LABEL
    spare = desk.spare_of(part) / len(part.columns)
    rows = []
    for column, place in zip(part.columns, part.places, strict=True):
        words = _box(desk.told(column), desk.said(place), width, part.height + spare, size)
        rows.append(Row([label_cell(column.label), Cell(words, style)], part.height + spare))
    desk.flow.table(Table([_LABEL, width], rows))


def _box(words: str, place: str, width: float, height: float, size: float) -> str:
    """Opinion and place with as many empty lines between them as the box leaves."""
    across = int((width - 2 * PAD) * POINT / size)
    lines = -(-(len(words) + 2) // across) if words else 1
    room = int((height - 3) / (size * LEADING / POINT)) - 1  # words break earlier than counted
    opinion = f"\u3000\u3000{words}" if words else ""
    return opinion + "\n" * max(room - lines, 2) + place
