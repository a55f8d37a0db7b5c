"""Who may enter a procedure, by what the procedure would write."""

import pytest

from app.paths import forms as forms_folder
from app.rules.entrances import by_fitness, find_hindrance, in_region
from app.rules.formfiles import load_forms
from app.rules.procedures import load_procedures

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
        ("poor-identify", {"poverty_status": "1"}, None),
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
