"""Standards as data (`forms/standards/*.toml`): the conditions a household must meet, item by item.

An item names what of the dossier decides it. Unknown is unknown and never passes; an item without a test is for those
who go and look. Pure: the day comes by argument.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal, get_args

from app.errors import Problem
from app.rules.checks.thresholds import Thresholds
from app.rules.formfiles import read_toml
from app.rules.forms import Forms
from app.rules.spots import MEMBER_RECORDS, reader

Verdict = Literal["met", "unmet", "unknown"]
Join = Literal["all", "any"]
Members = Literal["every", "some"]

MONTHS_WATCHED: Final = "watched.months"
"""Months since the household was identified, up to the day of judging."""
MEASURES_GIVEN: Final = "measures.given"
"""How many measures are being carried out or done."""
CHILD_AT_SCHOOL: Final = "child.at_school"
"""Whether a member of the age of compulsory schooling is at school."""
SPECIAL: Final = frozenset({MONTHS_WATCHED, MEASURES_GIVEN, CHILD_AT_SCHOOL})


@dataclass(frozen=True, slots=True)
class Test:
    """One question: the words at `path` are among `words`, or its number is at least `least` or above the `above` line.

    `above` names a line of forms/checks.toml; where none is in force at the place in the year, nothing is known.
    """

    path: str
    words: tuple[str, ...] = ()
    least: Decimal | None = None
    above: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A condition. `members`: the tests are put to every member (or to some one); `join`: all of them, or any."""

    label: str
    group: str = ""
    tests: tuple[Test, ...] = ()
    join: Join = "all"
    members: Members | None = None


@dataclass(frozen=True, slots=True)
class Standard:
    """A list of conditions for one `use` (exit, risk) in a region (prefix of the place's code), with its source."""

    key: str
    label: str
    use: str
    region: str
    source: str
    confirmed: bool
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Standards:
    """Every standard known, and the thresholds their lines come from."""

    known: tuple[Standard, ...] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)

    def of(self, use: str, place: str) -> Standard | None:
        """The standard for a use at a place (division code), the narrowest region first; None where there is none."""
        fitting = [one for one in self.known if one.use == use and place.startswith(one.region)]
        return max(fitting, key=lambda one: len(one.region), default=None)


def load_standards(folder: Path, forms: Forms, thresholds: Thresholds) -> Standards:
    """The standards of a forms folder. Raises Problem naming the file and the word that cannot be right."""
    paths = sorted((folder / "standards").glob("*.toml"))
    return Standards(tuple(_standard(path, read_toml(path), forms) for path in paths), thresholds)


def _standard(path: Path, table: Mapping[str, Any], forms: Forms) -> Standard:
    try:
        head = table["standard"]
        return Standard(
            key=str(head["key"]),
            label=str(head["label"]),
            use=str(head["use"]),
            region=str(head.get("region", "")),
            source=str(head["source"]),
            confirmed=bool(head.get("confirmed", True)),
            items=tuple(_item(path, line, forms) for line in table["item"]),
        )
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise Problem("standards.bad_file", file=path.name, reason=str(error)) from error


def _item(path: Path, line: Mapping[str, Any], forms: Forms) -> Item:
    tests = tuple(_test(path, one, forms) for one in line.get("tests", ()))
    members = line.get("members")
    asks_members = any(one.path == CHILD_AT_SCHOOL or _of_member(one.path) for one in tests)
    if asks_members != (members is not None):
        raise Problem("standards.bad_file", file=path.name, reason=f"members: {line['label']}")
    return Item(
        label=str(line["label"]),
        group=str(line.get("group", "")),
        tests=tests,
        join=_word(path, line.get("join", "all"), Join),
        members=_word(path, members, Members) if members is not None else None,
    )


def _test(path: Path, line: Mapping[str, Any], forms: Forms) -> Test:
    source = str(line["path"])
    if source not in SPECIAL:
        try:
            reader(source, forms)
        except Problem as problem:
            raise Problem("standards.bad_file", file=path.name, reason=source) from problem
    least = line.get("least")
    test = Test(
        path=source,
        words=tuple(line.get("is", ())),
        least=Decimal(str(least)) if least is not None else None,
        above=str(line.get("above", "")),
    )
    if source != CHILD_AT_SCHOOL and not (test.words or test.least is not None or test.above):
        raise Problem("standards.bad_file", file=path.name, reason=source)
    return test


def _of_member(path: str) -> bool:
    return path.partition(".")[0] in MEMBER_RECORDS


def _word(path: Path, word: Any, words: Any) -> Any:
    if word not in get_args(words):
        known = ", ".join(get_args(words))
        raise Problem("standards.unknown_word", file=path.name, word=word, known=known)
    return word


@dataclass(frozen=True, slots=True)
class Judged:
    """An item with its verdict, and what is known of it in words."""

    item: Item
    verdict: Verdict
    known: str


def count_verdicts(judged: Sequence[Judged]) -> dict[Verdict, int]:
    """How many items are met, unmet and unknown."""
    return {word: sum(one.verdict == word for one in judged) for word in get_args(Verdict)}


def as_of(day: date) -> str:
    """A day as a month's answer, yyyy-mm."""
    return f"{day:%Y-%m}"
