"""Photos of visits: proved to be pictures by drawing them, scaled, turned upright, freed of what they need not say.

A phone writes into a picture where it was taken, with which device, and sometimes a second picture. Every photo is
drawn anew, so that nothing of it is kept but what is seen, the day it was taken and, where the office wants it
(`forms/visiting.toml`), the place.
"""

import io
import struct
import warnings
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from app.errors import Problem
from app.operations.attachments import read_attachment
from app.operations.offices import Office
from app.rules.visiting import PhotoRule

FORMATS: Final = ("JPEG", "PNG", "BMP")
MOST_PIXELS: Final = 120_000_000
MOST_DRAWN: Final = 24_000_000
"""A phone's 108 million fit: a JPEG is read at a fraction of its size. Others are drawn whole: 4 bytes each."""
SIGNATURE_SIDE: Final = 1200
THUMBNAIL_SIDE: Final = 240
_KEPT_THUMBNAILS = 200
_TAKEN = ExifTags.Base.DateTimeOriginal
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
# What the readers of picture formats raise for bytes that are none, beside Pillow's own errors.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    struct.error,
)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture ready to be kept: a JPEG, upright; the name its file had; the day it was taken, if it says so."""

    content: bytes
    name: str
    taken_on: date | None
    width: int
    height: int


def read_photo(file: Path, rule: PhotoRule, *, place: bool | None = None) -> Photo:
    """A file as a photo no longer than `rule.longest_side` pixels; `place`: keep where it was taken (else by the rule).

    Raises Problem photos.cannot_read, photos.too_large, photos.heic, photos.not_a_picture, photos.too_many_pixels,
    photos.broken: each names the file.
    """
    content = _read(file, rule.most_mb)
    try:
        with _opened(content) as image:
            _need_size(image, file)
            exif = _exif(image)
            drawn = _upright(image, rule.longest_side)
    except _BOMB as error:
        raise Problem("photos.too_many_pixels", file=file.name) from error
    except UnidentifiedImageError as error:
        code = "photos.heic" if content[4:8] == b"ftyp" and content[8:12] in _HEIC else "photos.not_a_picture"
        raise Problem(code, file=file.name) from error
    except _BROKEN as error:
        raise Problem("photos.broken", file=file.name) from error
    kept = _kept_exif(exif, rule.place if place is None else place)
    return Photo(_jpeg(drawn, rule.quality, kept), file.name, _taken_on(exif), *drawn.size)


def read_signature(file: Path, rule: PhotoRule) -> Photo:
    """A signature as a small picture, never with its place. Raises as `read_photo`."""
    smaller = PhotoRule(min(rule.longest_side, SIGNATURE_SIDE), rule.quality, rule.most_mb)
    return read_photo(file, smaller, place=False)


def thumbnail(office: Office, digest: str, side: int = THUMBNAIL_SIDE) -> bytes:
    """A kept photo as a small JPEG of at most `side` pixels; remembered in memory only, never on the disk.

    Raises Problem as `read_attachment`, and photos.broken for an attachment that is no picture.
    """
    known: OrderedDict[tuple[str, int], bytes] = office.kept.setdefault("thumbnails", OrderedDict())
    found = known.get((digest, side))
    if found is None:
        found = known[digest, side] = shrunk(read_attachment(office, digest), side)
        while len(known) > _KEPT_THUMBNAILS:
            known.popitem(last=False)
    return found


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """The picture in these bytes, its pixels not yet read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # cameras write much that is no EXIF; nobody here can mend it
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            yield image


def shrunk(content: bytes, side: int) -> bytes:
    """A kept photo as a JPEG of at most `side` pixels. Raises Problem photos.broken for what is no picture."""
    try:
        with _opened(content) as image:
            return _jpeg(_upright(image, side), 80)
    except (*_BROKEN, *_BOMB) as error:
        raise Problem("photos.broken", file="") from error


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of a kept photo in pixels."""
    with _opened(content) as image:
        return image.size


def _read(file: Path, most_mb: int) -> bytes:
    try:
        size = file.stat().st_size
        if size > most_mb * 1024 * 1024:
            raise Problem("photos.too_large", file=file.name, size=size // 1024 // 1024, most=most_mb)
        content = file.read_bytes()
    except OSError as error:
        raise Problem("photos.cannot_read", file=file.name) from error
    if not content:
        raise Problem("photos.not_a_picture", file=file.name)
    return content


def _need_size(image: Image.Image, file: Path) -> None:
    pixels = image.width * image.height
    if pixels > (MOST_PIXELS if image.format in ("JPEG", "MPO") else MOST_DRAWN):
        raise Problem("photos.too_many_pixels", file=file.name)


def _upright(image: Image.Image, side: int) -> Image.Image:
    """The picture as it is meant to be seen, on white where it is transparent, no side longer than `side`."""
    orientation = _exif(image).get(ExifTags.Base.Orientation, 1)
    image.draft("RGB", (side, side))  # a JPEG is then decoded at half, a quarter, an eighth
    image.load()
    drawn = image.convert("RGBA") if image.mode in ("P", "PA", "LA") else image
    drawn.thumbnail((side, side), Image.Resampling.LANCZOS)  # first: what follows makes copies
    if drawn.mode == "RGBA":
        ground = Image.new("RGBA", drawn.size, "white")
        ground.alpha_composite(drawn)
        drawn = ground
    drawn = drawn.convert("RGB")
    turn = Image.Exif()
    turn[ExifTags.Base.Orientation] = orientation
    drawn.info["exif"] = turn.tobytes()
    return ImageOps.exif_transpose(drawn)


def _exif(image: Image.Image) -> Image.Exif:
    """What the camera wrote; nothing where it cannot be read."""
    try:
        exif = image.getexif()
        exif.get_ifd(ExifTags.IFD.Exif)
        exif.get_ifd(ExifTags.IFD.GPSInfo)
    except _BROKEN:
        return Image.Exif()
    return exif


def _kept_exif(exif: Image.Exif, place: bool) -> bytes:
    """When it was taken, and where if that is wanted: of all a camera writes."""
    kept = Image.Exif()
    taken = exif.get_ifd(ExifTags.IFD.Exif).get(_TAKEN)
    if isinstance(taken, str):
        kept.get_ifd(ExifTags.IFD.Exif)[_TAKEN] = taken
    where = exif.get_ifd(ExifTags.IFD.GPSInfo) if place else {}
    if where:
        kept.get_ifd(ExifTags.IFD.GPSInfo).update(where)
    return kept.tobytes() if taken or where else b""


def _taken_on(exif: Image.Exif) -> date | None:
    taken = exif.get_ifd(ExifTags.IFD.Exif).get(_TAKEN)
    try:
        return datetime.strptime(str(taken)[:10], "%Y:%m:%d").date()  # noqa: DTZ007 - a camera knows no zone
    except ValueError:
        return None


def _jpeg(image: Image.Image, quality: int, exif: bytes = b"") -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, exif=exif, icc_profile=None)
    return out.getvalue()
