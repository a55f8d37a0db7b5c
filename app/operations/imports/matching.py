"""Whom the call means: its households and persons found in the archive, or known to be new.

A household by national code, then by its head; a person by ID number, then by person code. Whoever would
stand in two households is a doubt that names both; nobody is merged or moved.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.errors import Issue
from app.operations.imports.kept import KeptIdentities, Read
from app.rules.idnumbers import person_key
from app.rules.imports.calls import Call, HouseholdSaid, PersonSaid
from app.rules.names import has_lost_character
from db.records import new_id

Named = Mapping[tuple[str, str], list[tuple[str | None, str]]]


@dataclass(slots=True)
class Match:
    """Archive ids by the call's keys, and which of them are new. Keys that were refused are missing."""

    households: dict[str, str] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)


def match_call(call: Call, kept: KeptIdentities, read: Read, home: str) -> Match:
    """Find everybody of a call; refuse in their sheets the rows that speak of somebody unknown."""
    match = Match()
    named = _heads_by_name(read) if any(key.startswith("name:") for key in call.households) else {}
    taken: dict[str, str] = {}
    for key, household in call.households.items():
        found = _find_household(household, call, kept, named, home)
        if found is not None and found in taken:
            found = None  # two codes of the call cannot both be this household
        if found is None and not household.persons:
            _refuse_household(call, household)
            continue
        match.households[key] = found or new_id()
        if found is None:
            match.new.add(match.households[key])
        else:
            taken[found] = key
    for key, person in call.persons.items():
        if person.places and not any(place in match.households for place in person.places):
            continue
        _match_person(key, person, match, kept, call)
    return match


def _find_household(
    household: HouseholdSaid, call: Call, kept: KeptIdentities, named: Named, home: str
) -> str | None:
    code = household.code
    if code and code in kept.codes:
        return kept.codes[code]
    if household.key.startswith("name:"):
        return _find_by_name(household, named, home)
    for year in sorted(household.heads, reverse=True):
        person = _find_person(call.persons[household.heads[year]], kept)
        places = [place for place in kept.by_person.get(person or "", ()) if place.is_open]
        for place in sorted(places, key=lambda place: not place.is_head):
            # Two known codes are two households, whoever heads them.
            if not code or not kept.code_of.get(place.household_id):
                return place.household_id
    return None


def _find_by_name(household: HouseholdSaid, named: Named, home: str) -> str | None:
    """The only household of the village (and group) whose head has that name."""
    _, division, group, name = household.key.split(":", 3)
    same = named.get((division or home, name), [])
    fitting = [one for its_group, one in same if not group or not its_group or its_group == group]
    return fitting[0] if len(fitting) == 1 else None


def _heads_by_name(read: Read) -> dict[tuple[str, str], list[tuple[str | None, str]]]:
    sql = (
        "SELECT h.division_id, p.name, h.group_name, h.id FROM household h"
        " JOIN membership m ON m.household_id = h.id AND m.relation = '01' AND m.left_on IS NULL"
        " JOIN person p ON p.id = m.person_id WHERE h.closed_on IS NULL"
    )
    found: dict[tuple[str, str], list[tuple[str | None, str]]] = defaultdict(list)
    for division, name, group, household in read(sql, ()):
        found[division, name or ""].append((group, household))
    return found


def _find_person(person: PersonSaid, kept: KeptIdentities) -> str | None:
    if person.key.startswith("id:") and person.key[3:] in kept.numbers:
        return kept.numbers[person.key[3:]]
    code = person.key[7:] if person.key.startswith("person:") else person.latest("person").get("code")
    return kept.person_codes.get(str(code)) if code else None


def _match_person(key: str, person: PersonSaid, match: Match, kept: KeptIdentities, call: Call) -> None:
    found = _find_person(person, kept)
    if found is not None and _is_somebody_else(person, found, match, kept):
        sheet, row = person.spot
        code = str(person.latest("person").get("code"))
        sheet.find(
            row, Issue("import.code_of_two_persons", "code", "doubt", {"code": code}), "person.code", code
        )
        found = None
    found = found or _find_member(person, match, kept)
    if found is None and not person.places:
        sheet, row = person.spot
        if not any(line.person == key for one in call.households.values() for line in one.lines):
            sheet.find(
                row, Issue("import.person_unknown", "name", "error"), "person.id_number", sheet.name_of(row)
            )
            call.refused_persons.add(key)
        return
    match.persons[key] = found or new_id()
    if found is None:
        match.new.add(match.persons[key])


def _is_somebody_else(person: PersonSaid, found: str, match: Match, kept: KeptIdentities) -> bool:
    """Whether only the code agrees: another ID number, another name, another household."""
    name, number = kept.names[found]
    if not person.key.startswith("id:") or not number or person.key[3:] == person_key(number):
        return False
    homes = {match.households.get(place) for place in person.places}
    return name != person.name and not any(
        place.household_id in homes for place in kept.by_person.get(found, ())
    )


def _find_member(person: PersonSaid, match: Match, kept: KeptIdentities) -> str | None:
    """The only member of that name in a household he is said to be in, unless an ID number speaks against it."""
    for place in person.places:
        same = [
            one.person_id
            for one in kept.by_household.get(match.households.get(place, ""), ())
            if one.is_open and _may_be(kept.names[one.person_id], person)
        ]
        if len(same) == 1:
            return same[0]
    return None


def _may_be(kept: tuple[str | None, str | None], person: PersonSaid) -> bool:
    name, number = kept
    said = person.name
    if person.key.startswith("id:") and number:
        return False
    return bool(said) and name == said and not has_lost_character(said)


def _refuse_household(call: Call, household: HouseholdSaid) -> None:
    sheet, row = household.spot
    sheet.find(
        row, Issue("import.household_unknown", "code", "error"), "household.code", household.code or ""
    )
    call.refused_households.add(household.key)
