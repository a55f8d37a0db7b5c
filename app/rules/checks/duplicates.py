"""Over the whole township: one person must not stand twice.

Keeps a few short texts for each person, never a dossier: a township of 70,000 persons stays small.
"""

from collections.abc import Iterator

from app.rules.checks.doubts import Doubt, TownshipCheck
from app.rules.dossiers import Dossier
from app.rules.idnumbers import person_key
from app.rules.masking import mask_id

CHECKS = (
    TownshipCheck("number_twice", 2, "error", "person.id_number"),
    TownshipCheck("person_code_twice", 2, "doubt", "person.code"),
    TownshipCheck("in_two_households", 1, "error", "membership.relation"),
    TownshipCheck("household_code_twice", 0, "error", "household.code"),
)
_BY_ID = {check.id: check for check in CHECKS}


class Standing:
    """Where a person stands: enough to name him and open his household."""

    __slots__ = ("head", "household_id", "name", "person_id", "village", "year")

    def __init__(self, dossier: Dossier, head: str, person_id: str, name: str) -> None:
        self.household_id, self.village, self.year = dossier.household_id, dossier.place.village, dossier.year
        self.head, self.person_id, self.name = head, person_id, name


class Duplicates:
    """Add every dossier, then ask for the doubts."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[Standing]] = {}
        self._codes: dict[str, list[Standing]] = {}
        self._persons: dict[str, list[Standing]] = {}
        self._households: dict[str, list[Standing]] = {}

    def add(self, dossier: Dossier) -> None:
        """Take note of a household and its members."""
        head = dossier.head
        head_name = head.name if head else ""
        if code := dossier.household.get("code"):
            own = Standing(dossier, head_name, "", head_name)
            self._households.setdefault(str(code), []).append(own)
        for member in dossier.members:
            standing = Standing(dossier, head_name, member.person_id, member.name)
            self._persons.setdefault(member.person_id, []).append(standing)
            if number := member.person.get("id_number"):
                self._numbers.setdefault(person_key(str(number)), []).append(standing)
            if code := member.person.get("code"):
                self._codes.setdefault(str(code), []).append(standing)

    def doubts(self) -> Iterator[Doubt]:
        """Each standing of a doubled person, number or code, naming the other one."""
        yield from _doubled("number_twice", self._numbers, masked=True)
        yield from _doubled("person_code_twice", self._codes)
        yield from _doubled("in_two_households", self._persons)
        yield from _doubled("household_code_twice", self._households)


def _doubled(rule: str, found: dict[str, list[Standing]], masked: bool = False) -> Iterator[Doubt]:
    for key, standings in found.items():
        if len(standings) == 1:
            continue
        for standing in standings:
            other = _another(rule, standing, standings)
            if other is not None:
                yield _doubt(rule, standing, other, key, mask_id(key) if masked else key)


def _another(rule: str, one: Standing, standings: list[Standing]) -> Standing | None:
    """The first other one: another household, or for numbers and codes another person."""
    for other in standings:
        if other.household_id != one.household_id and (
            rule == "household_code_twice" or _distinct(rule, one, other)
        ):
            return other
        if rule in ("number_twice", "person_code_twice") and other.person_id != one.person_id:
            return other
    return None


def _distinct(rule: str, one: Standing, other: Standing) -> bool:
    """One person in two households is one doubt, not a doubled number besides."""
    return rule == "in_two_households" or one.person_id != other.person_id


def _doubt(rule: str, one: Standing, other: Standing, key: str, shown: str) -> Doubt:
    check = _BY_ID[rule]
    values: dict[str, object] = {
        "name": one.name,
        "other": other.name,
        "village": other.village,
        "head": other.head,
    }
    if rule != "in_two_households":
        values["text"] = shown
    return Doubt(rule, check.level, one.household_id, one.person_id, one.year, check.field, values, key)
