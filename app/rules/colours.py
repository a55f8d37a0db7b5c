"""Three colours as data (`forms/colours/`): which household is red, yellow or green, which village, and why.

What decides is named (`STATES`); the first entry that holds of a household gives its colour, and its words say why.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, get_args

from app.errors import Problem
from app.rules.formfiles import read_toml
from app.rules.shelves import Folder, rank_of

Colour = Literal["red", "yellow", "green"]
COLOURS: Final[tuple[Colour, ...]] = get_args(Colour)
State = Literal["monitored", "unhelped", "cleared", "taken", "overdue", "clue", "warning", "always"]
OPEN_END: Final = date(9999, 12, 31)
HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class HouseholdEntry:
    """The colour of a household of which `when` holds."""

    colour: Colour
    when: State
    told: str


@dataclass(frozen=True, slots=True)
class VillageEntry:
    """The colour of a village in which `count` households, or `share` per cent, are of the colours `of`."""

    colour: Colour
    told: str
    of: tuple[Colour, ...] = ()
    count: int | None = None
    share: Decimal | None = None

    def holds(self, counts: Mapping[Colour, int], households: int) -> bool:
        """Whether it holds of a village with so many households of each colour; without `of` of every one."""
        some = sum(counts.get(colour, 0) for colour in self.of)
        if self.count is not None and some < self.count:
            return False
        return self.share is None or (some > 0 and some * HUNDRED >= self.share * households)


@dataclass(frozen=True, slots=True)
class ColourRule:
    """The colours of a region for a time, with their source."""

    key: str
    label: str
    region: str
    first: date
    last: date
    source: str
    confirmed: bool
    households: tuple[HouseholdEntry, ...]
    villages: tuple[VillageEntry, ...]
    rank: int = 0

    def of_household(self, states: Collection[State]) -> HouseholdEntry:
        """The entry that gives a household its colour; `states`: those that hold of it."""
        return next(one for one in self.households if one.when == "always" or one.when in states)

    def of_village(self, counts: Mapping[Colour, int]) -> VillageEntry:
        """The entry that gives a village its colour."""
        every = sum(counts.values())
        return next(one for one in self.villages if one.holds(counts, every))


def load_colours(folder: Folder) -> tuple[ColourRule, ...]:
    """The colours of a forms folder. Raises Problem naming the file and what to mend."""
    return tuple(_read(path, read_toml(path)) for path in sorted((folder / "colours").glob("*.toml")))


def colours_at(rules: Sequence[ColourRule], place: str, day: date) -> ColourRule | None:
    """The colours in force at a place (division code) on a day: of the narrowest region, of the pack on top."""
    fitting = [one for one in rules if place.startswith(one.region) and one.first <= day <= one.last]
    return max(fitting, key=lambda one: (len(one.region), one.rank), default=None)


def _read(path: Folder, table: Mapping[str, Any]) -> ColourRule:
    head = table.get("colours", {})
    for word in ("key", "label", "from", "source"):
        if not head.get(word):
            raise Problem("colours.word_missing", file=path.name, place="colours", word=word)
    first, last = head["from"], head.get("to", OPEN_END)
    if not (isinstance(first, date) and isinstance(last, date) and first <= last):
        raise Problem("colours.bad_dates", file=path.name)
    made = ColourRule(
        key=str(head["key"]),
        label=str(head["label"]),
        region=str(head.get("region", "")),
        first=first,
        last=last,
        source=str(head["source"]),
        confirmed=bool(head.get("confirmed", True)),
        households=tuple(_household(path, line) for line in table.get("household", ())),
        villages=tuple(_village(path, line) for line in table.get("village", ())),
        rank=rank_of(path),
    )
    if not any(one.when == "always" for one in made.households):
        raise Problem("colours.no_rest", file=path.name, place="household")
    if not any(one.count is None and one.share is None for one in made.villages):
        raise Problem("colours.no_rest", file=path.name, place="village")
    return made


def _household(path: Folder, line: Mapping[str, Any]) -> HouseholdEntry:
    colour = _word(path, line, "colour", COLOURS)
    return HouseholdEntry(colour, _word(path, line, "when", get_args(State)), _told(path, line))


def _village(path: Folder, line: Mapping[str, Any]) -> VillageEntry:
    for word in ("count", "share"):
        value = line.get(word)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or value < 0):
            raise Problem("colours.not_a_number", file=path.name, word=word, value=value)
    count, share = line.get("count"), line.get("share")
    of = tuple(_word(path, {"of": one}, "of", COLOURS) for one in line.get("of", ()))
    if (count is not None or share is not None) != bool(of):
        raise Problem("colours.word_missing", file=path.name, place="village", word="of")
    return VillageEntry(
        _word(path, line, "colour", COLOURS),
        _told(path, line),
        of,
        None if count is None else int(count),
        None if share is None else Decimal(str(share)),
    )


def _told(path: Folder, line: Mapping[str, Any]) -> str:
    if not line.get("told"):
        raise Problem("colours.word_missing", file=path.name, place=line.get("colour", ""), word="told")
    return str(line["told"])


def _word(path: Folder, line: Mapping[str, Any], key: str, known: Sequence[str]) -> Any:
    if line.get(key) not in known:
        raise Problem(
            "colours.unknown_word", file=path.name, key=key, word=line.get(key, ""), known=", ".join(known)
        )
    return line[key]
