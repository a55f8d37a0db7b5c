"""Names mended without changing a character, and what lists hide of numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.masking import mask, mask_account, mask_id, mask_phone
from app.rules.names import may_replace, read_name


def read(text):
    name, issue, _ = read_name(text)
    return name, issue and issue.code.removeprefix("values.name_")


@pytest.mark.parametrize(
    "text",
    [
        "买买提·艾力",
        "买买提•艾力",
        "买买提・艾力",
        "买买提.艾力",
        "买买提．艾力",
        "买买提 · 艾力",
        "买买提‧艾力",
    ],
)
def test_every_dot_of_a_name_is_one_dot(text):
    assert read(text) == ("买买提·艾力", None)


@pytest.mark.parametrize("text", ["王 芳", "王\u3000芳", " 王芳 ", "王  芳*"])
def test_spaces_to_line_up_a_list_go(text):
    assert read(text) == ("王芳", None)


def test_a_foreign_name_keeps_its_spaces():
    assert read("Anna  Maria Rossi") == ("Anna Maria Rossi", None)


@pytest.mark.parametrize("name", ["䶮", "𬭎", "𤩽", "㛃"])
def test_a_rare_character_stays_as_it_is(name):
    assert read("王" + name) == ("王" + name, None)


@pytest.mark.parametrize("name", ["王?", "王？芳", "王□", "王\ufffd", "王\ue123", "王〓芳"])
def test_a_lost_character_is_doubted_and_replaces_no_known_name(name):
    assert read(name)[1] == "lost_character"
    assert not may_replace("王䶮", name)
    assert may_replace(None, name)
    assert may_replace("王?", "王䶮")


def test_one_character_and_digits_are_doubted():
    assert read("王")[1] == "one_character"
    assert read("王芳2")[1] == "odd"
    assert read("") == (None, None)


@given(st.text("王芳䶮𬭎· ", min_size=2))
def test_a_mended_name_is_mended_once(text):
    name, _ = read(text)
    assert name is None or read(name)[0] == name


def test_lists_show_the_ends_of_numbers():
    assert mask_id("510812198710070117") == "510812********0117"
    assert mask_phone("13912345678") == "139****5678"
    assert mask_account("6214497465075291703") == "***************1703"
    assert mask("contact", "13912345678") == "139****5678"
    assert mask("health", "残疾") == "残疾"
    assert mask_id(None) == mask_id("") == ""


@given(st.sampled_from([mask_id, mask_phone, mask_account]), st.text("0123456789X", min_size=1, max_size=24))
def test_a_masked_number_keeps_its_length_and_hides_half_at_least_where_short(masked, number):
    shown = masked(number)
    assert len(shown) == len(number)
    assert shown != number
