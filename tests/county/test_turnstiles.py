"""Who is let in, and when those who are not may come again."""

from contextlib import ExitStack

import pytest

from app.county.refusals import Refusal
from app.county.turnstiles import LONGEST, Turnstile


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def hour(gate: Turnstile) -> int:
    """After how many seconds somebody who finds no room may come again."""
    with pytest.raises(Refusal) as refused, gate.held():
        pass
    return int(str(refused.value.more["retry_after"]))


def full(gate: Turnstile) -> ExitStack:
    inside = ExitStack()
    for _ in range(gate.at_once + gate.waiting):
        inside.enter_context(gate.held())
    return inside


def test_as_many_are_inside_as_were_agreed():
    gate = Turnstile(at_once=2, waiting=1)
    with full(gate):
        assert hour(gate) > 0
    with gate.passed():
        pass


def test_each_who_is_sent_away_gets_a_later_hour():
    gate = Turnstile(at_once=1, waiting=0, again_after=3, timer=Clock())
    with full(gate):
        hours = [hour(gate) for _ in range(200)]
    assert hours[0] <= 4 and hours == sorted(hours) and hours[-1] >= 10


def test_a_slow_county_spreads_them_further_but_nobody_waits_over_a_minute():
    clock = Clock()
    gate = Turnstile(at_once=1, waiting=0, timer=clock)
    for _ in range(40):
        with gate.passed():
            clock.at += 2.0
    with full(gate):
        hours = [hour(gate) for _ in range(60)]
    assert 1 <= hours[1] - hours[0] <= 3 and max(hours) == LONGEST


def test_hours_that_have_passed_are_forgotten():
    clock = Clock()
    gate = Turnstile(at_once=1, waiting=0, timer=clock)
    with full(gate):
        first = hour(gate)
        later = [hour(gate) for _ in range(300)]
        clock.at += 3_600
        assert later[-1] > first == hour(gate)


def test_a_turn_is_given_back_whatever_happened_in_it():
    gate = Turnstile(at_once=1, waiting=0)
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"), gate.passed():
            raise ValueError("broken")
    with gate.passed():
        pass


def test_where_the_last_ones_took_long_fewer_are_let_in_but_always_one():
    clock = Clock()
    gate = Turnstile(at_once=2, waiting=4, aim=1.0, timer=clock)

    def took(seconds: float) -> None:
        for _ in range(60):
            with gate.passed():
                clock.at += seconds

    def room() -> int:
        with ExitStack() as inside:
            for count in range(10):
                try:
                    inside.enter_context(gate.held())
                except Refusal:
                    return count
        return 10

    took(0.1)
    assert room() == 6
    took(1.0)
    assert room() == 2
    took(30.0)
    assert room() == 1
    took(0.1)
    assert room() == 6
