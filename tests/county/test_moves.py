"""A household that changes its village, and what comes after it too late."""

from tests.county.machines import VILLAGE, Machine, enrolled
from tests.county.servers import Town

NEXT_DOOR = "331102001202"


def two_villages(town: Town) -> tuple[Machine, Machine, Machine]:
    """The township's machine and one of each village, all by the same ids of places."""
    whole = enrolled(town)
    here = enrolled(town, codes=(VILLAGE,), division=whole.division)
    there = enrolled(town, codes=(NEXT_DOOR,), village=NEXT_DOOR)
    return whole, here, there


def test_a_household_that_moves_takes_its_rows_along_and_leaves_an_evict(town: Town):
    whole, here, there = two_villages(town)
    home = here.household()
    income = here.create("income", home.record_id, household_id=home.record_id, amount=1)
    here.push()
    cursor = here.pull()["next"]
    whole.update(home, division_id=there.division)
    whole.push()
    assert {home.record_id, income.record_id} == set(there.docs())
    rows = here.rows(cursor)
    assert {row["what"] for row in rows} == {"evict"}
    assert {row["id"] for row in rows} == {home.record_id.replace("-", ""), income.record_id.replace("-", "")}
    assert {row["to"] for row in rows} == {"村"}
    assert here.docs() == {}
    assert {row["what"] for row in whole.rows()} == {"state"}


def test_an_edit_made_before_one_heard_of_the_move_waits_at_the_new_place(town: Town):
    whole, here, there = two_villages(town)
    home = here.household(bank_account="1")
    here.push()
    whole.update(home, division_id=there.division)
    whole.push()
    here.update(home, bank_account="2")
    visit = here.create("visit", home.record_id, household_id=home.record_id, visited_on="2026-03-01")
    assert [one[1] for one in here.push().json()["results"]] == ["conflict"]
    rows = {row["record"]: row for row in there.rows()}
    assert (rows["conflict"]["doc"]["kind"], rows["conflict"]["doc"]["mine"]) == ("late", "2")
    assert visit.record_id in there.docs()
    assert there.docs()[home.record_id]["bank_account"] == "1"
    assert here.docs() == {}


def test_a_person_who_joins_another_household_takes_his_years_along(town: Town):
    whole, here, there = two_villages(town)
    old, new = whole.household(), there.household()
    person = whole.create("person", old.record_id, name="x")
    year = whole.create("member_year", old.record_id, person_id=person.record_id, year=2026)
    whole.create("membership", old.record_id, person_id=person.record_id, household_id=old.record_id)
    whole.push()
    there.push()
    whole.division = there.division
    whole.create("membership", new.record_id, person_id=person.record_id, household_id=new.record_id)
    whole.push()
    assert {person.record_id, year.record_id} <= set(there.docs())
    assert not {person.record_id, year.record_id} & set(here.docs())
