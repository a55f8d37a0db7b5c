"""Which kinds of measures a household lacks: by cause, risk and fact; any of several kinds answers a need."""

from pathlib import Path

import pytest

from app.errors import Problem
from app.paths import forms as forms_folder
from app.rules.checks import Thresholds, load_thresholds
from app.rules.coverings import CoverageRules, load_coverage
from app.rules.formfiles import load_forms

FORMS = load_forms(forms_folder())
RULES = load_coverage(forms_folder(), FORMS, load_thresholds(forms_folder()))


def lacks(*marks: str, given: tuple[str, ...] = (), rules: CoverageRules = RULES) -> set[str]:
    """The keys of the columns lacked."""
    return {rules.columns[number].key for number in rules.lacks(marks, given)}


def test_the_columns_are_the_kinds_of_measures_as_long_as_nobody_names_others() -> None:
    assert [one.key for one in RULES.columns] == [one.code for one in FORMS.codes["measure_kind"].values]


@pytest.mark.parametrize(
    ("marks", "given", "lacked"),
    [
        (("fact:labour",), (), {"01"}),
        (("fact:labour",), ("01",), set()),
        (("fact:labour", "fact:idle"), ("01",), {"02"}),
        (("fact:idle",), ("04",), set()),  # a public post is work too
        (("fact:house",), ("12",), set()),
        (("fact:house",), ("06",), {"05"}),
        (("cause:03",), (), {"09"}),
        (("risk:10",), (), {"06"}),  # asked by checks.toml
        (("risk:01",), ("10",), set()),
        ((), (), set()),
        (("cause:04",), (), set()),  # nothing answers a natural disaster by name
    ],
)
def test_a_need_is_a_gap_of_its_first_kind_unless_one_of_them_is_given(
    marks: tuple[str, ...], given: tuple[str, ...], lacked: set[str]
) -> None:
    assert lacks(*marks, given=given) == lacked


def test_a_gap_says_why() -> None:
    ((_, reason),) = RULES.lacks(("fact:water",), ()).items()
    assert reason


def test_columns_of_one_s_own_gather_several_kinds(tmp_path: Path) -> None:
    text = (
        '[[column]]\nlabel = "I"\nkinds = ["01", "03"]\n[[need]]\nlabel = "n"\nkinds = ["03"]\nsource = "s"\n'
    )
    (tmp_path / "coverage.toml").write_text(text + 'when = { fact = ["labour"] }\n', "utf-8")
    rules = load_coverage(tmp_path, FORMS, Thresholds())
    assert lacks("fact:labour", rules=rules) == {"01+03"}
    assert lacks("fact:labour", given=("03",), rules=rules) == set()


def test_a_need_no_column_shows_is_no_gap(tmp_path: Path) -> None:
    text = '[[column]]\nlabel = "I"\nkinds = ["01"]\n[[need]]\nlabel = "n"\nkinds = ["06"]\nsource = "s"\n'
    (tmp_path / "coverage.toml").write_text(text + 'when = { fact = ["water"] }\n', "utf-8")
    assert lacks("fact:water", rules=load_coverage(tmp_path, FORMS, Thresholds())) == set()


def test_without_the_file_only_risks_make_a_need(tmp_path: Path) -> None:
    rules = load_coverage(tmp_path, FORMS, load_thresholds(forms_folder()))
    assert lacks("fact:labour", "risk:09", rules=rules) == {"05"}


NEED = '[[need]]\nlabel = "n"\nkinds = ["01"]\nsource = "s"\nwhen = { fact = ["labour"] }\n'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (NEED.replace('source = "s"\n', ""), "coverage.line_incomplete"),
        (NEED.replace('fact = ["labour"]', ""), "coverage.line_incomplete"),
        (NEED.replace('"labour"', '"rich"'), "coverage.fact_unknown"),
        (NEED.replace('"01"', '"99"'), "coverage.kind_unknown"),
        ('[[column]]\nlabel = "I"\n', "coverage.line_incomplete"),
        ('[[column]]\nlabel = "I"\nkinds = ["77"]\n', "coverage.kind_unknown"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "coverage.toml").write_text(text, "utf-8")
    with pytest.raises(Problem) as refused:
        load_coverage(tmp_path, FORMS, Thresholds())
    assert refused.value.code == code
