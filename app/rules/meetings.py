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
    """What makes a meeting valid (at least `quorum` of those entitled) and a vote pass (more than `majority` of those present)."""

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
        told = {"present": meeting.present, "entitled": meeting.entitled}
        faults.append(Issue("meetings.too_many", "present", "error", told))
    elif meeting.present < needed(meeting, rule):
        told = {"present": meeting.present, "entitled": meeting.entitled, "needed": needed(meeting, rule)}
        faults.append(Issue("meetings.no_quorum", "present", "error", told))
    for household, votes in meeting.votes.items():
        if min(votes.in_favour, votes.against, votes.abstained) < 0 or votes.sum != meeting.present:
            told = {"household": household, "sum": votes.sum, "present": meeting.present}
            faults.append(Issue("meetings.votes_do_not_add_up", f"votes.{household}", "error", told))
    return faults


def conclude(meeting: Meeting, household: str, rule: Rule) -> Conclusion:
    """What the meeting decided on a household. Raises KeyError where it did not vote on it."""
    votes = meeting.votes[household]
    if any(
        fault.field in ("entitled", "present", f"votes.{household}") for fault in find_faults(meeting, rule)
    ):
        return "invalid"
    return "passed" if votes.in_favour > meeting.present * rule.majority else "rejected"
