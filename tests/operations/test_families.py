"""Who belongs to a household, and how it changes."""

from datetime import date
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.dossiers import Choice, dossier
from app.operations.edits import save_answers
from app.operations.families import add_member, change_head, close_household, end_membership, move_household
from app.operations.histories import household_history
from app.operations.lists import HouseholdQuery, list_households
from app.operations.places import villages
from app.operations.searches import find
from app.operations.subjects import Subject
from app.operations.years import open_year
from tests.operations.offices import a_household, a_person, an_office

HEAD_NUMBER = "11010519491231002X"
SON_NUMBER = "440524188001010014"


def test_a_new_household_has_its_head_and_what_his_number_says(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, name="Zhao", number=HEAD_NUMBER, phone="13900000000")
    page = dossier(office, household, 2025)
    assert page is not None
    assert page.head is not None
    assert (page.head.name, page.head.person["sex"], page.head.person["birth_date"]) == (
        "Zhao",
        "2",
        date(1949, 12, 31),
    )
    assert page.household["phone"] == "13900000000"
    assert page.size == 1


def test_a_person_who_stands_in_another_household_is_refused(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office, number=HEAD_NUMBER, code="1")
    other = a_household(office, name="Wang", code="2")
    with pytest.raises(Problem) as refused:
        add_member(office, other, a_person("Zhao", HEAD_NUMBER, relation="99"))
    assert refused.value.code == "edit.stands_elsewhere"


def test_the_head_dies_and_the_son_becomes_head_in_one_act(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, number=HEAD_NUMBER)
    son = add_member(office, household, a_person("Zhao Jun", SON_NUMBER, relation="03"))
    page = dossier(office, household, 2025)
    assert page is not None
    assert page.head is not None
    places = {member.person_id: member.membership_id for member in page.members}
    with pytest.raises(Problem):
        end_membership(office, household, page.head.membership_id, date(2026, 3, 1), "1")
    change_head(office, household, places[son], {}, former=(date(2026, 3, 1), "1"))
    now, before = dossier(office, household, 2026), dossier(office, household, 2025)
    assert now is not None and before is not None
    assert [member.name for member in now.members] == ["Zhao Jun"]
    assert now.head is not None and now.head.name == "Zhao Jun"
    assert len(before.members) == 2


def test_a_former_head_who_stays_needs_a_relation_to_the_new_one(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    add_member(office, household, a_person("Jun", relation="03"))
    page = dossier(office, household)
    assert page is not None
    assert page.head is not None
    new_head = page.members[1].membership_id
    with pytest.raises(Problem):
        change_head(office, household, new_head, {})
    change_head(office, household, new_head, {page.head.membership_id: "11"})
    after = dossier(office, household)
    assert after is not None
    assert [member.membership["relation"] for member in after.members] == ["01", "11"]


def test_an_edit_of_a_new_year_carries_the_last_one_forward_unconfirmed(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    save_answers(office, Subject("conditions", household, 2025), {"water_safe": True, "fuel": "01"})
    open_year(office, 2026, Choice())
    page = dossier(office, household, 2026)
    assert page is not None
    assert page.conditions["water_safe"] is True and page.conditions["confirmed"] is False
    assert page.spoken["conditions"] == 2026
    save_answers(office, Subject("conditions", household, 2026), {"fuel": "04"})
    page = dossier(office, household, 2026)
    assert page is not None
    assert page.conditions["fuel"] == "04" and page.conditions["confirmed"] is True
    last = dossier(office, household, 2025)
    assert last is not None and last.conditions["fuel"] == "01"


def test_saving_what_stands_already_writes_nothing(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, phone="13900000000")
    assert save_answers(office, Subject("household", household), {"phone": "13900000000"}).changes == 0


def test_the_history_says_who_changed_what_from_what(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, phone="13900000000")
    save_answers(office, Subject("household", household), {"phone": "13900000001"}, reason="asked at home")
    newest = household_history(office, household)[0]
    assert (newest.actor, newest.reason) == ("clerk", "asked at home")
    (field,) = newest.fields
    assert (field.field, field.old, field.new) == ("household.phone", "13900000000", "13900000001")


def test_a_closed_household_leaves_the_list_but_keeps_its_file(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    close_household(office, household, date(2026, 1, 5), "1")
    assert list_households(office, HouseholdQuery()).ids == ()
    assert dossier(office, household) is not None


def test_the_stated_number_counts_only_while_nobody_but_the_head_was_ever_recorded(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    save_answers(office, Subject("standing", household, 2025), {"stated_size": 3})
    page = dossier(office, household, 2025)
    assert page is not None
    assert page.size == 3
    add_member(office, household, a_person("Jun", relation="03"))
    page = dossier(office, household, 2025)
    assert page is not None
    end_membership(office, household, page.members[1].membership_id, date(2025, 6, 1), "1")
    page = dossier(office, household, 2025)
    assert page is not None
    assert page.size == 1
    (row,) = list_households(office, HouseholdQuery(year=2025)).page(("derived.size",), 0, 5)
    assert row.cells == (1,)
    assert list_households(office, HouseholdQuery(year=2025, sort="derived.size")).ids == (household,)


def test_a_household_moves_with_everybody_and_the_history_says_from_where_to_where(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, village=0, name="Zhao", group_name="1")
    there = villages(office)[3]
    move_household(office, household, there.id)
    page = dossier(office, household)
    assert page is not None
    assert (page.place.village, page.household["group_name"], len(page.members)) == (there.name, None, 1)
    village, group = household_history(office, household)[0].fields
    assert (village.old, village.new) == (villages(office)[0].name, there.name)
    assert (group.field, group.old, group.new) == ("household.group_name", "1", "")
    assert [hit.place for hit in find(office, "Zhao").hits] == [there.name]
    with pytest.raises(Problem):
        move_household(office, household, "nowhere")
