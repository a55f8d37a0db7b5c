"""Doubts over a whole township: found, settled with a reason, open again when the values change."""

from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.doubt_lists import doubt_list
from app.operations.doubts import FoundDoubt, find_doubts, household_doubts, reopen, settle
from app.operations.edits import save_answers
from app.operations.families import add_member, end_membership
from app.operations.offices import Clerk, Office
from app.operations.places import villages
from app.operations.subjects import Subject
from tests.operations.offices import MONDAY, a_household, a_person, an_office

NUMBER = "11010519491231002X"
OTHER = "440524188001010014"
TWICE = {"number_twice", "person_code_twice", "in_two_households", "household_code_twice"}


def twice(found: list[FoundDoubt]) -> set[tuple[str, str]]:
    """Rule and household of what stands twice."""
    return {(one.doubt.rule, one.doubt.household_id) for one in found if one.doubt.rule in TWICE}


def a_person_of(office: Office, household: str) -> str:
    ((person,),) = office.archive.read(
        "SELECT person_id FROM membership WHERE household_id = ?", (household,)
    )
    return str(person)


def two_with_one_number(office: Office) -> tuple[str, str]:
    """Two households in two villages whose heads carry the same number."""
    one, other = (
        a_household(office, number=NUMBER, code="1"),
        a_household(office, village=1, name="Wang", code="2"),
    )
    save_answers(office, Subject("person", a_person_of(office, other)), {"id_number": NUMBER})
    return one, other


def in_two_households(office: Office) -> tuple[str, str]:
    """One person who stands in two households, as an import may leave him."""
    one, other = a_household(office, code="1"), a_household(office, village=1, name="Wang", code="2")
    with office.archive.work("clerk", at=MONDAY) as work:
        values = {"household_id": other, "person_id": a_person_of(office, one), "relation": "03"}
        work.create("membership", values)
    return one, other


def test_what_stands_twice_is_doubted_in_both_households(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    households = two_with_one_number(office)
    assert twice(find_doubts(office)) == {("number_twice", one) for one in households}


@pytest.mark.parametrize("rule", sorted(TWICE))
def test_the_page_of_a_household_agrees_with_the_township(tmp_path: Path, rule: str) -> None:
    office = an_office(tmp_path)
    if rule == "number_twice":
        households = two_with_one_number(office)
    elif rule == "in_two_households":
        households = in_two_households(office)
    else:
        code = "7" if rule == "household_code_twice" else None
        households = a_household(office, code=code), a_household(office, village=1, name="Wang", code=code)
        for household in households if rule == "person_code_twice" else ():
            save_answers(office, Subject("person", a_person_of(office, household)), {"code": "77"})
    found = find_doubts(office)
    assert {one.doubt.rule for one in found} >= {rule}
    for household in households:
        assert household_doubts(office, household) == [
            one for one in found if one.doubt.household_id == household
        ]


def test_one_village_is_still_compared_with_the_whole_township(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    _, other = two_with_one_number(office)
    assert twice(find_doubts(office, village=villages(office)[1].name)) == {("number_twice", other)}


def test_a_user_of_one_village_sees_the_doubts_of_his_alone(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    two_with_one_number(office)
    mine = villages(office)[1]
    office.user = Clerk("x", "chen", "", "enter", (mine.id,))
    assert {one.village for one in find_doubts(office)} == {mine.name}
    with pytest.raises(Problem):
        find_doubts(office, village=villages(office)[0].name + "x")


def test_a_settled_doubt_shows_its_reason_and_opens_again_when_the_value_changes(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, number=NUMBER)
    person = Subject("person", a_person_of(office, household))
    save_answers(office, person, {"sex": "1"})
    one = next(one for one in find_doubts(office) if one.doubt.field == "person.sex")
    settle(office, [one.doubt], "seen on the card")
    again = next(one for one in find_doubts(office) if one.doubt.field == "person.sex")
    assert (again.settled, again.doubt) == ("seen on the card", one.doubt)
    save_answers(office, person, {"id_number": OTHER})
    save_answers(office, person, {"sex": "2"})
    changed = next(one for one in household_doubts(office, household) if one.doubt.field == "person.sex")
    assert changed.settled == ""


def test_a_settled_doubt_is_reopened_on_request(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office)
    first = find_doubts(office)[0]
    settle(office, [first.doubt], "known")
    reopen(office, [find_doubts(office)[0].settled_id])
    assert find_doubts(office)[0] == first


def test_two_doubts_of_one_field_are_settled_each_for_itself(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, number=NUMBER)
    save_answers(office, Subject("person", a_person_of(office, household)), {"sex": "1"})
    found = household_doubts(office, household)
    settle(office, [one.doubt for one in found], "all known")
    assert all(one.settled for one in household_doubts(office, household))


def test_a_doubt_is_not_settled_without_a_reason_nor_in_another_village(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office)
    doubt = find_doubts(office)[0].doubt
    with pytest.raises(Problem):
        settle(office, [doubt], "  ")
    settle(office, [doubt], "known")
    settled = find_doubts(office)[0].settled_id
    office.user = Clerk("x", "chen", "", "enter", (villages(office)[1].id,))
    for forbidden in (lambda: settle(office, [doubt], "known"), lambda: reopen(office, [settled])):
        with pytest.raises(Problem) as refused:
            forbidden()
        assert refused.value.code == "office.village_not_yours"


def test_the_kept_list_follows_an_edit_without_running_everything(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office, code="1")
    before = doubt_list(office)
    assert doubt_list(office) is before
    household = a_household(office, name="Wang", number=NUMBER, code="2")
    save_answers(office, Subject("person", a_person_of(office, household)), {"sex": "1"})
    assert sorted(map(str, doubt_list(office).all())) == sorted(map(str, find_doubts(office)))


def test_the_kept_list_takes_a_doubt_back_from_the_other_household_too(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one, other = two_with_one_number(office)
    assert {("number_twice", one), ("number_twice", other)} == twice(doubt_list(office).all())
    save_answers(office, Subject("person", a_person_of(office, other)), {"id_number": None})
    assert twice(doubt_list(office).all()) == set()
    save_answers(office, Subject("person", a_person_of(office, other)), {"id_number": NUMBER})
    assert {("number_twice", one), ("number_twice", other)} == twice(doubt_list(office).all())
    assert doubt_list(office).open_counts().keys() == {one, other}


def test_who_left_one_household_stands_no_more_in_two(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one, other = in_two_households(office)
    add_member(office, one, a_person("Jun", relation="03"))
    ((place,),) = office.archive.read(
        "SELECT id FROM membership WHERE household_id = ? AND relation = '03'", (other,)
    )
    end_membership(office, other, place, MONDAY.date().replace(year=2024), "2")
    assert twice(find_doubts(office)) == twice(household_doubts(office, one)) == set()
