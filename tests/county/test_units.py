"""What goes together goes together, and nothing is made where its household is gone: what the model found."""

from typing import Any

import pytest

from app.county.databases import NOTHING
from app.county.devices import device_of, set_codes
from db.changes import Change
from tests.county.machines import OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE, Machine, enrolled, new_id
from tests.county.servers import Town


@pytest.fixture
def two(town: Town) -> tuple[Machine, Machine, Change, Change]:
    """Two laptops that both know a household with a person."""
    first, second = enrolled(town), enrolled(town)
    second.division = first.division
    home = first.household(bank_account="1")
    person = first.create("person", home.record_id, name="x")
    first.push()
    return first, second, home, person


def delete(
    machine: Machine, txn: str, known: Change, home: Change, base: dict[str, str] | None = None
) -> Change:
    return machine.change(
        "delete", known.record, known.record_id, home.record_id, txn=txn, base=base or {"id": known.id}
    )


def statuses(machine: Machine) -> list[tuple[int, str]]:
    return [(one[0], one[1]) for one in machine.push().json()["results"]]


def conflicts(machine: Machine) -> list[dict[str, Any]]:
    return [row["doc"] for row in machine.rows() if row["record"] == "conflict"]


def test_a_household_is_not_deleted_over_a_person_its_deleter_never_saw(two):
    first, second, home, person = two
    unseen = first.create("person", home.record_id, name="y")
    first.push()
    txn = new_id()
    delete(second, txn, person, home)
    delete(second, txn, home, home)
    assert statuses(second) == [(0, "conflict"), (1, "conflict")]
    assert {home.record_id, person.record_id, unseen.record_id} <= set(first.docs())
    assert {one["kind"] for one in conflicts(first)} == {"delete"}


def test_a_household_and_all_its_rows_go_in_one_unit(two):
    first, second, home, person = two
    txn = new_id()
    delete(second, txn, person, home)
    delete(second, txn, home, home)
    assert statuses(second) == []
    assert first.docs() == {}


def test_one_stale_deletion_holds_back_the_whole_unit(two):
    first, second, home, person = two
    first.update(person, name="z")
    first.push()
    txn = new_id()
    delete(second, txn, person, home)
    delete(second, txn, home, home)
    assert statuses(second) == [(0, "conflict"), (1, "conflict")]


def test_nothing_is_made_in_a_household_that_is_gone(two):
    first, second, home, person = two
    txn = new_id()
    delete(first, txn, person, home)
    delete(first, txn, home, home)
    first.push()
    second.create("person", home.record_id, name="y")
    visit = second.create("visit", home.record_id, household_id=home.record_id)
    assert statuses(second) == [(0, "conflict"), (1, "conflict")]
    assert {one["kind"] for one in conflicts(first)} == {"deleted"}
    assert visit.record_id not in first.docs()


def moved(town: Town) -> tuple[Machine, Machine, Change]:
    """A village's machine whose household went next door before it heard of that; the township's machine."""
    whole = enrolled(town)
    here = enrolled(town, codes=(VILLAGE,), division=whole.division)
    there = enrolled(town, codes=("331102001202",), village="331102001202")
    home = here.household(bank_account="1")
    here.push()
    whole.update(home, division_id=there.division)
    whole.push()
    return here, whole, home


def test_a_late_deletion_holds_back_the_whole_unit(town: Town):
    here, _, home = moved(town)
    own = here.household()
    txn = new_id()
    delete(here, txn, own, own)
    delete(here, txn, home, home)
    assert statuses(here) == [(1, "conflict"), (2, "conflict")]
    assert own.record_id in here.docs()


def test_a_late_visit_to_a_deleted_household_is_asked_of_a_person(town: Town):
    here, whole, home = moved(town)
    delete(whole, new_id(), home, home, {"id": home.id, "division_id": whole.log[-1][0].id})
    assert statuses(whole) == []
    visit = here.create("visit", home.record_id, household_id=home.record_id)
    assert statuses(here) == [(0, "conflict")]
    assert visit.record_id not in whole.docs()
    assert [one["kind"] for one in conflicts(whole)] == ["deleted"]


def test_what_was_done_in_a_place_that_was_taken_away_meanwhile_waits_for_those_who_have_it_now(
    two, town: Town
):
    first, second, home, _ = two
    known = town.county.database.run(NOTHING, lambda c: device_of(c, second.device))
    town.county.database.run(NOTHING, lambda c: set_codes(c, known, [OTHER_TOWN]))
    second.update(home, bank_account="2")
    visit = second.create("visit", home.record_id, household_id=home.record_id)
    orphan = second.create("visit", new_id(), household_id=home.record_id)
    assert statuses(second) == [(0, "conflict"), (2, "conflict")]
    assert visit.record_id in first.docs() and orphan.record_id not in first.docs()
    assert {one["kind"] for one in conflicts(first)} == {"late", "missing"}
    assert second.docs() == {}


def test_a_settlement_that_comes_late_is_refused(two, town: Town):
    first, second, home, _ = two
    first.update(home, bank_account="2")
    mine = second.update(home, bank_account="3")
    first.push()
    second.push()
    [row] = [row for row in first.rows() if row["record"] == "conflict"]
    conflict = "-".join(row["id"][a:b] for a, b in ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32)))
    known = town.county.database.run(NOTHING, lambda c: device_of(c, second.device))
    town.county.database.run(NOTHING, lambda c: set_codes(c, known, [OTHER_TOWN]))
    second.change(
        "update", "conflict", conflict, home.record_id, base={"id": mine.id}, values={"settled_as": "take"}
    )
    assert [one[1:] for one in second.push().json()["results"]] == [["rejected", None, "late"]]


def test_a_conflict_has_the_same_id_whenever_its_operation_is_offered(two, town: Town):
    from app.county.conflicts import conflict_id

    first, second, home, _ = two
    first.update(home, bank_account="2")
    mine = second.update(home, bank_account="3")
    first.push()
    [[_, _, opened, _]] = second.push().json()["results"]
    assert opened == conflict_id(mine.id, "bank_account").replace("-", "")


def test_rows_that_came_before_their_household_follow_it_to_its_place(town: Town):
    first = enrolled(town)
    other = enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE)
    home = new_id()
    first.change("update", "household", home, home, values={"phone": "1"})
    assert statuses(first) == [(0, "conflict")]
    visit = first.create("visit", home, household_id=home)
    first.push()
    cursor = first.pull()["next"]
    other.create("household", home, home, division_id=other.division)
    assert statuses(other) == []
    assert visit.record_id in other.docs() and [one["kind"] for one in conflicts(other)] == ["missing"]
    assert {row["what"] for row in first.rows(cursor)} == {"evict"}
    assert first.docs() == {}


def test_a_household_is_not_put_into_a_place_that_is_not_ones_own(town: Town):
    first = enrolled(town)
    other = enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE)
    home = first.household()
    first.push()
    first.update(home, division_id=other.division)
    assert [one[1:] for one in first.push().json()["results"]] == [["rejected", None, "place"]]
    assert first.docs()[home.record_id]["division_id"] == first.division and other.docs() == {}


def test_a_granted_place_is_whole_on_the_next_greeting(town: Town):
    machine = enrolled(town)
    assert machine.hello().json()["action"] == "ok"
    known = town.county.database.run(NOTHING, lambda c: device_of(c, machine.device))
    town.county.database.run(NOTHING, lambda c: set_codes(c, known, [TOWN, OTHER_TOWN]))
    answer = machine.hello().json()
    assert (answer["action"], answer["scope_version"]) == ("rebootstrap", 2)
    assert machine.hello(scope_version=2).json()["action"] == "ok"
