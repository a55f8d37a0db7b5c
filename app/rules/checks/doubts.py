"""What a check finds, and what a check is."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.errors import Level
from app.rules.checks.facts import Household, Person
from app.texts import say

Scope = Literal["household", "member", "township"]


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of a check: the gaps of its sentence; `field` and `person_id` where they are not the check's own.

    `basis`: the doubted value where the sentence hides it (an ID number).
    """

    values: Mapping[str, object] = field(default_factory=dict)
    field: str = ""
    person_id: str = ""
    basis: str = ""


NOTHING: Sequence[Found] = ()
_TIMELESS = frozenset({"household", "person", "membership", "document"})


def found(basis: str = "", **values: object) -> Sequence[Found]:
    """One finding with the gaps of its sentence."""
    return (Found(values, basis=basis),)


@dataclass(frozen=True, slots=True)
class HouseholdCheck:
    """A check over one household. `rule`: its number in the national validators (2.8), 0 for our own.

    `needs`: thresholds without which it does not judge.
    """

    id: str
    rule: int
    level: Level
    field: str
    find: Callable[[Household], Sequence[Found]]
    needs: tuple[str, ...] = ()
    scope: Scope = "household"


@dataclass(frozen=True, slots=True)
class MemberCheck:
    """A check over one member of a household; otherwise as `HouseholdCheck`."""

    id: str
    rule: int
    level: Level
    field: str
    find: Callable[[Person, Household], Sequence[Found]]
    needs: tuple[str, ...] = ()
    scope: Scope = "member"


@dataclass(frozen=True, slots=True)
class TownshipCheck:
    """A check over everything the township holds, found by `duplicates`; listed so that the table is whole."""

    id: str
    rule: int
    level: Level
    field: str
    needs: tuple[str, ...] = ()
    scope: Scope = "township"


Check = HouseholdCheck | MemberCheck | TownshipCheck


@dataclass(frozen=True, slots=True)
class Doubt:
    """One line of the doubt list: the check, whom and which field it is about, and the gaps of its sentence.

    `field` is a path as `app.rules.columns` reads them: `person.sex`, `conditions.forest`, `income.wages`.
    `person_id` is empty for what concerns the household.
    """

    rule: str
    level: Level
    household_id: str
    person_id: str
    year: int
    field: str
    values: Mapping[str, object]
    basis: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong and how to mend it; names person and value, never a whole ID number."""
        return say(f"doubts.{self.rule}", **self.values)

    @property
    def fingerprint(self) -> str:
        """Sixteen characters that change when the doubted values change: a settled doubt then opens again.

        What belongs to a year opens again with the next one.
        """
        told = [self.basis, *(f"{name}={value}" for name, value in sorted(self.values.items()))]
        if self.field.partition(".")[0] not in _TIMELESS:
            told.append(str(self.year))
        return hashlib.sha256("\x1f".join([self.rule, *told]).encode()).hexdigest()[:16]
