"""Whether a zipped workbook (xlsx, ods) may be opened at all: looked at before a reader unfolds it.

Source of the limits: OWASP's advice on zip bombs, and Apache POI's ratio of 100. Every part is really
inflated, piece by piece and thrown away: sizes that a zip file tells of itself can lie.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from xml.parsers import expat

from app.documents.grids_boxes import MOST_CELLS, Look, QuickLook, SharedTexts
from app.documents.grids_counts import MOST_TEXT, OpenCounts, SheetCounts
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
    looks: list[tuple[zipfile.ZipInfo, Look]] = []
    for part in parts:
        look = _look_for(part.filename)
        unfolded += _look_at(content, part, look, unfolded, file)
        looks.append((part, look))
    _check_counts(content, looks, file)


def _look_for(name: str) -> Look:
    if name == "content.xml":
        return OpenCounts()
    return SharedTexts() if name.lower().endswith("sharedstrings.xml") else QuickLook()


def _check_counts(content: bytes, looks: Sequence[tuple[zipfile.ZipInfo, Look]], file: str) -> None:
    """Refuse sheets with too many cells, or cells with too much text; what looked odd is counted exactly."""
    quick = [(part, look) for part, look in looks if isinstance(look, QuickLook)]
    texts = [look for _, look in looks if isinstance(look, SharedTexts)]
    longest = max((look.longest() for look in texts), default=0)
    much_text = longest * sum(look.shared for _, look in quick) > MOST_TEXT
    counts: list[SheetCounts | OpenCounts] = [look for _, look in looks if isinstance(look, OpenCounts)]
    for part, look in quick:
        if look.suspect or (much_text and look.shared):
            exact = SheetCounts(texts[0].lengths if texts else ())
            _look_at(content, part, exact, 0, file)
            counts.append(exact)
    if any(count.cells > MOST_CELLS for count in counts):
        raise Problem("workbook.too_many_cells", file=file, most=MOST_CELLS)
    if sum(count.text for count in counts) > MOST_TEXT:
        raise Problem("workbook.bomb", file=file)


def _look_at(content: bytes, part: zipfile.ZipInfo, look: Look, unfolded: int, file: str) -> int:
    """The true size of one part, looked at when it is XML; `unfolded` bytes came out of the parts before it."""
    size = 0
    is_xml = False
    for piece in _pieces(content, part, file):
        overlap = _OVERLAP if size else 0
        # A reader finds its sheets by what they are, not by their names; so does this.
        is_xml = is_xml or (not size and piece.lstrip(_BEFORE_XML).startswith(b"<"))
        size += len(piece) - overlap
        _check_growth(unfolded + size, size, part.compress_size, file)
        if is_xml:
            _check_piece(look, piece, overlap, file)
    if size != part.file_size:
        raise Problem("workbook.damaged", file=file)
    return size


def _check_piece(look: Look, piece: bytes, overlap: int, file: str) -> None:
    # Entities of its own, or UTF-16, which no office program writes and a search for bytes would miss.
    if b"<!DOCTYPE" in piece or piece.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Problem("workbook.entities", file=file)
    try:
        look.look(piece, overlap)
    except (
        expat.ExpatError,
        LookupError,
        ValueError,
    ) as torn:  # torn, an unknown encoding, an endless number
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
