"""The persons of a call: who they are, their place in each household, how each year treated them.

A head is never changed by an import, a person never moved: where the sheet says so it is a doubt.
"""

from collections.abc import Iterator

from app.errors import Issue
from app.operations.imports.kept import Place
from app.operations.imports.planning import STEP, Planning, plan_answers, plan_years
from app.operations.imports.plans import Said
from app.rules.dossiers import HEAD
from app.rules.idnumbers import birth_date, disability_card, person_key, sex
from app.rules.imports.calls import HouseholdSaid, Key, PersonSaid, collapse


def plan_persons(planning: Planning) -> None:
    """Every person of the call, after the households are planned."""
    heads = _head_keys(planning)
    for done, (key, person) in enumerate(planning.call.persons.items()):
        if done % STEP == 0:
            planning.progress.step(done, len(planning.call.persons), "import.comparing")
        person_id = planning.match.persons.get(key)
        if person_id is None or (key in planning.call.refused_persons and not person.facts):
            continue
        new = person_id in planning.match.new
        places = list(_places(planning, person, heads))
        if new and not places:
            continue
        plan = planning.plan
        plan.tell("persons", person_id, "created" if new else "unchanged")
        plan.names[person_id] = person.name or planning.who.name_of(person_id)
        before = plan.size
        about = places[0][0] if places else _home_of(planning, person_id)
        _plan_person(planning, person, person_id, new, about)
        for household_id, household, years in places:
            _plan_place(planning, person, person_id, household_id, household, years, heads)
        _doubt_two_places(planning, person, person_id, [one[0] for one in places])
        plan_years(planning, "member_year", person.facts.get("member_year", {}), person_id, about)
        for form in planning.forms.county_records():
            if form.scope in ("person", "person_year"):
                plan_answers(planning, form, person.facts.get(form.key, {}), person_id, about)
        if plan.size > before:
            plan.tell("persons", person_id, "updated")


def _head_keys(planning: Planning) -> dict[Key, Key]:
    """Who heads each household: the archive's head, else whom the newest sheet names."""
    found: dict[Key, Key] = {}
    for key, household in planning.call.households.items():
        household_id = planning.match.households.get(key)
        if household_id is None:
            continue
        head = planning.who.head_of(household_id)
        if head is not None:
            found[key] = head.person_id
        elif household.heads:
            newest = household.heads[max(household.heads)]
            found[key] = planning.match.persons.get(newest, newest)
    return found


def _places(
    planning: Planning, person: PersonSaid, heads: dict[Key, Key]
) -> Iterator[tuple[str, HouseholdSaid, dict[int, Said]]]:
    """Where the call says the person stands, without places only a differing head column speaks of."""
    person_id = planning.match.persons[person.key]
    for key, years in person.places.items():
        household_id = planning.match.households.get(key)
        if household_id is None:
            continue
        household = planning.call.households[key]
        named_head = person.key in household.heads.values()
        stands = planning.who.place_in(household_id, person_id)
        if named_head and heads.get(key) != person_id:
            _doubt_head(planning, person, heads.get(key, ""))
            if stands is None and not any(years.values()):
                continue
        yield household_id, household, years


def _home_of(planning: Planning, person_id: str) -> str:
    places = planning.who.by_person.get(person_id, ())
    found = next((place for place in places if place.is_open), next(iter(places), None))
    return found.household_id if found else person_id


def _plan_person(planning: Planning, person: PersonSaid, person_id: str, new: bool, about: str) -> None:
    said = dict(person.latest("person"))
    if new:
        _derive(said)
        planning.plan.make("person", {"id": person_id, **said}, about)
        return
    kept = planning.rows.single["person"][person_id]
    _mind_number(person, kept, said)
    older = max(
        (year for years in person.places.values() for year in years), default=0
    ) < planning.rows.newest(person_id)
    fresh = planning.compare.fresh("person", kept, said, only_blanks=older)
    planning.plan.change("person", person_id, kept, fresh, person_id, about)


def _derive(said: Said) -> None:
    """Sex and birth date as the ID number says, where the sheet does not."""
    number = said.get("id_number")
    if isinstance(number, str):
        born = birth_date(number)
        if said.get("sex") is None:
            said["sex"] = sex(number)
        if said.get("birth_date") is None and born is not None:
            said["birth_date"] = born.isoformat()


