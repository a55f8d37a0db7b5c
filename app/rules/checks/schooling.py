"""Rules 4 and 5: schooling and health of a member."""

from collections.abc import Sequence
from datetime import date

from app.rules.checks.doubts import NOTHING, Found, MemberCheck, found
from app.rules.checks.facts import Household, Person
from app.rules.checks.meanings import DROPPED_DISABLED, DROPPED_ILL, HEALTHY
from app.rules.schooling import LIMITS


def education_twice(person: Person, household: Household) -> Sequence[Found]:
    """Both an education and a class at school: only one of them can hold."""
    education, school = person.year.get("education"), person.year.get("school_state")
    if not education or not school:
        return NOTHING
    shown = household.meanings.shown
    return found(
        name=person.name,
        education=shown("member_year.education", education),
        school=shown("member_year.school_state", school),
    )


def education_missing(person: Person, household: Household) -> Sequence[Found]:
    """Neither an education nor a class at school."""
    if person.year.get("education") or person.year.get("school_state"):
        return NOTHING
    return found(name=person.name)


def health_missing(person: Person, household: Household) -> Sequence[Found]:
    """No word on health."""
    return NOTHING if person.health else found(name=person.name)


def healthy_and_ill(person: Person, household: Household) -> Sequence[Found]:
    """Healthy excludes every other state of health."""
    if HEALTHY not in person.health or len(person.health) == 1:
        return NOTHING
    return found(name=person.name, health=household.meanings.shown("member_year.health", person.health))


def dropped_out_healthy(person: Person, household: Household) -> Sequence[Found]:
    """Left school for illness or disability, yet healthy."""
    reason = person.year.get("dropout_reason")
    if reason not in (DROPPED_ILL, DROPPED_DISABLED) or person.health != (HEALTHY,):
        return NOTHING
    return found(name=person.name, reason=household.meanings.shown("member_year.dropout_reason", reason))


def out_of_school(person: Person, household: Household) -> Sequence[Found]:
    """Of the age of compulsory schooling, and neither at school nor through with it."""
    born, year = person.own.get("birth_date"), household.dossier.year
    school = household.meanings.school
    years = school.age_of(born if isinstance(born, date) else None, year, household.limits)
    if years is None:
        return NOTHING
    fault = school.fault(person.year.get("school_state"), person.year.get("education"))
    return found(name=person.name, years=years, year=year) if fault == "out" else NOTHING


CHECKS = (
    MemberCheck("education_twice", 4, "error", "member_year.school_state", education_twice),
    MemberCheck("education_missing", 4, "error", "member_year.education", education_missing),
    MemberCheck("health_missing", 5, "error", "member_year.health", health_missing),
    MemberCheck("healthy_and_ill", 5, "error", "member_year.health", healthy_and_ill),
    MemberCheck("out_of_school", 0, "error", "member_year.school_state", out_of_school, LIMITS),
    MemberCheck("dropped_out_healthy", 5, "doubt", "member_year.dropout_reason", dropped_out_healthy),
)
