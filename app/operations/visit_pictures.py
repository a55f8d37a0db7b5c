"""The photos and the signature that come with a visit: proved, kept, put into its unit of work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.errors import Issue, Problem
from app.operations.attachments import PHOTO, SIGNATURE, KeptFile, keep_content, write_attachment
from app.operations.offices import Office
from app.operations.photos import Photo, read_photo, read_signature
from app.operations.visiting_rules import visiting_of
from app.rules.dossiers import Value
from app.rules.values import show
from db.works import Work


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and what it is for: PHOTO or SIGNATURE."""

    purpose: str
    photo: Photo


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture whose bytes are kept already."""

    purpose: str
    file: KeptFile


def read_pictures(
    office: Office, photos: Sequence[Path], signature: Path | None = None, *, place: bool | None = None
) -> tuple[list[Picture], list[Issue]]:
    """The pictures of these files, and an issue (field photos or signature) for each that is none."""
    rule = visiting_of(office).photo
    found: list[Picture] = []
    issues: list[Issue] = []

    def take(field: str, purpose: str, read: Callable[[], Photo]) -> None:
        try:
            found.append(Picture(purpose, read()))
        except Problem as problem:
            issues.append(Issue(problem.code, field, "error", dict(problem.values)))

    for file in photos:
        take("photos", PHOTO, lambda file=file: read_photo(file, rule, place=place))  # type: ignore[misc]
    if signature:
        take("signature", SIGNATURE, lambda: read_signature(signature, rule))
    return found, issues


def check_pictures(
    office: Office, photos: Sequence[Path], signature: Path | None = None, day: Value = None
) -> tuple[Issue, ...]:
    """What is wrong with files about to be added; a photo taken on another day than the visit is a doubt."""
    found, issues = read_pictures(office, photos, signature)
    for one in found:
        taken = one.photo.taken_on
        if one.purpose == PHOTO and taken and isinstance(day, date) and taken != day:
            values: dict[str, object] = {"file": one.photo.name, "day": show("date", taken)}
            issues.append(Issue("photos.other_day", "photos", "doubt", values))
    return tuple(issues)


def keep_pictures(office: Office, pictures: Sequence[Picture]) -> list[Kept]:
    """Keep the bytes of pictures beside the archive, before a unit of work speaks of them."""
    return [
        Kept(
            one.purpose,
            keep_content(office, one.photo.content, one.photo.name, ".jpg", one.photo.taken_on),
        )
        for one in pictures
    ]


def attach_pictures(work: Work, household_id: str, visit_id: str, kept: Sequence[Kept]) -> None:
    """Give a visit its pictures; a new signature takes the place of the old, a photo it has already is passed over."""
    if any(one.purpose == SIGNATURE for one in kept):
        drop_pictures(work, visit_id, SIGNATURE)
    known = {row[0] for row in work.read("SELECT hash FROM attachment WHERE visit_id = ?", (visit_id,))}
    for one in kept:
        if one.file.hash not in known:
            known.add(one.file.hash)
            write_attachment(work, household_id, one.file, visit=visit_id, purpose=one.purpose)


def drop_pictures(work: Work, visit_id: str, purpose: str) -> None:
    """Take a visit's pictures of one purpose away."""
    for (one,) in work.read(
        "SELECT id FROM attachment WHERE visit_id = ? AND purpose = ? ORDER BY id", (visit_id, purpose)
    ):
        work.delete("attachment", str(one))
