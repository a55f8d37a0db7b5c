"""Rows gathered into the households and persons of one call, year by year, whatever file they stood in.

What two rows of one year say differently is a doubt; the first stays. Nothing here knows the archive.
"""

from collections.abc import Iterable, Sequence

from app.errors import Issue
from app.rules.dossiers import HEAD
from app.rules.forms import Forms
from app.rules.idnumbers import person_key
from app.rules.imports.calls import ByYear, Call, HouseholdSaid, Key, Line, PersonSaid, Said
from app.rules.imports.identities import LOOSE, Identities
from app.rules.imports.paths import BLOCK, PART
from app.rules.imports.sheets import Sheet, head_of
from app.rules.names import has_lost_character
from app.rules.values import Stored, loaded, show


def gather(sheets: Sequence[Sheet], forms: Forms) -> Call:
    """The call's households and persons. Rows that cannot be placed are refused in their sheets."""
    gathering = Gathering(Identities(sheets), forms)
    for sheet in sorted(sheets, key=_households_first):
        gathering.take(sheet)
    return gathering.call


def _households_first(sheet: Sheet) -> tuple[bool, str, str]:
    return sheet.shape.kind in ("persons", "combined", "lines"), sheet.file, sheet.name


class Gathering:
    """Takes sheet after sheet into one `Call`."""

    def __init__(self, identities: Identities, forms: Forms) -> None:
        self.call = Call()
        self._identities = identities
        self._forms = forms
        self._multiple = {one.path for one in forms.every_field() if one.kind == "codes"}
        self._ids_of_codes: dict[str, Key] = {}
        self._villages: dict[str, str] = {}

    def take(self, sheet: Sheet) -> None:
        """Place every row of a sheet."""
        self._learn_codes(sheet)
        for record, bucket in sheet.buckets.items():
            for year in set(sheet.years):
                self.call.asked.setdefault((record, year), set()).update(bucket.keys)
        persons = [record for record in sheet.buckets if self._scope(record) in ("person", "person_year")]
        households = [
            record for record in sheet.buckets if self._scope(record) in ("household", "household_year")
        ]
        for row in range(len(sheet)):
            key = None if row in sheet.refused else self._identities.key_of(sheet, row)
            if row in sheet.refused or key is None:
                self._refuse(sheet, row)
            elif sheet.shape.kind == "lines":
                self._take_line(sheet, row, key)
            else:
                household = self._household(sheet, row, key, households) if key != LOOSE else None
                self._take_persons(sheet, row, household, persons)

    def _scope(self, record: str) -> str:
        if record in (BLOCK, PART):
            return "household_year"
        known = self._forms.records.get(record)
        return known.scope if known else ""

    def _learn_codes(self, sheet: Sheet) -> None:
        for owner in ("person", "head"):
            for row in range(len(sheet)):
                code, number = sheet.of(f"{owner}.code", row), sheet.of(f"{owner}.id_number", row)
                if code and number and row not in sheet.refused:
                    key = f"id:{person_key(number)}"
                    if self._ids_of_codes.setdefault(code, key) != key:
                        issue = Issue("import.code_of_two_persons", "code", "doubt", {"code": code})
                        sheet.find(row, issue, f"{owner}.code", code)

    def _refuse(self, sheet: Sheet, row: int) -> None:
        if row not in sheet.refused:
            sheet.find(row, Issue("import.household_untold", "code", "error"))
        if sheet.shape.kind in ("households", "monitored", "lines"):
            code = sheet.of("household.code", row)
            self.call.refused_households.add(f"code:{code}" if code else f"{sheet.file}/{sheet.name}/{row}")
        else:
            key = self._key(sheet.of("person.id_number", row), sheet.of("person.code", row))
            self.call.refused_persons.add(key or f"{sheet.file}/{sheet.name}/{row}")

    def _household(self, sheet: Sheet, row: int, key: Key, records: Iterable[str]) -> HouseholdSaid:
        household = self.call.households.get(key)
        if household is None:
            household = self.call.households[key] = HouseholdSaid(key, (sheet, row))
        year = sheet.years[row]
        for record in records:
            self._merge(sheet, row, record, household.facts.setdefault(record, {}), year)
        division = sheet.divisions[row]
        if division:
            self._villages[division] = sheet.places[row][4]
            self._merge_said(
                sheet, row, "place.village", household.facts.setdefault("place", {}), year, {"id": division}
            )
        household.facts.setdefault("household", {}).setdefault(year, {})
        return household

    def _take_persons(
        self, sheet: Sheet, row: int, household: HouseholdSaid | None, records: list[str]
    ) -> None:
        year = sheet.years[row]
        own = sheet.shape.kind in ("persons", "combined")
        if household is not None:
            head = self._take_head(sheet, row, household)
            if head is not None and not own:
                self._take_answers(sheet, row, head, records)
        if not own:
            return
        key = self._key_of_person(household.key if household else None, sheet, row)
        person = self._person(sheet, row, key)
        self._take_answers(sheet, row, person, records)
        if household is not None:
            household.persons.setdefault(key)
            places = person.places.setdefault(household.key, {})
            self._merge(sheet, row, "membership", places, year)
            places.setdefault(year, {})
            if places[year].get("relation") == HEAD and not places[year].get("left_on"):
                known = household.heads.get(year, "")
                if not (known.startswith("id:") and key.startswith("id:")):
                    household.heads[year] = key

    def _take_answers(self, sheet: Sheet, row: int, person: PersonSaid, records: Iterable[str]) -> None:
        for record in records:
            self._merge(sheet, row, record, person.facts.setdefault(record, {}), sheet.years[row])

    def _take_head(self, sheet: Sheet, row: int, household: HouseholdSaid) -> PersonSaid | None:
        """The person the row names as head, with what its head columns say."""
        number, name, code = head_of(sheet, row)
        if not (number or name or code):
            return None
        key = self._key(number, code) or f"name:{household.key}:{name}"
        year = sheet.years[row]
        person = self._person(sheet, row, key)
        said = sheet.buckets["head"].said(row) if "head" in sheet.buckets else {}
        said |= {
            k: v for k, v in (("name", name), ("id_number", number), ("code", code)) if v and k not in said
        }
        facts = person.facts.setdefault("person", {})
        self._merge_said(sheet, row, "head", facts, year, said)
        household.heads.setdefault(year, key)
        household.persons.setdefault(key)
        person.places.setdefault(household.key, {}).setdefault(year, {})
        return person

    def _take_line(self, sheet: Sheet, row: int, key: Key) -> None:
        if key == LOOSE:
            self._refuse(sheet, row)
            return
        household = self._household(sheet, row, key, ())
        own = sheet.of("person.id_number", row) or sheet.of("person.code", row)
        person = self._key(sheet.of("person.id_number", row), sheet.of("person.code", row)) if own else None
        if person:
            self._person(sheet, row, person)
        for record in sheet.buckets:
            known = self._forms.records.get(record)
            if known is not None and known.rows:
                said = sheet.buckets[record].said(row)
                line = Line(record, sheet.of("row.id", row), sheet.years[row], person, said, (sheet, row))
                household.lines.append(line)

    def _key(self, number: str | None, code: str | None) -> Key | None:
        if number:
            return f"id:{person_key(number)}"
        return self._ids_of_codes.get(code, f"person:{code}") if code else None

    def _key_of_person(self, household: Key | None, sheet: Sheet, row: int) -> Key:
        key = self._key(sheet.of("person.id_number", row), sheet.of("person.code", row))
        return key or f"name:{household or ''}:{sheet.of('person.name', row) or ''}"

    def _person(self, sheet: Sheet, row: int, key: Key) -> PersonSaid:
        person = self.call.persons.get(key)
        if person is None:
            person = self.call.persons[key] = PersonSaid(key, (sheet, row))
        return person

    def _merge(self, sheet: Sheet, row: int, record: str, years: ByYear, year: int) -> None:
        bucket = sheet.buckets.get(record)
        if bucket is not None:
            self._merge_said(sheet, row, record, years, year, bucket.said(row))

    def _merge_said(self, sheet: Sheet, row: int, record: str, years: ByYear, year: int, said: Said) -> None:
        """Add what a row says to what is known of that year; what it says otherwise is a doubt."""
        known = years.get(year)
        if known is None:
            years[year] = said
            return
        for key, value in said.items():
            old = known.setdefault(key, value)
            if old != value:
                self._weigh(sheet, row, f"{record}.{key}", known, value)

    def _weigh(self, sheet: Sheet, row: int, path: str, known: Said, value: Stored) -> None:
        record, _, key = path.partition(".")
        old = known[key]
        field_path = f"person.{key}" if record == "head" else path
        if field_path in self._multiple and set(str(old).split(",")) == set(str(value).split(",")):
            return
        if field_path == "person.id_number" and person_key(str(old)) == person_key(str(value)):
            # One person with an ID card in one row and a disability card in another.
            known[key], known["disability_number"] = sorted((str(old), str(value)), key=len)
            return
        if field_path == "person.name" and has_lost_character(str(old)):
            known[key] = value
            return
        if field_path == "person.name" and has_lost_character(str(value)):
            return
        values: dict[str, object] = {
            "known": self._shown(field_path, old),
            "said": self._shown(field_path, value),
        }
        sheet.find(row, Issue("import.contradicts", key, "doubt", values), path, str(values["said"]))

    def _shown(self, path: str, value: Stored) -> str:
        one = self._forms.by_path.get(path)
        if one is None:
            return self._villages.get(str(value), str(value))
        return show(one.kind, loaded(one.kind, value), self._forms.code_list(one))
