"""Publishing at the county: by script and in the browser, differences first, only by who may and for his own places."""

from datetime import date
from pathlib import Path

import pytest

from tests.county.browsers import Person, a_person
from tests.county.machines import OTHER_TOWN, TOWN, enrolled
from tests.county.servers import Town
from tests.rules.packs.builders import EDITION, LINE, LINES, STANDARD, a_pack

COUNTY = TOWN[:6]
FILES = {STANDARD: EDITION.replace("610921", COUNTY), LINE: LINES.replace("610921", COUNTY)}


def a_file(folder: Path, **head) -> bytes:
    return a_pack(folder / "pack", FILES, region=COUNTY, **head)[1]


def csrf_of(person: Person) -> str:
    return person.page.text.split('name="csrf" value="')[1].split('"')[0]


def upload(person: Person, data: bytes, **said: str) -> str:
    person.open("/packs")
    fields = {"csrf": csrf_of(person), "back": "/packs", "code": COUNTY, **said}
    person.page = person.client.post(
        "/packs", data=fields, files={"file": ("a.zip", data, "application/zip")}
    )
    return person.text


def confirm(person: Person) -> str:
    """Press the button of the page that shows the differences."""
    told = person.page.text
    names = ("csrf", "back", "file", "file_name", "code", "remark", "sure")
    values = {name: told.split(f'name="{name}" value="')[1].split('"')[0] for name in names}
    fields = {name: (None, value) for name, value in values.items()}
    person.page = person.client.post("/packs", files=fields)
    return person.text


def test_an_approver_sees_what_differs_and_then_publishes(town: Town, tmp_path):
    enrolled(town)
    li = a_person(town, "approver", COUNTY, name="li")
    seen = upload(li, a_file(tmp_path), remark="install it")
    assert "3218" in seen and "3600" in seen and town.rows("SELECT count(*) FROM entity") == [(0,)]
    assert "Hanyin 577" in confirm(li)
    assert town.rows("SELECT doc ->> 'published_by', doc ->> 'remark' FROM entity WHERE record = 'pack'") == [
        ("li", "install it")
    ]
    assert town.rows("SELECT who FROM audit WHERE act = 'publish_pack'") == [("user:li",)]
    assert "told bad" in upload(li, a_file(tmp_path / "again")), "the same version once more"
    row = town.rows("SELECT id::text FROM entity WHERE record = 'pack'")[0][0]
    li.open("/packs")
    li.send(f"/packs/{row}/withdraw")
    assert town.rows("SELECT doc ->> 'withdrawn_on' IS NOT NULL FROM entity WHERE record = 'pack'") == [
        (True,)
    ]


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK" * 200_000])
def test_a_file_that_is_no_pack_is_told_in_a_sentence(town: Town, data):
    li = a_person(town, "approver", COUNTY, name="li")
    seen = upload(li, data)
    assert li.page.status_code in (200, 403) and "Traceback" not in seen
    assert town.rows("SELECT count(*) FROM entity") == [(0,)]


def test_deadlines_are_published_and_read(town: Town):
    enrolled(town)
    li = a_person(town, "approver", COUNTY, name="li")
    li.open("/packs")
    today = town.at[0].date()
    due = date(today.year, 12, 31).isoformat()
    assert "lists" in li.send("/deadlines", title="lists", due=due, code=COUNTY, remark="")
    assert "told bad" in li.send("/deadlines", title="lists", due="soon", code=COUNTY)
    assert "told bad" in li.send("/deadlines", title="lists", due="2020-01-01", code=COUNTY)
    reader = a_person(town, "reader", COUNTY)
    seen = reader.open("/packs")
    assert "lists" in seen and 'action="/deadlines"' not in seen


def test_where_no_township_has_joined_nothing_is_published(town: Town):
    li = a_person(town, "approver", COUNTY, name="li")
    li.open("/packs")
    assert "told bad" in li.send("/deadlines", title="lists", due="2030-01-01", code=COUNTY)


def test_a_reader_and_an_approver_of_a_township_publish_nothing_for_the_county(town: Town, tmp_path):
    reader, other = a_person(town, "reader", COUNTY), a_person(town, "approver", OTHER_TOWN)
    data = a_file(tmp_path)
    for person in (reader, other):
        person.open("/packs")
        fields = {"csrf": csrf_of(person), "code": COUNTY, "title": "x", "due": "2030-01-01", "sure": "1"}
        person.client.post("/packs", data=fields, files={"file": ("a.zip", data)})
        person.client.post("/deadlines", data=fields)
    assert town.rows("SELECT count(*) FROM entity") == [(0,)]
