"""Rules 1 and 3: one head, at most one spouse of the other sex, and relations that fit the sex."""

from collections.abc import Sequence

from app.rules.checks.doubts import NOTHING, Found, HouseholdCheck, MemberCheck, found
from app.rules.checks.facts import Household, Person
from app.rules.checks.meanings import HEAD, SPOUSE


def _related(household: Household, relation: str) -> list[Person]:
    return [person for person in household.people if person.relation == relation]


def _names(people: Sequence[Person]) -> str:
    return "\u3001".join(person.name for person in people)


def no_head(household: Household) -> Sequence[Found]:
    """No member stands as head."""
    return NOTHING if _related(household, HEAD) else found(persons=len(household.people))


def several_heads(household: Household) -> Sequence[Found]:
    """More than one member stands as head."""
    heads = _related(household, HEAD)
    return found(names=_names(heads)) if len(heads) > 1 else NOTHING


def several_spouses(household: Household) -> Sequence[Found]:
    """More than one member stands as the head's spouse."""
    spouses = _related(household, SPOUSE)
    return found(names=_names(spouses)) if len(spouses) > 1 else NOTHING


def spouse_sex(household: Household) -> Sequence[Found]:
    """Head and spouse are of one sex."""
    heads, spouses = _related(household, HEAD), _related(household, SPOUSE)
    if len(heads) != 1 or len(spouses) != 1 or not heads[0].sex or heads[0].sex != spouses[0].sex:
        return NOTHING
    sex = household.meanings.shown("person.sex", spouses[0].sex)
    return (Found({"head": heads[0].name, "name": spouses[0].name, "sex": sex}, person_id=spouses[0].id),)


def relation_sex(person: Person, household: Household) -> Sequence[Found]:
    """A son who is a woman, a daughter-in-law who is a man."""
    wanted = household.meanings.sex_of_relation.get(str(person.relation))
    if wanted is None or person.sex is None or person.sex == wanted:
        return NOTHING
    shown = household.meanings.shown
    return found(
        name=person.name,
        relation=shown("membership.relation", person.relation),
        sex=shown("person.sex", person.sex),
    )


CHECKS = (
    HouseholdCheck("no_head", 1, "error", "membership.relation", no_head),
    HouseholdCheck("several_heads", 1, "error", "membership.relation", several_heads),
    HouseholdCheck("several_spouses", 1, "error", "membership.relation", several_spouses),
    HouseholdCheck("spouse_sex", 1, "error", "person.sex", spouse_sex),
    MemberCheck("relation_sex", 3, "error", "membership.relation", relation_sex),
)
