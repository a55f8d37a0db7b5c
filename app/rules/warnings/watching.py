"""Judges a household's two years by the rules in force at its place: warnings, and what could not be judged."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.rules.dossiers import Dossier
from app.rules.lines import Lines
from app.rules.warnings.definitions import Rule, Rules
from app.rules.warnings.signs import SIGNS, Ask, Found, Pair


@dataclass(frozen=True, slots=True)
class Warning:
    """A rule's warning of a household, perhaps of a member: what was, what is."""

    rule: Rule
    household_id: str
    found: Found

    @property
    def basis(self) -> str:
        """Sixteen characters of the facts, not of their words: the same facts of the same year are warned of once."""
        found = self.found
        told = (self.rule.key, self.household_id, found.person_id, str(found.year), *map(str, found.facts))
        return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A rule that could not be judged of a household, and what is not known."""

    rule: str
    said: str


@dataclass(frozen=True, slots=True)
class Watching:
    """What came of a household: warnings in the order of the files, and the rules that could not be judged."""

    warnings: tuple[Warning, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class Watcher:
    """The rules with the lines they name, on a day; what is in force where is found out once for each place."""

    def __init__(self, rules: Rules, lines: Lines, on: date) -> None:
        self._rules, self._lines, self.on = rules, lines, on
        self._asked: dict[str, tuple[tuple[Rule, Ask], ...]] = {}

    def watch(self, pair: Pair) -> Watching:
        """Judge a household by every rule of its place."""
        dossier = pair.now.dossier
        warnings: list[Warning] = []
        unknown: list[Unknown] = []
        monitored = watched(dossier)
        for rule, ask in self._of(dossier.place.code):
            if rule.who == "unwatched" and monitored:
                continue
            sign = SIGNS[rule.sign][0](pair, ask)
            warnings += (Warning(rule, dossier.household_id, found) for found in sign.found)
            if sign.unknown:
                unknown.append(Unknown(rule.key, sign.unknown))
        return Watching(tuple(warnings), tuple(unknown))

    def _of(self, place: str) -> tuple[tuple[Rule, Ask], ...]:
        if place not in self._asked:
            self._asked[place] = tuple(
                (rule, self._ask(rule, place)) for rule in self._rules.at(place, self.on)
            )
        return self._asked[place]

    def _ask(self, rule: Rule, place: str) -> Ask:
        line = self._lines.at(rule.line, place, self.on) if rule.line else None
        options: Mapping[str, object] = rule.options
        return Ask(rule.amount or Ask().amount, line, options)


def watched(dossier: Dossier) -> bool:
    """Whether a household is monitored and its risk not cleared."""
    standing = dossier.standing
    return bool(standing.get("monitor_class")) and standing.get("risk_cleared") is not True
