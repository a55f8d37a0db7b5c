"""A machine that joins begins with what the county made ready; where that is not right, the feed brings the same."""

from pathlib import Path

import orjson
import pytest
from sqlcipher3 import dbapi2

from app.county.beginnings import FOLDER, make_beginning
from app.errors import Problem
from app.sync.wire.beginnings import read_manifest, signed
from db.verifications import verify
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import PLACE, Laptop, a_laptop, shared
from tests.sync.proxies import CUT, a_proxy

AT_ALL = 1  # rows that are worth it


@pytest.fixture
def first(town: Town, tmp_path: Path) -> Laptop:
    """A laptop whose township is at the county: three households, one of them edited, one deleted row."""
    town.county.folder = tmp_path / "county"
    laptop = a_laptop(tmp_path, "anna")
    homes = [a_household(laptop.office, name=name, phone="1") for name in ("Zhao", "Qian", "Sun")]
    laptop.join(town)
    laptop.sync()
    laptop.edit("household", homes[0], phone="2")
    with laptop.office.archive.work("anna", at=laptop.office.clock()) as work:
        work.delete("member_year", laptop.rows("SELECT id FROM member_year ORDER BY id LIMIT 1")[0][0])
    laptop.sync()
    assert make_beginning(town.county, [PLACE], least=AT_ALL)
    return laptop


@pytest.fixture
def second(town: Town, first: Laptop, tmp_path: Path) -> Laptop:
    """One that has joined the same township and has nothing yet."""
    laptop = a_laptop(tmp_path, "boris")
    laptop.join(town)
    return laptop


def the_only(town: Town) -> Path:
    """The folder of what was made ready."""
    (folder,) = town.county.folder.glob(f"{FOLDER}/*/*")
    return folder


def is_whole(one: Laptop, other: Laptop) -> bool:
    """Whether two laptops say the same, and the second one's archive holds together."""
    return shared(one) == shared(other) and verify(other.office.archive) == ()


def test_a_machine_begins_with_it_and_goes_on_with_the_feed(first: Laptop, second: Laptop):
    first.edit(
        "household", first.rows("SELECT id FROM household ORDER BY id LIMIT 1")[0][0], address="Bridge 7"
    )
    first.sync()
    report = second.sync()
    assert (report.begun, report.equal, report.mended) == ("taken", True, 0)
    assert is_whole(first, second)
    assert second.sync().begun == ""


def test_guards_and_indexes_stand_again_afterwards(first: Laptop, second: Laptop):
    second.sync()
    kept = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    assert second.rows(kept) == first.rows(kept)
    refused = pytest.raises(dbapi2.IntegrityError, match="outside a unit of work")
    with refused, second.office.archive.noting() as connection:
        connection.execute("DELETE FROM person")


def test_what_both_do_afterwards_is_merged_as_ever(first: Laptop, second: Laptop):
    second.sync()
    home = second.rows("SELECT id FROM household ORDER BY id LIMIT 1")[0][0]
    first.edit("household", home, address="Bridge 7")
    second.edit("household", home, group_name="4")
    for one in (first, second, first):
        assert one.sync().equal
    assert is_whole(first, second)


def test_a_line_that_is_cut_goes_on_with_the_chunks_it_has(town: Town, first: Laptop, second: Laptop):
    with a_proxy(town.url) as (proxy, url):
        proxy.faults = {"2": [CUT] * 3}
        with pytest.raises(Problem, match="cut"):
            second.sync(server=url)
        before = list(proxy.seen)
        assert second.sync(server=url).begun == "taken"
    assert {"0", "1", "2"} <= {*before} and not {"0", "1"} & {*proxy.seen[len(before) :]}
    assert is_whole(first, second)
    assert not list(second.office.folder.glob("*.coming*"))


def test_what_was_kept_and_is_damaged_is_fetched_anew(town: Town, first: Laptop, second: Laptop):
    with a_proxy(town.url) as (proxy, url):
        proxy.faults = {"2": [CUT] * 3}
        with pytest.raises(Problem, match="cut"):
            second.sync(server=url)
    (kept,) = second.office.folder.glob("*.coming")
    kept.write_bytes(bytes(kept.stat().st_size))
    assert second.sync().begun == "taken"
    assert is_whole(first, second)


def test_a_newer_one_may_take_its_place_while_it_is_on_its_way(town: Town, first: Laptop, second: Laptop):
    with a_proxy(town.url) as (proxy, url):
        proxy.faults = {"2": [CUT] * 3}
        with pytest.raises(Problem, match="cut"):
            second.sync(server=url)
        for number in range(3):
            a_household(first.office, name=f"Li {number}")
            first.sync()
            make_beginning(town.county, [PLACE], least=AT_ALL)
        assert second.sync(server=url).begun == "taken"
    assert is_whole(first, second)


def test_a_torn_chunk_is_left_and_the_feed_brings_the_same(town: Town, first: Laptop, second: Laptop):
    chunk = the_only(town) / "1"
    chunk.write_bytes(chunk.read_bytes()[:-7])
    report = second.sync()
    assert (report.begun, report.equal) == ("damaged", True)
    assert is_whole(first, second)


def test_one_that_another_key_signed_is_left(town: Town, first: Laptop, second: Laptop):
    file = the_only(town) / "manifest.json"
    file.write_bytes(signed(read_manifest(file.read_bytes()), bytes(range(32))).model_dump_json().encode())
    report = second.sync()
    assert (report.begun, report.equal) == ("foreign", True)
    assert is_whole(first, second)


def test_a_word_changed_in_the_manifest_breaks_its_signature(town: Town, first: Laptop, second: Laptop):
    file = the_only(town) / "manifest.json"
    file.write_bytes(orjson.dumps(orjson.loads(file.read_bytes()) | {"cursor": 1}))
    assert second.sync().begun == "foreign"
    assert is_whole(first, second)


def test_one_of_another_life_of_the_server_is_not_offered(town: Town, first: Laptop, second: Laptop):
    file = the_only(town) / "manifest.json"
    manifest = read_manifest(file.read_bytes()).model_copy(update={"server_epoch": "0" * 32})
    file.write_bytes(
        signed(manifest, bytes.fromhex(town.county.keepsakes.signing)).model_dump_json().encode()
    )
    assert second.sync().begun == ""
    assert is_whole(first, second)


def test_who_has_people_of_his_own_reads_the_feed(town: Town, first: Laptop, tmp_path: Path):
    laptop = a_laptop(tmp_path, "clara")
    a_household(laptop.office, name="Wu")
    laptop.join(town)
    assert laptop.sync().begun == ""
    first.sync()
    assert is_whole(first, laptop)


def test_nobody_else_gets_a_chunk_of_ours(town: Town, first: Laptop, tmp_path: Path):
    name = the_only(town).name
    from tests.county.machines import OTHER_TOWN, OTHER_VILLAGE, enrolled

    stranger = enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE)
    for target in ("/v1/snapshot", f"/v1/snapshot/{name}/0"):
        assert stranger.request("GET", target).json()["code"] == "no_beginning"


def test_only_the_last_two_stay_on_the_countys_disk(town: Town, first: Laptop):
    for _ in range(3):
        make_beginning(town.county, [PLACE], least=AT_ALL)
    assert len(list(town.county.folder.glob(f"{FOLDER}/*/*"))) == 2


def test_a_few_rows_are_not_worth_it(town: Town, first: Laptop):
    assert make_beginning(town.county, [PLACE]) is None
