"""A county's backup as one file: its database, its attachments, its identity.

A tar, so that any tool of any age can look into it. It holds every household in clear: whoever has it has the county.
"""

import io
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from app.county.keepsakes import Keepsakes
from app.errors import Problem

DUMP, IDENTITY = "postgres.dump", "identity.json"
_BLOB = re.compile(r"blobs/(\d+/[0-9a-f]{2}/[0-9a-f]{64})")
_BARE = b"PGDMP"


def pack_ark(part: Path, dump: Path, keepsakes: Keepsakes, blobs: Path | None) -> int:
    """Put a backup together; gives how many attachments it holds. Raises OSError."""
    count = 0
    with tarfile.open(part, "w") as ark:
        identity = orjson.dumps({"signing": keepsakes.signing, "tokens": keepsakes.tokens})
        told = tarfile.TarInfo(IDENTITY)
        told.size, told.mode = len(identity), 0o600
        ark.addfile(told, io.BytesIO(identity))
        ark.add(dump, DUMP)
        for path in sorted(blobs.rglob("*")) if blobs is not None and blobs.is_dir() else ():
            if path.is_file():
                content = path.read_bytes()  # a part may come in meanwhile; a file is at most 50 MB
                one = tarfile.TarInfo(f"blobs/{path.relative_to(blobs).as_posix()}")  # type: ignore[arg-type]
                one.size, one.mode = len(content), 0o600
                ark.addfile(one, io.BytesIO(content))
                count += 1
    with part.open("rb") as written:
        os.fsync(written.fileno())
    return count


def read_ark(part: Path) -> None:
    """Read a backup through once. Raises tarfile.TarError, OSError."""
    with tarfile.open(part) as ark:
        for one in ark:
            found = ark.extractfile(one)
            while found is not None and found.read(1 << 20):
                pass


@contextmanager
def unpacked(file: Path, work: Path) -> Iterator[tuple[Path, dict[str, str] | None]]:
    """The database of a backup as a file of PostgreSQL's, and the server's identity.

    A copy of the database alone, as older programs wrote it, is one too. Raises Problem county.backup_strange.
    """
    with file.open("rb") as begun:
        bare = begun.read(len(_BARE)) == _BARE
    if bare:
        yield file, None
        return
    try:
        with tarfile.open(file) as ark:
            ark.extract(DUMP, work, filter="data")
            told = ark.extractfile(IDENTITY)
            identity = orjson.loads(told.read()) if told else None
    except (tarfile.TarError, KeyError, orjson.JSONDecodeError) as error:
        raise Problem("county.backup_strange", file=file) from error
    try:
        yield work / DUMP, identity
    finally:
        (work / DUMP).unlink()


def unpack_blobs(file: Path, blobs: Path) -> int:
    """Put the attachments of a backup, sealed as they are, where they are missing; gives how many."""
    if not tarfile.is_tarfile(file):
        return 0
    count = 0
    with tarfile.open(file) as ark:
        for one in ark:
            named = _BLOB.fullmatch(one.name)
            content = ark.extractfile(one) if named else None
            if named is None or content is None:
                continue
            path = blobs / named[1]
            if path.exists() and path.stat().st_size >= one.size:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(path.name + ".part")
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                out.write(content.read())
                out.flush()
                os.fsync(out.fileno())
            part.replace(path)
            count += 1
    return count
