"""What an invented township is made of: names, jobs, words and prices from `resources/sample/`."""

import tomllib
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

MEN, WOMEN = "1", "2"
# Birth years at which the fashion of given names changes.
_ERAS = ((1966, "old"), (1993, "middle"), (9999, "young"))


@dataclass(frozen=True)
class Draw:
    """Things to draw from, each as often as its weight says."""

    things: Sequence[Any]
    weights: Sequence[float]

    def one(self, random: Random) -> Any:
        """One of them."""
        return self.things[bisect(self.weights, random.random() * self.weights[-1])]


def draw(things: Mapping[Any, float]) -> Draw:
    """A draw of the keys of `things` by their weights."""
    return Draw(tuple(things), tuple(accumulate(things.values())))


@dataclass(frozen=True, slots=True)
class Job:
    """Work away from the farm: where, how it was found (code), and monthly pay in yuan from low to high."""

    place: str
    channel: str
    low: int
    high: int


@dataclass(frozen=True)
class Stock:
    """Names and the things of life, read once for a township."""

    names: Mapping[str, Any]
    lives: Mapping[str, Any]
    surnames: Draw
    jobs: Draw
    peoples: Draw

    def given(self, sex: str, born: int, random: Random) -> str:
        """A given name of the fashion of the birth year: one or two characters, a few of them rare."""
        era = next(name for until, name in _ERAS if born < until)
        pool = self.names["men" if sex == MEN else "women"][era]
        if random.random() < 0.12:
            return str(random.choice(pool["one"]))
        last = random.choice(pool["second"])
        if random.random() < self.names["rare"]["share"]:
            last = random.choice(self.names["rare"]["of"])
        return f"{random.choice(pool['first'])}{last}"


def read_stock(folder: Path) -> Stock:
    """The stock of a folder with `names.toml` and `lives.toml`."""
    names = tomllib.loads((folder / "names.toml").read_text(encoding="utf-8"))
    lives = tomllib.loads((folder / "lives.toml").read_text(encoding="utf-8"))
    surnames = {one: line["weight"] / len(line["of"]) for line in names["surnames"] for one in line["of"]}
    surnames |= dict.fromkeys(names["compound"], 0.12)
    jobs = {
        Job(one["place"], one["channel"], one["low"], one["high"]): one["weight"] for one in lives["jobs"]
    }
    shares: dict[int | None, float] = {n: one["share"] for n, one in enumerate(names["peoples"])}
    shares[None] = 1 - sum(shares.values())
    return Stock(names, lives, draw(surnames), draw(jobs), draw(shares))
