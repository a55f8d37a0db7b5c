"""Plans of many households at once: who is done, who is left out and why, and taking it back."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.batches import undo_batch
from app.operations.families import close_household
from app.operations.plans import (
    give_measure,
    last_years_plan,
    plan_of,
    save_measure,
    save_plan,
    step,
    step_many,
)
from tests.operations.helping import a_standing
from tests.operations.offices import a_household, an_office
from tests.operations.planning import (
    GOATS,
    SPRING,
    YEAR,
    a_drafted,
    a_poor_household,
    brought_to,
    seen,
)
from tests.operations.test_rights import as_user, size_of_log

LOAN = {"item": "030102", "amount": "50000"}


def names(left_out: Any) -> dict[str, str]:
    return {one.household_id: one.sentence for one in left_out}


def test_the_same_measure_for_many_is_one_batch_that_can_be_taken_back(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    households = [a_poor_household(office, f"Zhao {n}") for n in range(5)]
    a_drafted(office, households[0])
    done = give_measure(office, households, YEAR, LOAN)
    assert done.done == tuple(households) and done.skipped == () and done.batch
    for one in households:
        last = seen(office, one).measures[-1].answers
        assert (last["item"], last["amount"], last["state"]) == ("030102", Decimal("50000.00"), "planned")
        assert seen(office, one).answers["causes"] == ("01",)
    undo_batch(office, done.batch)
    assert [len(seen(office, households[0]).measures), plan_of(office, households[1], YEAR)] == [1, None]


def test_who_is_left_out_is_told_why(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    fresh, has, signed, closed, gone = (a_poor_household(office, name) for name in "ABCDE")
    give_measure(office, [has], YEAR, LOAN)
    brought_to(office, signed, "running")
    brought_to(office, closed, "closed")
    close_household(office, gone, date(2026, 5, 1), "1")
    done = give_measure(office, [fresh, has, signed, closed, gone, "none", fresh], YEAR, LOAN)
    assert done.done == (fresh,)
    why = names(done.skipped)
    assert why[has] == "计划里已经有“脱贫人口小额信贷”。" and "销户" in why[gone]
    assert "户主已经签字" in why[signed] and "已经完结" in why[closed] and "none" in why
    again = give_measure(office, [signed, closed], YEAR, LOAN, reason="a new policy")
    assert again.done == (signed,) and set(names(again.skipped)) == {closed}


def test_a_batch_that_does_nothing_is_none(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    give_measure(office, [one], YEAR, LOAN)
    before = size_of_log(office)
    assert give_measure(office, [one], YEAR, LOAN).batch == ""
    assert give_measure(office, [], YEAR, LOAN) == ("", (), ())
    assert size_of_log(office) == before


def test_a_measure_by_hand_is_the_same_by_kind_and_name(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    save_measure(office, one, YEAR, GOATS)
    assert give_measure(office, [one], YEAR, GOATS).done == ()
    assert give_measure(office, [one], YEAR, {**GOATS, "name": "bees"}).done == (one,)


@pytest.mark.parametrize("answers", [{}, {"item": "1"}, {"item": "030101"}, {**LOAN, "amount": "much"}])
def test_a_measure_that_is_not_right_is_given_to_nobody(tmp_path: Path, answers: dict[str, Any]) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    before = size_of_log(office)
    with pytest.raises(Refused):
        give_measure(office, [one], YEAR, answers)
    assert size_of_log(office) == before


def test_a_villages_user_reaches_his_own_households_only(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    mine, other = a_poor_household(office), a_poor_household(office, "Wang", village=1)
    as_user(office, "enter", village=0)
    done = give_measure(office, [mine, other], YEAR, LOAN)
    assert done.done == (mine,) and names(done.skipped).keys() == {other}
    as_user(office, "view")
    for deed in (
        lambda: give_measure(office, [mine], YEAR, LOAN),
        lambda: last_years_plan(office, [mine], YEAR + 1),
        lambda: step_many(office, ["x"], "agreed"),
    ):
        with pytest.raises(Problem):
            deed()


def test_last_years_plan_is_this_years_draft(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one, bare, has = (a_poor_household(office, name) for name in "ABC")
    person = office.archive.read("SELECT person_id FROM membership WHERE household_id = ?", (one,))[0][0]
    save_plan(office, one, YEAR, {"wishes": "goats", "goal_income": "9000", "goal_month": "2026-12"})
    save_measure(
        office,
        one,
        YEAR,
        {
            **LOAN,
            "from_on": "2024-02-29",
            "to_on": "2026-11-30",
            "state": "done",
            "done_on": SPRING,
            "effect": "10",
        },
        person_ids=[person],
        reason="begun long ago",
    )
    save_measure(office, one, YEAR, {**GOATS, "state": "stopped"})
    a_standing(office, one, YEAR + 1, main_cause="07")
    for year in (YEAR, YEAR + 1):
        save_plan(office, has, year, {})
    done = last_years_plan(office, [one, bare, has], YEAR + 1)
    assert done.done == (one,)
    assert names(done.skipped) == {bare: "2026 年没有计划可以沿用。", has: "已经有 2027 年的计划。"}
    plan = seen(office, one, YEAR + 1)
    assert (plan.state, plan.answers["wishes"], plan.answers["causes"]) == ("draft", "goats", ("07",))
    assert plan.answers["goal_income"] == Decimal("9000.00") and plan.answers["goal_month"] is None
    (measure,) = plan.measures
    assert measure.person_ids == (person,)
    assert (measure.answers["from_on"], measure.answers["to_on"]) == (date(2025, 2, 28), date(2027, 11, 30))
    assert (
        measure.answers["state"] == "planned"
        and measure.answers["effect"] is measure.answers["done_on"] is None
    )
    undo_batch(office, done.batch)
    assert plan_of(office, one, YEAR + 1) is None


def test_many_take_a_step_and_those_that_may_not_are_told(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    ready, empty, unknown = (
        a_poor_household(office, "A"),
        a_poor_household(office, "B"),
        a_household(office, name="C"),
    )
    ids = [a_drafted(office, ready).id, save_plan(office, empty, YEAR, {}), a_drafted(office, unknown).id]
    done = step_many(office, ids, "agreed", on=SPRING)
    assert done.done == (ready,) and seen(office, ready).answers["signed_by"] == "A"
    why = names(done.skipped)
    assert "还没有措施" in why[empty] and "没有写致贫原因" in why[unknown]
    assert len(step_many(office, ids, "village", on=SPRING).done) == 1
    last = step_many(office, ids, "township", on=SPRING)
    undo_batch(office, last.batch)
    assert seen(office, ready).state == "village"


def test_many_steps_keep_to_the_role_and_to_the_result(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    plan = brought_to(office, one, "village")
    as_user(office, "enter")
    assert "权限" in names(step_many(office, [plan.id], "township").skipped)[one]
    as_user(office, "approve")
    step(office, plan.id, "township", on=SPRING)
    step(office, plan.id, "running", on=SPRING)
    assert "年度结果" in names(step_many(office, [plan.id], "closed").skipped)[one]
    with pytest.raises(Refused):
        step_many(office, [plan.id], "closed", result="splendid")
    assert step_many(office, [plan.id], "closed", result="1", unfinished="rain").done == (one,)
    assert step_many(office, ["gone"], "closed", result="1") == ("", (), ())


def test_plans_of_two_years_step_together(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    first = a_drafted(office, one)
    a_standing(office, one, YEAR - 1, main_cause="01")
    save_measure(office, one, YEAR - 1, GOATS)
    done = step_many(office, [first.id, seen(office, one, YEAR - 1).id], "agreed", on=SPRING)
    assert done.done == (one, one)
    undo_batch(office, done.batch)
    assert seen(office, one).state == seen(office, one, YEAR - 1).state == "draft"
