"""Choosing a place offline from the shipped national list, and villages by name."""

import pytest

from app.rules import places, villages


def test_every_province_is_there():
    names = [division.name for division in places.provinces()]
    assert len(names) == 31
    assert names[0] == "北京市"


def test_going_down_from_province_to_village():
    code = ""
    for name in ["四川省", "广元市", "朝天区", "曾家镇"]:
        below = places.children(code) if code else places.provinces()
        code = next(division.code for division in below if division.name == name)
    assert code == "510812103"
    assert "石烛村村民委员会" in {village.name for village in places.children(code)}
    assert places.villages(code) == places.children(code)


def test_the_path_of_a_village_names_every_place_above():
    names = [division.name for division in places.path_of("510812103202")]
    assert names == ["四川省", "广元市", "朝天区", "曾家镇", "石烛村村民委员会"]


@pytest.mark.parametrize("code", ["", "99", "999999999", "510812103999", "nonsense"])
def test_an_unknown_code_has_no_path_and_nothing_below(code):
    assert places.path_of(code) == ()
    assert places.villages(code) == ()


@pytest.mark.parametrize(
    "text", ["曾家镇", "曾家", "zjz 朝天", "朝天 曾家", "朝天区曾家镇", "ctq zjz", "广元 ZJZ"]
)
def test_a_township_is_found_by_name_initials_and_county(text):
    assert "510812103" in [path[-1].code for path in places.find_townships(text)]


def test_exact_initials_stand_first():
    found = places.find_townships("cjz", limit=3)
    assert all("cjz" in path[-1].initials.split("/") for path in found)


def test_the_exact_name_stands_first_and_the_limit_holds():
    found = places.find_townships("曾家镇")
    assert [path[-1].name for path in found[:3]] == ["曾家镇"] * 3
    assert len(places.find_townships("zjz", limit=5)) == 5
    assert places.find_townships("") == places.find_townships("qqqqqqq") == []


@pytest.mark.parametrize(
    "name", ["石烛村", "石烛村村民委员会", "石烛村委会", "石烛村民委员会", "石烛村村委会", " 石烛 村 "]
)
def test_one_village_in_all_its_writings(name):
    assert villages.normal_village(name) == "石烛村"


@pytest.mark.parametrize("name", ["水磨沟社区", "水磨沟居委会", "水磨沟社区居委会", "水磨沟社区居民委员会"])
def test_one_community_in_all_its_writings(name):
    assert villages.normal_village(name) == "水磨沟社区"


NAMES = {
    "石烛村村民委员会": 1,
    "石鹰村村民委员会": 2,
    "水磨沟社区居民委员会": 3,
    "新村村民委员会": 4,
    "水磨沟村村民委员会": 5,
}


@pytest.mark.parametrize(
    ("written", "key"),
    [("石烛村", 1), ("石烛", 1), ("曾家镇石烛村", 1), ("朝天区曾家镇石烛村委会", 1), ("新村", 4),
     ("水磨沟社区", 3),
     ("水磨沟村", 5), ("水磨沟", None), ("石烛社区", None), ("无名村", None), ("曾家镇", None)],
)  # fmt: skip
def test_a_village_is_matched_by_name_and_never_by_likeness(written, key):
    assert villages.VillageNames(NAMES, within=["朝天区", "曾家镇"]).match(written) == key


def test_an_unknown_village_gets_the_nearest_names():
    assert "石烛村村民委员会" in villages.VillageNames(NAMES).nearest("石竹村")
    assert villages.VillageNames(NAMES).match("石烛村") == 1


def test_every_village_of_a_province_matches_itself_within_its_township():
    for township in ("510812103", "110101001", "441900003"):
        names = {village.name: village.code for village in places.villages(township)}
        index = villages.VillageNames(names)
        assert all(index.match(name) == code for name, code in names.items())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("朝天区", "朝天县"),
        ("朝天", "朝天区"),
        ("曾家镇", "曾家乡"),
        ("恩施州", "恩施土家族苗族自治州"),
        ("四川", "四川省"),
    ],
)
def test_places_that_may_be_the_same(one, other):
    assert villages.same_place(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("朝天区", "利州区"), ("曾家镇", "曾家山镇"), ("海南省", "海北藏族自治州")]
)
def test_places_that_are_not_the_same(one, other):
    assert not villages.same_place(one, other)
