"""What a yearly result and a sheet ask is data: an office may change it, and a mistake in it is named."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import Problem
from app.paths import forms
from app.rules.checksheets import load_sheet
from app.rules.comparisons import compare
from app.rules.formfiles import load_forms
from app.rules.forms import Forms
from app.rules.results import ResultSection, ResultShape, load_results
from app.rules.snapshots import Body, Snapshot

INCOMES = ResultShape((ResultSection("income", "Income", ("income.net", "income.wages")),))


@pytest.fixture(scope="module")
def known() -> Forms:
    """The forms as they are shipped."""
    return load_forms(forms())


def a_snapshot(year: int, household: str = "h", **values: int) -> Snapshot:
    """A result that says only incomes, in fen."""
    body: Body = {
        "values": {f"income.{key}": value for key, value in values.items()},
        "members": [],
        "lines": [],
    }
    return Snapshot(household, year, body)


def test_every_section_that_is_shipped_names_what_the_forms_know(known: Forms):
    shape = load_results(forms(), known)
    assert [one.key for one in shape.sections] == [
        "members", "income", "guarantees", "standing", "help", "plan", "measures",
    ]  # fmt: skip
    assert {"income", "member_year", "pairing", "measure", "visit"} <= shape.records()
    assert [one.key for one in load_sheet(forms(), known)] == ["looked", "searched", "reckoned", "asked"]


@pytest.mark.parametrize(
    "wrong",
    [
        '[[section]]\nkey = "a"',
        '[[section]]\nkey = "a"\nlabel = "A"\nfields = ["household.nothing"]',
        '[[section]]\nkey = "a"\nlabel = "A"\nmembers = ["household.phone"]',
        '[[section]]\nkey = "a"\nlabel = "A"\nfields = ["person.name"]',
        '[[section]]\nkey = "a"\nlabel = "A"\nlines = "nothing"\nby = "name"',
    ],
)
def test_a_result_that_names_what_nobody_knows_is_refused(known: Forms, tmp_path: Path, wrong: str):
    (tmp_path / "results.toml").write_text(wrong)
    with pytest.raises(Problem):
        load_results(tmp_path, known)


@pytest.mark.parametrize(
    "wrong",
    [
        '[[block]]\nkey = "looked"',
        '[[block]]\nkey = "smelled"\nlabel = "A"',
        '[[block]]\nkey = "looked"\nlabel = "A"\nfields = ["person.name"]',
        '[[block]]\nkey = "looked"\nlabel = "A"\nmembers = ["household.phone"]',
        '[[block]]\nkey = "looked"\nlabel = "A"\nincomes = ["wages.gold"]',
        '[[block]]\nkey = "looked"\nlabel = "A"\nfields = ["income.amount"]',
    ],
)
def test_a_sheet_that_asks_what_nobody_knows_is_refused(known: Forms, tmp_path: Path, wrong: str):
    (tmp_path / "checksheet.toml").write_text(wrong)
    with pytest.raises(Problem):
        load_sheet(tmp_path, known)


def test_a_county_without_these_files_has_no_section_and_no_block(known: Forms, tmp_path: Path):
    assert load_results(tmp_path, known).sections == () and load_sheet(tmp_path, known) == ()


@pytest.mark.parametrize(
    ("old", "new", "more", "percent"),
    [
        (1_000_00, 1_155_55, "155.55", "15.6"),
        (1_000_00, 0, "-1000.00", "-100.0"),
        (-500_00, 500_00, "1000.00", "200.0"),
        (0, 500_00, "500.00", None),
    ],
)
def test_a_change_of_money_is_told_in_yuan_and_percent_of_the_older(
    known: Forms, old: int, new: int, more: str, percent: str | None
):
    line = compare(a_snapshot(2024, net=old), a_snapshot(2025, net=new), INCOMES, known).line("income.net")
    assert line is not None and line.changed
    assert (line.more, line.percent) == (Decimal(more), None if percent is None else Decimal(percent))


def test_what_was_not_recorded_is_unknown_and_no_amount_is_made_of_it(known: Forms):
    line = compare(a_snapshot(2024), a_snapshot(2025, net=1), INCOMES, known).line("income.net")
    assert line is not None and (line.old, line.new, line.more, line.percent) == ("", "0.01", None, None)


def test_the_earlier_year_stands_on_the_left_and_two_households_are_never_compared(known: Forms):
    found = compare(a_snapshot(2025), a_snapshot(2024), INCOMES, known)
    assert (found.old.year, found.new.year) == (2024, 2025)
    with pytest.raises(Problem, match="two_households"):
        compare(a_snapshot(2024), a_snapshot(2025, "other"), INCOMES, known)
