"""What a machine hands in: the chain it must keep, the answers it gets, and that nothing is taken twice."""

import secrets

from app.sync.wire.bodies import BULK_OPS, OPS
from tests.county.machines import Machine, enrolled
from tests.county.servers import Town


def test_what_is_pushed_stands_at_the_county(town: Town):
    machine = enrolled(town)
    made = machine.household(phone="1")
    machine.change("act", "office", "", values={"act": "print"})
    answer = machine.push().json()
    assert (answer["last_dseq"], answer["results"]) == (2, [])
    assert machine.docs() == {made.record_id: {"division_id": machine.division, "phone": "1"}}
    assert town.rows("SELECT act FROM audit") == [("print",)]


def test_the_same_push_again_is_answered_and_not_taken_again(town: Town):
    machine = enrolled(town)
    machine.household()
    first = machine.push().json()
    again = machine.push(1, 1).json()
    assert (again["last_dseq"], again["head_hash"]) == (first["last_dseq"], first["head_hash"])
    assert town.rows("SELECT count(*), max(feed_seq) FROM op_log") == [(1, 1)]


def test_a_push_that_overlaps_the_last_one_brings_only_what_is_new(town: Town):
    machine = enrolled(town)
    for _ in range(4):
        machine.household()
    machine.push(1, 3)
    assert machine.push(2, 4).json()["last_dseq"] == 4
    assert town.rows("SELECT count(*) FROM entity") == [(4,)]


def test_a_missing_number_is_asked_for(town: Town):
    machine = enrolled(town)
    for _ in range(3):
        machine.household()
    answer = machine.push(2, 3)
    assert (answer.status_code, answer.json()["code"], answer.json()["resend_from"]) == (409, "gap", 1)
    assert machine.hello().json()["resend_from"] == 1


def test_another_history_under_the_same_numbers_is_a_fork(town: Town):
    machine = enrolled(town)
    machine.household()
    restored = list(machine.log)
    machine.household(phone="of the first life")
    machine.push()
    machine.log = restored
    machine.household(phone="of the second life")
    machine.household()
    assert machine.push(2, 2).json()["code"] == "fork"
    assert machine.push(3, 3).json()["code"] == "fork"
    machine.log.pop()
    assert machine.hello().json()["action"] == "new_epoch"
    assert town.rows("SELECT count(*) FROM entity") == [(2,)]


def test_a_machine_that_lost_its_newest_changes_hears_that_it_needs_a_new_epoch(town: Town):
    machine = enrolled(town)
    machine.household()
    machine.household()
    machine.push()
    machine.log.pop()
    assert machine.hello().json()["action"] == "new_epoch"


def test_operations_offered_again_under_a_new_epoch_are_known(town: Town):
    machine = enrolled(town)
    made = machine.household(phone="1")
    machine.push()
    again = Machine(
        town, device=machine.device, key=machine.key, division=machine.division, count=machine.count
    )
    again.epoch = secrets.token_hex(8)
    again.change("create", "household", made.record_id, made.record_id, id=made.id, values=dict(made.set))
    later = again.household()
    again.hello()
    answer = again.push().json()
    assert answer["results"] == [[0, "duplicate", None, None]]
    assert set(again.docs()) == {made.record_id, later.record_id}
    assert again.push(1, 2).json()["results"] == [[0, "duplicate", None, None], [1, "duplicate", None, None]]


def test_a_changed_value_breaks_the_chain(town: Town):
    machine = enrolled(town)
    machine.household(phone="1")
    push = machine.pushed(1, 1)
    push.ops.set[0]["phone"] = "2"
    answer = machine.post("/v1/push", push)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_chain")
    assert town.rows("SELECT count(*) FROM op_seen") == [(0,)]


def test_an_epoch_that_was_never_greeted_is_refused(town: Town):
    machine = enrolled(town)
    machine.epoch = "0123456789abcdef"
    machine.household()
    assert machine.push().json()["code"] == "epoch"


def test_columns_of_different_length_and_operations_named_twice_are_refused(town: Town):
    machine = enrolled(town)
    machine.household()
    push = machine.pushed(1, 1)
    push.ops.txn.append("x")
    assert machine.post("/v1/push", push).json()["code"] == "bad_body"
    machine.household()
    twice = machine.pushed(1, 2)
    twice.ops.id[1] = twice.ops.id[0]
    assert machine.post("/v1/push", twice).json()["code"] == "bad_body"
    short = machine.pushed(1, 1)
    short.ops.area.clear()
    assert machine.post("/v1/push", short).json()["code"] == "bad_body"


def test_more_than_five_hundred_need_the_bulk_way_and_it_ends_too(town: Town):
    machine = enrolled(town)
    for _ in range(OPS + 1):
        machine.household()
    assert machine.push().json()["code"] == "too_large"
    assert machine.push(1, OPS).status_code == 200
    for _ in range(OPS):
        machine.household()
    assert machine.hello().json()["bulk"] is True
    assert machine.push().status_code == 200
    push = machine.pushed(1, 2)
    push.ops.id *= BULK_OPS
    assert machine.post("/v1/push", push).json()["code"] == "too_large"


def test_an_empty_push_changes_nothing(town: Town):
    machine = enrolled(town)
    machine.household()
    push = machine.pushed(1, 1)
    for column in type(push.ops).model_fields:
        getattr(push.ops, column).clear()
    assert machine.post("/v1/push", push).json()["last_dseq"] == 0


def test_records_of_the_device_alone_are_logged_and_given_to_nobody(town: Town):
    machine = enrolled(town)
    machine.create("user", name="clerk", role="head")
    machine.push()
    assert machine.docs() == {}
    assert town.rows("SELECT record FROM op_log") == [("user",)]


def test_a_log_of_two_months_lies_in_two_parts(town: Town):
    machine = enrolled(town)
    machine.household()
    machine.push()
    town.at[0] = town.at[0].replace(month=4)
    machine.hello()
    machine.household()
    machine.push()
    parts = town.rows("SELECT tableoid::regclass::text FROM op_log ORDER BY 1")
    assert parts == [("op_log_2026_03",), ("op_log_2026_04",)]


def test_what_was_typed_over_a_value_that_was_refused_is_laid_before_a_person(town: Town):
    machine = enrolled(town)
    home = machine.household()
    machine.push()
    bad = machine.update(home, remark="a\0b")
    seen, old = {"remark": bad.id}, {"remark": "a\0b"}
    machine.change(
        "update", "household", home.record_id, home.record_id, values={"remark": "c"}, base=seen, old=old
    )
    assert [one[:2] for one in machine.push().json()["results"]] == [[0, "rejected"], [1, "conflict"]]
    (asked,) = (doc for doc in machine.docs().values() if "op_id" in doc)
    assert (asked["base"], asked["mine"]) == ("ab", "c")


def test_values_that_no_database_keeps_are_refused_and_stop_nobody(town: Town):
    machine = enrolled(town)
    bad = machine.household(address="a\0b")
    strange = machine.household()
    machine.update(strange, division_id="no id")
    machine.create("membership", strange.record_id, person_id="no id", household_id=5)
    answer = machine.push()
    assert [one[:2] for one in answer.json()["results"]] == [[0, "rejected"], [2, "rejected"]]
    assert bad.record_id not in machine.docs()
    machine.change("create", "house\0hold", strange.record_id)
    assert machine.push().json()["code"] == "bad_body"
