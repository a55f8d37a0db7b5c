"""Thresholds of the checks, by name, region and year, from `forms/checks.toml`.

A line of another year or region never stands in for a missing one: the checks that need it do not judge.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.errors import Problem
from app.rules.formfiles import read_toml

Limits = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Line:
    """An amount in yuan in force for a region (prefix of a division code) from one year to another."""

    key: str
    region: str
    first: int
    last: int
    amount: Decimal
    source: str


@dataclass(frozen=True)
class Thresholds:
    """Limits for everyone and every year, lines by region and year, and which measures a risk asks for."""

    limits: Limits = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    risk_measures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    developing: tuple[str, ...] = ()
    backstop: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    employing: tuple[str, ...] = ()

    def line(self, key: str, place: str, year: int) -> Line | None:
        """The line in force at a place (division code) in a year, the narrowest region first; None if unknown."""
        fitting = [
            one
            for one in self.lines
            if one.key == key and place.startswith(one.region) and one.first <= year <= one.last
        ]
        return max(fitting, key=lambda one: len(one.region), default=None)

    def in_force(self, place: str, year: int) -> Limits:
        """Every limit and line known at a place in a year, by name."""
        found = dict(self.limits)
        for key in {one.key for one in self.lines}:
            if line := self.line(key, place, year):
                found[key] = line.amount
        return found

    @property
    def regions(self) -> tuple[int, ...]:
        """Lengths of the prefixes at which lines differ: what of a code decides."""
        return tuple(sorted({len(one.region) for one in self.lines}, reverse=True))


def load_thresholds(folder: Path) -> Thresholds:
    """The thresholds of a forms folder; none where it has no `checks.toml`. Raises Problem naming the bad line."""
    path = folder / "checks.toml"
    if not path.exists():
        return Thresholds()
    table = read_toml(path)
    measures = table.get("measures", {})
    return Thresholds(
        limits={key: _amount(path, key, value) for key, value in table.get("limits", {}).items()},
        lines=tuple(_line(path, line) for line in table.get("line", ())),
        risk_measures={risk: tuple(kinds) for risk, kinds in table.get("risk_measures", {}).items()},
        developing=tuple(measures.get("developing", ())),
        backstop=tuple(measures.get("backstop", ())),
        industry=tuple(measures.get("industry", ())),
        employing=tuple(measures.get("employing", ())),
    )


def _line(path: Path, line: Mapping[str, Any]) -> Line:
    key = str(line.get("key", ""))
    if not key or not isinstance(line.get("from"), int) or not line.get("source"):
        raise Problem("thresholds.line_incomplete", file=path.name, key=key)
    first = int(line["from"])
    return Line(
        key=key,
        region=str(line.get("region", "")),
        first=first,
        last=int(line.get("to", first)),
        amount=_amount(path, key, line.get("amount")),
        source=str(line["source"]),
    )


def _amount(path: Path, key: str, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Problem("thresholds.not_a_number", file=path.name, key=key, value=str(value))
    return Decimal(str(value))
