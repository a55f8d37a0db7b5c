"""Bodies of requests and answers: JSON by orjson, gzip where it pays, and never more than was agreed."""

import gzip
import zlib
from typing import TypeVar

import orjson
from pydantic import BaseModel

OPS = 500
"""Operations in one push."""
BULK_OPS = 20_000
"""Operations in one push where the answer to hello said `bulk`."""
BODY = 2 * 1024 * 1024
"""Bytes of a push before gzip."""
BULK_BODY = 64 * 1024 * 1024
ITEMS = 500
"""Items of one page of the feed, unless the request says otherwise."""
BULK_ITEMS = 20_000
"""The most items that a page may be asked for."""
_SMALL = 600

M = TypeVar("M", bound=BaseModel)


class BadBody(ValueError):
    """A body that is cut, too large, or no JSON."""


def packed(message: BaseModel) -> tuple[bytes, dict[str, str]]:
    """The body of a message and its headers; gzip from 600 bytes on."""
    plain = message.model_dump_json(by_alias=True).encode()
    headers = {"Content-Type": "application/json"}
    if len(plain) < _SMALL:
        return plain, headers
    # A fixed moment: the same message is the same bytes, and its signature holds for a repetition.
    level = 1 if len(plain) > BODY else 6  # a first upload waits for the computer, a day's edits for the line
    return gzip.compress(plain, level, mtime=0), headers | {"Content-Encoding": "gzip"}


def unpacked(shape: type[M], body: bytes, *, zipped: bool, most: int = BULK_BODY) -> M:
    """The message in a body. Raises BadBody for a cut or oversized one, ValidationError for another shape."""
    plain = opened(body, most) if zipped else body
    if len(plain) > most:
        raise BadBody("too large")
    try:
        return shape.model_validate(orjson.loads(plain))
    except orjson.JSONDecodeError as error:
        raise BadBody("no JSON") from error


def opened(body: bytes, most: int) -> bytes:
    """What was zipped. Raises BadBody for what is cut, no gzip, or larger than `most` bytes."""
    opener = zlib.decompressobj(wbits=31)
    try:
        plain = opener.decompress(body, most + 1)
    except zlib.error as error:
        raise BadBody("no gzip") from error
    if len(plain) > most:
        raise BadBody("too large")
    if not opener.eof:
        raise BadBody("cut")
    return plain
