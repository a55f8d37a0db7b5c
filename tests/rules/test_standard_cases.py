"""Every worked case an official can read comes out as it says; every item of every shipped standard has its cases."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from app.rules.standards import Item
from tests.documents.households import FORMS, STANDARDS
from tests.rules.standard_cases import WORDS, CaseFile, case_files, dossier_of_case

FILES = case_files()
HOUSEHOLDS = [one for one in STANDARDS.known.values() if one.level == "household"]
STEPPED = {"income_per_person", "house_safe", "at_school", "hard_road", "identified_before", "months_monitored",
           "measures_taken"}  # fmt: skip
"""Facts that have a line to stand on: an amount, an age, a grade, a year."""

CASES = [(file, case) for file in FILES for case in file.cases]
HOMES = [(file, home) for file in FILES for home in file.households]


def told(one: tuple[CaseFile, Mapping[str, Any]]) -> str:
    file, case = one
    return f"{file.name} {case.get('item') or case['name']}: {case['what']}"


def wanted(item: Item) -> set[str]:
    """Where an item's cases must stand."""
    if item.fact == "to_look_at":
        return {"未知"}
    if item.fact in STEPPED or item.fact == "insured":
        return {"差一点", "线上", "超一点", "未知"}
    return {"是", "否", "未知"}


@pytest.mark.parametrize(("file", "case"), CASES, ids=map(told, CASES))
def test_an_item_comes_out_as_its_case_says(file: CaseFile, case: Mapping[str, Any]):
    standard = STANDARDS.known[file.standard]
    found = STANDARDS.judge(standard, dossier_of_case(file, case, FORMS), file.day)
    result = {one.item.key: one for one in found.results}[case["item"]]
    assert result.state == WORDS[case["result"]], result.fact.said


@pytest.mark.parametrize(("file", "home"), HOMES, ids=map(told, HOMES))
def test_a_whole_household_comes_out_as_its_case_says(file: CaseFile, home: Mapping[str, Any]):
    standard = STANDARDS.known[file.standard]
    found = STANDARDS.judge(standard, dossier_of_case(file, home, FORMS), file.day)
    assert found.state == WORDS[home["result"]]
    for state in ("fail", "unknown"):
        keys = [one.item.key for one in found.results if one.state == state]
        assert keys == home["short" if state == "fail" else "unknown"]


def test_every_shipped_standard_of_households_has_its_file_with_the_article_it_rests_on():
    assert {file.standard for file in FILES} == {one.key for one in HOUSEHOLDS}
    assert all(file.article and file.name == file.standard for file in FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_item_stands_on_its_line_just_under_just_over_and_unknown(file: CaseFile):
    at: dict[str, set[str]] = defaultdict(set)
    for case in file.cases:
        at[case["item"]].add(case["at"])
    items = STANDARDS.known[file.standard].items
    missing = {item.key: wanted(item) - at[item.key] for item in items if wanted(item) - at[item.key]}
    assert missing == {}
    assert at.keys() == {item.key for item in items}, "a case for an item the standard does not have"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_standard_has_whole_households_that_pass_fail_and_are_unknown(file: CaseFile):
    results = [home["result"] for home in file.households]
    by_eye = any(item.fact == "to_look_at" for item in STANDARDS.known[file.standard].items)
    assert len(results) >= 3 and {"未达到", "未知"} <= set(results)
    assert "达到" in results or by_eye


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_day_of_the_cases_lies_in_the_standards_time_and_place(file: CaseFile):
    assert STANDARDS.known[file.standard].in_force(file.place, file.day)
