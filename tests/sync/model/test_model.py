"""A slice of the model in CI. The whole count is `python -m tests.sync.model`; RESULTS.md says what was run when."""

import pytest

from tests.sync.model.bugs import BUGS
from tests.sync.model.pairs import differences
from tests.sync.model.schedules import Plan, play


@pytest.mark.parametrize("part", range(10))
def test_whatever_happens_all_that_must_hold_holds(part):
    first = 1_000_000 + part * 30
    assert {seed: told for seed in range(first, first + 30) if (told := play(seed)[1])} == {}


def test_a_household_that_is_taken_in_where_it_lives_already_is_told_to_all():
    assert play(142_772)[1] == []


@pytest.mark.parametrize("name", BUGS)
def test_a_planted_bug_is_caught(name):
    assert play(BUGS[name].seed, Plan(bugs=frozenset({name})))[1] != []


@pytest.mark.parametrize("name", BUGS)
def test_what_catches_a_bug_says_nothing_of_the_sound_protocol(name):
    assert play(BUGS[name].seed)[1] == []


def test_there_are_enough_planted_bugs():
    assert len(BUGS) >= 30


@pytest.mark.parametrize("seed", range(8))
def test_a_schedule_played_otherwise_ends_the_same(seed):
    assert differences(seed) == []


def test_a_schedule_is_its_seed():
    assert play(7)[0].digest() == play(7)[0].digest()
