"""The shipped profiles are whole, and a profile with a mistake is refused with its file and what to mend."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from app.errors import Problem
from app.rules.crosschecks.definitions import load_profiles, read_profile
from app.rules.formfiles import load_forms
from app.rules.shelves import Layer, Shelf

FORMS_FOLDER = Path(__file__).parents[3] / "forms"
FORMS = load_forms(FORMS_FOLDER)
SOUND: dict[str, Any] = {
    "crosscheck": {"key": "x", "label": "X", "department": "D", "meaning": "M", "source": "S"},
    "column": [{"key": "number"}, {"key": "pay", "kind": "money"}],
    "check": [{"key": "listed", "text": "T", "field": "member_year.dibao", "value": "是"}],
}


def test_every_department_of_the_brief_has_a_profile_with_its_meaning_and_source():
    found = load_profiles(FORMS_FOLDER, FORMS)
    assert {"dibao", "tekun", "disability", "schooling", "insured", "self-paid", "land", "housing", "flats",
            "vehicles", "companies", "payroll", "look-back", "deaths"} <= found.keys()  # fmt: skip
    assert all(one.meaning and one.source and one.checks for one in found.values())


def test_the_four_kinds_of_property_are_looked_for_in_helped_households_only():
    found = load_profiles(FORMS_FOLDER, FORMS)
    paths = {found[key].checks[0].path for key in ("flats", "vehicles", "companies", "payroll")}
    assert paths == {
        "household.owns_flat",
        "household.owns_car",
        "household.runs_business",
        "household.on_payroll",
    }
    assert {found[key].checks[0].only for key in ("flats", "vehicles", "companies", "payroll")} == {"helped"}


def test_a_sound_profile_is_read():
    assert read_profile("x.toml", SOUND, FORMS).checks[0].value is True


@pytest.mark.parametrize(
    ("where", "what", "code"),
    [
        (("crosscheck", "label"), None, "word_missing"),
        (("crosscheck", "expected"), "somebody", "unknown_word"),
        (("check", 0, "field"), "member_year.unheard", "unknown_field"),
        (("check", 0, "value"), "也许", "bad_value"),
        (("check", 0, "column"), "unheard", "unknown_column"),
        (("check", 0, "at_least"), "many", "not_a_number"),
        (("check", 0, "at_least"), 3, "amount_without_column"),
        (("check", 0, "only"), "rich", "unknown_word"),
        (("column", 1, "kind"), "colour", "unknown_word"),
        (("column", 1, "field"), "member_year.unheard", "unknown_field"),
        (("column", 1, "key"), "number", "item_twice"),
        (("column", 0, "key"), "numbers", "names_nobody"),
        (("check", 0), {"key": "a", "text": "T"}, "checks_nothing"),
        (("check", 0), {"key": "a", "text": "T", "value": "是"}, "value_without_field"),
        (("leave_out",), [{"column": "state", "words": ["x"]}], "unknown_column"),
    ],
)
def test_a_mistake_is_refused_with_its_file(where: tuple[Any, ...], what: object, code: str):
    table = deepcopy(SOUND)
    spot: Any = table
    for step in where[:-1]:
        spot = spot[step]
    if what is None:
        del spot[where[-1]]
    else:
        spot[where[-1]] = what
    with pytest.raises(Problem, match=rf"crosschecks\.{code}\b.*x\.toml"):
        read_profile("x.toml", table, FORMS)


def test_two_files_with_one_key_are_refused(tmp_path: Path):
    folder = tmp_path / "crosschecks"
    folder.mkdir()
    text = (FORMS_FOLDER / "crosschecks" / "10-dibao.toml").read_text("utf-8")
    for name in ("1.toml", "2.toml"):
        (folder / name).write_text(text, "utf-8")
    with pytest.raises(Problem, match=r"crosschecks\.twice"):
        load_profiles(tmp_path, FORMS)


def test_a_pack_brings_a_profile_of_its_own_over_the_shipped_one():
    text = (FORMS_FOLDER / "crosschecks" / "10-dibao.toml").read_text("utf-8")
    own = text.replace('label = "农村低保名单"', 'label = "本县低保名单"')
    shelf = Shelf(FORMS_FOLDER, (Layer("county", {"crosschecks/county.toml": own}),))
    found = load_profiles(shelf, FORMS)
    assert found["dibao"].label == "本县低保名单" and "vehicles" in found
