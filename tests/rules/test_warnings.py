"""Warning rules: the worked cases an official can read, rules by place and day, files that cannot be right."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.errors import Problem
from app.rules.warnings import TAKES, Watching, load_warnings
from app.texts import sentence
from tests.rules.warned import FORMS, LINES, RULES, watch

FOLDER = Path(__file__).parents[1] / "cases" / "warnings"


def cases() -> list[Any]:
    """Every case of every file, named by both."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [
            pytest.param(told["rule"], told["on"], case, id=f"{path.stem}: {case['name']}")
            for case in told["case"]
        ]
    return found


def word(came: Watching, rule: str) -> str:
    """What came of a rule, in the words of the cases."""
    if any(one.rule.key == rule for one in came.warnings):
        return "预警"
    return "判断不了" if any(one.rule == rule for one in came.unknown) else "没有"


@pytest.mark.parametrize(("rule", "on", "case"), cases())
def test_a_worked_case_comes_out_as_it_says(rule: str, on: date, case: dict[str, Any]) -> None:
    came = watch(case, on)
    assert word(came, rule) == case["result"]
    for one in came.warnings:
        assert one.found.now and one.found.where and one.rule.source and len(one.basis) == 16


def test_every_rule_that_ships_has_its_cases_on_both_sides_and_unknown() -> None:
    told: dict[str, set[str]] = {}
    for path in FOLDER.glob("*.toml"):
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        told.setdefault(read["rule"], set()).update(case["result"] for case in read["case"])
    assert told.keys() == {one.key for one in RULES.every}
    assert all(results == {"预警", "没有", "判断不了"} for results in told.values())


def test_no_rule_speaks_before_the_first_and_the_newest_goes_on() -> None:
    assert RULES.at("510812103202", date(2020, 12, 31)) == ()
    known = {one.key for one in RULES.at("510812103202", date(2026, 1, 1))}
    assert known == {one.key for one in RULES.at("510812103202", date(2025, 12, 31))}


RULE = '[[rule]]\nfrom = 2021-01-01\nto = 2021-12-31\namount = 30\ndays = 10\nsource = "S"\n'
HEAD = 'key = "a"\nlabel = "A"\ntold = "T {amount}"\nsign = "income_fall"\n'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD, "warnings.word_missing"),
        (HEAD.replace('key = "a"\n', "") + RULE, "warnings.word_missing"),
        (HEAD.replace("income_fall", "bad_luck") + RULE, "warnings.unknown_sign"),
        (HEAD + RULE.replace("amount = 30\n", ""), "warnings.word_missing"),
        (HEAD + RULE.replace("30", '"30"'), "warnings.not_a_number"),
        (HEAD + RULE.replace("days = 10", "days = -1"), "warnings.not_a_number"),
        (HEAD + RULE.replace('source = "S"\n', ""), "warnings.word_missing"),
        (HEAD + RULE.replace("2021-12-31", "2020-12-31"), "warnings.bad_dates"),
        (HEAD + RULE + RULE, "warnings.overlap"),
        (HEAD + RULE + RULE.replace("2021", "2023"), "warnings.hole"),
        (HEAD + 'who = "some"\n' + RULE, "warnings.unknown_who"),
        (HEAD.replace("income_fall", "income_below") + 'line = "none"\n' + RULE, "warnings.unknown_line"),
        (HEAD.replace("income_fall", "said_yes") + RULE, "warnings.word_missing"),
        (
            HEAD.replace("income_fall", "said_yes") + 'with = { field = "standing.x" }\n' + RULE,
            "warnings.unknown_field",
        ),
        (HEAD + RULE.replace("days", "day"), "warnings.unknown_word"),
        (HEAD + "unitt = 1\n" + RULE, "warnings.unknown_word"),
        ("key = ", "forms.not_toml"),
    ],
)
def test_a_file_that_cannot_be_right_is_named_with_what_to_mend(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "warnings").mkdir()
    (tmp_path / "warnings" / "my-rule.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as told:
        load_warnings(tmp_path, TAKES, LINES.labels, FORMS.by_path)
    assert told.value.code == code and "my-rule.toml" in sentence(told.value)


def test_a_county_s_own_amount_wins_where_it_speaks(tmp_path: Path) -> None:
    (tmp_path / "warnings").mkdir()
    own = RULE.replace("amount = 30", 'amount = 20\nregion = "6109"')
    (tmp_path / "warnings" / "a.toml").write_text(HEAD + RULE + own, encoding="utf-8")
    rules = load_warnings(tmp_path, TAKES, LINES.labels, FORMS.by_path)
    day = date(2021, 6, 1)
    assert [one.words for one in rules.at("610921", day)] == ["T 20"]
    assert [one.words for one in rules.at("510812", day)] == ["T 30"]


def test_the_facts_and_not_their_words_make_a_warning_the_same() -> None:
    case = {"上年": {"人均纯收入": 10000}, "今年": {"人均纯收入": 5000}}
    (one,) = (each for each in watch(case, date(2025, 11, 3)).warnings if each.rule.key == "income_fall")
    reworded = replace(one, found=replace(one.found, was="otherwise", now="put"))
    changed = replace(one, found=replace(one.found, facts=(10000, 4999)))
    assert reworded.basis == one.basis != changed.basis
