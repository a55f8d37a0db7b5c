"""A few things that are not right, as in any real export, so that every page and check has something to show."""

from collections.abc import Callable, Sequence
from random import Random

from app.operations.samples.lives import HEALTHY, NONE, ORDINARY, SKILLED, WEAK
from app.operations.samples.people import Facts

Flaw = Callable[[list[Facts], Facts], bool]
"""Spoils one thing of a household; False where it has nothing of the kind."""


def _first(members: Sequence[Facts], fits: Callable[[Facts], bool]) -> Facts | None:
    return next((one for one in members if fits(one)), None)


def _set(members: Sequence[Facts], fits: Callable[[Facts], bool], **changes: object) -> bool:
    found = _first(members, fits)
    if found is None:
        return False
    found.update({f"member_year.{key}": value for key, value in changes.items()})
    return True


def no_phone(members: list[Facts], household: Facts) -> bool:
    """Nobody wrote the household's phone down."""
    household["household.phone"] = None
    return True


def uninsured(members: list[Facts], household: Facts) -> bool:
    """One member without any medical insurance."""
    return _set(members, lambda one: bool(one["member_year.resident_insurance"]), resident_insurance=False)


def works_without_labour(members: list[Facts], household: Facts) -> bool:
    """Months of work, yet no labour."""
    return _set(members, lambda one: "member_year.work_months" in one, labour=NONE)


def idle_in_health(members: list[Facts], household: Facts) -> bool:
    """Healthy, of working age, yet of weak labour."""

    def fits(one: Facts) -> bool:
        fit = one["member_year.health"] == (HEALTHY,) and one["member_year.labour"] in (ORDINARY, SKILLED)
        return bool(fit and 18 <= one["age"] < 58 and "member_year.work_months" not in one)

    return _set(members, fits, labour=WEAK)


def educated_twice(members: list[Facts], household: Facts) -> bool:
    """At school and with a level of education: one of the two is wrong."""
    return _set(members, lambda one: one["member_year.school_state"] == "03", education="02")


def unknown_health(members: list[Facts], household: Facts) -> bool:
    """Nobody asked."""
    return _set(members, lambda one: True, health=None)


def works_nowhere(members: list[Facts], household: Facts) -> bool:
    """Months of work, but no place."""
    return _set(members, lambda one: "member_year.work_place" in one, work_place=None)


def too_old_for_post(members: list[Facts], household: Facts) -> bool:
    """A public post at seventy and more."""
    return _set(members, lambda one: one["age"] >= 70, post_kind="07", post_months=12)


def business_without_costs(members: list[Facts], household: Facts) -> bool:
    """A harvest that cost nothing."""
    household["income.costs"] = 0
    return bool(household["income.business"])


def ecology_without_woods(members: list[Facts], household: Facts) -> bool:
    """Paid for land returned to forest, of which there is none."""
    household["conditions.returned_forest"] = 0
    household["income.transfer.ecology"] = 21_300
    return True


def tiny_pension(members: list[Facts], household: Facts) -> bool:
    """A month's pension where a year's should stand."""
    household["income.transfer.pension"] = 7_300
    return True


def far_from_road(members: list[Facts], household: Facts) -> bool:
    """Farther from the road than any house may be."""
    household["conditions.road_distance"] = 6.5
    return True


def son_is_a_daughter(members: list[Facts], household: Facts) -> bool:
    """The relation does not fit the sex."""
    son = _first(members, lambda one: one["membership.relation"] == "03")
    if son is None:
        return False
    son["membership.relation"] = "04"
    return True


# Of a thousand households so many.
_SHARES: dict[Flaw, int] = {
    no_phone: 12,
    uninsured: 9,
    works_without_labour: 4,
    idle_in_health: 4,
    educated_twice: 3,
    unknown_health: 3,
    works_nowhere: 3,
    too_old_for_post: 3,
    business_without_costs: 5,
    ecology_without_woods: 4,
    tiny_pension: 3,
    far_from_road: 3,
    son_is_a_daughter: 1,
}


def spoil(members: list[Facts], household: Facts, random: Random) -> None:
    """Leave most households as they are, and one thing wrong in a few."""
    chance = random.random() * 1000
    for flaw, share in _SHARES.items():
        chance -= share
        if chance < 0:
            flaw(members, household)
            return
