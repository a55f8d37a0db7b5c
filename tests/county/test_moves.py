"""A household that changes its village, and what comes after it too late."""

from functools import partial

import pytest

from app.county.borders import merge_towns, put_under, relocate
from app.county.databases import NOTHING
from app.errors import Problem
from tests.county.machines import OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE, Machine, enrolled
from tests.county.servers import MONDAY, Town

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


def test_a_village_put_under_another_township_is_that_one_s_and_no_row_is_touched(town: Town):
    first = enrolled(town)
    second = enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE)
    home = first.household(bank_account="1")
    first.push()
    before = town.rows("SELECT last FROM feed_counter")
    assert town.county.database.run(NOTHING, lambda c: put_under(c, VILLAGE, OTHER_TOWN)) == 2
    assert [one.hello().json()["action"] for one in (first, second)] == ["rebootstrap"] * 2
    assert first.docs() == {} and set(second.docs()) == {home.record_id}
    assert town.rows("SELECT last FROM feed_counter") == before
    first.update(home, bank_account="2")
    assert [one[1] for one in first.push().json()["results"]] == ["conflict"]
    assert town.county.database.run(NOTHING, lambda c: put_under(c, VILLAGE, TOWN)) == 2
    assert home.record_id in first.docs() and second.docs() == {}


def test_a_township_merged_into_another_takes_villages_and_machines_along_and_its_code_ends(town: Town):
    first = enrolled(town)
    second = enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE)
    home, there = first.household(bank_account="1"), second.household(bank_account="2")
    unit = first.create("unit", name="the township's own")
    for one in (first, second):
        one.push()
    before = town.rows("SELECT last FROM feed_counter")
    day = MONDAY.date()
    assert town.county.database.run(NOTHING, lambda c: merge_towns(c, TOWN, OTHER_TOWN, day)) == 2
    for one in (first, second):
        assert one.hello().json()["scope"] == [OTHER_TOWN]
        assert {home.record_id, there.record_id, unit.record_id} <= set(one.docs())
    assert town.rows("SELECT last FROM feed_counter") == before
    first.update(there, bank_account="3")
    assert first.push().json()["results"] == []
    with pytest.raises(Problem, match=r"county\.division_ended"):
        town.code_for(TOWN)
    with pytest.raises(Problem, match=r"county\.division_ended"):
        town.county.database.run(NOTHING, lambda c: merge_towns(c, OTHER_TOWN, TOWN, day))
    assert town.code_for(VILLAGE), "codes of villages stand until the list gives them others"


def test_the_county_moves_a_household_on_its_own_word(town: Town):
    first = enrolled(town)
    second = enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE)
    home = first.household(bank_account="1")
    visit = first.create("visit", home.record_id, household_id=home.record_id)
    first.push()
    cursor = first.pull()["next"]
    move = partial(
        relocate, household=home.record_id, village=OTHER_VILLAGE, actor="county", now=MONDAY, reason="x"
    )
    town.county.database.run(NOTHING, lambda c: move(c))
    assert set(second.docs()) == {home.record_id, visit.record_id}
    assert second.docs()[home.record_id]["division_id"] == second.division
    assert {row["what"] for row in first.rows(cursor)} == {"evict"} and first.docs() == {}
    second.update(home, bank_account="3")
    assert second.push().json()["results"] == []
