"""Judging a household by a standard: pass, fail or unknown for each item, and for the whole.

Every result says what was found, what was asked, where it stands in the archive and what would change it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from app.errors import Problem
from app.rules.checks.facts import Meanings
from app.rules.checks.thresholds import Limits
from app.rules.dossiers import Dossier
from app.rules.lines import Line, Lines
from app.rules.standards.definitions import Item, Standard
from app.rules.standards.facts import Fact, Home, find_fact
from app.rules.values import show
from app.texts import say

State = Literal["pass", "fail", "unknown"]


@dataclass(frozen=True, slots=True)
class ItemResult:
    """How one item came out. `asked`: what was asked, in words; `line`: the line used; `mend`: what would change it."""

    item: Item
    state: State
    fact: Fact
    asked: str
    needed: Decimal | None = None
    line: Line | None = None
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A household judged by a standard on a day, from what the archive knew of that day's year."""

    standard: str
    household_id: str
    on: date
    year: int
    results: tuple[ItemResult, ...]

    @property
    def state(self) -> State:
        """Fail where an item with a veto fails; unknown where one is not known; pass only where all are met."""
        states = {one.state for one in self.results if one.item.veto}
        return "fail" if "fail" in states else "unknown" if "unknown" in states else "pass"

    @property
    def short(self) -> tuple[ItemResult, ...]:
        """The items with a veto that are not met, or not known."""
        return tuple(one for one in self.results if one.item.veto and one.state != "pass")


class Judge:
    """A standard made ready for a day: its forms, limits and lines looked up once for each place."""

    def __init__(
        self, standard: Standard, on: date, meanings: Meanings, limits: Limits, lines: Lines
    ) -> None:
        self.standard = standard
        self.on = on
        self._meanings = meanings
        self._limits = limits
        self._lines = lines
        self._asked: dict[tuple[str, str, int], tuple[str, Decimal | None, Line | None]] = {}

    def judge(self, dossier: Dossier) -> Judgement:
        """One household; where its dossier is of an earlier year, by that year's line."""
        home = Home.of(dossier, self.on, self._meanings, self._limits)
        results = tuple(self._result(item, home) for item in self.standard.items)
        return Judgement(self.standard.key, dossier.household_id, self.on, dossier.year, results)

    def _result(self, item: Item, home: Home) -> ItemResult:
        fact = find_fact(item.fact, home, item.options)
        asked, needed, line = self._asked_of(item, home.dossier)
        if item.line and line is None:
            mend = say("standards.mend_line", line=self._lines.label(item.line))
            return ItemResult(item, "unknown", fact, asked, mend=mend)
        state = compared(item, fact, needed)
        return ItemResult(item, state, fact, asked, needed, line, _mend(state, fact, needed))

    def _asked_of(self, item: Item, dossier: Dossier) -> tuple[str, Decimal | None, Line | None]:
        """What an item asks for at a place in a year: in words, as a number, and the line that says so."""
        key = (item.key, dossier.place.code, dossier.year)
        known = self._asked.get(key)
        if known is None:
            day = min(self.on, dossier.year_end)
            line = self._lines.at(item.line, dossier.place.code, day) if item.line else None
            needed = line.amount if line else item.amount
            if item.line and line is None:
                asked = say("standards.line_unknown", line=self._lines.label(item.line), year=dossier.year)
            else:
                asked = _asked(item, needed, line)
            known = self._asked[key] = asked, needed, line
        return known


@dataclass
class Standards:
    """Every standard known, with what judges by them. A judge is made once for a standard and day."""

    known: Mapping[str, Standard]
    lines: Lines
    limits: Limits
    meanings: Meanings
    editions: Mapping[str, tuple[Standard, ...]] = field(default_factory=dict)
    _judges: dict[tuple[str, date], Judge] = field(default_factory=dict)

    def at(self, key: str, day: date) -> Standard | None:
        """The edition of a standard in force on a day, of the pack on top; None where nobody has spoken of that day."""
        fitting = [one for one in self._editions(key) if one.first <= day <= one.last]
        return max(fitting, key=lambda one: one.rank, default=None)

    def on(self, key: str, day: date) -> Standard:
        """As `at`. Raises Problem for a day without: never "the latest"; KeyError for an unknown standard."""
        found = self.at(key, day)
        if found is None:
            spans = (f"{one.first:%Y-%m-%d}\u2014{one.last:%Y-%m-%d}" for one in self._editions(key))
            known = "\u3001".join(spans)
            raise Problem("standards.none_on", day=day, standard=self.known[key].label, known=known)
        return found

    def _editions(self, key: str) -> tuple[Standard, ...]:
        return self.editions.get(key) or (self.known[key],)

    def of(self, use: str, place: str) -> Standard | None:
        """The standard for a use at a place (division code), the narrowest region first; None where there is none."""
        fitting = [one for one in self.known.values() if one.use == use and place.startswith(one.region)]
        return max(fitting, key=lambda one: len(one.region), default=None)

    def judge(self, standard: Standard, dossier: Dossier, on: date) -> Judgement:
        """A household on a day."""
        judge = self._judges.get((standard.key, on))
        if judge is None:
            judge = self._judges[standard.key, on] = Judge(
                standard, on, self.meanings, self.limits, self.lines
            )
        return judge.judge(dossier)


def compared(item: Item, fact: Fact, needed: Decimal | None) -> State:
    """Pass, fail or unknown: what is not known never passes; on the line `above` fails and `at_least` passes."""
    value = fact.value
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "pass" if value is (item.compare == "yes") else "fail"
    assert needed is not None  # the reading of the file has seen to it
    met = {
        "above": value > needed,
        "at_least": value >= needed,
        "below": value < needed,
        "at_most": value <= needed,
    }[item.compare]
    return "pass" if met else "fail"


def bare_asked(item: Item, needed: Decimal | None) -> str:
    """What an item asks for as a number, in words; "" for a yes or a no."""
    if needed is None:
        return ""
    amount = show("quantity", needed)
    return {
        "above": say("standards.above", amount=amount),
        "at_least": say("standards.at_least", amount=amount),
        "below": say("standards.below", amount=amount),
        "at_most": say("standards.at_most", amount=amount),
    }.get(item.compare, "")


def _asked(item: Item, needed: Decimal | None, line: Line | None) -> str:
    words = bare_asked(item, needed)
    if line is None:
        return words
    doubtful = "" if line.confirmed else say("standards.unconfirmed")
    return say("standards.by_line", words=words, source=line.source, doubtful=doubtful)


def _mend(state: State, fact: Fact, needed: Decimal | None) -> str:
    """What would change the result; nothing for an item that is met."""
    if state == "pass":
        return ""
    if state == "unknown":
        return say("standards.mend_unknown", said=fact.said)
    if isinstance(fact.value, Decimal) and needed is not None:
        gap = show("quantity", abs(needed - fact.value))
        return (
            say("standards.mend_more", gap=gap)
            if needed >= fact.value
            else say("standards.mend_less", gap=gap)
        )
    return say("standards.mend_fact", said=fact.said)


def tally(judgements: Sequence[Judgement]) -> dict[str, dict[State, int]]:
    """How many households came out how, by the item's key; "" is the whole."""
    totals: dict[str, dict[State, int]] = {}
    for one in judgements:
        for key, state in [("", one.state), *((result.item.key, result.state) for result in one.results)]:
            row = totals.setdefault(key, {"pass": 0, "fail": 0, "unknown": 0})
            row[state] += 1
    return totals
