"""The list of households, filtered and sorted."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.dossiers import Choice, dossiers
from app.operations.edits import save_answers
from app.operations.entries import save_entry
from app.operations.lists import Filter, HouseholdQuery, list_households
from app.operations.offices import Clerk
from app.operations.places import village_counts, villages
from app.operations.subjects import Subject
from tests.operations.offices import a_household, an_office


def test_households_stand_in_the_order_of_village_and_group(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    late = a_household(office, village=2, group_name="1")
    second = a_household(office, village=1, group_name="2")
    first = a_household(office, village=1, group_name="1")
    assert list_households(office, HouseholdQuery()).ids == (first, second, late)


def test_groups_stand_as_people_count_them_on_the_list_in_the_tree_and_in_the_roster(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    said = (None, "10组", "二组", "十一组", "9组", "一组", "坝上")
    households = {name: a_household(office, group_name=name) for name in said}
    counted = ["一组", "二组", "9组", "10组", "十一组", "坝上", None]
    assert list_households(office, HouseholdQuery()).ids == tuple(households[name] for name in counted)
    assert [name for name, _ in village_counts(office)[0].groups] == counted[:-1]
    assert [one.household.get("group_name") for one in dossiers(office, Choice())] == counted


def test_a_filter_keeps_those_that_fit_and_a_sort_puts_the_unknown_last(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    poor, rich, unknown = (a_household(office, code=code) for code in ("1", "2", "3"))
    for household, amount in ((poor, "900.50"), (rich, "90000")):
        save_answers(office, Subject("standing", household, 2025), {"main_cause": "01"})
        answers = {"kind": "wages.work", "amount": Decimal(amount)}
        save_entry(office, "income", household, answers, linked={"year": 2025})
    by_income = HouseholdQuery(year=2025, sort="income.per_person", descending=True)
    assert list_households(office, by_income).ids == (rich, poor, unknown)
    below = HouseholdQuery(year=2025, filters=(Filter("income.per_person", "below", (Decimal("4000"),)),))
    assert list_households(office, below).ids == (poor,)
    ill = HouseholdQuery(year=2025, filters=(Filter("standing.main_cause", "unknown"),))
    assert list_households(office, ill).ids == (unknown,)


def test_a_page_has_the_values_of_its_columns(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office, name="Zhao", phone="13900000000")
    found = list_households(office, HouseholdQuery(year=2025))
    (row,) = found.page(
        ("head.name", "place.village", "derived.size", "household.phone", "income.per_person"), 0, 50
    )
    assert row.cells == ("Zhao", villages(office)[0].name, 1, "13900000000", None)


def test_a_user_of_one_village_sees_no_other(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office, village=0)
    mine = a_household(office, village=1)
    office.user = Clerk("x", "chen", "", "enter", (villages(office)[1].id,))
    assert list_households(office, HouseholdQuery()).ids == (mine,)


def test_a_path_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem):
        list_households(an_office(tmp_path), HouseholdQuery(sort="household.phone; DROP TABLE household"))


def test_pages_of_the_whole_list_follow_one_another_also_once_all_ids_are_known(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    every = tuple(a_household(office, code=str(number)) for number in range(5))
    found = list_households(office, HouseholdQuery())
    streamed = [row.id for start in (0, 2, 4) for row in found.page(("head.name",), start, 2)]
    assert (found.count, tuple(streamed), found.ids) == (5, every, every)
    assert [row.id for row in found.page(("head.name",), 3, 2)] == list(every[3:])


def test_a_page_reads_whatever_record_its_columns_name(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    save_answers(office, Subject("conditions", household, 2025), {"forest": Decimal("3.5")})
    save_answers(office, Subject("standing", household, 2025), {"stated_size": 4})
    found = list_households(office, HouseholdQuery(year=2025))
    (row,) = found.page(("conditions.forest", "derived.size", "derived.year"), 0, 50)
    assert row.cells == (Decimal("3.5"), 4, 2025)
