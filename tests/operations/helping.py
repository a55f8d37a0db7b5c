"""Builders for tests of help: cadres, postings, pairings, standings, visits and pictures."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from app.operations.offices import Office
from app.operations.places import villages
from app.operations.visits import add_visit
from app.rules.dossiers import Value

TODAY = date(2026, 11, 2)
"""The day the clock of `offices.an_office` stands on."""


def a_cadre(office: Office, name: str = "Li", **answers: str | None) -> str:
    """A cadre of no unit."""
    with office.archive.work("clerk", at=office.clock()) as work:
        return work.create("cadre", {"name": name, **answers})


def a_posting(office: Office, cadre: str, team: str, *, village: int = 0, **answers: str | None) -> str:
    """A cadre's posting in the office's n-th village."""
    with office.archive.work("clerk", at=office.clock()) as work:
        row = {"cadre_id": cadre, "division_id": villages(office)[village].id, "team": team}
        return work.create("posting", {**row, **answers})


def a_pairing(office: Office, household: str, cadre: str, kind: str = "1", **answers: str | None) -> str:
    """A pairing of a cadre with a household."""
    with office.archive.work("clerk", at=office.clock()) as work:
        return work.create("pairing", {"household_id": household, "cadre_id": cadre, "kind": kind, **answers})


def a_standing(office: Office, household: str, year: int = 2026, **answers: Any) -> str:
    """What a household counts as in a year, as the archive keeps it."""
    with office.archive.work("clerk", at=office.clock()) as work:
        known = work.read("SELECT id FROM standing WHERE household_id = ? AND year = ?", (household, year))
        if known:
            work.update("standing", known[0][0], answers)
            return str(known[0][0])
        return work.create("standing", {"household_id": household, "year": year, **answers})


def said(day: date = TODAY, **more: Value) -> dict[str, Value]:
    """The answers of a visit: a regular one, at home."""
    return {"visited_on": day, "kind": "1", "mode": "1", **more}


def a_visit(
    office: Office, household: str, day: date = TODAY, cadres: Sequence[str] = (), **more: Value
) -> str:
    """A visit that is written."""
    return add_visit(office, household, said(day, **more), cadres)


def a_jpeg(
    file: Path,
    size: tuple[int, int] = (64, 48),
    *,
    place: bool = False,
    orientation: int = 1,
    taken: str = "",
) -> Path:
    """A picture as a phone writes it: red at its left, with where and when it was taken and how it was held."""
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 4, size[1]))
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Phone"
    exif[ExifTags.Base.Orientation] = orientation
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if place:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(
            {
                ExifTags.GPS.GPSLatitudeRef: "N",
                ExifTags.GPS.GPSLatitude: (32.0, 26.0, 7.5),
                ExifTags.GPS.GPSLongitudeRef: "E",
                ExifTags.GPS.GPSLongitude: (105.0, 50.0, 1.25),
            }
        )
    picture.save(file, "JPEG", quality=95, exif=exif.tobytes())
    return file


def opened(content: bytes) -> Image.Image:
    """A picture's bytes as a picture."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image
