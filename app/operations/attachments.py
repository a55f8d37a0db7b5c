"""Files kept with a household: photos and scans, outside the database, encrypted, named by their content hash.

A file of a visit has its `purpose` (photo, signature) and is listed with the visit, not among the household's scans.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from app.errors import Problem
from app.operations.offices import Office, need_household, need_village
from db.works import Work

LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a household; `size` in bytes. `visit_id`, `purpose`: "" for a scan of the household's papers."""

    id: str
    hash: str
    size: int
    name: str
    media: str
    visit_id: str = ""
    purpose: str = ""
    taken_on: date | None = None


PHOTO: Final = "photo"
SIGNATURE: Final = "signature"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose bytes are kept already, about to get its row: SHA-256, bytes, name, suffix, day it was made."""

    hash: str
    size: int
    name: str
    media: str
    taken_on: date | None = None


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
    kept = keep_content(office, content, file.name, file.suffix.lower())
    with office.archive.work(office.user.name, at=office.clock()) as work:
        return write_attachment(work, household_id, kept, document=document)


def keep_content(
    office: Office, content: bytes, name: str, media: str, taken_on: date | None = None
) -> KeptFile:
    """Keep bytes, encrypted, before any row speaks of them: a row that is then not written leaves nothing readable."""
    digest = hashlib.sha256(content).hexdigest()
    store_file(office, digest, content)
    return KeptFile(digest, len(content), name, media, taken_on)


def write_attachment(
    work: Work,
    household_id: str,
    kept: KeptFile,
    *,
    document: str | None = None,
    visit: str | None = None,
    purpose: str | None = None,
) -> str:
    """Put a kept file into a unit of work that is open; gives the attachment's id."""
    values = {
        "household_id": household_id,
        "document_id": document,
        "visit_id": visit,
        "hash": kept.hash,
        "size": kept.size,
        "name": kept.name,
        "media": kept.media,
        "taken_on": kept.taken_on.isoformat() if kept.taken_on else None,
        "purpose": purpose,
    }
    return work.create("attachment", values)


def delete_attachment(office: Office, attachment_id: str, reason: str | None = None) -> None:
    """Take a file away from its household as a logged change. Its bytes stay, encrypted, so that it can be undone.

    Raises Problem edit.gone for one that is not there.
    """
    rows = office.archive.read("SELECT household_id FROM attachment WHERE id = ?", (attachment_id,))
    if not rows:
        raise Problem("edit.gone")
    need_household(office, str(rows[0][0]))
    with office.archive.work(office.user.name, reason, at=office.clock()) as work:
        work.delete("attachment", attachment_id)


def list_attachments(office: Office, household_id: str, *, of_visits: bool = False) -> list[Attachment]:
    """The scans of a household in the order they came; with `of_visits` the files of its visits instead."""
    need_household(office, household_id, "view")
    rows = office.archive.read(
        "SELECT id, hash, size, name, coalesce(media, ''), coalesce(visit_id, ''), coalesce(purpose, ''), taken_on"
        " FROM attachment WHERE household_id = ? AND (visit_id IS NOT NULL) = ? ORDER BY id",
        (household_id, of_visits),
    )
    return [
        Attachment(id, hash, size, name, media, visit, purpose, date.fromisoformat(taken) if taken else None)
        for id, hash, size, name, media, visit, purpose, taken in rows
    ]


def read_attachment(office: Office, digest: str) -> bytes:
    """The bytes of a kept file. Raises Problem where they are missing or no longer what they were.

    Also for a file that no household of the user's villages has.
    """
    _need_sight(office, digest)
    return kept_file(office, digest)


def kept_file(office: Office, digest: str) -> bytes:
    """The bytes of a kept file, whoever asks. Raises Problem where they are missing or no longer what they were."""
    try:
        return unsealed(office, digest, _path(office, digest).read_bytes())
    except (OSError, ValueError) as error:
        raise Problem(_why_missing(office, digest)) from error


def keep_small(office: Office, digest: str, content: bytes) -> None:
    """Keep a photo drawn small, encrypted, while the photo itself is on its way."""
    path = _small(office, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sealed(office, f"{digest}.small", content))


def read_small(office: Office, digest: str) -> bytes | None:
    """A photo drawn small that came before the photo; None where none did. Raises Problem as `read_attachment`."""
    _need_sight(office, digest)
    try:
        return unsealed(office, f"{digest}.small", _small(office, digest).read_bytes())
    except (OSError, ValueError):
        return None


def has_small(office: Office, digest: str) -> bool:
    """Whether the small one came already."""
    return _small(office, digest).exists()


def _small(office: Office, digest: str) -> Path:
    return office.folder / "files" / "small" / digest


def _why_missing(office: Office, digest: str) -> str:
    """Where a county is joined a file may still be on its way; else it is lost or damaged."""
    coming = not _path(office, digest).exists() and office.archive.read("SELECT 1 FROM sync_state")
    return "attachments.not_here_yet" if coming else "attachments.damaged"


def _need_sight(office: Office, digest: str) -> None:
    rows = office.archive.read(
        "SELECT h.division_id FROM attachment a JOIN household h ON h.id = a.household_id WHERE a.hash = ?",
        (digest,),
    )
    mine = [one for (one,) in rows if one in office.user.villages]
    for (division,) in [] if mine else rows[:1]:
        need_village(office, str(division))


def store_file(office: Office, digest: str, content: bytes) -> None:
    """Keep bytes, encrypted, under the hash of their content; on the disk when this returns."""
    path = _path(office, digest)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as out:
        out.write(sealed(office, digest, content))
        out.flush()
        os.fsync(out.fileno())
    os.replace(fresh, path)
    _small(office, digest).unlink(missing_ok=True)


def sealed(office: Office, name: str, content: bytes) -> bytes:
    """Bytes encrypted under the office's key for files, and bound to their name."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    return nonce + AESGCM(_key(office)).encrypt(nonce, content, name.encode())


def unsealed(office: Office, name: str, kept: bytes) -> bytes:
    """What `sealed` made. Raises ValueError for what is cut, changed, or another name's."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_key(office)).decrypt(kept[:12], kept[12:], name.encode())
    except InvalidTag as error:
        raise ValueError("not what was sealed") from error


def _path(office: Office, digest: str) -> Path:
    # The name a person gave the file is never part of a path.
    return office.folder / "files" / digest[:2] / digest


def _key(office: Office) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"hudang attachments").derive(
        office.archive.key
    )
