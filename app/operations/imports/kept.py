"""What the archive keeps of the households and persons a call speaks of, as it is stored."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.operations.rows import in_list
from app.rules.dossiers import HEAD
from app.rules.idnumbers import person_key
from app.rules.imports.incomes import KeptItem
from app.rules.values import Stored

Read = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]
Columns = Callable[[str], tuple[str, ...]]
Said = dict[str, Stored]


def _known(names: Sequence[str], values: Sequence[Stored]) -> Said:
    """A row without what is unknown: most columns of most rows are."""
    return {name: value for name, value in zip(names, values, strict=True) if value is not None}


@dataclass(slots=True)
class Place:
    """A membership as kept."""

    id: str
    household_id: str
    person_id: str
    said: Said

    @property
    def is_open(self) -> bool:
        return self.said.get("left_on") is None

    @property
    def is_head(self) -> bool:
        return self.is_open and self.said.get("relation") == HEAD


@dataclass(slots=True)
class Lines:
    """Rows of a record of many lines of one household and year."""

    ids: dict[str, Said] = field(default_factory=dict)

    def items(self) -> list[KeptItem]:
        """The rows as lines of the income sheet."""
        return [KeptItem(one, str(said["kind"]), int(said["amount"] or 0)) for one, said in self.ids.items()]


class KeptIdentities:
    """Who the archive knows: households by code, persons by ID number and code, and who stands where."""

    def __init__(self, read: Read, columns: Columns) -> None:
        self.codes: dict[str, str] = {}
        self.code_of: dict[str, str | None] = {}
        for household, code in read("SELECT id, code FROM household ORDER BY closed_on IS NOT NULL, id", ()):
            self.code_of[household] = code
            if code:
                self.codes.setdefault(code, household)
        self.numbers: dict[str, str] = {}
        self.person_codes: dict[str, str] = {}
        self.names: dict[str, tuple[str | None, str | None]] = {}
        for person, number, code, name in read(
            "SELECT id, id_number, code, name FROM person ORDER BY id", ()
        ):
            self.names[person] = (name, number)
            if number:
                self.numbers.setdefault(person_key(number), person)
            if code:
                self.person_codes.setdefault(code, person)
        self.by_person: dict[str, list[Place]] = defaultdict(list)
        self.by_household: dict[str, list[Place]] = defaultdict(list)
        names = columns("membership")
        for one, *values in read(f"SELECT id, {', '.join(names)} FROM membership ORDER BY id", ()):
            said = _known(names, values)
            place = Place(one, str(said.pop("household_id")), str(said.pop("person_id")), said)
            self.by_person[place.person_id].append(place)
            self.by_household[place.household_id].append(place)

    def head_of(self, household: str) -> Place | None:
        """The place of a household's head; None where nobody stands as head."""
        return next((place for place in self.by_household.get(household, ()) if place.is_head), None)

    def place_in(self, household: str, person: str) -> Place | None:
        """A person's place in a household, an open one before one that ended."""
        places = [place for place in self.by_person.get(person, ()) if place.household_id == household]
        return next((place for place in places if place.is_open), places[-1] if places else None)

    def name_of(self, person: str) -> str:
        return self.names.get(person, (None, None))[0] or ""


class KeptRows:
    """The stored answers of chosen households and persons, by record."""

    def __init__(self, read: Read, columns: Columns) -> None:
        self._read, self._columns = read, columns
        self.single: dict[str, dict[str, Said]] = {"household": {}, "person": {}}
        self.yearly: dict[str, dict[tuple[str, int], tuple[str, Said]]] = defaultdict(dict)
        self.years: dict[str, set[int]] = defaultdict(set)
        self.first: dict[str, int] = {}
        self.lines: dict[str, dict[tuple[str, int], Lines]] = defaultdict(lambda: defaultdict(Lines))
        self.answers: dict[tuple[str, str, int | None], dict[str, tuple[str, str | None]]] = defaultdict(dict)

    def load(self, households: Collection[str], persons: Collection[str], years: Collection[int]) -> None:
        """Read the answers; `years` says of which years the income lines are needed."""
        self._single("household", households)
        self._single("person", persons)
        self._yearly("standing", "household_id", households)
        self._yearly("conditions", "household_id", households)
        self._yearly("member_year", "person_id", persons)
        self._lines("income", households, set(years))
        self._lines("document", households, None)
        self._answers([*households, *persons])
        self._years_of_members(households)

    def newest(self, owner: str) -> int:
        """The newest year kept of a household or person; 0 where there is none."""
        return max(self.years.get(owner, ()), default=0)

    def _single(self, record: str, ids: Collection[str]) -> None:
        names = self._columns(record)
        for one, *values in self._some(record, "id", ("id", *names), ids):
            self.single[record][one] = _known(names, values)

    def _yearly(self, record: str, owner: str, ids: Collection[str]) -> None:
        names = self._columns(record)
        for one, *values in self._some(record, owner, ("id", *names), ids):
            said = _known(names, values)
            whose, year = str(said.pop(owner)), int(str(said.pop("year")))
            self.yearly[record][whose, year] = (one, said)
            self.years[whose].add(year)

    def _lines(self, record: str, ids: Collection[str], years: set[int] | None) -> None:
        names = self._columns(record)
        for one, *values in self._some(record, "household_id", ("id", *names), ids):
            said = _known(names, values)
            whose, year = str(said.pop("household_id")), int(str(said.pop("year", 0)))
            if years is not None:
                self.years[whose].add(year)
            if years is None or year in years:
                self.lines[record][whose, year].ids[one] = said

    def _years_of_members(self, households: Collection[str]) -> None:
        """A household is known since, and up to, the years of those who belong to it."""
        for some in in_list(list(households)):
            sql = (
                "SELECT m.household_id, min(y.year), max(y.year) FROM membership m"
                " JOIN member_year y ON y.person_id = m.person_id"
                f" WHERE m.household_id IN ({some.marks}) GROUP BY m.household_id"
            )
            for household, first, last in self._read(sql, some.values) if some.values else ():
                self.years[household].update((first, last))

    def _answers(self, ids: Collection[str]) -> None:
        names = ("id", "subject_id", "form", "year", "field", "value")
        for one, subject, form, year, key, value in self._some("answer", "subject_id", names, ids):
            self.answers[form, subject, year][key] = (one, value)

    def _some(
        self, record: str, column: str, names: Sequence[str], ids: Collection[str]
    ) -> Iterable[tuple[Any, ...]]:
        listed = ", ".join(f'"{name}"' for name in names)
        for some in in_list(list(ids)):
            if some.values:
                sql = f'SELECT {listed} FROM "{record}" WHERE "{column}" IN ({some.marks}) ORDER BY id'
                yield from self._read(sql, some.values)
