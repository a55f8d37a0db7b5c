"""A board says the least that still tells everybody apart, or says that nothing can."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rules.disclosures import disclose, shown_name


def test_a_name_that_stands_alone_needs_nothing_more():
    board = disclose([("王强", "一组", "户主王强"), ("李芳", "一组", "户主李芳")])
    assert [row.text for row in board.rows] == ["王强", "李芳"]
    assert board.confused == ()


def test_two_of_a_name_are_told_apart_by_their_groups_and_nobody_else_says_more():
    board = disclose([("王强", "一组", "甲"), ("王强", "三组", "乙"), ("李芳", "一组", "丙")])
    assert [row.text for row in board.rows] == ["王强 一组", "王强 三组", "李芳"]


def test_only_those_who_stay_equal_climb_on():
    board = disclose(
        [("王强", "一组", "户主王某"), ("王强", "一组", "户主赵某"), ("王强", "三组", "户主钱某")]
    )
    assert [row.height for row in board.rows] == [3, 3, 2]
    assert board.confused == ()


def test_twins_nothing_tells_apart_are_named():
    board = disclose([("王强", "一组", "户主王某"), ("李芳", "一组", ""), ("王强", "一组", "户主王某")])
    assert board.confused == ((0, 2),)


def test_a_step_that_is_unknown_is_passed_over():
    board = disclose([("王强", "", "户主王某"), ("王强", "三组", "户主赵某")])
    assert [row.text for row in board.rows] == ["王强 户主王某", "王强 三组"]


@pytest.mark.parametrize(
    ("name", "age", "shown"),
    [
        ("王小明", 13, "王某"),
        ("王小明", 14, "王小明"),
        ("王小明", None, "王小明"),
        ("阿依古丽·买买提江", 9, "阿依古丽·某"),
        ("丁", 3, "丁某"),
        ("𠮷野", 3, "𠮷某"),
        ("", 3, ""),
    ],
)
def test_a_child_is_never_named_in_full(name: str, age: int | None, shown: str):
    assert shown_name(name, age) == shown


NAMES = st.sampled_from(["王强", "李芳", "丁", "阿依古丽·买买提江", "𠮷野家", "王强强"])
ROWS = st.lists(
    st.tuples(
        NAMES, st.sampled_from(["", "一组", "二组"]), st.sampled_from(["", "户主王强", "户主李芳"]),
        st.sampled_from(["", "甲", "乙", "丙"]),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=400)
@given(ROWS)
def test_every_row_of_a_board_is_distinguishable_or_named_as_confused(rows: list[tuple[str, ...]]):
    board = disclose(rows)
    confused = {at for places in board.confused for at in places}
    told = [row.words for at, row in enumerate(board.rows) if at not in confused]
    assert len(set(told)) == len(told)
    for one, row in enumerate(told):
        assert not any(other[: len(row)] == row for at, other in enumerate(told) if at != one)


@settings(max_examples=400)
@given(ROWS)
def test_no_row_says_more_than_it_must(rows: list[tuple[str, ...]]):
    board = disclose(rows)
    for at, row in enumerate(board.rows):
        if row.height > 1:
            lower = tuple(word for word in rows[at][: row.height - 1] if word)
            others = [
                tuple(word for word in other if word) for place, other in enumerate(rows) if place != at
            ]
            assert any(other[: len(lower)] == lower or lower[: len(other)] == other for other in others)
