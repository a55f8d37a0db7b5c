"""A whole invented township: the same for the same number of households, seed and town."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from app.errors import Problem
from app.operations.samples.earnings import earn, totals
from app.operations.samples.families import family
from app.operations.samples.flaws import spoil
from app.operations.samples.homes import causes, contacts, homes, register
from app.operations.samples.lives import NONE, live
from app.operations.samples.monitored import unpoor, watch, watched
from app.operations.samples.people import Facts, Namer, Registry, persons
from app.operations.samples.stocks import Stock, read_stock
from app.operations.samples.tables import Row, household_rows, person_rows, register_shape
from app.paths import resources
from app.rules.forms import Forms
from app.rules.places import path_of, villages
from app.rules.villages import normal_village

_VILLAGE_SIZE = 145
"""Registered households of a village, about: it decides how many villages a sample spreads over."""


@dataclass(frozen=True, slots=True)
class Town:
    """The real place an invented township borrows: the names above it, and its villages by code and short name."""

    code: str
    province: str
    city: str
    county: str
    township: str
    villages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SampleTownship:
    """Rows under the national headings: 53 of a household, 47 of a person, 28 of a monitored household.

    `register_rows` hold what the township's own ledger adds: group, address, kind, attribute and status.
    """

    town: Town
    year: int
    monitored_year: int
    household_rows: list[Row]
    person_rows: list[Row]
    monitored_rows: list[Row]
    register_rows: list[Row]


def find_town(code: str) -> Town:
    """A township by its nine-digit code. Raises Problem for a code the division list does not know."""
    path = path_of(code)
    below = villages(code)
    if len(code) != 9 or len(path) != 4 or not below:
        raise Problem("sample.no_town", town=code)
    # Villages before the communities of the town itself: 200 to 399 and 500 on are villages (GB/T 10114).
    ranked = sorted(below, key=lambda one: (one.code[9] not in "235", one.code))
    province, city, county, township = (one.name for one in path)
    named = tuple((one.code, normal_village(one.name)) for one in ranked)
    return Town(code, province, city, county, township, named)


def make_township(households: int, seed: int, town: Town, forms: Forms) -> SampleTownship:
    """As many households of `town`, with 3.3 persons each, and one in sixteen of them watched a year later."""
    random = Random(f"{seed}/{town.code}")
    stock = read_stock(resources() / "sample")
    year, later = stock.lives["year"], stock.lives["monitored_year"]
    made = list(_households(households, town, stock, random, year))
    everyone = [household for household, _ in made]
    chosen = [made[place] for place in watched(made, random)]
    later_ones = [watch(household, members, later, random) for household, members in chosen]
    for (household, _), seen in zip(chosen, later_ones, strict=True):
        if not seen["standing.formerly_poor"]:
            unpoor(household)
    shapes = forms.exports
    return SampleTownship(
        town=town,
        year=year,
        monitored_year=later,
        household_rows=list(household_rows(forms, shapes["national-households"], everyone)),
        person_rows=list(person_rows(forms, shapes["national-persons"], made)),
        monitored_rows=list(household_rows(forms, shapes["national-monitored"], later_ones)),
        register_rows=list(household_rows(forms, register_shape(forms), everyone)),
    )


def _settled(households: int, town: Town, stock: Stock, random: Random) -> list[Facts]:
    """The villages lived in, each with its weight, number of groups and office phone."""
    count = min(len(town.villages), max(1, round(households / _VILLAGE_SIZE)))
    phone = stock.lives["village_phone"]
    return [
        {
            "name": name,
            "weight": random.uniform(0.75, 1.3),
            "groups": random.randint(3, len(stock.lives["groups"])),
            "phone": phone.format(number=random.randrange(100_000)),
            "area": f"99{8000 + place:04}",
        }
        for place, (_, name) in enumerate(town.villages[:count])
    ]


def _households(
    count: int, town: Town, stock: Stock, random: Random, year: int
) -> Iterator[tuple[Facts, list[Facts]]]:
    """Households with their members, village after village."""
    villages_lived_in = _settled(count, town, stock, random)
    shares = list(accumulate(village["weight"] for village in villages_lived_in))
    registry, namer = Registry(random, stock), Namer(random, stock)
    where = {"county": town.county, "city": town.city, "township": town.township}
    place = {f"place.{level}": name for level, name in where.items()} | {"place.province": town.province}
    number = 0
    for nth, village in enumerate(villages_lived_in):
        until = round(count * shares[nth] / shares[-1])
        while number < until:
            number += 1
            members = persons(family(random), year, village["area"], namer, registry, random)
            _live(members, stock, where, random)
            household = {**place, **homes(members, random), **causes(members, random)}
            household |= contacts(members, village, stock, registry, random) | register(members, random)
            household |= earn(members, household, random)
            spoil(members, household, random)
            household |= totals(household, len(members))
            yield _numbered(household, members, town, number, year)


def _live(members: list[Facts], stock: Stock, where: dict[str, str], random: Random) -> None:
    """The year of everyone; a few households live on minimum support, a few old people on the state's care."""
    dibao = random.random() < 0.17
    for member in members:
        live(member, stock, where, dibao, random)
    helpless = len(members) == 1 and members[0]["age"] >= 60 and "wages" not in members[0]
    if helpless and random.random() < 0.4:
        members[0].update({"member_year.tekun": True, "member_year.dibao": False, "member_year.labour": NONE})


def _numbered(
    household: Facts, members: list[Facts], town: Town, number: int, year: int
) -> tuple[Facts, list[Facts]]:
    """Codes as the national system gives them: the township's, the household's, two digits for the person."""
    code = f"{town.code}{number:06}"
    for nth, member in enumerate(members, 1):
        member["person.code"] = f"{code}{nth:02}"
    head = members[0]
    household |= {
        "household.code": code,
        "head.code": head["person.code"],
        "head.name": head["person.name"],
        "head.id_number": head["person.id_number"],
        "derived.size": len(members),
        "derived.year": year,
    }
    return household, members
