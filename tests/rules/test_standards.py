"""Standards: pass, fail and unknown, on the line, just under and over; which region's; files that cannot be right."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import Problem
from app.rules.dossiers import Dossier
from app.rules.lines import load_lines
from app.rules.standards import FACT_LEVELS, Judgement, load_standards
from tests.documents.helped import measure
from tests.documents.households import LINES, STANDARDS, household, income, member

ON = date(2019, 9, 30)
HEAD = (
    '[standard]\nkey = "a"\nlabel = "A"\nfrom = 2019-01-01\nsource = "S"\n[[item]]\nkey = "i"\ntext = "I"\n'
)
ASSURED = {"assurance": {"food": True, "clothing": True, "identified_year": 2014, "steady_income": True}}


def judged(one: Dossier, key: str = "sichuan-household", on: date = ON) -> Judgement:
    return STANDARDS.judge(STANDARDS.known[key], one, on)


def states(one: Dossier, key: str = "sichuan-household", on: date = ON) -> dict[str, str]:
    return {result.item.key: result.state for result in judged(one, key, on).results}


def earning(amount: str) -> tuple:
    return (income(1, "wages.work", amount),)


def counted(one: Dossier) -> Dossier:
    """Without a size stated by an import: a household of one is one."""
    return replace(one, standing={**one.standing, "stated_size": None})


def alone(**changes) -> Dossier:
    return counted(household(members=(member(1, "张建国", "01"),), **changes))


def in_order(**changes) -> Dossier:
    """A household of one that meets everything a standard asks."""
    conditions = {
        "danger_grade": "A", "water_safe": True, "living_power": True, "broadcast": True, "road_kind": "03",
    }  # fmt: skip
    one = member(1, "张建国", "01", resident_insurance=True, illness_insurance=True, labour="1")
    incomes = earning("9000.00")
    return counted(
        household(members=(one,), incomes=incomes, conditions=conditions, extra=ASSURED, **changes)
    )


@pytest.mark.parametrize("key", ["sichuan-household", "national-household", "shaanxi-household", "anhui-household",
                                 "hunan-household", "guangxi-household"])  # fmt: skip
def test_a_household_that_has_everything_passes_and_one_of_whom_nothing_is_known_meets_nothing(key):
    assert judged(in_order(), key).state == "pass"
    empty = household(household={}, standing={}, conditions={}, incomes=(), members=(), extra={})
    assert "pass" not in states(empty, key).values()
    assert judged(empty, key).state == "unknown"


@pytest.mark.parametrize(
    ("amount", "state"), [("3217.99", "fail"), ("3218.00", "fail"), ("3218.01", "pass"), (None, "unknown")]
)
def test_an_income_on_the_line_is_not_above_it(amount, state):
    one = alone(incomes=earning(amount) if amount else ())
    result = next(result for result in judged(one).results if result.item.key == "income")
    assert result.state == state
    assert result.needed == Decimal(3218) and result.line.source
    if state == "fail":
        assert "还差" in result.mend


def test_no_other_years_line_stands_in_for_a_missing_one():
    assert states(replace(in_order(), year=2031), on=date(2031, 5, 1))["income"] == "unknown"
    with pytest.raises(Problem, match=r"thresholds\.line_unknown"):
        LINES.on("income_line", "510812", date(2031, 5, 1))
    assert LINES.on("income_line", "510812", date(2019, 12, 31)).amount == 3218
    assert LINES.on("income_line", "510812", date(2020, 1, 1)).amount == 4000


def test_an_earlier_years_dossier_is_judged_by_that_years_line_and_todays_months():
    one = alone(incomes=earning("3300"))
    assert states(one, on=date(2026, 11, 23))["income"] == "pass"
    watched = replace(one, standing={**one.standing, "monitored_month": "2026-06"})
    told = {
        result.item.key: result.fact.value
        for result in judged(watched, "risk-cleared", date(2026, 11, 23)).results
    }
    assert told["half_year"] == 5


def test_one_member_without_insurance_is_enough_and_one_unknown_leaves_it_open():
    def told(resident: bool | None, employee: bool | None) -> str:
        wife = member(2, "李秀英", resident_insurance=resident, employee_insurance=employee)
        return states(household(members=(member(1, "张建国", "01"), wife)))["insurance"]

    assert told(True, None) == told(False, True) == "pass"
    assert told(False, False) == "fail"
    assert told(False, None) == told(None, None) == "unknown", "she may have the other one"


def test_shaanxi_asks_for_the_insurance_against_grave_illness_too():
    one = member(1, "张建国", "01", resident_insurance=True, illness_insurance=False)
    assert states(household(members=(one,)), "shaanxi-household")["insurance"] == "fail"
    assert states(household(members=(one,)))["insurance"] == "pass"


def child(born: date, **year) -> object:
    one = member(3, "张小宝", **{"education": None, **year})
    return replace(one, person={**one.person, "birth_date": born})


def schooling(born: date = date(2010, 1, 1), **year) -> str:
    return states(household(members=(member(1, "张建国", "01"), child(born, **year))))["school"]


def test_schooling_asks_for_children_of_that_age_alone():
    assert schooling(school_state="04") == "pass"
    assert schooling(dropout_reason="01") == "fail"
    assert schooling() == "unknown"
    assert schooling(date(2013, 9, 1)) == "pass", "six only the day after school began"
    assert schooling(date(2013, 8, 31)) == "unknown"
    assert states(household(members=()))["school"] == "unknown"


def test_a_house_of_grade_c_fails_and_of_b_passes_whatever_else_is_said():
    def house(grade: str | None, dangerous: bool | None) -> str:
        return states(alone(conditions={"danger_grade": grade, "dangerous_house": dangerous}))["house"]

    assert (house("B", None), house("C", None), house("D", False)) == ("pass", "fail", "fail")
    assert (house(None, False), house(None, True), house(None, None)) == ("pass", "fail", "unknown")


def test_who_was_identified_this_year_may_not_leave_in_it():
    def new(year: int | None) -> str:
        extra = {"assurance": {"identified_year": year}}
        return states(alone(extra=extra), "shaanxi-household")["not_new"]

    assert (new(2018), new(2019), new(None)) == ("pass", "fail", "unknown")


def test_half_a_year_is_six_months_and_a_measure_must_be_more_than_planned():
    def watched(month: str | None, *given: str | None) -> dict[str, str]:
        lines = tuple(measure(at, state=state) for at, state in enumerate(given))
        base = household(help={"measure": lines})
        return states(replace(base, standing={**base.standing, "monitored_month": month}), "risk-cleared")

    assert watched("2019-03", "done")["half_year"] == "pass"
    assert watched("2019-04", "done")["half_year"] == "fail"
    assert watched(None)["half_year"] == "unknown"
    assert watched("2019-03", "planned", "running")["measures"] == "pass"
    assert watched("2019-03", "planned", "stopped")["measures"] == watched("2019-03")["measures"] == "fail"
    assert watched("2019-03", "planned", None)["measures"] == "unknown"


def test_a_problem_that_the_household_named_fails_the_item_whatever_the_forms_say():
    base = in_order()
    one = replace(base, standing={**base.standing, "house_now": True})
    assert states(one, "risk-cleared")["house"] == "fail"
    assert states(base, "risk-cleared")["house"] == "pass"


def test_what_nobody_can_read_in_an_archive_is_left_to_who_goes_there():
    result = next(one for one in judged(in_order(), "risk-cleared").results if one.item.key == "spending")
    assert (result.state, result.fact.said) == ("unknown", "由核查人入户判断")


def test_every_result_says_where_it_stands_and_what_would_change_it():
    for key in STANDARDS.known:
        for one in (household(), in_order(), household(members=(), conditions={}, incomes=())):
            for result in judged(one, key).results:
                assert result.fact.said
                assert bool(result.mend) == (result.state != "pass")


def test_the_narrowest_region_is_taken_and_an_unknown_use_has_none():
    keys = [
        one.key for place in ("510812", "610902", "340100", "540102") if (one := STANDARDS.of("exit", place))
    ]
    assert keys == ["sichuan-household", "shaanxi-household", "anhui-household", "national-household"]
    assert STANDARDS.of("nothing", "51") is None


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ('fact = "no_such"', "standards.unknown_fact"),
        ('fact = "house_safe"\ncompare = "more"', "standards.unknown_word"),
        ('fact = "income_per_person"\ncompare = "above"', "standards.amount_or_line"),
        ('fact = "house_safe"\namount = 1', "standards.amount_or_line"),
        ('fact = "income_per_person"\ncompare = "above"\nline = "no_line"', "standards.unknown_line"),
        ('fact = "income_per_person"\ncompare = "above"\namount = "x"', "standards.not_a_number"),
        ('fact = "house_safe"\n[[item]]\nkey = "i"\ntext = "J"', "standards.item_twice"),
    ],
)
def test_a_standard_that_cannot_be_right_is_named_with_its_file(tmp_path: Path, item: str, code: str):
    (tmp_path / "standards").mkdir()
    (tmp_path / "standards" / "a.toml").write_text(f"{HEAD}{item}\n", "utf-8")
    with pytest.raises(Problem) as refused:
        load_standards(tmp_path, LINES, FACT_LEVELS)
    assert (refused.value.code, refused.value.values["file"]) == (code, "a.toml")


LINE = '[[line]]\nfrom = {}\nto = {}\namount = 1\nsource = "S"\n'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            LINE.format("2019-01-01", "2019-12-31") + LINE.format("2019-12-31", "2020-12-31"),
            "thresholds.line_overlap",
        ),
        (
            LINE.format("2019-01-01", "2019-12-31") + LINE.format("2020-01-02", "2020-12-31"),
            "thresholds.line_hole",
        ),
        (LINE.format("2019-01-02", "2019-01-01"), "thresholds.line_ends_early"),
        (LINE.format("2019-01-01", "2019-12-31").replace("= 1\n", '= "1"\n'), "thresholds.line_not_a_number"),
        (LINE.format("2019-01-01", "2019-12-31").replace('source = "S"', ""), "thresholds.line_incomplete"),
    ],
)
def test_lines_with_a_hole_or_an_overlap_are_named(tmp_path: Path, text: str, code: str):
    (tmp_path / "lines").mkdir()
    (tmp_path / "lines" / "l.toml").write_text(f'key = "l"\nlabel = "L"\n{text}', "utf-8")
    with pytest.raises(Problem) as refused:
        load_lines(tmp_path)
    assert (refused.value.code, refused.value.values["file"]) == (code, "l.toml")
