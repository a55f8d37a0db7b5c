"""民主评议 as numbers: who was entitled, who came, how each household was voted on, and whether any of it counts.

村民委员会组织法 article 26: the representatives' meeting needs two thirds of its members, a decision more than half of
those present. Both shares are data of the procedure, since a village's own rules may ask for more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from app.errors import Issue

Conclusion = Literal["passed", "rejected", "invalid"]

QUORUM = Fraction(2, 3)
MAJORITY = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Rule:
    """A meeting is valid with `quorum` of those entitled; a vote passes with more than `majority` of those present."""

    quorum: Fraction = QUORUM
    majority: Fraction = MAJORITY


@dataclass(frozen=True, slots=True)
class Votes:
    """How one household was voted on."""

    in_favour: int
    against: int
    abstained: int

    @property
    def sum(self) -> int:
        return self.in_favour + self.against + self.abstained


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting's numbers. `votes` by whatever names a household."""

    entitled: int
    present: int
    votes: Mapping[str, Votes] = field(default_factory=dict)


def needed(meeting: Meeting, rule: Rule) -> int:
    """How many must be present at least."""
    return -((-meeting.entitled * rule.quorum.numerator) // rule.quorum.denominator)


def find_faults(meeting: Meeting, rule: Rule) -> list[Issue]:
    """What makes the meeting invalid or its minutes wrong; empty where it can carry a case forward."""
    faults: list[Issue] = []
    if meeting.entitled < 1:
        faults.append(Issue("meetings.nobody_entitled", "entitled", "error"))
    elif meeting.present > meeting.entitled:
        faults.append(_fault("meetings.too_many", "present", meeting))
    elif meeting.present < needed(meeting, rule):
        faults.append(_fault("meetings.no_quorum", "present", meeting, needed=needed(meeting, rule)))
    for household, votes in meeting.votes.items():
        if min(votes.in_favour, votes.against, votes.abstained) < 0 or votes.sum != meeting.present:
            field = f"votes.{household}"
            faults.append(
                _fault("meetings.votes_do_not_add_up", field, meeting, household=household, sum=votes.sum)
            )
    return faults


def _fault(code: str, field: str, meeting: Meeting, **more: object) -> Issue:
    return Issue(code, field, "error", {"present": meeting.present, "entitled": meeting.entitled, **more})


def conclude(meeting: Meeting, household: str, rule: Rule) -> Conclusion:
    """What the meeting decided on a household. Raises KeyError where it did not vote on it."""
    votes = meeting.votes[household]
    if any(
        fault.field in ("entitled", "present", f"votes.{household}") for fault in find_faults(meeting, rule)
    ):
        return "invalid"
    return "passed" if votes.in_favour > meeting.present * rule.majority else "rejected"
