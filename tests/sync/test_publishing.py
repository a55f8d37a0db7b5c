"""What the county publishes: seen by its townships at the next sync, installed by them, by line and by stick."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.county.databases import NOTHING, Connection, set_scope
from app.county.places import scope_of_codes
from app.county.publications import (
    Publisher,
    publish_deadline,
    publish_pack,
    published_deadlines,
    published_packs,
    withdraw,
)
from app.errors import Problem
from app.operations.deadlines import deadlines
from app.operations.home import home
from app.operations.packs import install_offer, install_pack, list_packs, offers
from app.operations.standards import standards
from app.texts import sentence
from db.verifications import verify
from tests.county.servers import Town
from tests.rules.packs.builders import EDITION, LINE, LINES, STANDARD, a_pack
from tests.sync.laptops import MONDAY, PLACE, Laptop, a_laptop, shared
from tests.sync.packages.sticks import Stick, carried

COUNTY = PLACE[:6]
FILES = {
    STANDARD: EDITION.replace("610921", COUNTY).replace("shaanxi", "sichuan"),
    LINE: LINES.replace("610921", COUNTY),
}


def a_county_pack(folder: Path, **head) -> bytes:
    return a_pack(folder / "pack", FILES, region=COUNTY, **head)[1]


def at_county(town: Town, do, code: str = COUNTY):
    """Something done at the county in one transaction whose scope is a division's."""

    def run(connection: Connection):
        set_scope(connection, scope_of_codes(connection, [code]))
        return do(connection)

    return town.county.database.run(NOTHING, run)


def publish(town: Town, data: bytes, code: str = COUNTY) -> str:
    return at_county(
        town, lambda c: publish_pack(c, ("a.zip", data), Publisher("li", code), MONDAY, "install it"), code
    ).id


@pytest.fixture
def two(town: Town, tmp_path: Path) -> tuple[Laptop, Laptop]:
    town.at[0] = MONDAY
    both = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    for one in both:
        one.join(town)
        one.sync()
    return both


def line(laptop: Laptop) -> Decimal:
    return standards(laptop.office).lines.on("income_line", PLACE, date(2019, 6, 1)).amount


def tasks(laptop: Laptop, kind: str) -> list[dict[str, object]]:
    return [one.values for one in home(laptop.office, None).tasks if one.kind == kind]


def whole(*laptops: Laptop) -> None:
    assert all(one.reports[-1].equal and one.unsent == 0 for one in laptops)
    assert all(verify(one.office.archive) == () for one in laptops)


def test_a_published_pack_is_offered_installed_by_one_and_in_force_at_all_laptops(town: Town, two, tmp_path):
    a, b = two
    publish(town, a_county_pack(tmp_path))
    assert at_county(town, published_packs)[0].towns == 0
    for one in two:
        one.sync()
    (offer,) = offers(a.office)
    assert (offer.label, offer.published_by, offer.remark) == ("Hanyin 577", "li", "install it")
    assert [told["pack"] for told in tasks(b, "pack")] == ["Hanyin 577"]
    assert (line(a), line(b)) == (3218, 3218), "what is published judges nobody before it is installed"
    found = install_offer(a.office, offer.id)
    assert any(one.new == "3600" for one in found.differences)
    for one in (a, b, a):
        one.sync()
    assert (line(a), line(b)) == (3600, 3600)
    assert offers(a.office) == offers(b.office) == [] and tasks(b, "pack") == []
    assert [(one.file, one.in_force) for one in list_packs(b.office).installed] == [("", True)]
    assert at_county(town, published_packs)[0].towns == 1
    assert shared(a) == shared(b)
    whole(a, b)


def test_two_laptops_that_install_it_apart_have_it_once(town: Town, two, tmp_path):
    a, b = two
    data = a_county_pack(tmp_path)
    publish(town, data)
    b.sync()
    install_pack(a.office, "a.zip", data)
    install_offer(b.office, offers(b.office)[0].id)
    for one in (a, b, a):
        one.sync()
    assert [len(list_packs(one.office).installed) for one in two] == [1, 1]
    assert (line(a), line(b)) == (3600, 3600)
    whole(a, b)