def _mind_number(person: PersonSaid, kept: Said, said: Said) -> None:
    """Card and ID number of one person stand beside each other; another person's number is a doubt."""
    number, known = said.get("id_number"), kept.get("id_number")
    if not isinstance(number, str) or not isinstance(known, str) or number == known:
        return
    if person_key(number) != person_key(known):
        sheet, row = person.spot
        values: dict[str, object] = {"known": f"{known[:6]}\u2026{known[-4:]}"}
        sheet.find(row, Issue("import.id_changed", "id_number", "doubt", values), "person.id_number", number)
    elif disability_card(number):
        said["disability_number"] = said.pop("id_number")


def _plan_place(
    planning: Planning,
    person: PersonSaid,
    person_id: str,
    household_id: str,
    household: HouseholdSaid,
    years: dict[int, Said],
    heads: dict[Key, Key],
) -> None:
    said = dict(collapse(years))
    kept = planning.who.place_in(household_id, person_id)
    if kept is None:
        is_head = heads.get(household.key) == person_id
        if said.get("relation") == HEAD and not is_head and person.key not in household.heads.values():
            first = (
                planning.call.persons[household.heads[max(household.heads)]] if household.heads else person
            )
            _doubt(planning, person, "import.two_heads", name=person.name, known=first.name)
        row = _new_place(planning, said, household_id, is_head, min(years))
        planning.plan.make("membership", row | {"person_id": person_id}, household_id)
        return
    if not kept.is_open and max(years) > int(str(kept.said["left_on"])[:4]) and "left_on" not in said:
        _doubt(planning, person, "import.left_before", name=person.name, day=kept.said["left_on"])
        return
    relation = said.get("relation")
    if relation != HEAD and kept.is_head and relation:
        _doubt_head(planning, person, heads.get(household.key, ""))
        said.pop("relation")
    elif relation == HEAD and planning.who.head_of(household_id) is not None:
        said.pop("relation")
    older = max(years) < planning.rows.newest(person_id)
    fresh = planning.compare.fresh("membership", kept.said, said, only_blanks=older)
    fresh |= _earlier(planning, kept, said, min(years))
    planning.plan.change("membership", kept.id, kept.said, fresh, person_id, household_id)


def _new_place(planning: Planning, said: Said, household_id: str, is_head: bool, year: int) -> Said:
    """The row of a place in a household: only its head is head, and who is new there has a beginning."""
    if is_head:
        said.setdefault("relation", HEAD)
    elif said.get("relation") == HEAD:
        said.pop("relation")
    said.setdefault("joined_on", _joined_on(planning, household_id, year))
    return {"household_id": household_id, **said}


def _joined_on(planning: Planning, household_id: str, year: int) -> str | None:
    """New in a household that is known for longer: since the beginning of the sheet's year. Else unknown."""
    known = planning.rows.first.get(household_id)
    return f"{year}-01-01" if known is not None and known < year else None


def _earlier(planning: Planning, kept: Place, said: Said, year: int) -> Said:
    """A sheet of an earlier year takes back a beginning that an import had only supposed."""
    joined = kept.said.get("joined_on")
    supposed = isinstance(joined, str) and joined.endswith("-01-01") and not kept.said.get("join_reason")
    if supposed and int(str(joined)[:4]) > year and "joined_on" not in said:
        return {"joined_on": _joined_on(planning, kept.household_id, year)}
    return {}


def _doubt_two_places(planning: Planning, person: PersonSaid, person_id: str, said: list[str]) -> None:
    """Who stands in two households is for a person to decide: both are named, nothing is moved."""
    stands = [place.household_id for place in planning.who.by_person.get(person_id, ()) if place.is_open]
    every = list(dict.fromkeys([*stands, *said]))
    if len(every) > 1 and said:
        one, other = (planning.household_name(one) for one in every[:2])
        _doubt(planning, person, "import.two_households", name=person.name, one=one, other=other)


def _doubt_head(planning: Planning, person: PersonSaid, head: str) -> None:
    known = planning.plan.names.get(head) or planning.who.name_of(head)
    if not known and head in planning.call.persons:
        known = planning.call.persons[head].name
    _doubt(planning, person, "import.head_differs", name=person.name, known=known)


def _doubt(planning: Planning, person: PersonSaid, code: str, **values: object) -> None:
    """Note a doubt once for each person."""
    sheet, row = person.spot
    if (person.key, code) not in planning.noted:
        planning.noted.add((person.key, code))
        sheet.find(row, Issue(code, "name", "doubt", values), "person.name", person.name)
