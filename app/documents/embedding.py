"""The glyphs of one document put into its PDF: subset of the face, widths, how it copies out as text.

One two-byte font for each face in place of reportlab's 256-character subsets: its own ToUnicode is wrong
beyond the BMP (𬭎 copied out as two other characters), and it copies all outlines for each subset.
"""

import struct
import zlib
from array import array
from typing import Any

from reportlab.pdfbase import pdfdoc

from app.documents.faces import Face

_MORE_PARTS = 0x20
# Bytes of a composite glyph's part after flags and glyph number, by its flags (OpenType, glyf table).
_WORDS, _SCALE, _TWO_SCALES, _MATRIX = 0x01, 0x08, 0x40, 0x80
_KEPT = ("cvt ", "fpgm", "prep")


def cut_face(face: Face, glyphs: list[int]) -> bytes:
    """A TrueType font program with `glyphs` in that order (glyph 0 first) and the parts they are made of."""
    order = list(glyphs)
    place = {glyph: at for at, glyph in reversed(list(enumerate(order)))}
    records: list[bytes] = []
    at = 0
    while at < len(order):
        record = face.outline(order[at])
        if record[:1] >= b"\x80":
            record = _renumber_parts(record, place, order)
        records.append(record + b"\0" * (-len(record) % 4))
        at += 1
    tables = {tag: face.table(tag) for tag in _KEPT if face.has(tag)}
    tables["glyf"] = b"".join(records)
    tables["loca"] = _places(records)
    tables["hmtx"] = b"".join(struct.pack(">Hh", face.advance(g), face.side_bearing(g)) for g in order)
    tables["head"] = face.table("head")[:8] + b"\0" * 4 + face.table("head")[12:50] + b"\0\1\0\0"
    tables["hhea"] = face.table("hhea")[:34] + struct.pack(">H", len(order))
    tables["maxp"] = face.table("maxp")[:4] + struct.pack(">H", len(order)) + face.table("maxp")[6:]
    return _bind_tables(tables)


def _renumber_parts(record: bytes, place: dict[int, int], order: list[int]) -> bytes:
    """A composite record whose parts bear their new numbers; new parts go to the end of `order`."""
    changed = bytearray(record)
    at, flags = 10, _MORE_PARTS
    while flags & _MORE_PARTS:
        flags, part = struct.unpack_from(">HH", changed, at)
        if part not in place:
            place[part] = len(order)
            order.append(part)
        struct.pack_into(">H", changed, at + 2, place[part])
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
    return bytes(changed)


def _places(records: list[bytes]) -> bytes:
    places, end = [0], 0
    for record in records:
        end += len(record)
        places.append(end)
    return struct.pack(f">{len(places)}I", *places)


def _bind_tables(tables: dict[str, bytes]) -> bytes:
    """The font file of the tables, with its directory and check sums."""
    count = len(tables)
    reach = 1 << (count.bit_length() - 1)
    search = (reach * 16, reach.bit_length() - 1, (count - reach) * 16)
    directory = [struct.pack(">IHHHH", 0x10000, count, *search)]
    body: list[bytes] = []
    offset = 12 + 16 * count
    for tag, stored in sorted(tables.items()):
        padded = stored + b"\0" * (-len(stored) % 4)
        directory.append(struct.pack(">4sIII", tag.encode(), _check_sum(padded), offset, len(stored)))
        body.append(padded)
        offset += len(padded)
    return b"".join(directory + body)


def _check_sum(padded: bytes) -> int:
    words = array("I", padded)
    words.byteswap()
    return sum(words) & 0xFFFFFFFF


def copy_out_map(characters: list[str]) -> str:
    """A ToUnicode map: code 1 is the first character, code 2 the second, as UTF-16 of any plane."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    pairs = [f"<{code:04X}> <{c.encode('utf-16-be').hex().upper()}>" for code, c in enumerate(characters, 1)]
    for start in range(0, len(pairs), 100):  # a reader need not take more than 100 in a block
        block = pairs[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines)


def embed_face(doc: Any, face: Face, name: str, glyphs: list[int], characters: list[str]) -> None:
    """Add a face to a reportlab document as font `name`; code n+1 shows glyphs[n], which is characters[n]."""
    tag = "".join(chr(65 + int(digit)) for digit in f"{zlib.crc32(''.join(characters).encode()) % 10**6:06d}")
    base = pdfdoc.PDFName(f"{tag}+{face.name}")
    program = _stream(doc, f"program.{name}", cut_face(face, [0, *glyphs]), program=True)
    metrics = face.metrics
    descriptor = pdfdoc.PDFDictionary({
        "Type": pdfdoc.PDFName("FontDescriptor"), "FontName": base, "Flags": 4,
        "FontBBox": pdfdoc.PDFArray(metrics.box), "ItalicAngle": metrics.italic_angle, "StemV": 80,
        "Ascent": metrics.ascent, "Descent": metrics.descent, "CapHeight": metrics.cap_height,
        "FontFile2": program,
    })  # fmt: skip
    system = pdfdoc.PDFDictionary(
        {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
    )
    descendant = pdfdoc.PDFDictionary({
        "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("CIDFontType2"), "BaseFont": base,
        "CIDSystemInfo": system, "FontDescriptor": doc.Reference(descriptor, f"descriptor.{name}"),
        "CIDToGIDMap": pdfdoc.PDFName("Identity"), "DW": 1000, "W": _widths(face, glyphs),
    })  # fmt: skip
    font = pdfdoc.PDFDictionary({
        "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("Type0"), "BaseFont": base,
        "Encoding": pdfdoc.PDFName("Identity-H"), "DescendantFonts": pdfdoc.PDFArray([descendant]),
        "ToUnicode": _stream(doc, f"unicode.{name}", copy_out_map(characters).encode()),
    })  # fmt: skip
    doc.idToObject["BasicFonts"].dict[name] = doc.Reference(font, f"font.{name}")


def _widths(face: Face, glyphs: list[int]) -> Any:
    return pdfdoc.PDFArray([1, pdfdoc.PDFArray([round(face.width(glyph), 2) for glyph in glyphs])])


def _stream(doc: Any, name: str, content: bytes, program: bool = False) -> Any:
    """A reference to a compressed stream. Level 6 would gain 4 % on outlines, for three times the work."""
    stream = pdfdoc.PDFStream(content=zlib.compress(content, 1))
    stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    if program:
        stream.dictionary["Length1"] = len(content)
    return doc.Reference(stream, name)
