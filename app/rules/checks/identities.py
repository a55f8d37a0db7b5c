"""Rule 2: the ID number, and what else is recorded against what it says."""

from collections.abc import Sequence

from app.rules import idnumbers
from app.rules.checks.doubts import NOTHING, Found, MemberCheck, found
from app.rules.checks.facts import Household, Person
from app.rules.checks.meanings import DISABILITY_CARD, ID_CARD
from app.rules.masking import mask_id
from app.texts import say

_LENGTHS = {ID_CARD: (18,), DISABILITY_CARD: (20, 22)}


def _number(person: Person) -> str | None:
    """The ID number, unless the paper it stands on is of another kind."""
    number = person.own.get("id_number")
    kind = person.own.get("id_kind")
    return number if isinstance(number, str) and number and kind in (None, ID_CARD, DISABILITY_CARD) else None


def id_wrong(person: Person, household: Household) -> Sequence[Found]:
    """The number cannot exist: length, characters, date or check digit."""
    number = _number(person)
    fault = idnumbers.find_fault(number, household.today) if number else None
    if number is None or fault is None:
        return NOTHING
    reason = say(fault, text=mask_id(number), length=len(number))
    return found(number, name=person.name, reason=reason)


def id_length(person: Person, household: Household) -> Sequence[Found]:
    """An ID card of 20 characters, a disability card of 18."""
    number, kind = _number(person), person.own.get("id_kind")
    wanted = _LENGTHS.get(str(kind))
    if number is None or wanted is None or len(number) in wanted:
        return NOTHING
    shown = household.meanings.shown("person.id_kind", kind)
    return found(number, name=person.name, kind=shown, length=len(number))


def sex_differs(person: Person, household: Household) -> Sequence[Found]:
    """The recorded sex is not the number's."""
    number = _number(person)
    said = idnumbers.sex(number) if number else None
    if said is None or person.sex is None or person.sex == said:
        return NOTHING
    shown = household.meanings.shown
    return found(name=person.name, sex=shown("person.sex", person.sex), said=shown("person.sex", said))


def birth_differs(person: Person, household: Household) -> Sequence[Found]:
    """The recorded date of birth is not the number's."""
    number, born = _number(person), person.own.get("birth_date")
    said = idnumbers.birth_date(number) if number else None
    if said is None or born is None or born == said:
        return NOTHING
    shown = household.meanings.shown
    return found(
        name=person.name, born=shown("person.birth_date", born), said=shown("person.birth_date", said)
    )


def very_old(person: Person, household: Household) -> Sequence[Found]:
    """Older than anyone lives."""
    if person.age is None or person.age <= household.limits["oldest_age"]:
        return NOTHING
    return found(name=person.name, age=person.age, year=household.dossier.year)


def born_later(person: Person, household: Household) -> Sequence[Found]:
    """Born after today."""
    born = person.own.get("birth_date")
    if born is None or not isinstance(born, type(household.today)) or born <= household.today:
        return NOTHING
    return found(name=person.name, born=household.meanings.shown("person.birth_date", born))


CHECKS = (
    MemberCheck("id_wrong", 2, "error", "person.id_number", id_wrong),
    MemberCheck("id_length", 2, "doubt", "person.id_kind", id_length),
    MemberCheck("sex_differs", 2, "error", "person.sex", sex_differs),
    MemberCheck("birth_differs", 2, "error", "person.birth_date", birth_differs),
    MemberCheck("very_old", 2, "doubt", "person.birth_date", very_old, ("oldest_age",)),
    MemberCheck("born_later", 2, "error", "person.birth_date", born_later),
)
