"""What the help of a sample is drawn from: the households as imported, the stock of words, the day, the dice."""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from app.operations.offices import Office
from app.operations.samples.lives import CHRONIC, DISABLED, ORDINARY, SERIOUS, SKILLED, WEAK
from app.operations.samples.people import Registry
from app.operations.samples.stocks import MEN, WOMEN, Stock, read_stock
from app.paths import resources
from app.rules.dossiers import HEAD
from app.rules.idnumbers import age

Kept = dict[str, Any]
"""A row as the archive keeps it: money in fen, days in ISO text, codes joined by commas."""


@dataclass(slots=True)
class Someone:
    """A member as the sample's help sees him; `year` is his newest row as kept."""

    id: str
    name: str
    relation: str
    age: int
    sex: str
    phone: str
    year: Kept = field(default_factory=dict)

    @property
    def able(self) -> bool:
        return self.year.get("labour") in (ORDINARY, SKILLED, WEAK)

    @property
    def works(self) -> bool:
        return bool(self.year.get("work_months"))

    def suffers(self, *states: str) -> bool:
        """Whether one of these states of health is his."""
        return not set(states).isdisjoint(str(self.year.get("health") or "").split(","))


@dataclass(slots=True)
class Home:
    """A household with its village and members, head first; `standing` is its newest row as kept."""

    id: str
    division_id: str
    standing: Kept
    house: Kept
    people: list[Someone]

    @property
    def head(self) -> Someone:
        return self.people[0]

    @property
    def watched(self) -> bool:
        return bool(self.standing.get("monitor_class")) and self.standing.get("risk_cleared") != 1

    def fits(self, whom: str) -> list[Someone] | None:
        """Whom of the household a measure for `whom` is for; empty: all of it; None: nobody."""
        if whom in ("any", "house", "water", "weak"):
            shows = {
                "any": True,
                "house": self.house.get("dangerous_house") == 1,
                "water": self.house.get("water_safe") == 0,
                "weak": not any(one.able for one in self.people),
            }
            return [] if shows[whom] else None
        found = [one for one in self.people if _FITS[whom](one)]
        return found or None


_FITS: Mapping[str, Callable[[Someone], bool]] = {
    "labour": lambda one: one.able and not one.year.get("school_state"),
    "worker": lambda one: one.works,
    "post": lambda one: bool(one.year.get("post_kind")),
    "pupil": lambda one: str(one.year.get("school_state") or "") in ("03", "04", "05", "06"),
    "student": lambda one: str(one.year.get("school_state") or "") >= "07",
    "ill": lambda one: one.suffers(CHRONIC, SERIOUS),
    "disabled": lambda one: one.suffers(DISABLED),
    "dibao": lambda one: one.year.get("dibao") == 1,
}


@dataclass(frozen=True)
class Scene:
    """Everything the makers of help draw from. `names`: the county's, the township's; `villages`: by division id."""

    office: Office
    random: Random
    stock: Stock
    words: Mapping[str, Any]
    registry: Registry
    today: date
    last: int
    names: Mapping[str, str]
    villages: Mapping[str, str]
    homes: Sequence[Home]

    def say(self, text: str, home_division: str = "") -> str:
        """A phrase of the stock with the names of the place in it."""
        return text.format(**self.names, village=self.villages.get(home_division, ""))

    def person(self) -> tuple[str, str]:
        """(name, sex) of somebody new, of working age."""
        sex = MEN if self.random.random() < 0.62 else WOMEN
        born = self.random.randint(1966, 1999)
        return f"{self.stock.surnames.one(self.random)}{self.stock.given(sex, born, self.random)}", sex


def set_scene(office: Office, seed: int, names: Mapping[str, str], last: int) -> Scene:
    """The scene of an office whose households were imported. `last`: the year whose figures are whole."""
    random = Random(f"help/{seed}")
    folder = resources() / "sample"
    stock = read_stock(folder)
    words = _read_words(folder)
    villages: dict[str, str] = dict(
        office.archive.read("SELECT id, name FROM division WHERE level = 'village'")
    )
    return Scene(
        office,
        random,
        stock,
        words,
        Registry(random, stock),
        office.clock().date(),
        last,
        names,
        villages,
        read_homes(office, last),
    )


def _read_words(folder: Path) -> Mapping[str, Any]:
    return tomllib.loads((folder / "help.toml").read_text(encoding="utf-8"))


def read_homes(office: Office, last: int) -> list[Home]:
    """Every open household in the order of its code, with its newest standing, conditions and members."""
    standings = _newest(office, "standing", "household_id")
    houses = _newest(office, "conditions", "household_id")
    lives = _newest(office, "member_year", "person_id")
    people: dict[str, list[Someone]] = defaultdict(list)
    rows = office.archive.read(
        "SELECT m.household_id, m.relation, p.id, p.name, p.birth_date, p.sex, p.phone FROM membership m"
        " JOIN person p ON p.id = m.person_id WHERE m.left_on IS NULL ORDER BY m.relation != ?, p.code",
        (HEAD,),
    )
    for household, relation, person, name, born, sex, phone in rows:
        years = age(date.fromisoformat(born), date(last, 12, 31)) if born else 0
        own = lives.get(person, {})
        people[household].append(Someone(person, name, relation, years, sex or "", phone or "", own))
    homes = office.archive.read("SELECT id, division_id FROM household WHERE closed_on IS NULL ORDER BY code")
    return [
        Home(one, division, standings.get(one, {}), houses.get(one, {}), people[one])
        for one, division in homes
        if people[one]
    ]


def _newest(office: Office, record: str, owner: str) -> dict[str, Kept]:
    names = [
        owner,
        "year",
        "id",
        *(one for one in office.archive.columns(record) if one not in (owner, "year")),
    ]
    columns = ", ".join(f'"{name}"' for name in names)
    rows = office.archive.read(f'SELECT {columns} FROM "{record}" ORDER BY year')
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}
