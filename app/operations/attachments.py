"""Files kept with a household: photos and scans, outside the database, encrypted, named by their content hash."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from app.errors import Problem
from app.operations.offices import Office, need_household, need_village

LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a household; `size` in bytes."""

    id: str
    hash: str
    size: int
    name: str
    media: str


def attach_file(office: Office, household_id: str, file: Path, *, document: str | None = None) -> str:
    """Keep a copy of a file with a household; gives the attachment's id.

    The same bytes are kept once. Raises Problem for a missing, empty or too large file.
    """
    need_household(office, household_id)
    try:
        content = file.read_bytes() if file.stat().st_size <= LARGEST else b""
    except OSError as error:
        raise Problem("attachments.cannot_read", file=file.name) from error
    if not content:
        raise Problem("attachments.empty_or_large", file=file.name, most=LARGEST // 1024 // 1024)
    digest = hashlib.sha256(content).hexdigest()
    _store(office, digest, content)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        values = {"household_id": household_id, "document_id": document, "hash": digest}
        return work.create(
            "attachment", {**values, "size": len(content), "name": file.name, "media": file.suffix.lower()}
        )


def list_attachments(office: Office, household_id: str) -> list[Attachment]:
    """The files of a household, in the order they came."""
    need_household(office, household_id, "view")
    rows = office.archive.read(
        "SELECT id, hash, size, name, coalesce(media, '') FROM attachment WHERE household_id = ? ORDER BY id",
        (household_id,),
    )
    return [Attachment(*row) for row in rows]


def read_attachment(office: Office, digest: str) -> bytes:
    """The bytes of a kept file. Raises Problem where they are missing or no longer what they were.

    Also for a file that no household of the user's villages has.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    _need_sight(office, digest)
    try:
        kept = _path(office, digest).read_bytes()
        content = AESGCM(_key(office)).decrypt(kept[:12], kept[12:], digest.encode())
    except (OSError, InvalidTag, ValueError) as error:  # ValueError: cut off within its first bytes
        raise Problem("attachments.damaged") from error
    return content


def _need_sight(office: Office, digest: str) -> None:
    rows = office.archive.read(
        "SELECT h.division_id FROM attachment a JOIN household h ON h.id = a.household_id WHERE a.hash = ?",
        (digest,),
    )
    mine = [one for (one,) in rows if one in office.user.villages]
    for (division,) in [] if mine else rows[:1]:
        need_village(office, str(division))


def _store(office: Office, digest: str, content: bytes) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    path = _path(office, digest)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    nonce = os.urandom(12)
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as out:
        out.write(nonce + AESGCM(_key(office)).encrypt(nonce, content, digest.encode()))
        out.flush()
        os.fsync(out.fileno())
    os.replace(fresh, path)


def _path(office: Office, digest: str) -> Path:
    # The name a person gave the file is never part of a path.
    return office.folder / "files" / digest[:2] / digest


def _key(office: Office) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"hudang attachments").derive(
        office.archive.key
    )
