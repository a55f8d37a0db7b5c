"""Whether a zipped workbook (xlsx, ods) may be opened at all: looked at before a reader unfolds it.

Source of the limits: OWASP's advice on zip bombs, and Apache POI's ratio of 100. Every part is really
inflated, piece by piece and thrown away: sizes that a zip file tells of itself can lie.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from app.documents.grids import column_letter
from app.errors import Problem

MOST_BYTES = 50 * 1024 * 1024
MOST_UNFOLDED = 500 * 1024 * 1024
MOST_RATIO = 100
MOST_PARTS = 2_000
MOST_CELLS = 6_000_000

_SMALL_PART = 1024 * 1024  # a part below this cannot hurt, however well it was compressed
_PIECE = 4 * 1024 * 1024
_OVERLAP = 256
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 0x1

_ROW = re.compile(rb"""row r="(\d+)""")
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)(\d+)["']""")


def open_archive(content: bytes, file: str) -> zipfile.ZipFile:
    """The zip file in `content`; raises Problem when its directory is torn, locked or too long."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as torn:
        raise Problem("workbook.damaged", file=file) from torn
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise Problem("workbook.too_many_parts", file=file, parts=len(parts), most=MOST_PARTS)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Problem("workbook.locked_by_password", file=file)
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise Problem("workbook.damaged", file=file)
    return archive


def check_archive(archive: zipfile.ZipFile, content: bytes, file: str) -> None:
    """Refuse (Problem) an archive that grows too large, lies about a size, or brings its own entities."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MOST_UNFOLDED:
        raise Problem("workbook.bomb", file=file)
    unfolded = 0
    for part in parts:
        measure = _Sheet() if "/worksheets/" in part.filename else None
        size = 0
        for piece in _pieces(content, part, file):
            size += len(piece) - (_OVERLAP if size else 0)
            _check_growth(unfolded + size, size, part.compress_size, file)
            if _is_xml(part.filename) and _brings_entities(piece):
                raise Problem("workbook.entities", file=file)
            if measure:
                measure.look(piece)
        if size != part.file_size:
            raise Problem("workbook.damaged", file=file)
        if measure and measure.box() > MOST_CELLS:
            raise Problem("workbook.too_many_cells", file=file, most=MOST_CELLS)
        unfolded += size


def _check_growth(total: int, size: int, packed: int, file: str) -> None:
    """Refuse once all parts, or one part against its packed size, have grown past the limits."""
    if total > MOST_UNFOLDED or (size > _SMALL_PART and size > MOST_RATIO * max(packed, 1)):
        raise Problem("workbook.bomb", file=file)


def _brings_entities(piece: bytes) -> bool:
    """Whether XML declares its own entities, or hides in UTF-16, which no office program writes."""
    return b"<!DOCTYPE" in piece or piece[:2] in (b"\xff\xfe", b"\xfe\xff")


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _pieces(content: bytes, part: zipfile.ZipInfo, file: str) -> Iterator[bytes]:
    """What a part unfolds to, in pieces that begin with the last bytes of the piece before."""
    start = part.header_offset
    header = content[start : start + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise Problem("workbook.damaged", file=file)
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    start += 30 + name_length + extra_length
    packed = memoryview(content)[start : start + part.compress_size]
    if len(packed) < part.compress_size:
        raise Problem("workbook.damaged", file=file)
    tail = b""
    for piece in _inflated(packed, part.compress_type, file):
        whole = tail + piece
        # The overlap is always full, so that sizes can be told from lengths.
        yield whole
        tail = whole[-_OVERLAP:].rjust(_OVERLAP, b" ")


def _inflated(packed: memoryview, kind: int, file: str) -> Iterator[bytes]:
    if kind == zipfile.ZIP_STORED:
        for start in range(0, len(packed), _PIECE):
            yield bytes(packed[start : start + _PIECE])
        return
    if kind != zipfile.ZIP_DEFLATED:
        raise Problem("workbook.damaged", file=file)
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting: bytes | memoryview = packed
    try:
        while not inflate.eof:
            piece = inflate.decompress(waiting, _PIECE)
            if not piece and not inflate.unconsumed_tail:
                break
            waiting = inflate.unconsumed_tail
            if piece:
                yield piece
    except zlib.error as torn:
        raise Problem("workbook.damaged", file=file) from torn
    if not inflate.eof:
        raise Problem("workbook.damaged", file=file)


class _Sheet:
    """How large a box the cells of one sheet span, told without reading them all.

    A reader makes room for the whole box, so that one cell at XFD1048576 is as bad as a bomb.
    """

    def __init__(self) -> None:
        self.rows = 1
        self.columns = 0
        self.far_out = re.compile(b"")
        self._aim()

    def look(self, piece: bytes) -> None:
        """Take one piece of the sheet's XML into account."""
        found = max(map(int, _ROW.findall(piece)), default=0)
        if found > self.rows:
            self.rows = found
            self._aim()
        # An attribute written oddly would slip past the quick search.
        if self.far_out.search(piece) or b"='" in piece or b"r =" in piece:
            self._look_closely(piece)

    def box(self) -> int:
        """Cells in the box that holds all cells seen far out, or 0 when none stands far out."""
        return self.rows * self.columns

    def _look_closely(self, piece: bytes) -> None:
        for letters, digits in set(_CELL.findall(piece)):
            self.rows = max(self.rows, int(digits))
            self.columns = max(self.columns, _column_number(letters))
        self._aim()

    def _aim(self) -> None:
        """Search only for what could break the limit: columns too far right, rows too far down."""
        last = column_letter(max(MOST_CELLS // self.rows, 1))
        right = f"[{last[0]}-Z][A-Z]{{{len(last) - 1}}}|[A-Z]{{{len(last) + 1}}}|[a-z]{{1,3}}[0-9]"
        deep = f"[A-Z]{{1,3}}[0-9]{{{len(str(self.rows)) + 1}}}"
        self.far_out = re.compile(f'r="(?:{right}|{deep})'.encode())


def _column_number(letters: bytes) -> int:
    """Columns up to and including the lettered one; a name longer than any real one counts as the widest."""
    number = 0
    for letter in letters.upper()[:7]:
        number = number * 26 + letter - 64
    return number
