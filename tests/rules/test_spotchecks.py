"""Samples drawn from a seed, and the rates of what was found."""

import hashlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.spotchecks import Finding, Framed, allot, draw_sample, frame_hash, rates, token_of


def a_frame(**villages: int) -> list[Framed]:
    return [
        Framed(f"id{village}{at}", f"{village}{at:04}", village, "exited")
        for village, count in villages.items()
        for at in range(count)
    ]


def names(frame: list[Framed], size: int, seed: str = "2026") -> list[str]:
    return [one.framed.name for one in draw_sample(frame, size, seed).households]


def test_the_same_seed_and_frame_draw_the_same_in_whatever_order_they_come():
    frame = a_frame(a=40, b=20, c=3)
    assert names(frame, 12) == names(frame[::-1], 12)
    assert names(frame, 12) != names(frame, 12, "2027")


def test_anybody_can_draw_it_again_by_hand():
    """The order is SHA-256 of "seed/household", the smallest first."""
    frame = a_frame(a=9)
    by_hand = sorted(frame, key=lambda one: hashlib.sha256(f"2026/{one.name}".encode()).hexdigest())
    assert names(frame, 4) == [one.name for one in by_hand[:4]]
    assert token_of("2026", "5108") == hashlib.sha256(b"2026/5108").hexdigest()


def test_a_household_that_comes_or_goes_changes_the_hash_of_the_frame():
    frame = a_frame(a=3)
    assert frame_hash(frame) == frame_hash(frame[::-1]) != frame_hash(frame[:2])


@pytest.mark.parametrize(
    ("counts", "size", "shares"),
    [
        ({"a": 50, "b": 30, "c": 20}, 10, {"a": 5, "b": 3, "c": 2}),
        ({"a": 10, "b": 10, "c": 10}, 10, {"a": 4, "b": 3, "c": 3}),
        ({"a": 98, "b": 1, "c": 1}, 10, {"a": 8, "b": 1, "c": 1}),
        ({"a": 2, "b": 0, "c": 2}, 9, {"a": 2, "b": 0, "c": 2}),
        ({"a": 5, "b": 9, "c": 7}, 2, {"a": 0, "b": 1, "c": 1}),
    ],
)
def test_villages_get_their_share_and_each_at_least_one(
    counts: dict[str, int], size: int, shares: dict[str, int]
):
    assert allot(counts, min(size, sum(counts.values()))) == shares


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 60), max_size=12),
    st.integers(1, 200),
    st.integers(0, 3),
)
def test_shares_add_up_and_none_is_beyond_its_village(counts: dict[str, int], size: int, least: int):
    whole = min(size, sum(counts.values()))
    shares = allot(counts, whole, least)
    assert sum(shares.values()) == whole
    assert all(shares[village] <= count for village, count in counts.items())


def test_more_than_there_are_takes_everybody_and_less_than_one_is_refused():
    assert len(names(a_frame(a=3, b=2), 99)) == 5
    with pytest.raises(ValueError, match="at least one"):
        draw_sample([], 0, "x")


def test_rates_say_their_counts_and_leave_the_unknown_out():
    found = [
        *[Finding("ordinary", True, poor_now=at == 0) for at in range(3)],
        Finding("ordinary", True),
        Finding("ordinary", False, poor_now=True),
        Finding("exited", True, meets=True, asked=3, content=2),
        Finding("exited", True, meets=False, asked=2, content=2),
        Finding("poor", True, meets=False, asked=0, content=0),
    ]
    missed, wrong, content = rates(found)
    assert (missed.part, missed.whole, missed.unknown, missed.percent) == (1, 3, 1, Decimal("33.33"))
    assert (wrong.part, wrong.whole, wrong.unknown, wrong.percent) == (1, 2, 0, Decimal("50.00"))
    assert (content.part, content.whole, content.unknown, content.percent) == (4, 5, 5, Decimal("80.00"))


def test_a_rate_of_nobody_is_unknown():
    assert [one.percent for one in rates([])] == [None, None, None]
