"""Messages one after the other, gzip over all: each is told by its length, and none may be larger than agreed."""

import zlib
from collections.abc import Iterable, Iterator

from app.sync.packages.headers import BadPackage
from app.sync.wire.bodies import BULK_BODY

_LENGTH = 4
_STEP = 1024 * 1024


def pack(messages: Iterable[bytes]) -> Iterator[bytes]:
    """The messages as one gzip stream, in parts."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    for message in messages:
        yield packer.compress(len(message).to_bytes(_LENGTH, "big"))
        yield packer.compress(message)
    yield packer.flush()


def unpack(parts: Iterable[bytes], most: int = BULK_BODY) -> Iterator[bytes]:
    """The messages of a stream. Raises BadPackage damaged; too_large for a message over `most` bytes."""
    kept = bytearray()
    for plain in _inflated(parts):
        kept += plain
        while len(kept) >= _LENGTH:
            size = int.from_bytes(kept[:_LENGTH], "big")
            if size > most:
                raise BadPackage("too_large")
            if len(kept) < _LENGTH + size:
                break
            yield bytes(kept[_LENGTH : _LENGTH + size])
            del kept[: _LENGTH + size]
    if kept:
        raise BadPackage("damaged")


def _inflated(parts: Iterable[bytes]) -> Iterator[bytes]:
    """A little at a time, however much a part would become."""
    opener = zlib.decompressobj(31)
    try:
        for part in parts:
            while part:
                yield opener.decompress(part, _STEP)
                part = opener.unconsumed_tail
            if opener.unused_data:
                raise BadPackage("damaged")
        while plain := opener.decompress(b"", _STEP):
            yield plain
    except zlib.error as error:
        raise BadPackage("damaged") from error
    if not opener.eof:
        raise BadPackage("damaged")
