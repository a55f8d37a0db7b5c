"""Special ledgers: each threshold on it, just under and just over; what is unknown is asked after, never guessed."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.errors import Problem
from app.rules.ledgers import RULES, load_ledgers
from tests.rules.ledger_homes import FORMS, LEDGERS, TODAY, a_home, alerts, entries, someone

MONTH = timedelta(days=30)


def child(born: str, **year: Any) -> Any:
    """A child of the household."""
    return someone("Xiao", born, "03", **year)


# 控辍保学


@pytest.mark.parametrize(
    ("born", "listed"),
    [
        ("2020-08-31", True),  # six on the last day before school
        ("2020-09-01", False),  # six a day too late
        ("2010-09-01", True),  # fifteen until tomorrow
        ("2010-08-31", False),  # sixteen that day
    ],
)
def test_school_age_is_counted_to_the_day_before_school_begins(born: str, listed: bool) -> None:
    assert bool(entries("schooling", a_home(child(born, school_state="03")))) is listed


@pytest.mark.parametrize(
    ("year", "told"),
    [
        ({"school_state": "03"}, []),
        ({"school_state": "08"}, []),  # senior school
        ({"school_state": "02"}, ["due"]),  # still before school
        ({}, ["overdue"]),
        ({"dropout_reason": "02"}, ["due"]),
        ({"education": "03"}, []),  # has finished 九年级
        ({"education": "02"}, ["overdue"]),
    ],
)
def test_a_child_out_of_school_is_urgent_unless_a_reason_is_on_record(
    year: dict[str, Any], told: list[str]
) -> None:
    assert alerts("schooling", child("2014-01-01", **year)) == told


def test_a_child_of_unknown_birth_is_not_guessed_at() -> None:
    nobody = someone("Xiao", relation="03")
    home = a_home(type(nobody)(nobody.id, "03", {"name": "Xiao"}, {}))
    assert entries("schooling", home) == []


# 医保缺口


@pytest.mark.parametrize(
    ("year", "told"),
    [
        ({"resident_insurance": True}, ["none"]),
        ({"employee_insurance": True}, ["none"]),
        ({"resident_insurance": False, "employee_insurance": False}, ["due"]),
        ({"resident_insurance": False}, ["due"]),
        ({}, ["due"]),
        ({"resident_insurance": True, "illness_insurance": False}, ["due"]),
    ],
)
def test_everybody_without_a_basic_insurance_is_listed(year: dict[str, Any], told: list[str]) -> None:
    assert alerts("insurance", someone(**year)) == told


def test_a_no_and_an_unknown_are_told_apart() -> None:
    no = entries("insurance", a_home(someone(resident_insurance=False, employee_insurance=False)))
    unknown = entries("insurance", a_home(someone()))
    assert no[0].sentences != unknown[0].sentences


# 关爱探访


def looked_after(**year: Any) -> Any:
    """A registered child with a guardian."""
    return child("2015-01-01", special=("1",), guardian="Zhang", **year)


@pytest.mark.parametrize(
    ("days_ago", "told"),
    [(90 - 8, []), (90 - 7, ["due"]), (90, ["due"]), (91, ["overdue"]), (0, [])],
)
def test_a_visit_is_due_a_week_ahead_and_overdue_the_day_after(days_ago: int, told: list[str]) -> None:
    home = a_home(looked_after(), visits={"1": TODAY - timedelta(days=days_ago)})
    assert alerts("left_children", home=home) == told


def test_the_person_s_own_interval_comes_before_the_ledger_s() -> None:
    home = a_home(looked_after(care_days=30), visits={"1": TODAY - timedelta(days=31)})
    (one,) = entries("left_children", home)
    assert (one.urgency, one.own["next_visit"]) == ("overdue", TODAY - timedelta(days=1))


def test_nobody_ever_came_is_overdue_and_a_missing_guardian_is_asked_for() -> None:
    assert alerts("left_children", child("2015-01-01", special=("1",))) == ["due", "overdue"]


@pytest.mark.parametrize(("born", "told"), [("2010-11-24", []), ("2010-11-23", ["due"])])
def test_who_has_grown_out_of_a_ledger_is_told(born: str, told: list[str]) -> None:
    home = a_home(child(born, special=("1",), guardian="Zhang"), visits={"5": TODAY})
    assert alerts("left_children", home=home) == told


def test_a_child_whose_grown_ups_all_work_away_is_asked_after_but_not_chased() -> None:
    father = someone(work_months=10, job_channel="01")
    (one,) = entries("left_children", a_home(father, child("2015-01-01")))
    assert (one.resident and one.resident.name, one.urgency) == ("Xiao", "due")
    mother = someone("Qian", relation="02", work_months=0)
    assert entries("left_children", a_home(father, mother, child("2015-01-01"))) == []


@pytest.mark.parametrize(("born", "listed"), [("1966-11-23", True), ("1966-11-24", False)])
def test_a_household_of_one_at_sixty_is_alone_without_being_registered(born: str, listed: bool) -> None:
    assert bool(entries("alone", a_home(someone(born=born)))) is listed
    assert entries("alone", a_home(someone(born=born), someone("Wu", "1960-01-01", "02"))) == []


def test_the_disabled_are_listed_by_health_and_asked_for_their_card() -> None:
    assert alerts("disabled", someone(health=("4",))) == ["due"]
    assert alerts("disabled", someone(health=("2", "4"), disability_card_year=2019)) == []
    assert alerts("disabled", someone(health=("4",), disability_number="1")) == []
    assert alerts("disabled", someone(health=("2",))) == ["none"]


def test_only_the_kinds_of_visit_the_file_names_count() -> None:
    home = a_home(looked_after(), visits={"1": TODAY, "5": TODAY - timedelta(days=200)})
    assert home.last_visit(()) == TODAY
    assert home.last_visit(("5",)) == TODAY - timedelta(days=200)
    assert home.last_visit(("6",)) is None


# 低保渐退


def taper(starts: date, *people: Any, **more: Any) -> Any:
    """The one entry of a household whose support runs out."""
    (one,) = entries("taper", a_home(*(people or (someone(),)), taper_from=starts, **more))
    return one


def test_twelve_months_from_the_first_of_october_end_on_the_thirtieth_of_september() -> None:
    assert taper(date(2025, 10, 1)).own["ends_on"] == date(2026, 9, 30)
    assert taper(date(2025, 10, 1), taper_months=18).own["ends_on"] == date(2027, 3, 31)
    assert taper(date(2024, 2, 29)).own["ends_on"] == date(2025, 2, 27)


@pytest.mark.parametrize(
    ("starts", "urgency", "left"),
    [
        (date(2025, 11, 24), "due", 0),  # today is the last day
        (date(2025, 11, 23), "overdue", -1),
        (date(2025, 12, 24), "due", 30),
        (date(2025, 12, 25), "", 31),
    ],
)
def test_the_countdown_warns_a_month_ahead_and_is_over_the_day_after(
    starts: date, urgency: str, left: int
) -> None:
    one = taper(starts)
    assert (one.urgency, one.own["days_left"]) == (urgency, left)


def test_a_household_with_a_disabled_member_may_be_extended_and_not_without_end() -> None:
    disabled = someone(health=("4",))
    assert len(taper(date(2025, 11, 1), disabled).alerts) == 2
    assert len(taper(date(2025, 11, 1)).alerts) == 1
    assert taper(date(2026, 11, 1), disabled, taper_months=18).alerts == ()
    assert taper(date(2026, 11, 1), disabled, taper_months=19).urgency == "due"


def test_a_household_without_a_first_day_is_not_in_the_ledger() -> None:
    assert entries("taper", a_home(someone())) == []


# 公益性岗位


def holder(name: str = "Zhao", born: str = "1980-05-01", **year: Any) -> Any:
    """Somebody in a post that runs for a year."""
    term = {"post_from": date(2026, 1, 1), "post_to": date(2026, 12, 31)}
    return someone(name, born, **{"post_kind": "07", **term, **year})


@pytest.mark.parametrize(("born", "told"), [("1956-11-24", []), ("1956-11-23", ["overdue"])])
def test_a_post_ends_at_seventy(born: str, told: list[str]) -> None:
    assert alerts("posts", holder(born=born)) == told


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        (TODAY - timedelta(days=1), ["overdue"]),
        (TODAY, ["due"]),
        (TODAY + MONTH, ["due"]),
        (TODAY + MONTH + timedelta(days=1), []),
        (None, ["due"]),
    ],
)
def test_a_term_that_ran_out_or_is_not_known_is_told(ends: date | None, told: list[str]) -> None:
    assert alerts("posts", holder(post_to=ends)) == told


def test_a_term_may_last_three_years() -> None:
    assert alerts("posts", holder(post_to=date(2028, 12, 31))) == []
    assert alerts("posts", holder(post_to=date(2029, 1, 1))) == ["due"]


def test_two_posts_in_one_household_are_told_of_both() -> None:
    found = entries("posts", a_home(holder(), holder("Wu")))
    assert [one.urgency for one in found] == ["due", "due"]
    assert all(one.own["posts"] == 2 for one in found)


@pytest.mark.parametrize(
    ("year", "told"),
    [
        ({"post_months": 6, "work_months": 6}, []),
        ({"post_months": 6, "work_months": 7}, ["due"]),
        ({"post_months": 1, "work_months": 1, "job_channel": "01"}, ["due"]),
        ({"post_months": 1, "work_months": 1, "work_region": "4"}, ["due"]),
        ({"post_months": 12}, []),
    ],
)
def test_a_post_beside_work_elsewhere_is_told(year: dict[str, Any], told: list[str]) -> None:
    assert alerts("posts", holder(**year)) == told


def test_the_age_of_a_post_is_that_of_the_doubts() -> None:
    assert alerts("posts", holder(born="1965-01-01"), post_age=60) == ["overdue"]


# the file


def test_every_ledger_shipped_has_a_source_and_sentences_of_its_own() -> None:
    assert len(LEDGERS) == 10
    assert all(one.source and one.title for one in LEDGERS.values())


LINE = '[[ledger]]\nkey = "a"\ntitle = "A"\nrule = "taper"\nsource = "S"\ncolumns = ["head"]\n'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LINE.replace('source = "S"\n', ""), "ledgers.line_incomplete"),
        (LINE.replace("taper", "guess"), "ledgers.rule_unknown"),
        (LINE.replace('"head"', '"heads"'), "ledgers.column_unknown"),
        (LINE.replace('"head"', '"conditions.toilet"'), "ledgers.column_unknown"),
        (LINE + 'order = ["later"]\n', "ledgers.column_unknown"),
        (LINE + "[ledger.limits]\nmonths = -1\n", "ledgers.limit_wrong"),
        (LINE + "[ledger.limits]\nmonths = true\n", "ledgers.limit_wrong"),
        (LINE + '[ledger.codes]\nhealth = "4"\n', "ledgers.codes_wrong"),
        (LINE + LINE, "ledgers.twice"),
        ("[[ledger\n", "forms.not_toml"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "ledgers.toml").write_text(text, "utf-8")
    with pytest.raises(Problem) as refused:
        load_ledgers(tmp_path, FORMS, RULES)
    assert refused.value.code == code


def test_a_folder_without_the_file_has_no_ledgers(tmp_path: Path) -> None:
    assert load_ledgers(tmp_path, FORMS, RULES) == ()