def test_a_newer_version_is_offered_again_an_older_one_never(town: Town, two, tmp_path):
    a, _ = two
    publish(town, a_county_pack(tmp_path / "2", version=2))
    a.sync()
    install_offer(a.office, offers(a.office)[0].id)
    with pytest.raises(Problem) as told:
        publish(town, a_county_pack(tmp_path / "1", version=1))
    assert told.value.code == "packs.published_already" and sentence(told.value)
    publish(town, a_county_pack(tmp_path / "3", version=3))
    a.sync()
    assert [one.version for one in offers(a.office)] == [3]


def test_what_is_withdrawn_is_offered_no_longer(town: Town, two, tmp_path):
    a, _ = two
    row = publish(town, a_county_pack(tmp_path))
    a.sync()
    assert at_county(town, lambda c: withdraw(c, row, Publisher("li", COUNTY), MONDAY)) == "Hanyin 577"
    a.sync()
    assert offers(a.office) == []
    with pytest.raises(Problem, match=r"packs\.gone"):
        at_county(town, lambda c: withdraw(c, row, Publisher("li", COUNTY), MONDAY))
    whole(a)


def test_a_deadline_is_told_with_the_days_left_until_it_is_withdrawn(town: Town, two):
    a, b = two
    by = Publisher("li", COUNTY)
    first = at_county(town, lambda c: publish_deadline(c, "lists", date(2026, 11, 20), by, MONDAY, "twice"))
    at_county(town, lambda c: publish_deadline(c, "plans", date(2026, 11, 5), by, MONDAY))
    for one in two:
        one.sync()
    assert [(one.title, one.days, one.remark) for one in deadlines(b.office)] == [
        ("plans", 3, ""),
        ("lists", 18, "twice"),
    ]
    assert [told["days"] for told in tasks(a, "deadline")] == [3, 18]
    at_county(town, lambda c: withdraw(c, first, by, MONDAY))
    a.sync()
    assert [one.title for one in deadlines(a.office)] == ["plans"]
    assert [one.title for one in at_county(town, published_deadlines) if not one.withdrawn] == ["plans"]
    whole(a)


@pytest.mark.parametrize(
    ("title", "day", "code"), [(" ", date(2026, 12, 1), "empty"), ("x", date(2026, 11, 1), "past")]
)
def test_a_deadline_without_words_or_in_the_past_is_refused(town: Town, two, title, day, code):
    with pytest.raises(Problem, match=code) as told:
        at_county(town, lambda c: publish_deadline(c, title, day, Publisher("li", COUNTY), MONDAY))
    assert sentence(told.value)


def test_a_county_publishes_nothing_to_another_and_refuses_what_cannot_be_right(town: Town, two, tmp_path):
    data = a_county_pack(tmp_path / "a")
    with pytest.raises(Problem) as told:
        publish(town, data, "331102")
    assert told.value.code == "packs.not_our_region" and sentence(told.value)
    bad = {**FILES, LINE: FILES[LINE].replace("2020-01-01", "2019-12-31")}
    with pytest.raises(Problem, match=r"packs\.refused"):
        publish(town, a_pack(tmp_path / "b", bad, region=COUNTY)[1])
    assert town.rows("SELECT count(*) FROM entity WHERE record = 'pack'") == [(0,)]


def test_a_machine_writes_no_pack_and_no_deadline_of_the_county(town: Town, two, tmp_path):
    a, b = two
    row = publish(town, a_county_pack(tmp_path))
    for one in two:
        one.sync()
    a.edit("pack", row, label="other")
    with a.office.archive.work("anna", at=MONDAY) as work:
        work.create("deadline", {"title": "mine", "due_on": "2026-12-01"})
    for one in (a, b, a):
        one.sync()
    assert offers(b.office)[0].label == "Hanyin 577" and deadlines(b.office) == []
    assert town.rows("SELECT doc ->> 'label' FROM entity WHERE record = 'pack'") == [("Hanyin 577",)]
    assert town.rows("SELECT count(*) FROM entity WHERE record = 'deadline'") == [(0,)]


def test_by_stick_it_comes_too(town: Town, two, tmp_path):
    a, _ = two
    publish(town, a_county_pack(tmp_path))
    at_county(
        town, lambda c: publish_deadline(c, "lists", date(2026, 11, 20), Publisher("li", COUNTY), MONDAY)
    )
    stick = Stick(tmp_path / "stick")
    carried(stick, town, a)
    assert [one.label for one in offers(a.office)] == ["Hanyin 577"]
    assert [one.title for one in deadlines(a.office)] == ["lists"]
    install_offer(a.office, offers(a.office)[0].id)
    assert line(a) == 3600
