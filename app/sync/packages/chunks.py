"""A body as sealed chunks: a cut, a swap, a missing end is noticed, and no more than one chunk is in memory."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.sync.packages.headers import BadPackage

CHUNK = 64 * 1024
"""Bytes of a chunk before it is sealed."""
TAG = 16


def seal_chunks(key: bytes, bound: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts, joined and cut anew, each sealed under its number; the last says that it is the last."""
    cipher, kept, number = AESGCM(key), bytearray(), 0
    for part in parts:
        kept += part
        while len(kept) > CHUNK:
            yield cipher.encrypt(_nonce(number, last=False), bytes(kept[:CHUNK]), bound)
            del kept[:CHUNK]
            number += 1
    yield cipher.encrypt(_nonce(number, last=True), bytes(kept), bound)


def open_chunks(key: bytes, bound: bytes, file: BinaryIO, size: int) -> Iterator[bytes]:
    """What was sealed, chunk by chunk, out of the next `size` bytes of a file. Raises BadPackage damaged."""
    cipher, number = AESGCM(key), 0
    while True:
        sealed = file.read(min(size, CHUNK + TAG))
        size -= len(sealed)
        try:
            yield cipher.decrypt(_nonce(number, last=size <= 0), sealed, bound)
        except (InvalidTag, ValueError) as error:
            raise BadPackage("damaged") from error
        if size <= 0:
            return
        number += 1


def _nonce(number: int, *, last: bool) -> bytes:
    # The key is this file's alone: a number is never used twice under it.
    return number.to_bytes(11, "big") + bytes([last])
