"""Who may enter a procedure, by what the procedure would write."""

from datetime import date
from pathlib import Path

import pytest

from app.errors import Problem
from app.paths import forms as forms_folder
from app.rules.entrances import by_fitness, find_hindrance, find_unmet, in_region
from app.rules.formfiles import load_forms
from app.rules.procedures import load_procedures, read_procedure

KNOWN = load_procedures(forms_folder(), load_forms(forms_folder()))
WATCHED = {"monitor_class": "3", "risk_cleared": False}


@pytest.mark.parametrize(
    ("procedure", "standing", "why"),
    [
        ("monitor-in", {}, None),
        ("monitor-in", WATCHED, "entrances.watched_already"),
        ("monitor-in", {**WATCHED, "risk_cleared": True}, None),  # who was released may come back
        ("monitor-in-qinan", {"monitor_class": "1"}, "entrances.watched_already"),
        ("risk-cleared", {}, "entrances.not_watched"),
        ("risk-cleared", WATCHED, None),
        ("risk-cleared", {**WATCHED, "risk_cleared": True}, "entrances.cleared_already"),
        ("poor-identify", {"poverty_status": "0"}, "entrances.poor_already"),
        ("poor-identify", {"poverty_status": "1"}, "entrances.lifted_returns"),
        ("poor-identify", {}, None),
        ("risk-back", WATCHED, "entrances.not_cleared"),
        ("risk-back", {**WATCHED, "risk_cleared": True}, None),
        ("poor-exit", {"poverty_status": "0"}, None),
        ("poor-exit", {"poverty_status": "3"}, None),
        ("poor-exit", {"poverty_status": "1"}, "entrances.not_poor"),
        ("poor-exit", {}, "entrances.not_poor"),
        ("return", {"poverty_status": "4"}, None),
        ("return", {"poverty_status": "0"}, "entrances.not_lifted"),
        ("members", WATCHED, None),
    ],
)
def test_a_household_enters_what_would_change_it(
    procedure: str, standing: dict[str, object], why: str | None
):
    issue = find_hindrance(KNOWN[procedure], standing)  # type: ignore[arg-type]
    assert (issue.code if issue else None) == why


def test_a_county_s_own_procedure_is_meant_for_its_villages_alone():
    assert in_region(KNOWN["monitor-in-qinan"], "620522100200")
    assert not in_region(KNOWN["monitor-in-qinan"], "510812103200")
    assert in_region(KNOWN["monitor-in"], "510812103200")


def test_what_most_can_enter_comes_first_and_the_region_s_own_before_the_general():
    three = [KNOWN[key] for key in ("members", "monitor-in", "monitor-in-qinan", "risk-cleared")]
    asked = {"members": 12, "monitor-in": 12, "monitor-in-qinan": 12, "risk-cleared": 2}
    assert [one.key for one in by_fitness(three, asked, 12)] == [
        "monitor-in-qinan",
        "monitor-in",
        "risk-cleared",
        "members",
    ]


@pytest.mark.parametrize(
    ("procedure", "said", "enters"),
    [
        ("poor-exit-shaanxi", {"household.recognised_month": "2026-01"}, False),
        ("poor-exit-shaanxi", {"household.recognised_month": "2025-12"}, True),
        ("poor-exit-shaanxi", {"household.recognised_month": None}, True),  # what is unknown hinders nobody
        ("risk-cleared-anhui", {"standing.monitored_month": "2026-05"}, True),  # six months, on it
        ("risk-cleared-anhui", {"standing.monitored_month": "2026-06"}, False),
        ("risk-cleared-anhui", {"standing.backstop": True}, False),
        ("risk-cleared-anhui", {"standing.backstop": False}, True),
        ("risk-back", {"standing.risk_cleared": False}, False),
        ("risk-back", {"standing.risk_cleared": True}, True),
    ],
)
def test_a_procedure_s_own_conditions_are_data(procedure: str, said: dict[str, object], enters: bool):
    issue = find_unmet(KNOWN[procedure], said, date(2026, 11, 2))  # type: ignore[arg-type]
    assert (issue is None) is enters


def test_a_condition_of_time_on_a_field_without_days_is_named(tmp_path: Path):
    table = {
        **KNOWN["members"].table,
        "enter": [{"field": "household.address", "why": "x", "months": 3}],
    }
    with pytest.raises(Problem, match="condition_of_no_day"):
        read_procedure(tmp_path / "x.toml", table, load_forms(forms_folder()))
