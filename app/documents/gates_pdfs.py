"""What a PDF carries beside its pages: strings of every object, metadata, comments, names, what is packed or attached.

Reads the bytes themselves, old versions of objects included: whoever gets the file can. What nobody sees on the sheet
and cannot be read as text (attachments, scripts, forms, encryption) is named, for no paper of ours has any.
"""

import re
import zlib
from base64 import a85decode
from binascii import Error, unhexlify
from collections.abc import Iterator
from typing import Final

_OBJECT: Final = re.compile(rb"(?<!end)stream\r?\n(.*?)(?:\r?\n)?endstream", re.DOTALL)
_LITERAL: Final = re.compile(rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)", re.DOTALL)
_HEX: Final = re.compile(rb"(?<!<)<([0-9A-Fa-f\s]{4,})>")
_COMMENT: Final = re.compile(rb"%([^\r\n]{6,})")
_NAME: Final = re.compile(rb"/([^\s/<>\[\]()%]{6,})")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_LETTERS: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}
_NEVER: Final = re.compile(
    rb"/(EmbeddedFiles?|JavaScript|JS|AcroForm|XFA|RichMedia|Encrypt|OCProperties|Movie|Sound)\b"
)
_PLAIN: Final = re.compile(rb"[0-9]{11,18}[Xx]?")
_DRAWN: Final = (b"/FontFile", b"/Length1", b"/Subtype /Image", b"/Subtype/Image")
_MOST: Final = 20 * 1024 * 1024
"""So many bytes of one stream are unpacked at most."""


def told_beside(pdf: bytes) -> Iterator[tuple[str, str]]:
    """(where, text) of everything that is said beside the pages."""
    for told, content in _streams(pdf):
        yield from _told_by_stream(told, content)
    yield from _told_by_objects(_without_streams(pdf))


def never_in_ours(pdf: bytes) -> list[str]:
    """What no paper of ours has and nobody sees on the sheet: attachments, scripts, forms, layers, encryption."""
    packed = [_unpacked(told, content) for told, content in _streams(pdf) if b"/ObjStm" in told]
    return sorted(
        {name.decode() for part in (_without_streams(pdf), *packed) for name in _NEVER.findall(part)}
    )


def _without_streams(pdf: bytes) -> bytes:
    """The objects alone: what is drawn or packed may hold any bytes by chance."""
    return _OBJECT.sub(b" ", pdf)


def _streams(pdf: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each stream's dictionary and its bytes."""
    for found in _OBJECT.finditer(pdf):
        yield _before(pdf, found.start()), found[1]


def _before(pdf: bytes, start: int) -> bytes:
    """The dictionary of the stream that begins there."""
    return pdf[max(pdf.rfind(b"obj", 0, start), start - 2_000, 0) : start]


def _told_by_stream(told: bytes, content: bytes) -> Iterator[tuple[str, str]]:
    if any(word in told for word in _DRAWN):
        return
    unpacked = _unpacked(told, content)
    if b"/ObjStm" in told:
        yield from _told_by_objects(unpacked)
    elif b"/Metadata" in told:
        yield "XMP", re.sub(r"<[^>]*>", " ", unpacked.decode("utf-8", "replace"))
        yield "XMP", " ".join(re.findall(r'"([^"]*)"', unpacked.decode("utf-8", "replace")))
    else:
        yield "stream", "\u3002".join(one.decode() for one in _PLAIN.findall(_HEX.sub(b"", unpacked)))


def _unpacked(told: bytes, content: bytes) -> bytes:
    """A stream's bytes as its filters say; what cannot be unpacked stays as it is."""
    for name in re.findall(rb"/(ASCII85Decode|A85|FlateDecode|Fl|ASCIIHexDecode|AHx)\b", told):
        try:
            if name in (b"ASCII85Decode", b"A85"):
                content = a85decode(content.strip().removeprefix(b"<~").removesuffix(b"~>"))
            elif name in (b"FlateDecode", b"Fl"):
                content = zlib.decompressobj().decompress(content, _MOST)
            else:
                content = unhexlify(re.sub(rb"[\s>]", b"", content))
        except (ValueError, Error, zlib.error):
            return content
    return content


def _told_by_objects(bare: bytes) -> Iterator[tuple[str, str]]:
    """Strings, names and comments of objects; numbers of pages and tables of contents say nothing."""
    yield "object", "\u3002".join(_text(_plain(one)) for one in _LITERAL.findall(bare))
    without = _LITERAL.sub(b"()", bare)
    yield "object", "\u3002".join(_read_hex(one) for one in _HEX.findall(without))
    yield "comment", "\u3002".join(one.decode("utf-8", "replace") for one in _COMMENT.findall(without))
    yield "name", "\u3002".join(_text(_named(one)) for one in _NAME.findall(without))


def _plain(literal: bytes) -> bytes:
    def one(found: re.Match[bytes]) -> bytes:
        said = found[1]
        return bytes([int(said, 8) & 255]) if said.isdigit() else _LETTERS.get(said, said)

    return _ESCAPE.sub(one, literal)


def _named(name: bytes) -> bytes:
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), name)


def _read_hex(written: bytes) -> str:
    digits = re.sub(rb"\s", b"", written)
    said = _text(unhexlify(digits + b"0" * (len(digits) % 2)))
    return f"{said}\u3002{digits.decode()}" if digits.isdigit() else said


def _text(said: bytes) -> str:
    """A PDF's text string: UTF-16 or UTF-8 with its mark, else bytes as they are."""
    if said[:2] == b"\xfe\xff":
        return said[2:].decode("utf-16-be", "replace")
    if said[:2] == b"\xff\xfe":
        return said[2:].decode("utf-16-le", "replace")
    return said.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
