"""Whether a zipped workbook (xlsx, ods) may be opened at all: looked at before a reader unfolds it.

Source of the limits: OWASP's advice on zip bombs, and Apache POI's ratio of 100. Every part is really
inflated, piece by piece and thrown away: sizes that a zip file tells of itself can lie.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat

from app.documents.grids_boxes import MOST_CELLS, Box, box_of
from app.errors import Problem

MOST_BYTES = 50 * 1024 * 1024
MOST_UNFOLDED = 500 * 1024 * 1024
MOST_RATIO = 100
MOST_PARTS = 2_000

_SMALL_PART = 1024 * 1024  # a part below this cannot hurt, however well it was compressed
_PIECE = 4 * 1024 * 1024
_OVERLAP = 256
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 0x1


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
        unfolded += _check_part(content, part, unfolded, file)


def _check_part(content: bytes, part: zipfile.ZipInfo, unfolded: int, file: str) -> int:
    """The true size of one part; `unfolded` bytes came out of the parts before it."""
    size = 0
    box: Box | None = None
    for piece in _pieces(content, part, file):
        overlap = _OVERLAP if size else 0
        # A reader finds its sheets by what they are, not by their names; so does this.
        if not size and piece.lstrip(_BEFORE_XML).startswith(b"<"):
            box = box_of(part.filename)
        size += len(piece) - overlap
        _check_growth(unfolded + size, size, part.compress_size, file)
        if box:
            _look(box, piece, overlap, file)
    if size != part.file_size:
        raise Problem("workbook.damaged", file=file)
    if box and box.cells() > MOST_CELLS:
        raise Problem("workbook.too_many_cells", file=file, most=MOST_CELLS)
    return size


def _look(box: Box, piece: bytes, overlap: int, file: str) -> None:
    # Entities of its own, or UTF-16, which no office program writes and a search for bytes would miss.
    if b"<!DOCTYPE" in piece or piece.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Problem("workbook.entities", file=file)
    try:
        box.look(piece, overlap)
    except expat.ExpatError as torn:
        raise Problem("workbook.damaged", file=file) from torn


def _check_growth(total: int, size: int, packed: int, file: str) -> None:
    """Refuse once all parts, or one part against its packed size, have grown past the limits."""
    if total > MOST_UNFOLDED or (size > _SMALL_PART and size > MOST_RATIO * max(packed, 1)):
        raise Problem("workbook.bomb", file=file)


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
