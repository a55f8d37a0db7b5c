"""Runs the table of checks over a dossier, or over a whole township in one pass."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.rules.checks import (
    duplicates,
    earnings,
    families,
    helping,
    identities,
    insurance,
    ledgers,
    living,
    monitoring,
    schooling,
    work,
)
from app.rules.checks.doubts import Check, Doubt, Found, HouseholdCheck, MemberCheck
from app.rules.checks.duplicates import Duplicates
from app.rules.checks.facts import NO_HELP, Help, Household, Meanings, Person
from app.rules.checks.fields import FieldChecks
from app.rules.checks.thresholds import Limits, Thresholds
from app.rules.dossiers import Dossier
from app.rules.forms import Forms

CHECKS: tuple[Check, ...] = (
    *families.CHECKS,
    *identities.CHECKS,
    *schooling.CHECKS,
    *work.CHECKS,
    *insurance.CHECKS,
    *living.CHECKS,
    *earnings.CHECKS,
    *ledgers.CHECKS,
    *monitoring.CHECKS,
    *helping.CHECKS,
    *duplicates.CHECKS,
)
"""The whole table; checks of required fields and codes come from the forms besides."""


@dataclass(frozen=True, slots=True)
class _InForce:
    """What judges at a place in a year."""

    limits: Limits
    of_household: tuple[HouseholdCheck, ...]
    of_member: tuple[MemberCheck, ...]


class Checker:
    """The checks of an office, made ready once: its forms, its thresholds and the day on which it judges.

    `check` looks at one household; `remember` every household of the township, then ask for `duplicates`.
    """

    def __init__(self, forms: Forms, thresholds: Thresholds, today: date) -> None:
        self._meanings = Meanings(forms)
        self._thresholds = thresholds
        self._today = today
        self._fields = FieldChecks(forms)
        self._in_force: dict[tuple[tuple[str, ...], int], _InForce] = {}
        self._seen = Duplicates()

    def check(self, dossier: Dossier, help: Help = NO_HELP) -> list[Doubt]:
        """Every doubt of one household and year. `help`: what is known of its help today."""
        force = self._for(dossier.place.code, dossier.year)
        household = Household(dossier, force.limits, self._meanings, self._thresholds, self._today, help)
        doubts: list[Doubt] = []
        for check in force.of_household:
            for one in check.find(household):
                doubts.append(_doubt(check, dossier, one))
        for person in household.people:
            for member_check in force.of_member:
                for one in member_check.find(person, household):
                    doubts.append(_doubt(member_check, dossier, one, person))
        doubts.extend(self._fields.check(household))
        return doubts

    def remember(self, dossier: Dossier) -> None:
        """Take note of a household and its members, to find who stands twice."""
        self._seen.add(dossier)

    def duplicates(self) -> Iterator[Doubt]:
        """The doubts about persons, numbers and codes that stand twice in what was remembered."""
        return self._seen.doubts()

    def unjudged(self, place: str, year: int) -> list[Check]:
        """The checks that do not judge at a place in a year, because a threshold they need is not known."""
        known = self._thresholds.in_force(place, year)
        return [check for check in CHECKS if not known.keys() >= set(check.needs)]

    def _for(self, place: str, year: int) -> _InForce:
        key = (tuple(place[:length] for length in self._thresholds.regions), year)
        found = self._in_force.get(key)
        if found is None:
            limits = self._thresholds.in_force(place, year)
            judging = [check for check in CHECKS if limits.keys() >= set(check.needs)]
            found = self._in_force[key] = _InForce(
                limits,
                tuple(check for check in judging if isinstance(check, HouseholdCheck)),
                tuple(check for check in judging if isinstance(check, MemberCheck)),
            )
        return found


def _doubt(
    check: HouseholdCheck | MemberCheck, dossier: Dossier, one: Found, person: Person | None = None
) -> Doubt:
    return Doubt(
        rule=check.id,
        level=check.level,
        household_id=dossier.household_id,
        person_id=one.person_id or (person.id if person else ""),
        year=dossier.year,
        field=one.field or check.field,
        values=one.values,
        basis=one.basis,
    )


def check_dossier(dossier: Dossier, checker: Checker) -> list[Doubt]:
    """Every doubt of one household; what concerns other households too is `check_township`'s."""
    return checker.check(dossier)


def check_township(dossiers: Iterable[Dossier], checker: Checker) -> Iterator[Doubt]:
    """The doubts of every household as it comes, then those who stand twice in the township.

    Reads each dossier once and keeps none.
    """
    for dossier in dossiers:
        checker.remember(dossier)
        yield from checker.check(dossier)
    yield from checker.duplicates()
