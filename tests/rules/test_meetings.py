"""Two thirds present, more than half in favour: on it, just under, just over."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.meetings import Meeting, Rule, Votes, conclude, find_faults, needed

RULE = Rule()


@pytest.mark.parametrize(
    ("entitled", "at_least"), [(1, 1), (2, 2), (3, 2), (30, 20), (31, 21), (32, 22), (33, 22), (100, 67)]
)
def test_two_thirds_are_rounded_up(entitled: int, at_least: int):
    assert needed(Meeting(entitled, 0), RULE) == at_least
    assert find_faults(Meeting(entitled, at_least), RULE) == []
    assert [fault.code for fault in find_faults(Meeting(entitled, at_least - 1), RULE)] == [
        "meetings.no_quorum"
    ]


@pytest.mark.parametrize(
    ("in_favour", "against", "abstained", "conclusion"),
    [
        (11, 9, 0, "passed"),
        (10, 10, 0, "rejected"),
        (10, 0, 10, "rejected"),
        (9, 11, 0, "rejected"),
        (11, 0, 9, "passed"),
        (20, 0, 0, "passed"),
        (11, 9, 1, "invalid"),
        (10, 9, 0, "invalid"),
    ],
)
def test_more_than_half_of_those_present_decide(
    in_favour: int, against: int, abstained: int, conclusion: str
):
    meeting = Meeting(30, 20, {"王强": Votes(in_favour, against, abstained)})
    assert conclude(meeting, "王强", RULE) == conclusion


@pytest.mark.parametrize(
    ("in_favour", "conclusion"), [(13, "rejected"), (14, "rejected"), (15, "passed"), (21, "passed")]
)
def test_a_village_that_asks_for_more_than_two_thirds_gets_it(in_favour: int, conclusion: str):
    rule = Rule(Fraction(4, 5), Fraction(2, 3))
    meeting = Meeting(26, 21, {"王强": Votes(in_favour, 21 - in_favour, 0)})
    assert needed(meeting, rule) == 21
    assert conclude(meeting, "王强", rule) == conclusion
    assert conclude(Meeting(26, 20, {"王强": Votes(20, 0, 0)}), "王强", rule) == "invalid"


@pytest.mark.parametrize(("present", "enough"), [(1, 1), (2, 2), (3, 2), (20, 11), (21, 11), (22, 12)])
def test_half_of_those_present_is_not_enough_and_one_more_is(present: int, enough: int):
    votes = {at: Votes(at, present - at, 0) for at in (enough - 1, enough)}
    passed = {
        at: conclude(Meeting(present, present, {"王强": one}), "王强", RULE) for at, one in votes.items()
    }
    assert passed == {enough - 1: "rejected", enough: "passed"}


def test_a_meeting_without_quorum_decides_nothing():
    assert conclude(Meeting(30, 19, {"王强": Votes(19, 0, 0)}), "王强", RULE) == "invalid"


def test_one_household_miscounted_does_not_undo_the_others():
    meeting = Meeting(30, 20, {"王强": Votes(20, 0, 0), "李芳": Votes(19, 0, 0)})
    assert (conclude(meeting, "王强", RULE), conclude(meeting, "李芳", RULE)) == ("passed", "invalid")


@pytest.mark.parametrize(
    ("entitled", "present", "code"),
    [(0, 0, "meetings.nobody_entitled"), (30, 31, "meetings.too_many"), (30, 0, "meetings.no_quorum")],
)
def test_what_cannot_be_a_meeting_is_said(entitled: int, present: int, code: str):
    assert [fault.code for fault in find_faults(Meeting(entitled, present), RULE)] == [code]


@given(st.integers(1, 500), st.data())
def test_a_vote_passes_exactly_when_more_than_half_of_those_present_agree(entitled: int, data: st.DataObject):
    present = data.draw(st.integers(needed(Meeting(entitled, 0), RULE), entitled))
    in_favour = data.draw(st.integers(0, present))
    meeting = Meeting(entitled, present, {"a": Votes(in_favour, present - in_favour, 0)})
    assert (conclude(meeting, "a", RULE) == "passed") is (2 * in_favour > present)
