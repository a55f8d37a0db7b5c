"""Two machines of one township and one row: what is taken, what a person must decide, and that nothing vanishes."""

from typing import Any

import pytest

from db.changes import Change
from tests.county.machines import Machine, enrolled
from tests.county.servers import Town


@pytest.fixture
def two(town: Town) -> tuple[Machine, Machine, Change]:
    """Two laptops that both know one household."""
    first, second = enrolled(town), enrolled(town)
    second.division = first.division
    known = first.household(bank_account="1", phone="1")
    first.push()
    return first, second, known


def conflicts(machine: Machine) -> list[dict[str, Any]]:
    return [row["doc"] for row in machine.rows() if row["record"] == "conflict"]


def test_different_fields_of_one_row_do_not_meet(two: tuple[Machine, Machine, Change]):
    first, second, known = two
    first.update(known, address="east")
    second.update(known, bank_account="2")
    first.push()
    assert second.push().json()["results"] == []
    doc = first.docs()[known.record_id]
    assert (doc["address"], doc["bank_account"]) == ("east", "2")


def test_one_field_set_by_two_is_a_conflict_that_both_see(two: tuple[Machine, Machine, Change]):
    first, second, known = two
    first.update(known, bank_account="2")
    mine = second.update(known, bank_account="3")
    first.push()
    [[nth, status, conflict, _]] = second.push().json()["results"]
    assert (nth, status) == (0, "conflict")
    assert first.docs()[known.record_id]["bank_account"] == "2"
    [told] = conflicts(first)
    assert (told["mine"], told["theirs"], told["op_id"]) == ("3", "2", mine.id)
    assert conflict in {row["id"] for row in second.rows()}


def test_the_later_phone_number_stands_with_a_soft_notice(two: tuple[Machine, Machine, Change]):
    first, second, known = two
    first.update(known, phone="2")
    second.update(known, phone="3")
    first.push()
    assert second.push().json()["results"][0][1] == "merged"
    assert first.docs()[known.record_id]["phone"] == "3"


def test_the_same_value_twice_is_no_conflict(two: tuple[Machine, Machine, Change]):
    first, second, known = two
    for machine in (first, second):
        machine.update(known, bank_account="2")
        assert machine.push().json()["results"] == []


def test_a_week_offline_fast_forwards_over_ones_own_changes(two: tuple[Machine, Machine, Change]):
    first, _, known = two
    base = known.id
    for day in range(5):
        base = first.update(known, base, bank_account=str(day)).id
    assert first.push().json()["results"] == []
    assert first.docs()[known.record_id]["bank_account"] == "4"


def test_an_edit_of_a_deleted_row_is_kept_for_a_person_and_brings_nothing_back(
    two: tuple[Machine, Machine, Change],
):
    first, second, known = two
    first.change("delete", "household", known.record_id, known.record_id, base={"id": known.id})
    second.update(known, bank_account="2")
    first.push()
    assert second.push().json()["results"][0][1] == "conflict"
    rows = {row["record"]: row for row in second.rows()}
    assert rows["household"]["what"] == "tombstone" and rows["household"]["doc"] == {}
    assert (rows["conflict"]["doc"]["kind"], rows["conflict"]["doc"]["mine"]) == ("deleted", "2")


def test_a_delete_by_one_who_had_not_seen_the_newest_value_is_a_conflict(
    two: tuple[Machine, Machine, Change],
):
    first, second, known = two
    first.update(known, bank_account="2")
    second.change("delete", "household", known.record_id, known.record_id, base={"id": known.id})
    first.push()
    assert second.push().json()["results"][0][1] == "conflict"
    assert known.record_id in first.docs()


def test_a_row_made_again_names_its_deletion(two: tuple[Machine, Machine, Change]):
    first, second, known = two
    gone = first.change("delete", "household", known.record_id, known.record_id, base={"id": known.id})
    first.push()
    second.create("household", known.record_id, known.record_id, division_id=second.division)
    assert second.push().json()["results"][0][1] == "conflict"
    first.change(
        "create", "household", known.record_id, known.record_id,
        base={"id": gone.id}, values={"division_id": first.division, "phone": "9"},
    )  # fmt: skip
    assert first.push().json()["results"] == []
    assert second.docs()[known.record_id]["phone"] == "9"


def test_one_row_made_on_two_machines_is_one_row(two: tuple[Machine, Machine, Change]):
    first, second, known = two
    row = "01900000-0000-7000-8000-000000000001"
    first.create("standing", known.record_id, row, household_id=known.record_id, year=2026, attribute="1")
    second.create("standing", known.record_id, row, household_id=known.record_id, year=2026, exit_year=2020)
    first.push()
    assert second.push().json()["results"] == []
    assert first.docs()[row] == {
        "household_id": known.record_id,
        "year": 2026,
        "attribute": "1",
        "exit_year": 2020,
    }


def test_a_settled_conflict_is_closed_and_a_second_settlement_is_refused(
    two: tuple[Machine, Machine, Change],
):
    first, second, known = two
    theirs = first.update(known, bank_account="2")
    mine = second.update(known, bank_account="3")
    first.push()
    second.push()
    [row] = [row for row in first.rows() if row["record"] == "conflict"]
    opened = row["id"]
    conflict = f"{opened[:8]}-{opened[8:12]}-{opened[12:16]}-{opened[16:20]}-{opened[20:]}"
    for machine, value, told in ((first, "3", []), (second, "4", ["conflict", "rejected"])):
        txn = f"settled-by-{machine.device}"
        machine.change(
            "update", "household", known.record_id, known.record_id, txn=txn,
            base={"bank_account": theirs.id}, values={"bank_account": value}, old={"bank_account": "2"},
        )  # fmt: skip
        machine.change(
            "update", "conflict", conflict, known.record_id, txn=txn,
            base={"id": mine.id}, values={"settled_as": value, "settled_by": "clerk"},
        )  # fmt: skip
        assert [one[1] for one in machine.push().json()["results"]] == told
    assert first.docs()[known.record_id]["bank_account"] == "3"
    assert first.docs()[conflict]["settled_as"] == "3"


def test_a_machine_cannot_make_what_only_the_county_makes(two: tuple[Machine, Machine, Change]):
    first, _, known = two
    first.create("conflict", known.record_id, household_id=known.record_id)
    assert first.push().json()["results"][0][1] == "rejected"


def test_one_refused_operation_stops_no_other(two: tuple[Machine, Machine, Change]):
    first, second, known = two
    second.create("pack", known.record_id)
    good = second.household()
    assert [one[:2] for one in second.push().json()["results"]] == [[0, "rejected"]]
    assert good.record_id in first.docs()


def test_a_change_of_a_row_the_county_never_heard_of_is_kept_for_a_person(
    two: tuple[Machine, Machine, Change],
):
    first, second, known = two
    second.change(
        "update", "income", "01900000-0000-7000-8000-000000000009", known.record_id, values={"amount": 5}
    )
    assert second.push().json()["results"][0][1] == "conflict"
    assert conflicts(first)[0]["kind"] == "missing"


def test_what_others_did_comes_with_the_row(two: tuple[Machine, Machine, Change]):
    first, second, known = two
    cursor = second.pull()["next"]
    later = first.update(known, phone="2")
    first.push()
    [row] = second.rows(cursor)
    [[op, device, actor, _, action, said]] = row["ops"]
    assert (op, device) == (later.id.replace("-", ""), first.device.replace("-", ""))
    assert (actor, action, said) == ("clerk", "update", {"phone": "2"})
    assert row["base"] == {"id": known.id.replace("-", ""), "phone": later.id.replace("-", "")}
