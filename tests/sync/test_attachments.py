"""Photos and scans go over the line in parts, after the records; a cut costs one part, and nobody else sees them."""

import io
import random
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from app.errors import Problem
from app.operations.attachments import attach_file, has_small, kept_file, read_small, store_file
from app.operations.carrying import list_waiting_files
from app.sync.wire.shapes import PART, SMALL
from tests.county.machines import enrolled
from tests.county.servers import Town
from tests.sync.laptops import PLACE, Laptop, a_laptop
from tests.sync.proxies import CUT, LOSE_ANSWER, LOSE_REQUEST, a_proxy

PHOTO = bytes(range(256)) * (PART // 256) * 2 + b"the end"  # three parts
DIGEST = sha256(PHOTO).hexdigest()
BROKEN = 3  # as often as a line is tried before a round gives up


@pytest.fixture
def pair(town: Town, tmp_path: Path) -> tuple[Laptop, Laptop]:
    """Two laptops of a township; the first has a household with a photo."""
    town.county.folder = tmp_path / "county"
    first, second = (a_laptop(tmp_path, name) for name in ("first", "second"))
    first.join(town)
    second.join(town)
    with first.office.archive.work("first", at=first.office.clock()) as work:
        village = work.read("SELECT id FROM division WHERE level = 'village'")[0][0]
        household = work.create("household", {"division_id": village, "code": "HD1", "address": "1"})
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(PHOTO)
    attach_file(first.office, household, photo)
    return first, second


def test_a_photo_reaches_the_other_laptop_whole(town: Town, pair: tuple[Laptop, Laptop]):
    first, second = pair
    assert [one.here for one in list_waiting_files(first.office)] == [True]

    first.sync()
    second.sync()

    assert kept_file(second.office, DIGEST) == PHOTO
    assert list_waiting_files(first.office) == list_waiting_files(second.office) == []
    assert town.rows("SELECT received, present FROM blob") == [(len(PHOTO), True)]


@pytest.mark.parametrize("fault", [LOSE_REQUEST, LOSE_ANSWER])
@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_cut_on_the_way_up_costs_one_part(town: Town, pair: tuple[Laptop, Laptop], part: int, fault: str):
    first, second = pair
    with a_proxy(town.url) as (proxy, url):
        proxy.faults[DIGEST] = ["pass"] * part + [fault] * BROKEN
        with pytest.raises(Problem):
            first.sync(server=url)
        there = town.rows("SELECT coalesce(max(received), 0) FROM blob")[0][0]
        before = len(proxy.seen)
        first.sync(server=url)

    assert there // PART >= part
    assert proxy.seen[before:].count(DIGEST) == 3 - -(-there // PART)
    second.sync()
    assert kept_file(second.office, DIGEST) == PHOTO


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_cut_on_the_way_down_costs_one_part(town: Town, pair: tuple[Laptop, Laptop], part: int):
    first, second = pair
    first.sync()
    with a_proxy(town.url) as (proxy, url):
        proxy.faults[DIGEST] = ["pass"] * (1 + part) + [CUT] * BROKEN  # the small one is asked for first
        with pytest.raises(Problem):
            second.sync(server=url)
        assert [one.here for one in list_waiting_files(second.office)] == [False]
        before = len(proxy.seen)
        second.sync(server=url)

    assert proxy.seen[before:].count(DIGEST) == 1 + 3 - part
    assert kept_file(second.office, DIGEST) == PHOTO


def test_what_is_on_its_way_lies_here_encrypted(town: Town, pair: tuple[Laptop, Laptop], tmp_path: Path):
    first, second = pair
    first.sync()
    with a_proxy(town.url) as (proxy, url):
        proxy.faults[DIGEST] = ["pass", "pass", "pass"] + [CUT] * BROKEN  # the small one, and two parts
        with pytest.raises(Problem):
            second.sync(server=url)

    lying = [one for one in tmp_path.rglob("*") if one.is_file() and "photo" not in one.name]
    assert (second.office.folder / "files" / "coming" / DIGEST / "1").exists()
    assert not [one for one in lying if PHOTO[:64] in one.read_bytes()]


def test_a_part_that_rotted_comes_again(town: Town, pair: tuple[Laptop, Laptop]):
    first, second = pair
    first.sync()
    with a_proxy(town.url) as (proxy, url):
        proxy.faults[DIGEST] = ["pass", "pass"] + [CUT] * BROKEN
        with pytest.raises(Problem):
            second.sync(server=url)
    rotten = second.office.folder / "files" / "coming" / DIGEST / "0"
    rotten.write_bytes(rotten.read_bytes()[:-1] + b"?")

    second.sync()

    assert kept_file(second.office, DIGEST) == PHOTO


def test_a_days_budget_leaves_the_large_ones_for_tomorrow(town: Town, pair: tuple[Laptop, Laptop]):
    first, _ = pair

    first.sync(budget=PART)

    assert town.rows("SELECT count(*) FROM blob") == [(0,)]
    assert [one.here for one in list_waiting_files(first.office)] == [True]
    first.sync()
    assert list_waiting_files(first.office) == []


def test_another_township_neither_gets_nor_hears_of_a_photo(town: Town, pair: tuple[Laptop, Laptop]):
    first, _ = pair
    first.sync()
    stranger = enrolled(town)

    for target in (f"/v1/blob/{DIGEST}/kept", f"/v1/blob/{DIGEST}?offset=0"):
        answer = stranger.request("GET", target)
        assert (answer.status_code, answer.json()["code"]) == (404, "no_blob")


def test_a_photo_goes_small_before_it_goes_whole_and_a_day_s_limit_lets_the_small_one_through(
    town: Town, pair: tuple[Laptop, Laptop], tmp_path: Path
):
    first, second = pair
    picture = Image.frombytes("RGB", (400, 300), random.Random(1).randbytes(360_000))
    picture.save(tmp_path / "visit.jpg", quality=95)
    household = first.rows("SELECT id FROM household")[0][0]
    attach_file(first.office, household, tmp_path / "visit.jpg")
    digest = sha256((tmp_path / "visit.jpg").read_bytes()).hexdigest()
    budget = 2 * SMALL

    report = first.sync(budget=budget)
    assert (report.files_sent, report.files_left) == (0, 2), "neither of the whole files may go today"
    second.sync(budget=budget)
    small = read_small(second.office, digest)
    assert small is not None and len(small) <= SMALL and Image.open(io.BytesIO(small)).size == (240, 180)
    assert read_small(second.office, DIGEST) is None, "what is no picture has none"
    assert {one.here for one in list_waiting_files(second.office)} == {False}

    first.sync()
    second.sync()
    assert kept_file(second.office, digest) == (tmp_path / "visit.jpg").read_bytes()
    assert not has_small(second.office, digest) and list_waiting_files(second.office) == []


def test_the_small_one_of_a_photo_is_a_picture_and_nobody_else_s(town: Town, pair: tuple[Laptop, Laptop]):
    first, _ = pair
    first.sync(budget=0)
    stranger = enrolled(town)
    path = f"/v1/blob/{DIGEST}?offset=0&small=1"
    for answer in (stranger.request("POST", path, b"\xff\xd8\xff"), stranger.request("GET", path)):
        assert (answer.status_code, answer.json()["code"]) == (404, "no_blob")
    own = enrolled(town, codes=(PLACE,), village=f"{PLACE}001")
    assert own.request("POST", path, b"no picture").json()["code"] == "bad_body"
    assert own.request("POST", path, b"\xff\xd8\xff" + bytes(SMALL)).json()["code"] == "bad_body"
    assert own.request("POST", path, b"\xff\xd8\xffone").json()["present"]
    assert own.request("POST", path, b"\xff\xd8\xfftwo").json()["present"]
    assert own.request("GET", path).content == b"\xff\xd8\xffone", "the first stays"


def test_a_damaged_file_waits_and_stops_nobody(town: Town, pair: tuple[Laptop, Laptop]):
    first, second = pair
    stored = first.office.folder / "files" / DIGEST[:2] / DIGEST
    whole = stored.read_bytes()
    stored.write_bytes(whole[:-1] + b"?")

    first.sync()

    assert len(list_waiting_files(first.office)) == 1
    stored.write_bytes(whole)
    first.sync()
    second.sync()
    assert kept_file(second.office, DIGEST) == PHOTO


def test_bytes_that_are_not_what_their_name_says_are_wanted_again(town: Town, pair: tuple[Laptop, Laptop]):
    first, second = pair
    store_file(first.office, "f" * 64, PHOTO)
    with first.office.archive.work("first", at=first.office.clock()) as work:
        row = work.read("SELECT id FROM attachment")[0][0]
        work.update("attachment", str(row), {"hash": "f" * 64})

    first.sync()

    assert town.rows("SELECT received, present FROM blob") == [(0, False)]
    assert len(list_waiting_files(first.office)) == 1
    second.sync()
    assert [one.here for one in list_waiting_files(second.office)] == [False]
