"""Measures of a plan: refused at their field, tied to the catalogue, for those who benefit."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.plans import check_measure, delete_measure, plan_of, save_measure
from app.texts import sentence
from tests.operations.offices import an_office
from tests.operations.planning import GOATS, YEAR, a_poor_household, refused, seen

WRONG: list[tuple[dict[str, Any], set[tuple[str, str]]]] = [
    ({"amount": "三千"}, {("values.number_unreadable", "measure.amount")}),
    ({"amount": Decimal(-1)}, {("negative", "measure.amount")}),
    ({"scale": "-3亩"}, {("negative", "measure.scale")}),
    ({"amount": Decimal("NaN")}, {("values.number_unreadable", "measure.amount")}),
    ({"amount": "9999999999999"}, {("values.number_unreadable", "measure.amount")}),
    ({"from_on": "2026-05-01", "to_on": "2026-03-01"}, {("dates_reversed", "measure.to_on")}),
    ({"from_on": "2026-02-30"}, {("values.date_impossible", "measure.from_on")}),
    ({"from_on": "spring"}, {("values.date_unreadable", "measure.from_on")}),
    ({"done_on": date(2026, 11, 3), "state": "done"}, {("in_future", "measure.done_on")}),
    ({"done_on": date(2026, 5, 3)}, {("done_but_not_said", "measure.state")}),
    ({"item": "990101"}, {("item_unknown", "measure.item")}),
    ({"item": "070103"}, {("item_of_other_kind", "measure.kind")}),
    ({"name": "  "}, {("required", "measure.name")}),
    ({"kind": None}, {("required", "measure.kind")}),
    ({"from_on": date(2020, 1, 1)}, {("day_far_off", "measure.from_on")}),
    ({"confirmed": "maybe"}, {("values.yes_no_unreadable", "measure.confirmed")}),
    ({"source": "heaven"}, {("values.code_unknown", "measure.source")}),
]


def test_a_measure_that_is_not_right_is_refused_at_its_field(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    for answers, found in WRONG:
        given = {**GOATS, **answers}
        with pytest.raises(Refused) as told:
            save_measure(office, one, YEAR, given)
        assert set(refused(told)) == found
        checked = {(one.code.removeprefix("plans."), one.field) for one in check_measure(office, YEAR, given)}
        assert checked == found
    assert plan_of(office, one, YEAR) is None


def test_an_item_out_of_force_passes_with_a_reason(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    with pytest.raises(Refused) as told:
        save_measure(office, one, YEAR, {"item": "030101"})
    assert refused(told) == [("item_not_in_force", "measure.item")] and "2020年12月31日" in sentence(
        told.value
    )
    save_measure(office, one, YEAR, {"item": "030101"}, reason="a loan of old")
    assert [i.code for i in seen(office, one).measures[0].issues] == ["plans.item_not_in_force"]
    save_measure(office, one, 2020, {"item": "030101"})
    assert seen(office, one, 2020).measures[0].issues == ()


def test_an_old_fault_does_not_stand_against_another_field(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    measure = save_measure(office, one, YEAR, {"item": "030101"}, reason="a loan of old")
    save_measure(office, one, YEAR, {"effect": 5 * Decimal(100)}, measure=measure)
    with pytest.raises(Refused):
        save_measure(office, one, YEAR, {"name": ""}, measure=measure)


def test_only_members_benefit(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one, other = a_poor_household(office), a_poor_household(office, "Wang")
    ((mine,),) = office.archive.read("SELECT person_id FROM membership WHERE household_id = ?", (one,))
    ((his,),) = office.archive.read("SELECT person_id FROM membership WHERE household_id = ?", (other,))
    with pytest.raises(Refused) as told:
        save_measure(office, one, YEAR, GOATS, person_ids=[his])
    assert refused(told) == [("person_not_here", "measure.person_ids")]
    measure = save_measure(office, one, YEAR, GOATS, person_ids=[mine])
    save_measure(office, one, YEAR, {"charge": "Li"}, measure=measure)
    assert seen(office, one).measures[0].person_ids == (mine,)
    save_measure(office, one, YEAR, {}, measure=measure, person_ids=())
    assert seen(office, one).measures[0].person_ids == ()


def test_a_measure_of_another_household_or_year_is_not_touched(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one, other = a_poor_household(office), a_poor_household(office, "Wang")
    measure = save_measure(office, other, YEAR, GOATS)
    for household, year in ((one, YEAR), (other, YEAR + 1)):
        with pytest.raises(Problem) as told:
            save_measure(office, household, year, {"note": "x"}, measure=measure)
        assert told.value.code == "edit.gone"
    delete_measure(office, measure)
    with pytest.raises(Problem):
        delete_measure(office, measure)
