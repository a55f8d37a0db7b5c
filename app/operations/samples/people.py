"""The people of an invented township: names, ID numbers of the fictional area 99, phones nobody has."""

from datetime import date, timedelta
from random import Random
from typing import Any

from app.operations.samples.families import Family, Kin
from app.operations.samples.stocks import MEN, Stock
from app.rules.idnumbers import check_digit

Facts = dict[str, Any]
"""Answers by path (`person.name`): what a household or a person is in the sample."""

HAN = "01"


class Registry:
    """Gives out ID numbers, phones and bank accounts, none of them twice."""

    def __init__(self, random: Random, stock: Stock) -> None:
        self._random = random
        self._prefixes = stock.lives["phone_prefixes"]
        self._given: set[str] = set()

    def id_number(self, area: str, born: date, sex: str) -> str:
        """A number with a sound check digit; odd order numbers are men's."""
        while True:
            order = self._random.randrange(1, 99) * 10 + self._random.randrange(0, 10, 2) + (sex == MEN)
            first = f"{area}{born:%Y%m%d}{order:03}"
            # Excel rounds to numbers that end in 000: such a one would raise a doubt of its own.
            if first not in self._given and first[15:] != "00":
                self._given.add(first)
                return first + check_digit(first)

    def phone(self) -> str:
        """Eleven digits of a prefix no operator was given."""
        return self._fresh(lambda: f"{self._random.choice(self._prefixes)}{self._random.randrange(10**8):08}")

    def account(self) -> str:
        """A card number of nineteen digits with its check digit, of a bank that does not exist."""
        first = self._fresh(lambda: f"629999{self._random.randrange(10**12):012}")
        return first + luhn_digit(first)

    def _fresh(self, make: Any) -> str:
        while (number := make()) in self._given:
            pass
        self._given.add(number)
        return str(number)


def luhn_digit(first: str) -> str:
    """The last digit of a card number (ISO/IEC 7812)."""
    doubled = (sum(divmod(int(digit) * 2, 10)) for digit in first[::-2])
    return str(-(sum(doubled) + sum(map(int, first[-2::-2]))) % 10)


def _born(random: Random, year: int, age: int) -> date:
    first = date(year - age, 1, 1)
    return first + timedelta(days=random.randrange(365))


class Namer:
    """Names for one household after another: a surname for each line, or a people's own way of naming."""

    def __init__(self, random: Random, stock: Stock) -> None:
        self.random, self.stock = random, stock

    def household(self) -> tuple[str, dict[str, str], Facts]:
        """(ethnicity, surname by line, the people's own names or nothing) of a new household."""
        which = self.stock.peoples.one(self.random)
        people: Facts = self.stock.names["peoples"][which] if which is not None else {}
        lines = {line: self._surname() for line in ("head", "married", "mother", "wife")}
        if "surnames" in people:
            lines["head"] = self.random.choice(people["surnames"])
        return people.get("ethnicity", HAN), lines, people

    def _surname(self) -> str:
        return str(self.stock.surnames.one(self.random))

    def name(self, kin: Kin, born: int, lines: dict[str, str], people: Facts) -> str:
        """The name of one of the household."""
        if "men" not in people:
            return lines[kin.line] + self.stock.given(kin.sex, born, self.random)
        own = self.random.choice(people["men" if kin.sex == MEN else "women"])
        if "fathers" in people:
            return f"{own}\u00b7{self.random.choice(people['fathers'])}"
        if "houses" in people:
            return f"{self.random.choice(people['houses'])}\u00b7{own}"
        return str(own)


def persons(
    kin: Family, year: int, area: str, namer: Namer, registry: Registry, random: Random
) -> list[Facts]:
    """The people of one household as facts, head first. `area`: six digits beginning with 99."""
    ethnicity, lines, people = namer.household()
    found = []
    for one in kin:
        born = _born(random, year, one.age)
        local = one.line in ("head",) or random.random() < 0.3
        home = area if local else f"99{random.randrange(8200, 9000)}"
        found.append(
            {
                "person.name": namer.name(one, born.year, lines, people),
                "person.sex": one.sex,
                "person.birth_date": born,
                "person.id_kind": "1",
                "person.id_number": registry.id_number(home, born, one.sex),
                "person.ethnicity": ethnicity if one.line == "head" or people.get("men") else HAN,
                "membership.relation": one.relation,
                "age": one.age,
            }
        )
    return found
