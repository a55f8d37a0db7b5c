"""Households that must be helped: a helper, a plan, a trade, work; children who must be at school."""

from dataclasses import replace
from datetime import date

import pytest

from app.rules.checks import Checker, Help, Measure
from app.rules.dossiers import Dossier
from tests.rules.checks.builders import CHECKER, FORMS, THRESHOLDS, household, id_number, member, wife

HELPED = Help("lifted", helped=True, planned=True, year=2026, measures=[Measure("产业帮扶", 2026)])
OURS = {"no_helper", "no_plan", "no_industry", "nobody_employed", "out_of_school"}


def found(known: Help, dossier: Dossier | None = None, today: date | None = None) -> set[str]:
    """Which of the checks about help find something."""
    checker = Checker(FORMS, THRESHOLDS, today) if today else CHECKER
    doubts = checker.check(dossier or household(member(work_months=6, work_place="x"), wife()), known)
    assert all(one.sentence for one in doubts)
    return {one.rule for one in doubts} & OURS


def test_a_household_that_is_helped_is_not_doubted() -> None:
    assert found(HELPED) == set()


@pytest.mark.parametrize(
    ("known", "rules"),
    [
        (replace(HELPED, helped=False), {"no_helper"}),
        (replace(HELPED, helped=None), set()),  # no pairing on record at all
        (replace(HELPED, planned=False), {"no_plan"}),
        (replace(HELPED, planned=None), set()),
        (replace(HELPED, measures=[]), {"no_industry"}),
        (replace(HELPED, measures=None), set()),
        (replace(HELPED, need="", helped=False, planned=False, measures=[]), set()),
    ],
)
def test_what_a_household_must_have_is_missed_and_what_nobody_recorded_is_not(
    known: Help, rules: set[str]
) -> None:
    assert found(known) == rules


@pytest.mark.parametrize(("month", "missed"), [(3, False), (4, True)])
def test_a_plan_is_missed_only_after_the_month_it_should_stand_by(month: int, missed: bool) -> None:
    day = date(2026, month, 1)
    assert found(replace(HELPED, planned=False), today=day) == ({"no_plan"} if missed else set())


@pytest.mark.parametrize(("year", "missed"), [(2026, False), (2025, False), (2024, True)])
def test_a_measure_of_this_year_or_the_last_counts(year: int, missed: bool) -> None:
    known = replace(HELPED, measures=[Measure("产业帮扶", year)])
    assert found(known) == ({"no_industry"} if missed else set())


def test_nobody_at_work_asks_for_a_measure_of_employment() -> None:
    idle = household(member(), wife())
    assert found(HELPED, idle) == {"nobody_employed"}
    both = [Measure("产业帮扶", 2026), Measure("公益岗位帮扶", 2026)]
    assert found(replace(HELPED, measures=both), idle) == set()
    assert found(HELPED, household(member(post_kind="07"), wife())) == set()


def test_who_cannot_work_is_asked_for_neither_trade_nor_work() -> None:
    unable = household(member(labour="5", health=("3",)), wife(labour="4", health=("3",)))
    assert found(replace(HELPED, measures=[]), unable) == set()


def test_measures_from_before_a_household_was_watched_do_not_answer_its_risk() -> None:
    watched = household(monitor_class="1", monitored_month="2025-03", risk_1="01")
    old, new = [Measure("健康帮扶", 2019)], [Measure("健康帮扶", 2025)]
    assert "no_measure" in {one.rule for one in CHECKER.check(watched, replace(HELPED, measures=old))}
    assert "no_measure" not in {one.rule for one in CHECKER.check(watched, replace(HELPED, measures=new))}


@pytest.mark.parametrize(
    ("born", "missed"),
    [("20130831", True), ("20130901", False), ("20030901", True), ("20030831", False)],
)
def test_a_child_of_school_age_out_of_school_is_an_error(born: str, missed: bool) -> None:
    child = member("小儿", "03", born=born, labour="5", education=None, id_number=id_number(born))
    assert ("out_of_school" in found(HELPED, household(member(), child))) is missed


@pytest.mark.parametrize("year", [{"school_state": "03"}, {"school_state": "02"}, {"education": "03"}])
def test_who_is_at_school_or_through_with_it_is_not_doubted(year: dict[str, str]) -> None:
    child = member("小儿", "03", born="20080501", labour="5", **{"education": None, **year})
    assert "out_of_school" not in found(HELPED, household(member(), child))
