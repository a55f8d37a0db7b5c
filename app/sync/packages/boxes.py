"""One package file: written whole under a name that says nothing, proved before a word of it is believed."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from app.sync.packages.chunks import CHUNK, TAG, open_chunks, seal_chunks
from app.sync.packages.frames import pack, unpack
from app.sync.packages.headers import FORMAT, SUITE, BadPackage, Clear, Header, header_bytes, read_header
from app.sync.packages.seals import SIGNATURE, check_signature, key_name, seal, sign, unseal

MOST = 4 * 1024**3
"""Bytes of a package: a FAT stick holds no larger file."""
_STEP = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Box:
    """A package that its sender signed and nobody touched since; its messages are still sealed."""

    path: Path
    clear: Clear
    body: int

    @property
    def header(self) -> Header:
        """What it says in clear."""
        return self.clear.header

    def messages(self, secret: bytes) -> Iterator[bytes]:
        """Its messages, for the holder of the key it is sealed to. Raises BadPackage."""
        key = unseal(secret, bytes.fromhex(self.header.sealed), self.header.id.encode())
        try:
            with self.path.open("rb") as file:
                file.seek(self.clear.size)
                yield from unpack(open_chunks(key, self.clear.digest, file, self.body))
        except OSError as error:  # the stick was pulled out
            raise BadPackage("unreadable") from error


def write_box(
    folder: Path, said: dict[str, Any], messages: Iterable[bytes], *, secret: bytes, recipient: bytes
) -> tuple[Path, Header]:
    """Write a package into a folder, under a random name and only when it is whole. `said`: the header's own fields."""
    key, sealed = seal(recipient, str(said["id"]).encode())
    header = Header(
        **said, format=FORMAT, suite=SUITE, recipient=key_name(recipient), chunk=CHUNK, sealed=sealed.hex()
    )
    begun = header_bytes(header)
    digest = hashlib.sha256(begun).digest()
    name = os.urandom(8).hex()
    with _whole(folder, name) as file:
        file.write(begun)
        body = hashlib.sha256()
        for chunk in seal_chunks(key, digest, pack(messages)):
            body.update(chunk)
            file.write(chunk)
        file.write(sign(secret, digest, body.digest()))
    return folder / f"{name}.fpkg", header


def look_into(path: Path) -> Clear:
    """The clear part of a file. Raises BadPackage."""
    try:
        with path.open("rb") as file:
            return read_header(file)
    except OSError as error:
        raise BadPackage("unreadable") from error


def prove(path: Path, public: bytes) -> Box:
    """The package in a file, if the holder of this key signed it and not a byte changed. Raises BadPackage."""
    try:
        with path.open("rb") as file:
            clear = read_header(file)
            body = os.fstat(file.fileno()).st_size - clear.size - SIGNATURE
            if body < TAG:
                raise BadPackage("damaged")
            if body > MOST:
                raise BadPackage("too_large")
            hashed = _hashed(file, body)
            check_signature(public, file.read(SIGNATURE), clear.digest, hashed)
    except OSError as error:
        raise BadPackage("unreadable") from error
    return Box(path, clear, body)


def _hashed(file: BinaryIO, size: int) -> bytes:
    body = hashlib.sha256()
    while size:
        part = file.read(min(size, _STEP))
        if not part:
            raise BadPackage("damaged")
        body.update(part)
        size -= len(part)
    return body.digest()


@contextmanager
def _whole(folder: Path, name: str) -> Iterator[BinaryIO]:
    """A file that has its name only when all of it is on the disk."""
    part = folder / f"{name}.part"
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / f"{name}.fpkg")
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
