"""Rules 9 and 22: medical insurance of every member, and what the household's risks say of it."""

from collections.abc import Sequence

from app.rules.checks.doubts import NOTHING, Found, HouseholdCheck, MemberCheck, found
from app.rules.checks.facts import Household, Person
from app.rules.checks.meanings import RISK_ILL


def _uninsured(person: Person) -> bool:
    resident, employee = person.year.get("resident_insurance"), person.year.get("employee_insurance")
    return resident is False and employee is False


def insured_twice(person: Person, household: Household) -> Sequence[Found]:
    """In both medical insurances at once."""
    year = person.year
    both = year.get("resident_insurance") is True and year.get("employee_insurance") is True
    return found(name=person.name) if both else NOTHING


def uninsured(person: Person, household: Household) -> Sequence[Found]:
    """In neither medical insurance."""
    return found(name=person.name) if _uninsured(person) else NOTHING


def no_illness_insurance(person: Person, household: Household) -> Sequence[Found]:
    """Not in the insurance against grave illness."""
    return found(name=person.name) if person.year.get("illness_insurance") is False else NOTHING


def uninsured_without_risk(household: Household) -> Sequence[Found]:
    """A monitored household with an uninsured member, whose risks do not name illness."""
    names = [person.name for person in household.people if _uninsured(person)]
    if not names or not household.watched or RISK_ILL in household.risks:
        return NOTHING
    return found(names="\u3001".join(names))


def insurance_question(household: Household) -> Sequence[Found]:
    """The four-question block says everyone is insured, a member's line says not."""
    names = [person.name for person in household.people if _uninsured(person)]
    if not names or household.standing.get("insurance_now") is not False:
        return NOTHING
    return found(names="\u3001".join(names))


CHECKS = (
    MemberCheck("insured_twice", 9, "error", "member_year.employee_insurance", insured_twice),
    MemberCheck("uninsured", 9, "doubt", "member_year.resident_insurance", uninsured),
    MemberCheck("no_illness_insurance", 9, "doubt", "member_year.illness_insurance", no_illness_insurance),
    HouseholdCheck("uninsured_without_risk", 22, "doubt", "standing.risk_1", uninsured_without_risk),
    HouseholdCheck("insurance_question", 22, "doubt", "standing.insurance_now", insurance_question),
)
