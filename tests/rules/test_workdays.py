"""Days that must pass, on the threshold, just under and just over; weekends, holidays, year ends, 29 February."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Problem
from app.paths import forms
from app.rules.workdays import Workdays, load_workdays

KNOWN = load_workdays(forms())


@pytest.mark.parametrize(
    ("first", "days", "last"),
    [
        (date(2026, 11, 3), 1, date(2026, 11, 3)),
        (date(2026, 11, 3), 7, date(2026, 11, 9)),
        (date(2026, 12, 30), 5, date(2027, 1, 3)),
        (date(2024, 2, 26), 5, date(2024, 3, 1)),
        (date(2026, 2, 26), 5, date(2026, 3, 2)),
    ],
)
def test_calendar_days_count_every_day(first: date, days: int, last: date):
    assert KNOWN.last_day(first, days) == last
    assert KNOWN.days_between(first, last) == days


@pytest.mark.parametrize(
    ("first", "days", "last"),
    [
        (date(2026, 11, 2), 5, date(2026, 11, 6)),  # Monday to Friday
        (date(2026, 11, 6), 2, date(2026, 11, 9)),  # over a weekend
        (date(2026, 11, 7), 1, date(2026, 11, 9)),  # posted on a Saturday
        (
            date(2026, 2, 13),
            3,
            date(2026, 2, 24),
        ),  # Friday, the Saturday worked instead, nine days of festival
        (date(2026, 9, 30), 2, date(2026, 10, 8)),  # the National Day week
        (date(2026, 10, 8), 3, date(2026, 10, 10)),  # the Saturday worked instead
        (date(2024, 2, 28), 3, date(2024, 3, 1)),  # 29 February is a Thursday
        (date(2026, 9, 19), 1, date(2026, 9, 20)),  # posted on a Friday, the Sunday worked instead
        (date(2026, 5, 9), 1, date(2026, 5, 9)),  # posted on a Friday, the Saturday worked instead
        (date(2026, 4, 30), 2, date(2026, 5, 6)),  # over the May holiday
        (date(2025, 12, 31), 2, date(2026, 1, 4)),  # over New Year: the Sunday worked instead
    ],
)
def test_working_days_leave_out_weekends_and_holidays(first: date, days: int, last: date):
    assert KNOWN.last_day(first, days, "working") == last
    assert KNOWN.days_between(first, last, "working") == days


def test_the_national_day_of_2026_has_twenty_working_days_to_the_end_of_its_month():
    # 21 weekdays less five days off, and one Saturday worked; 1 October is a Thursday.
    assert KNOWN.days_between(date(2026, 10, 1), date(2026, 10, 31), "working") == 22 - 5 + 1


def test_a_year_without_its_holidays_is_refused_in_a_sentence():
    with pytest.raises(Problem) as refused:
        KNOWN.last_day(date(2026, 12, 30), 5, "working")
    assert (refused.value.code, refused.value.values) == ("workdays.unknown_year", {"year": 2027})


def test_a_period_of_no_day_is_no_period():
    with pytest.raises(ValueError, match="at least one day"):
        KNOWN.last_day(date(2026, 11, 3), 0)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('year = 2026\noff = ["2026-02-30"]', "workdays.bad_day"),
        ('year = 2026\noff = ["2025-10-01"]', "workdays.bad_day"),
        ('year = 2026\non = ["2026-11-03"]', "workdays.no_weekend"),
        ("year = 2026\noff = [", "forms.not_toml"),
    ],
)
def test_a_calendar_that_cannot_be_right_is_named(tmp_path: Path, written: str, code: str):
    folder = tmp_path / "workdays"
    folder.mkdir()
    (folder / "2026.toml").write_text(written, encoding="utf-8")
    with pytest.raises(Problem) as refused:
        load_workdays(tmp_path)
    assert refused.value.code == code
    assert refused.value.values["file"] == "2026.toml"


@given(st.dates(date(2024, 1, 1), date(2026, 10, 1)), st.integers(1, 40))
def test_the_last_day_and_the_count_of_days_are_each_others_inverse(first: date, days: int):
    last = KNOWN.last_day(first, days, "working")
    assert KNOWN.is_workday(last)
    assert KNOWN.days_between(first, last, "working") == days
    assert KNOWN.days_between(first, last - timedelta(days=1), "working") == days - 1


def test_an_empty_folder_knows_no_year():
    assert Workdays().years == {}
