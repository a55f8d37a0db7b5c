"""The households and persons of one call, as its files speak of them: answers by record and year."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.rules.imports.identities import Spot
from app.rules.values import Stored

Said = dict[str, Stored]
ByYear = dict[int, Said]
Key = str


@dataclass(slots=True)
class PersonSaid:
    """A person as the call speaks of him: answers by record and year, his place in each household by year."""

    key: Key
    spot: Spot
    facts: dict[str, ByYear] = field(default_factory=dict)
    places: dict[Key, ByYear] = field(default_factory=dict)

    def latest(self, record: str) -> Said:
        """Answers that belong to no year: the newest year's, filled up from older ones."""
        return collapse(self.facts.get(record, {}))

    @property
    def name(self) -> str:
        return str(self.latest("person").get("name") or "")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a record of many lines (income, documents): its own id if the sheet gives it, and whose it is."""

    record: str
    id: str | None
    year: int
    person: Key | None
    said: Said
    spot: Spot


@dataclass(slots=True)
class HouseholdSaid:
    """A household as the call speaks of it. `heads`: the key of the head each year's sheets name."""

    key: Key
    spot: Spot
    facts: dict[str, ByYear] = field(default_factory=dict)
    heads: dict[int, Key] = field(default_factory=dict)
    persons: dict[Key, None] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def latest(self, record: str) -> Said:
        return collapse(self.facts.get(record, {}))

    @property
    def code(self) -> str | None:
        return self.key.removeprefix("code:") if self.key.startswith("code:") else None

    @property
    def years(self) -> list[int]:
        return sorted({year for years in self.facts.values() for year in years})


@dataclass(slots=True)
class Call:
    """Everything the files of one call say. `refused_…`: keys of households and persons whose rows were refused.

    `asked`: which answers of a record and year the sheets have a column for, filled or blank.
    """

    households: dict[Key, HouseholdSaid] = field(default_factory=dict)
    persons: dict[Key, PersonSaid] = field(default_factory=dict)
    refused_households: set[str] = field(default_factory=set)
    refused_persons: set[str] = field(default_factory=set)
    asked: dict[tuple[str, int], set[str]] = field(default_factory=dict)


def collapse(years: Mapping[int, Said]) -> Said:
    """One set of answers out of several years': the newest year's word counts."""
    if len(years) == 1:
        return next(iter(years.values()))
    found: Said = {}
    for year in sorted(years):
        found.update(years[year])
    return found
