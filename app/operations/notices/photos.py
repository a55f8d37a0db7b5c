"""Photographs of a posted notice: kept by content hash, freed of where they were taken, listed near before far."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.documents.proceedings import Picture
from app.errors import Problem
from app.operations.attachments import KeptFile, keep_content, read_attachment
from app.operations.notices.stored import read_notice
from app.operations.offices import Office, need_role
from app.operations.photos import read_photo, shrunk, size_of
from app.operations.visiting_rules import visiting_of
from app.texts import say
from db.works import Work

ON_PAPER = 1600
"""Pixels of the longer side: a photograph on a page of A4 needs no more."""


@dataclass(frozen=True, slots=True)
class NoticePhoto:
    """A photograph of a notice on its wall; `far`: from a distance."""

    id: str
    hash: str
    size: int
    name: str
    far: bool

    def document(self) -> dict[str, Any]:
        """The line for `notice photo list --json`."""
        return {"photo": self.id, "name": self.name, "bytes": self.size, "far": self.far}


def add_photos(office: Office, notice_id: str, files: Sequence[Path], *, far: bool = False) -> list[str]:
    """Keep photographs of a posted notice; gives their ids. One that it has already is passed over.

    Raises Problem for a notice that never hung, and as `read_photo` for a file that is no picture: then none is kept.
    """
    need_role(office, "enter")
    if not read_notice(office, notice_id).posted:
        raise Problem("notices.not_posted_yet")
    rule = visiting_of(office).photo
    read = [read_photo(file, rule, place=False) for file in files]
    kept = [keep_content(office, one.content, one.name, ".jpg", one.taken_on) for one in read]
    known = {one.hash for one in list_photos(office, notice_id)}
    with office.archive.work(office.user.name, at=office.clock()) as work:
        return [_write(work, notice_id, one, far) for one in _fresh(kept, known)]


def _fresh(kept: Sequence[KeptFile], known: set[str]) -> list[KeptFile]:
    found = {one.hash: one for one in kept if one.hash not in known}
    return list(found.values())


def _write(work: Work, notice_id: str, one: KeptFile, far: bool) -> str:
    values: dict[str, str | int | None] = {
        "notice_id": notice_id,
        "hash": one.hash,
        "size": one.size,
        "name": one.name,
        "media": one.media,
        "far": int(far),
    }
    return work.create("notice_photo", values)


def remove_photo(office: Office, photo_id: str, reason: str | None = None) -> None:
    """Take a photograph away from its notice, as a logged change. Raises Problem edit.gone."""
    need_role(office, "enter")
    rows = office.archive.read("SELECT notice_id FROM notice_photo WHERE id = ?", (photo_id,))
    if not rows:
        raise Problem("edit.gone")
    read_notice(office, str(rows[0][0]))
    with office.archive.work(office.user.name, reason, at=office.clock()) as work:
        work.delete("notice_photo", photo_id)


def list_photos(office: Office, notice_id: str) -> list[NoticePhoto]:
    """The photographs of a notice, the near ones first."""
    rows = office.archive.read(
        "SELECT id, hash, size, name, coalesce(far, 0) FROM notice_photo WHERE notice_id = ?"
        " ORDER BY coalesce(far, 0), id",
        (notice_id,),
    )
    return [NoticePhoto(str(one), digest, size, name, bool(far)) for one, digest, size, name, far in rows]


def pictures_of(office: Office, notice_id: str) -> list[Picture]:
    """The photographs as they are printed, small enough for a page, each with whether it is near or far."""
    found = []
    for at, one in enumerate(list_photos(office, notice_id), 1):
        content = shrunk(read_attachment(office, one.hash), ON_PAPER)
        words = say("proceedings.far", number=at) if one.far else say("proceedings.near", number=at)
        found.append(Picture(content, *size_of(content), words))
    return found
