"""Photos: pictures and nothing else, upright, no larger than needed, and silent about where they were taken."""

import struct
import zlib
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from app.errors import Problem
from app.operations.photos import read_photo, read_signature, thumbnail
from app.operations.visits import add_visit, list_visits
from app.rules.visiting import PhotoRule
from app.texts import sentence
from tests.operations.helping import TODAY, a_jpeg, opened, said
from tests.operations.offices import a_household, an_office

RULE = PhotoRule(longest_side=400, most_mb=1)


def refused(file: Path, rule: PhotoRule = RULE) -> Problem:
    with pytest.raises(Problem) as told:
        read_photo(file, rule)
    assert file.name in sentence(told.value)
    return told.value


def test_the_place_is_taken_away_and_the_day_stays(tmp_path: Path) -> None:
    file = a_jpeg(tmp_path / "home.jpg", place=True, taken="2026:11:01 14:30:00")
    assert (
        opened(file.read_bytes()).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    )  # the picture made here does name a place
    photo = read_photo(file, RULE)
    exif = opened(photo.content).getexif()
    assert exif.get_ifd(ExifTags.IFD.GPSInfo) == {}
    assert ExifTags.Base.GPSInfo not in exif and ExifTags.Base.Make not in exif
    assert exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] == "2026:11:01 14:30:00"
    assert str(photo.taken_on) == "2026-11-01"


def test_the_place_is_kept_where_it_is_wanted(tmp_path: Path) -> None:
    photo = read_photo(a_jpeg(tmp_path / "home.jpg", place=True), RULE, place=True)
    where = opened(photo.content).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert tuple(map(float, where[ExifTags.GPS.GPSLatitude])) == (32.0, 26.0, 7.5)
    assert where[ExifTags.GPS.GPSLongitudeRef] == "E"


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [(1, (64, 48), (2, 24)), (3, (64, 48), (61, 24)), (6, (48, 64), (24, 2)), (8, (48, 64), (24, 61))],
)
def test_a_picture_stands_upright(
    tmp_path: Path, orientation: int, size: tuple[int, int], red: tuple[int, int]
) -> None:
    photo = read_photo(a_jpeg(tmp_path / "held.jpg", orientation=orientation), RULE)
    image = opened(photo.content)
    assert image.size == size == (photo.width, photo.height)
    assert image.getexif().get(ExifTags.Base.Orientation, 1) == 1
    colour = image.getpixel(red)
    assert isinstance(colour, tuple) and colour[0] > 200 and colour[1] < 80


def test_a_large_photo_is_scaled_and_a_small_one_is_not(tmp_path: Path) -> None:
    large = read_photo(a_jpeg(tmp_path / "large.jpg", (3000, 1500)), RULE)
    assert (large.width, large.height) == (400, 200)
    small = read_photo(a_jpeg(tmp_path / "small.jpg", (64, 48)), RULE)
    assert (small.width, small.height) == (64, 48)


def test_a_transparent_signature_comes_on_white(tmp_path: Path) -> None:
    file = tmp_path / "signed.png"
    Image.new("RGBA", (200, 80), (0, 0, 0, 0)).save(file)
    photo = read_signature(file, RULE)
    assert opened(photo.content).getpixel((10, 10)) == (255, 255, 255)


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    for name, content in (
        ("table.jpg", b"PK\x03\x04 no picture"),
        ("empty.jpg", b""),
        ("page.html", b"<html>"),
    ):
        (tmp_path / name).write_bytes(content)
        assert refused(tmp_path / name).code == "photos.not_a_picture"
    assert refused(tmp_path / "none.jpg").code == "photos.cannot_read"
    assert refused(tmp_path).code in ("photos.cannot_read", "photos.not_a_picture")


def test_a_phones_own_format_is_named(tmp_path: Path) -> None:
    file = tmp_path / "IMG_0001.HEIC"
    file.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))
    assert refused(file).code == "photos.heic"


def test_a_file_of_200_mb_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "film.jpg"
    with file.open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    problem = refused(file, PhotoRule())
    assert problem.code == "photos.too_large" and problem.values["size"] == 200


def test_a_cut_off_photo_is_refused(tmp_path: Path) -> None:
    file = a_jpeg(tmp_path / "cut.jpg", (600, 400))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert refused(file).code == "photos.broken"


@pytest.mark.parametrize("side", [12_000, 60_000])
def test_a_bomb_is_refused_before_it_is_drawn(tmp_path: Path, side: int) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000))
    file = tmp_path / "bomb.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))
    assert refused(file).code == "photos.too_many_pixels"


def test_a_camera_that_writes_nonsense_is_no_reason_to_refuse(tmp_path: Path) -> None:
    plain = a_jpeg(tmp_path / "plain.jpg").read_bytes()
    nonsense = b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xee" * 40
    file = tmp_path / "odd.jpg"
    file.write_bytes(plain[:2] + b"\xff\xe1" + struct.pack(">H", len(nonsense) + 2) + nonsense + plain[2:])
    assert read_photo(file, RULE).taken_on is None


def test_a_thumbnail_is_made_on_demand_and_never_lies_on_the_disk(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    add_visit(office, household, said(), photos=[a_jpeg(tmp_path / "big.jpg", (1600, 1200))])
    (photo,) = list_visits(office, household)[0].photos
    before = sorted(path for path in office.folder.rglob("*") if path.is_file())
    small = thumbnail(office, photo.hash)
    assert opened(small).size == (240, 180)
    assert thumbnail(office, photo.hash) is small
    assert sorted(path for path in office.folder.rglob("*") if path.is_file()) == before
    assert list_visits(office, household)[0].visited_on == TODAY
    office.close()
