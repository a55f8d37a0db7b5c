"""Thresholds of the checks: limits from `forms/checks.toml`, lines by region and day from `forms/lines/`.

A line of another year or region never stands in for a missing one: the checks that need it do not judge.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.errors import Problem
from app.rules.formfiles import read_toml
from app.rules.lines import Line, Lines, load_lines
from app.rules.shelves import Folder

Limits = Mapping[str, Decimal]


@dataclass(frozen=True)
class Thresholds:
    """Limits for everyone and every year, lines by region and year, and which measures a risk asks for."""

    limits: Limits = field(default_factory=dict)
    lines: Lines = field(default_factory=Lines)
    risk_measures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    developing: tuple[str, ...] = ()
    backstop: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    employing: tuple[str, ...] = ()

    def line(self, key: str, place: str, year: int) -> Line | None:
        """The line in force at a place (division code) at a year's end; None where none that can be quoted is known."""
        found = self.lines.at(key, place, date(year, 12, 31))
        return found if found and found.confirmed else None

    def in_force(self, place: str, year: int) -> Limits:
        """Every limit and line known at a place in a year, by name."""
        found = dict(self.limits)
        for key in {one.key for one in self.lines.every}:
            if line := self.line(key, place, year):
                found[key] = line.amount
        return found

    @property
    def regions(self) -> tuple[int, ...]:
        """Lengths of the prefixes at which lines differ: what of a code decides."""
        return tuple(sorted({len(one.region) for one in self.lines.every}, reverse=True))


def load_thresholds(folder: Folder) -> Thresholds:
    """The thresholds of a forms folder; none where it has no `checks.toml`. Raises Problem naming the bad line."""
    path = folder / "checks.toml"
    if not path.exists():
        return Thresholds()
    table = read_toml(path)
    measures = table.get("measures", {})
    return Thresholds(
        limits={key: _amount(path, key, value) for key, value in table.get("limits", {}).items()},
        lines=load_lines(folder),
        risk_measures={risk: tuple(kinds) for risk, kinds in table.get("risk_measures", {}).items()},
        developing=tuple(measures.get("developing", ())),
        backstop=tuple(measures.get("backstop", ())),
        industry=tuple(measures.get("industry", ())),
        employing=tuple(measures.get("employing", ())),
    )


def _amount(path: Folder, key: str, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Problem("thresholds.not_a_number", file=path.name, key=key, value=str(value))
    return Decimal(str(value))
