"""Who × which page × whose: whatever is asked, by whatever id, no page holds another township's word.

The second half asks the same with the pages' own care taken away: the database alone must hold it back.
"""

import re
from collections.abc import Iterator

import pytest

from app.county.databases import Scope
from app.county.pages import routes
from app.county.pages.pages import PAGES
from tests.county.browsers import Person, a_person
from tests.county.machines import OTHER_TOWN, OTHER_VILLAGE, TOWN, enrolled, new_id
from tests.county.servers import Town

WORD = "canaryword"
NUMBER = "331102197001010014"


def a_foreign_township(town: Town) -> dict[str, str]:
    """A township with one household and one case, whose every text is the canary; gives its ids."""
    machine = enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE)
    home = machine.household(code="331102002000009", address=WORD, remark=WORD)
    person = machine.create("person", home.record_id, name=WORD, id_number=NUMBER)
    machine.create(
        "membership", home.record_id, household_id=home.record_id, person_id=person.record_id, relation="01"
    )
    machine.create("standing", home.record_id, household_id=home.record_id, year=2025, monitor_contact=WORD)
    case = machine.create("case", None, procedure="monitor-in", name=WORD, division_id=machine.division)
    step = machine.create("case_step", None, case_id=case.record_id, step="apply", done_by=WORD)
    machine.create("case_household", home.record_id, case_id=case.record_id, household_id=home.record_id)
    assert machine.push().status_code == 200
    return {
        "household": home.record_id,
        "case": case.record_id,
        "step": step.record_id,
        "device": machine.device,
        "person": person.record_id,
    }


def everything(person: Person, ids: dict[str, str]) -> Iterator[str]:
    """Every page by every id, and every form with them too."""
    fills = [OTHER_TOWN, OTHER_VILLAGE, TOWN, *ids.values(), new_id(), "%", "..", "'", "0"]
    person.open("/me")
    found = re.search(r'name="csrf" value="([^"]+)"', person.page.text)
    said = {
        "csrf": found.group(1) if found else "",
        "reason": "because I say so",
        "device": ids["device"],
        "way": "approve",
        "seen": ids["step"],
        "deed": "close",
        "code": OTHER_TOWN,
    }
    for page in PAGES:
        hole = re.search(r"\{(\w+)\}", page.path)
        for path in [page.path.replace(hole.group(), one) for one in fills] if hole else [page.path]:
            if page.path != "/me" or page.method == "GET":
                answer = person.client.request(
                    page.method, path, data=said if page.method == "POST" else None
                )
                yield answer.text
    for typed in (WORD, WORD[:4], "0014", NUMBER, "331102002", "%%%", "____"):
        yield _without_field(person.client.get("/households", params={"q": typed}).text)
    for name in ("who", "act", "household", "before"):
        yield person.client.get("/audit", params={name: ids["household"], "check": "1"}).text


def _without_field(page: str) -> str:
    """The page without the words that were typed: they stand in the field and in the line above."""
    return re.sub(r'value="[^"]*"|<h1>.*?</p>', "", page, flags=re.S)


ROLES = ("reader", "approver", "admin", "auditor")


@pytest.mark.parametrize("role", ROLES)
def test_no_page_holds_another_townships_word(town: Town, role: str):
    ids = a_foreign_township(town)
    person = a_person(town, role, TOWN)
    enrolled(town)
    before = rows_of(town)
    for text in everything(person, ids):
        assert WORD not in text and NUMBER not in text
    assert rows_of(town) == before


@pytest.mark.parametrize("role", ["reader", "approver"])
def test_the_database_alone_holds_it_back(town: Town, role: str, monkeypatch: pytest.MonkeyPatch):
    """The person counts as the whole county's everywhere in code; only what the database was told stays his own."""
    ids = a_foreign_township(town)
    own = town.scope(TOWN)
    assert own != Scope()
    monkeypatch.setattr(routes, "scope_of_codes", lambda connection, codes: own)
    person = a_person(town, role)
    before = rows_of(town)
    for text in everything(person, ids):
        assert WORD not in text and NUMBER not in text
    assert rows_of(town) == before


def test_the_canary_sings_for_its_own_township(town: Town):
    ids = a_foreign_township(town)
    person = a_person(town, "reader", OTHER_TOWN)
    assert WORD in person.open(f"/households/{ids['household']}")
    assert WORD in _without_field(person.open("/households?q=0014"))


def rows_of(town: Town) -> list[tuple]:
    """Whatever a foreign hand could have changed."""
    return [
        *town.rows("SELECT id, feed_seq, deleted FROM entity ORDER BY id"),
        *town.rows("SELECT id, revoked_at FROM device ORDER BY id"),
        *town.rows("SELECT name, closed_at FROM users ORDER BY name"),
        *town.rows("SELECT count(*) FROM enrolment"),
    ]
