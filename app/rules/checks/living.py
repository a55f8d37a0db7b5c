"""Rules 10 to 12: how to reach the household, and how it lives."""

from collections.abc import Sequence
from decimal import Decimal

from app.rules.checks.doubts import NOTHING, Found, HouseholdCheck, found
from app.rules.checks.facts import Household
from app.rules.checks.meanings import LAND, LIFTED_KIND, LIFTED_STATES


def phone_digits(household: Household) -> Sequence[Found]:
    """A telephone number that has not eleven digits (a landline with its area code may have ten to twelve)."""
    phone = household.household.get("phone")
    if not isinstance(phone, str):
        return NOTHING
    digits = "".join(char for char in phone if char.isdigit())
    wanted = household.limits["phone_digits"]
    if len(digits) == wanted or (digits.startswith("0") and abs(len(digits) - wanted) <= 1):
        return NOTHING
    return found(name=household.head_name, phone=phone, digits=len(digits))


def _blank(household: Household, keys: Sequence[str]) -> Sequence[Found]:
    missing = [key for key in keys if household.conditions.get(key) is None]
    if not missing:
        return NOTHING
    labels = household.meanings.labels
    named = "\u3001".join(labels.get(f"conditions.{key}", key) for key in missing)
    return (Found({"name": household.head_name, "fields": named}, f"conditions.{missing[0]}"),)


def conditions_blank(household: Household) -> Sequence[Found]:
    """Questions of living conditions to be answered with yes or no that stand empty."""
    asked = household.meanings.forms.records["conditions"].fields
    return _blank(
        household, [one.key for one in asked if one.kind == "yes_no" and not one.more and not one.readonly]
    )


def land_blank(household: Household) -> Sequence[Found]:
    """One of the six land areas stands empty."""
    return _blank(household, LAND)


def returned_forest(household: Household) -> Sequence[Found]:
    """More land given back to forest than there is forest and pasture."""
    given, forest, pasture = (
        household.conditions.get(key) for key in ("returned_forest", "forest", "pasture")
    )
    if not (isinstance(given, Decimal) and isinstance(forest, Decimal) and isinstance(pasture, Decimal)):
        return NOTHING
    if given <= forest + pasture:
        return NOTHING
    shown = household.meanings.shown
    return found(
        name=household.head_name,
        given=shown("conditions.returned_forest", given),
        land=shown("conditions.forest", forest + pasture),
    )


def far_road(household: Household) -> Sequence[Found]:
    """The village's main road lies farther away than roads do."""
    distance = household.conditions.get("road_distance")
    if not isinstance(distance, Decimal) or distance <= household.limits["road_most"]:
        return NOTHING
    return found(
        name=household.head_name, distance=household.meanings.shown("conditions.road_distance", distance)
    )


def _lifted(household: Household) -> bool:
    standing = household.standing
    return (
        standing.get("formerly_poor") is True
        or standing.get("household_kind") == LIFTED_KIND
        or standing.get("poverty_status") in LIFTED_STATES
    )


def _in_danger(household: Household) -> bool:
    conditions = household.conditions
    return (
        conditions.get("dangerous_house") is True
        or conditions.get("danger_grade") in household.meanings.dangerous
    )


def lifted_in_danger(household: Household) -> Sequence[Found]:
    """Lifted out of poverty, in a dangerous house, and not monitored."""
    if not _lifted(household) or household.watched or not _in_danger(household):
        return NOTHING
    return found(name=household.head_name)


def lifted_without_water(household: Household) -> Sequence[Found]:
    """Lifted out of poverty, without safe water, and not monitored."""
    if not _lifted(household) or household.watched or household.conditions.get("water_safe") is not False:
        return NOTHING
    return found(name=household.head_name)


def danger_grade(household: Household) -> Sequence[Found]:
    """Grades C and D are dangerous houses, A and B are not."""
    dangerous, grade = household.conditions.get("dangerous_house"), household.conditions.get("danger_grade")
    if dangerous is None or grade is None or dangerous == (grade in household.meanings.dangerous):
        return NOTHING
    shown = household.meanings.shown
    return found(
        name=household.head_name,
        grade=shown("conditions.danger_grade", grade),
        answer=shown("conditions.dangerous_house", dangerous),
    )


CHECKS = (
    HouseholdCheck("phone_digits", 10, "doubt", "household.phone", phone_digits, ("phone_digits",)),
    HouseholdCheck("conditions_blank", 11, "doubt", "conditions.dangerous_house", conditions_blank),
    HouseholdCheck("land_blank", 11, "doubt", "conditions.cultivated", land_blank),
    HouseholdCheck("returned_forest", 11, "doubt", "conditions.returned_forest", returned_forest),
    HouseholdCheck("far_road", 11, "doubt", "conditions.road_distance", far_road, ("road_most",)),
    HouseholdCheck("lifted_in_danger", 12, "error", "conditions.dangerous_house", lifted_in_danger),
    HouseholdCheck("lifted_without_water", 12, "error", "conditions.water_safe", lifted_without_water),
    HouseholdCheck("danger_grade", 12, "doubt", "conditions.danger_grade", danger_grade),
)
