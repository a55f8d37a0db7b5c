"""Exact counts of the cells and texts of one sheet, for sheets that a quick look found odd."""

from collections.abc import Sequence
from xml.parsers import expat

MOST_TEXT = 500 * 1024 * 1024

_VALUES = ("v", "is", "f")


class SheetCounts:
    """`cells` in the box around a sheet's content, and bytes of `text` its cells refer to.

    Cells that have a look but no content do not count: a reader passes over them.
    """

    def __init__(self, lengths: Sequence[int]) -> None:
        self.lengths = lengths
        self.text = 0
        self.rows = range(0)
        self.columns = range(0)
        self.row = self.column = 0
        self.shared = False
        self.number: list[str] | None = None
        self.parser = _parser(self)

    def look(self, piece: bytes, overlap: int) -> None:
        """Read on; raises `expat.ExpatError` for XML that is torn."""
        self.parser.Parse(piece[overlap:])

    @property
    def cells(self) -> int:
        """Cells in the box around all content."""
        return len(self.rows) * len(self.columns)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A row or a cell says its place, or follows the one before."""
        kind = name.rpartition(" ")[2]
        if kind == "row":
            self.row = _number(attributes.get("r", "")) or self.row + 1
            self.column = 0
        elif kind == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            self.row = _number(attributes.get("r", "")[len(letters) :]) or self.row
            self.column = _column(letters) or self.column + 1
            self.shared = attributes.get("t") == "s"
        elif kind in _VALUES:
            self.rows, self.columns = _around(self.rows, self.row), _around(self.columns, self.column)
            self.number = [] if self.shared and kind == "v" else None

    def end(self, name: str) -> None:
        """The number of a shared text is complete."""
        if self.number is not None:
            number = _number("".join(self.number).strip())
            self.text += self.lengths[number] if number < len(self.lengths) else 0
            self.number = None

    def data(self, text: str) -> None:
        """Part of a number."""
        if self.number is not None:
            self.number.append(text)


class OpenCounts:
    """The same for an OpenDocument file, where one cell may say that it stands a million times."""

    def __init__(self) -> None:
        self.cells = self.text = 0
        self.row = self.width = 0
        self.column = self.last_column = self.repeated = self.across = 0
        self.row_text = 0
        self.parser = _parser(self)

    def look(self, piece: bytes, overlap: int) -> None:
        """Read on; raises `expat.ExpatError` for XML that is torn."""
        self.parser.Parse(piece[overlap:])

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A sheet or row begins, or a cell says how often it stands."""
        kind = name.rpartition(" ")[2]
        if kind == "table":
            self.row = self.width = 0
        elif kind == "table-row":
            self.repeated = _repeated(attributes, "rows")
            self.column = self.last_column = self.row_text = 0
        elif kind in ("table-cell", "covered-table-cell"):
            self.across = _repeated(attributes, "columns")
            self.column += self.across
            if any(attribute.endswith(" value-type") for attribute in attributes):
                self.last_column = self.column
        elif kind == "p":
            self.last_column = self.column

    def end(self, name: str) -> None:
        """A row is complete; empty rows count only when content follows below."""
        if not name.endswith(" table-row"):
            return
        self.row += self.repeated
        if self.last_column:
            self.width = max(self.width, self.last_column)
            self.cells = max(self.cells, self.row * self.width)
            self.text += self.row_text * self.repeated

    def data(self, text: str) -> None:
        """Text of a cell, as often as the cell stands."""
        self.row_text += len(text.encode()) * self.across


def _parser(counts: SheetCounts | OpenCounts) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = counts.start
    parser.EndElementHandler = counts.end
    parser.CharacterDataHandler = counts.data
    return parser


def _around(known: range, place: int) -> range:
    """The range that holds what is known and one place more."""
    if not known:
        return range(place, place + 1)
    return known if place in known else range(min(known.start, place), max(known.stop, place + 1))


def _repeated(attributes: dict[str, str], what: str) -> int:
    """How many times a row or cell stands; a number nobody can read counts as one."""
    for name, value in attributes.items():
        if name.endswith(f" number-{what}-repeated"):
            return _number(value) or 1
    return 1


def _number(digits: str) -> int:
    """A whole number of at most eleven digits; 0 for anything else."""
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 12 else 0


def _column(letters: str) -> int:
    """The column of these letters, A being 1; a name longer than any real one counts by its first letters."""
    number = 0
    for letter in letters.upper()[:7]:
        number = number * 26 + ord(letter) - 64 if "A" <= letter <= "Z" else number
    return number
