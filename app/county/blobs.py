"""Attachments: files by the hash of their content, kept part by part, sealed, beside the database.

Only a file that a row in the machine's sight names is taken or given. A file is kept once for each township, never
across townships: nobody can learn from a name that somebody elsewhere has the same one.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.county.databases import Connection, Scope
from app.county.refusals import Refusal
from app.sync.wire.shapes import PART, SMALL, Kept

_NONCE, _TAG = 12, 16
_SEALED = PART + _NONCE + _TAG
LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the files of a county lie, and the secret that their keys come from."""

    folder: Path
    secret: bytes

    def write(self, area: int, digest: str, nth: int, content: bytes) -> None:
        """Write one part; what a crash left behind it is cut off. On the disk when this returns."""
        path = self._path(area, digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._key(area, digest).encrypt(nonce, content, nth.to_bytes(4, "big"))
        with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as out:
            out.seek(nth * _SEALED)
            out.write(sealed)
            out.truncate()
            out.flush()
            os.fsync(out.fileno())

    def read(self, area: int, digest: str, nth: int) -> bytes:
        """One part. Raises OSError, InvalidTag for what is missing or damaged."""
        with self._path(area, digest).open("rb") as kept:
            kept.seek(nth * _SEALED)
            sealed = kept.read(_SEALED)
        return self._key(area, digest).decrypt(sealed[:_NONCE], sealed[_NONCE:], nth.to_bytes(4, "big"))

    def parts(self, area: int, digest: str, size: int) -> Iterator[bytes]:
        """The whole file, part by part."""
        for nth in range(-(-size // PART)):
            yield self.read(area, digest, nth)

    def keep_small(self, area: int, digest: str, content: bytes) -> None:
        """Keep a photo drawn small, if there is none yet."""
        path = self._path(area, digest).with_suffix(".small")
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        nonce = os.urandom(_NONCE)
        fresh = path.with_suffix(f".{nonce.hex()}")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(nonce + self._key(area, digest).encrypt(nonce, content, b"small"))
        os.replace(fresh, path)

    def small(self, area: int, digest: str) -> bytes:
        """A photo drawn small. Raises OSError, InvalidTag for what is missing or damaged."""
        sealed = self._path(area, digest).with_suffix(".small").read_bytes()
        return self._key(area, digest).decrypt(sealed[:_NONCE], sealed[_NONCE:], b"small")

    def _path(self, area: int, digest: str) -> Path:
        return self.folder / str(area) / digest[:2] / digest

    def _key(self, area: int, digest: str) -> AESGCM:
        info = f"hudang blob {area} {digest}".encode()
        return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(self.secret))


def kept_of(connection: Connection, digest: str) -> Kept:
    """How much of a file is here. Raises Refusal 404 no_blob for one that no row in sight names."""
    _, size = _named(connection, digest)
    found = _found(connection, digest)
    return Kept(size=size, received=found[1], present=found[2]) if found else Kept(size=size)


def take_part(
    connection: Connection, shelf: Shelf, scope: Scope, digest: str, offset: int, content: bytes
) -> Kept:
    """Keep the part that begins at `offset`; the whole is proved by its name before it counts as present.

    Raises Refusal 404 no_blob, 409 blob_offset (with `received`), blob_damaged (all of it is wanted again).
    """
    area, size = _named(connection, digest)
    if not 0 < size <= LARGEST or area not in scope.writes:
        raise Refusal(404, "no_blob")
    place = _place(connection, scope, area)
    connection.execute(
        "INSERT INTO blob (area, hash, size) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        (place, bytes.fromhex(digest), size),
    )
    row = connection.execute(
        "SELECT received, present FROM blob WHERE area = %s AND hash = %s FOR UPDATE",
        (place, bytes.fromhex(digest)),
    ).fetchone()
    assert row is not None
    received, present = row
    if present:
        return Kept(size=size, received=size, present=True)
    if offset != received or len(content) != min(PART, size - offset):
        raise Refusal(409, "blob_offset", received=received)
    shelf.write(place, digest, offset // PART, content)
    received += len(content)
    whole = received == size
    proved = whole and _hash(shelf.parts(place, digest, size)) == digest
    # What is not what its name says begins anew, with the next part that comes.
    kept = 0 if whole and not proved else received
    connection.execute(
        "UPDATE blob SET received = %s, present = %s WHERE area = %s AND hash = %s",
        (kept, proved, place, bytes.fromhex(digest)),
    )
    return Kept(size=size, received=kept, present=proved, damaged=whole and not proved)


def take_small(connection: Connection, shelf: Shelf, scope: Scope, digest: str, content: bytes) -> Kept:
    """Keep a photo drawn small, which comes before the photo; the first that came stays.

    Raises Refusal 404 no_blob, 400 bad_body for what is no JPEG of that size.
    """
    area, _ = _named(connection, digest)
    if area not in scope.writes:
        raise Refusal(404, "no_blob")
    if not is_small(content):
        raise Refusal(400, "bad_body")
    shelf.keep_small(_place(connection, scope, area), digest, content)
    return Kept(size=len(content), received=len(content), present=True)


def small_of(connection: Connection, shelf: Shelf, digest: str) -> bytes:
    """A photo drawn small. Raises Refusal 404 no_blob where none came."""
    area, _ = _named(connection, digest)
    rows = connection.execute(
        "SELECT t.number FROM division v JOIN division t ON t.code = left(v.code, 9) WHERE v.number = %s",
        (area,),
    ).fetchall()
    for place in (*(number for (number,) in rows), area):
        with suppress(OSError, InvalidTag):
            return shelf.small(place, digest)
    raise Refusal(404, "no_blob")


def is_small(content: bytes) -> bool:
    """Whether these bytes may be a photo drawn small."""
    return len(content) <= SMALL and content.startswith(b"\xff\xd8\xff")


def part_of(connection: Connection, shelf: Shelf, digest: str, offset: int) -> bytes:
    """The part of a file that begins at `offset`. Raises Refusal 404 no_blob where it is not here yet."""
    _, size = _named(connection, digest)
    found = _found(connection, digest)
    if found is None or not found[2] or offset % PART or not 0 <= offset < size:
        raise Refusal(404, "no_blob")
    return shelf.read(found[0], digest, offset // PART)


def _named(connection: Connection, digest: str) -> tuple[int, int]:
    """(area, bytes) of a row in sight that names the file."""
    row = connection.execute(
        "SELECT area, (doc ->> 'size')::bigint FROM entity WHERE record IN ('attachment', 'notice_photo')"
        " AND doc ->> 'hash' = %s AND NOT deleted ORDER BY area LIMIT 1",
        (digest,),
    ).fetchone()
    if row is None or row[1] is None:
        raise Refusal(404, "no_blob")
    return int(row[0]), int(row[1])


def _found(connection: Connection, digest: str) -> tuple[int, int, bool] | None:
    row = connection.execute(
        "SELECT area, received, present FROM blob WHERE hash = %s ORDER BY present DESC, received DESC LIMIT 1",
        (bytes.fromhex(digest),),
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None


def _place(connection: Connection, scope: Scope, area: int) -> int:
    """The township of a village where the machine may write there, else the village itself."""
    row = connection.execute(
        "SELECT t.number FROM division v JOIN division t ON t.code = left(v.code, 9) WHERE v.number = %s",
        (area,),
    ).fetchone()
    return int(row[0]) if row and row[0] in scope.writes else area


def _hash(parts: Iterator[bytes]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(part)
    return found.hexdigest()
