"""A first upload goes the quick way; what it comes to is what the common way would have made of it."""

from tests.county.machines import OTHER_TOWN, OTHER_VILLAGE, Machine, enrolled
from tests.county.servers import Clusters, Town, county_served

TABLES = {
    "entity": "id, record, root, area, doc, born, since, hash, feed_seq, deleted",
    "op_log": "feed_seq, op_id, dseq, batch, txn, record, record_id, action, base, set, old, actor, at, schema,"
    " reason, root, area",
    "op_seen": "op_id, dseq, feed_seq, status, conflict, reason, hash",
    "area_sum": "area, bucket, sum",
    "audit": "who, act, area, details",
}


def worked(machine: Machine) -> None:
    """What a township's first weeks leave in a log: places, people, letters of all kinds, prints."""
    machine.create("user", name="clerk", role="head")
    place = machine.create(
        "division", record_id=machine.division, code=machine.village, name="村", level="village"
    )
    home = machine.household(phone="1", address='back\\slash "quoted"\ttab\nline')
    person = machine.create("person", home.record_id, name="赵\u2028一")
    machine.create("membership", home.record_id, person_id=person.record_id, household_id=home.record_id)
    machine.change("act", "office", "", values={"act": "print", "count": 3})
    machine.create("standing", home.record_id, household_id=home.record_id, year=2026)
    machine.create("person", None, name="nobody's")
    assert place.record == "division"


def everything(town: Town) -> dict[str, list[tuple]]:
    return {
        table: sorted(town.rows(f"SELECT {names} FROM {table}"), key=repr) for table, names in TABLES.items()
    }


def test_both_ways_leave_the_same_rows_numbers_and_sums(clusters: Clusters):
    left = []
    machine: Machine | None = None
    for first in (2, 1):  # what overlaps with what came before is judged one by one
        with county_served(clusters) as town:
            if machine is None:
                machine = Machine(town)
                worked(machine)
            else:
                same = {
                    name: getattr(machine, name)
                    for name in ("device", "epoch", "key", "division", "places", "log")
                }
                machine = Machine(town, **same)
            machine.enrol()
            machine.hello()
            machine.push(1, 1)
            assert machine.push(first).status_code == 200
            left.append(everything(town))
    assert left[0] == left[1]


def test_the_second_part_of_a_first_upload_finds_the_households_of_the_first(town: Town):
    machine = enrolled(town)
    home = machine.household()
    person = machine.create("person", home.record_id, name="1")
    machine.push()
    machine.create("membership", home.record_id, person_id=person.record_id, household_id=home.record_id)
    assert machine.push().json()["made"] == [[0, 1]]


def test_a_row_that_another_made_is_merged_and_not_made_twice(town: Town):
    first, second = enrolled(town), enrolled(town)
    home = first.household(phone="1")
    first.push()
    second.create("household", home.record_id, home.record_id, division_id=first.division, phone="2")
    later = second.household()
    assert second.push().json()["results"] != []
    assert set(first.docs()) >= {home.record_id, later.record_id}


def test_a_row_of_another_township_is_refused_on_the_quick_way_too(town: Town):
    first = enrolled(town)
    other = enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE)
    home = first.household(phone="1")
    first.push()
    other.create("household", home.record_id, home.record_id, division_id=other.division, phone="2")
    assert other.push().json()["results"] == [[0, "rejected", None, "scope"]]
    assert other.docs() == {}


def test_somebody_who_joins_another_household_goes_the_common_way(town: Town):
    machine = enrolled(town)
    one, two = machine.household(), machine.household()
    person = machine.create("person", one.record_id, name="1")
    machine.push()
    machine.create("membership", two.record_id, person_id=person.record_id, household_id=two.record_id)
    machine.push()
    assert town.rows("SELECT root::text FROM entity WHERE record = 'person'") == [(two.record_id,)]


def test_a_value_that_breaks_the_chain_is_refused_on_the_quick_way_too(town: Town):
    machine = enrolled(town)
    machine.household(phone="1")
    push = machine.pushed(1, 1)
    push.ops.set[0]["phone"] = "2"
    assert machine.post("/v1/push", push).json()["code"] == "bad_chain"
    assert town.rows("SELECT count(*) FROM op_seen") == [(0,)]
