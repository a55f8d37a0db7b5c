"""A statement of changes: who was there at the end of last year, who came, who went, who is there now.

Whoever came or went is found by comparing the two days, so that 上年末 + 增加 − 减少 = 本年末 holds whatever is on
record; the reasons are looked up for those alone, and one that nobody wrote down is told as such.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

Homes = Mapping[str, frozenset[str]]
"""Households with the ids of their persons."""


@dataclass(frozen=True, slots=True)
class Group:
    """Households of one kind on both days, and why a household or person came or went, as far as it is known.

    `unknown`: the words for a reason nobody wrote down.
    """

    key: str
    label: str
    before: Homes
    after: Homes
    came: Mapping[str, str]
    went: Mapping[str, str]
    joined: Mapping[str, str]
    left: Mapping[str, str]
    unknown: str


@dataclass(frozen=True, slots=True)
class Account:
    """A number at the end of last year, what was added and taken away by reason, and the number now."""

    before: int
    added: Mapping[str, int]
    taken: Mapping[str, int]
    after: int

    @property
    def balances(self) -> bool:
        """Whether 上年末 + 增加 − 减少 = 本年末."""
        return self.before + sum(self.added.values()) - sum(self.taken.values()) == self.after


@dataclass(frozen=True, slots=True)
class Statement:
    """The accounts of a group. `moved`: persons who went from one of its households to another."""

    key: str
    label: str
    households: Account
    persons: Account
    moved: int = 0


def state_changes(group: Group) -> Statement:
    """The accounts of a group. A person who only went from one of its households to another neither came nor went."""
    before, after = group.before, group.after
    came, went = after.keys() - before.keys(), before.keys() - after.keys()
    home_before = {person: home for home, people in before.items() for person in people}
    home_after = {person: home for home, people in after.items() for person in people}
    new, gone = home_after.keys() - home_before.keys(), home_before.keys() - home_after.keys()
    added = Counter(_why(one, home_after[one], came, group.came, group.joined, group.unknown) for one in new)
    taken = Counter(_why(one, home_before[one], went, group.went, group.left, group.unknown) for one in gone)
    moved = sum(home_before[one] != home_after[one] for one in home_before.keys() & home_after.keys())
    return Statement(
        group.key,
        group.label,
        Account(
            len(before),
            _ordered(Counter(group.came.get(one, group.unknown) for one in came)),
            _ordered(Counter(group.went.get(one, group.unknown) for one in went)),
            len(after),
        ),
        Account(len(home_before), _ordered(added), _ordered(taken), len(home_after)),
        moved,
    )


def _why(
    person: str,
    home: str,
    whole: Collection[str],
    of_home: Mapping[str, str],
    of_person: Mapping[str, str],
    unknown: str,
) -> str:
    """Why a person came or went: with his whole household for its reason, else for his own."""
    return of_home.get(home, unknown) if home in whole else of_person.get(person, unknown)


def _ordered(counts: Counter[str]) -> dict[str, int]:
    """The most frequent reason first, equal ones by their words."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
