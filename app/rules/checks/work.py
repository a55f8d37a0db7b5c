"""Rules 6 to 8: who works, who may, and who could."""

from collections.abc import Sequence

from app.rules.checks.doubts import NOTHING, Found, MemberCheck, found
from app.rules.checks.facts import Household, Person
from app.rules.checks.meanings import HEALTHY, LOST, UNABLE, WEAK, WORKS_AWAY


def work_half(person: Person, household: Household) -> Sequence[Found]:
    """A place of work without months, or months without a place."""
    if person.has_work_place == (person.months > 0):
        return NOTHING
    return found(name=person.name, months=person.months)


def work_months(person: Person, household: Household) -> Sequence[Found]:
    """More months of work than a year has, or fewer than none."""
    if 0 <= person.months <= household.limits["work_months_most"]:
        return NOTHING
    return found(name=person.name, months=person.months)


def pupil_works(person: Person, household: Household) -> Sequence[Found]:
    """Below school age or at school up to senior level, and at work."""
    if person.stage not in ("preschool", "compulsory", "senior") or not person.works:
        return NOTHING
    school = household.meanings.shown("member_year.school_state", person.year.get("school_state"))
    return found(name=person.name, school=school)


def unable_works(person: Person, household: Household) -> Sequence[Found]:
    """Without labour capacity, and at work."""
    if person.labour not in (LOST, UNABLE) or not person.works:
        return NOTHING
    return found(name=person.name, labour=household.meanings.shown("member_year.labour", person.labour))


def supported_works(person: Person, household: Household) -> Sequence[Found]:
    """Supported as destitute (特困供养), and working away."""
    away = person.works or person.year.get("job_channel") == WORKS_AWAY
    return found(name=person.name) if person.year.get("tekun") is True and away else NOTHING


def worker_phone(person: Person, household: Household) -> Sequence[Found]:
    """A worker whose number, his own or else his household's, has not eleven digits."""
    phone = _phone(person, household)
    if not phone or not person.works:
        return NOTHING
    if sum(char.isdigit() for char in phone) == household.limits["phone_digits"]:
        return NOTHING
    return found(name=person.name, phone=phone)


def worker_unreachable(person: Person, household: Household) -> Sequence[Found]:
    """A worker without a telephone number, and none in his household."""
    return found(name=person.name) if person.works and not _phone(person, household) else NOTHING


def _phone(person: Person, household: Household) -> str:
    return str(person.own.get("phone") or household.household.get("phone") or "")


def old_in_post(person: Person, household: Household) -> Sequence[Found]:
    """A public-service post held at an age at which it should have ended."""
    post = person.year.get("post_kind")
    if not post or person.age is None or person.age < household.limits["post_age"]:
        return NOTHING
    shown = household.meanings.shown("member_year.post_kind", post)
    return found(name=person.name, age=person.age, year=household.dossier.year, post=shown)


def able_but_not(person: Person, household: Household) -> Sequence[Found]:
    """Of working age, healthy, not at school, yet recorded as weak or without labour capacity."""
    limits = household.limits
    if person.labour not in (WEAK, LOST, UNABLE) or person.health != (HEALTHY,) or person.stage is not None:
        return NOTHING
    if person.age is None or not limits["worker_age_from"] <= person.age <= limits["worker_age_to"]:
        return NOTHING
    labour = household.meanings.shown("member_year.labour", person.labour)
    return found(name=person.name, age=person.age, year=household.dossier.year, labour=labour)


CHECKS = (
    MemberCheck("work_half", 6, "doubt", "member_year.work_months", work_half),
    MemberCheck("work_months", 6, "error", "member_year.work_months", work_months, ("work_months_most",)),
    MemberCheck("pupil_works", 6, "error", "member_year.work_months", pupil_works),
    MemberCheck("unable_works", 6, "doubt", "member_year.labour", unable_works),
    MemberCheck("supported_works", 6, "doubt", "member_year.tekun", supported_works),
    MemberCheck("worker_phone", 6, "doubt", "person.phone", worker_phone, ("phone_digits",)),
    MemberCheck("worker_unreachable", 6, "doubt", "person.phone", worker_unreachable),
    MemberCheck("old_in_post", 7, "doubt", "member_year.post_kind", old_in_post, ("post_age",)),
    MemberCheck(
        "able_but_not", 8, "doubt", "member_year.labour", able_but_not, ("worker_age_from", "worker_age_to")
    ),
)
