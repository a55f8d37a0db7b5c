"""Three colours: the worked cases an official can read, rules by place and day, files that cannot be right."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.errors import Problem
from app.paths import forms as forms_folder
from app.rules.colours import colours_at, load_colours
from app.texts import sentence

CASES = Path(__file__).parents[1] / "cases" / "colours" / "three-colours.toml"
TOLD = tomllib.loads(CASES.read_text(encoding="utf-8"))
RULES = load_colours(forms_folder())
WORDS = {"red": "红", "yellow": "黄", "green": "绿"}


def rule() -> Any:
    found = colours_at(RULES, "510812103202", date(2026, 11, 2))
    assert found is not None and found.key == TOLD["rule"] and found.source
    return found


@pytest.mark.parametrize("case", TOLD["household"], ids=lambda case: case["name"])
def test_a_household_has_the_colour_of_its_case(case: dict[str, Any]) -> None:
    assert WORDS[rule().of_household(case["states"]).colour] == case["result"]


@pytest.mark.parametrize("case", TOLD["village"], ids=lambda case: case["name"])
def test_a_village_has_the_colour_of_its_case(case: dict[str, Any]) -> None:
    counts = {colour: case[colour] for colour in WORDS}
    assert WORDS[rule().of_village(counts).colour] == case["result"]


def test_no_colours_before_the_first_day() -> None:
    assert colours_at(RULES, "510812103202", date(2020, 12, 31)) is None


HEAD = '[colours]\nkey = "a"\nlabel = "A"\nfrom = 2021-01-01\nsource = "S"\n'
HOME = '[[household]]\ncolour = "green"\nwhen = "always"\ntold = "T"\n'
VILLAGE = '[[village]]\ncolour = "green"\ntold = "T"\n'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HOME + VILLAGE, "colours.word_missing"),
        (HEAD.replace('source = "S"\n', "") + HOME + VILLAGE, "colours.word_missing"),
        (HEAD.replace("2021-01-01", "2021-01-01\nto = 2020-01-01") + HOME + VILLAGE, "colours.bad_dates"),
        (HEAD + VILLAGE, "colours.no_rest"),
        (HEAD + HOME, "colours.no_rest"),
        (HEAD + HOME.replace("green", "blue") + VILLAGE, "colours.unknown_word"),
        (HEAD + HOME.replace("always", "never") + VILLAGE, "colours.unknown_word"),
        (HEAD + HOME.replace('told = "T"\n', "") + VILLAGE, "colours.word_missing"),
        (HEAD + HOME + VILLAGE + 'of = ["red"]\ncount = "x"\n', "colours.not_a_number"),
        (HEAD + HOME + VILLAGE + "count = 1\n", "colours.word_missing"),
    ],
)
def test_a_file_that_cannot_be_right_is_named(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "colours").mkdir()
    (tmp_path / "colours" / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as told:
        load_colours(tmp_path)
    assert told.value.code == code and "mine.toml" in sentence(told.value)
