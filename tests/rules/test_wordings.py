"""What the program fills stays in a wording; nothing comes it cannot fill. The 发文字号 is mended and checked."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.formfiles import load_forms
from app.rules.letter_numbers import letter_issue, mend_letter
from app.rules.notices import FIELDS, load_notices
from app.rules.wordings import GAP_NAMES, gaps_in_order, split_wording, wording_issues

FORMS_FOLDER = Path(__file__).parents[2] / "forms"
FORMS = load_forms(FORMS_FOLDER)
KINDS = load_notices(FORMS_FOLDER)
NAMES = FORMS.codes[GAP_NAMES]


def codes(key: str, text: str, kind: str = "monitor-in") -> list[tuple[str, object]]:
    """What is wrong, and of which gap."""
    return [(one.code, one.values.get("gap")) for one in wording_issues(key, text, KINDS[kind], NAMES)]


@given(st.text())
def test_a_wording_taken_apart_is_the_same_put_together(text: str):
    assert "".join(piece.written for piece in split_wording(text)) == text


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_wordings_that_ship_are_right(kind: str):
    assert codes("title", KINDS[kind].title, kind) == []
    assert codes("wording", KINDS[kind].wording, kind) == []


def test_every_gap_has_a_name_for_people():
    assert set(NAMES.by_code) == FIELDS


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_gap_of_a_kind_may_be_lost(kind: str):
    for gap in gaps_in_order(KINDS[kind].wording):
        lacking = KINDS[kind].wording.replace(f"{{{gap}}}", "x")
        assert codes("wording", lacking, kind) == [("wordings.gap_missing", f"{{{gap}}}")]


def test_a_gap_may_stand_twice_and_any_notice_may_name_its_township():
    text = KINDS["monitor-in"].wording + "{village}{township}"
    assert codes("wording", text) == []


@pytest.mark.parametrize("gap", ["id_number", "sum", "project", "", " village"])
def test_what_cannot_be_filled_is_refused(gap: str):
    text = KINDS["monitor-in"].wording + f"{{{gap}}}"
    assert codes("wording", text) == [("wordings.gap_unknown", f"{{{gap}}}")]


@pytest.mark.parametrize("brace", ["{", "}", "{village", "}{"])
def test_a_lone_brace_is_refused(brace: str):
    assert codes("wording", KINDS["monitor-in"].wording + brace)[0][0] == "wordings.brace"


def test_a_blank_is_refused():
    assert codes("title", " \n") == [("wordings.empty_title", None)]
    assert codes("wording", "") == [("wordings.empty", None)]


@pytest.mark.parametrize(
    "typed",
    [
        "云岭镇发〔2026〕5号",
        "云岭镇发[2026]5号",
        "云岭镇发（2026）第005号",
        "云岭镇发【２０２６】 5 号",
        "云岭镇发(2026)5",
    ],
)
def test_a_letter_number_is_mended(typed: str):
    assert mend_letter(typed) == "云岭镇发〔2026〕5号"
    assert letter_issue(mend_letter(typed), 2026) is None


@pytest.mark.parametrize(
    "typed", ["5号", "云岭镇发2026年5号", "〔2026〕5号", "云岭镇发〔2026〕0号", "云岭镇发〔26〕5号"]
)
def test_what_is_no_letter_number_is_refused(typed: str):
    found = letter_issue(mend_letter(typed), 2026)
    assert found is not None and found.code == "wordings.letter_shape"


def test_a_letter_number_of_another_year_is_refused():
    assert letter_issue("云岭镇发〔2025〕5号", 2026) is None
    found = letter_issue("云岭镇发〔2062〕5号", 2026)
    assert found is not None and found.code == "wordings.letter_year"


@given(st.text())
def test_mending_twice_is_mending_once(text: str):
    assert mend_letter(mend_letter(text)) == mend_letter(text)
