"""Lines: amounts in force in a region from one day to another (`forms/lines/*.toml`), each with its source.

A line of another time or region never stands in for a missing one: `on` refuses a day nobody has spoken of.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from app.errors import Problem
from app.rules.formfiles import read_toml
from app.rules.shelves import Folder, pack_of, rank_of


@dataclass(frozen=True, slots=True)
class Line:
    """An amount (yuan a person and year, per cent …) in force for a region, a prefix of the division's code.

    `confirmed`: whether a page that can be quoted says so; what is not is shown as such. `pack` it came with, `rank`
    of its layer: of two lines of a region the upper one is in force.
    """

    key: str
    region: str
    first: date
    last: date
    amount: Decimal
    source: str
    confirmed: bool = True
    pack: str = ""
    rank: int = 0


@dataclass(frozen=True)
class Lines:
    """Every line known, with the words of each key."""

    every: tuple[Line, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    def at(self, key: str, place: str, day: date) -> Line | None:
        """The line in force at a place (division code) on a day: of the narrowest region, of the pack on top."""
        fitting = [
            one
            for one in self.every
            if one.key == key and place.startswith(one.region) and one.first <= day <= one.last
        ]
        return max(fitting, key=lambda one: (len(one.region), one.rank), default=None)

    def on(self, key: str, place: str, day: date) -> Line:
        """As `at`. Raises Problem for a day or place without: never "the latest"."""
        found = self.at(key, place, day)
        if found is None:
            raise Problem(
                "thresholds.line_unknown", line=self.label(key), day=day, known=self.span(key, place)
            )
        return found

    def label(self, key: str) -> str:
        """The words of a line; the key itself where no file names it."""
        return self.labels.get(key, key)

    def span(self, key: str, place: str) -> str:
        """The years known for a line at a place, as "2011-2020"; "" where there are none."""
        years = [one for one in self.every if one.key == key and place.startswith(one.region)]
        if not years:
            return ""
        return f"{min(one.first for one in years).year}-{max(one.last for one in years).year}"


def load_lines(folder: Folder) -> Lines:
    """The lines of a forms folder. Raises Problem naming the file and line of a hole, an overlap, a missing word."""
    every: list[Line] = []
    labels: dict[str, str] = {}
    laid: dict[tuple[str, int], list[Line]] = {}
    for path in sorted((folder / "lines").glob("*.toml")):
        table = read_toml(path)
        key = str(table.get("key", ""))
        labels[key] = str(table.get("label", key))
        read = [_line(path, key, one) for one in table.get("line", ())]
        together = laid.setdefault((key, rank_of(path)), [])
        together += read
        _require_whole(path, together)
        every += read
    return Lines(tuple(every), labels)


def _line(path: Folder, key: str, table: Mapping[str, Any]) -> Line:
    first, last, amount = table.get("from"), table.get("to"), table.get("amount")
    if not (key and isinstance(first, date) and isinstance(last, date) and table.get("source")):
        raise Problem("thresholds.line_incomplete", file=path.name, line=table.get("from", key))
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        raise Problem("thresholds.line_not_a_number", file=path.name, line=first, value=amount)
    if last < first:
        raise Problem("thresholds.line_ends_early", file=path.name, line=first)
    return Line(
        key=key,
        region=str(table.get("region", "")),
        first=first,
        last=last,
        amount=Decimal(str(amount)),
        source=str(table["source"]),
        confirmed=bool(table.get("confirmed", True)),
        pack=pack_of(path),
        rank=rank_of(path),
    )


def _require_whole(path: Folder, lines: Iterable[Line]) -> None:
    """Refuse two lines of one region for the same day, and a day between two that has none."""
    for before, after in _neighbours(lines):
        if after.first <= before.last:
            raise Problem("thresholds.line_overlap", file=path.name, first=before.first, second=after.first)
        if after.first > before.last + timedelta(days=1):
            raise Problem("thresholds.line_hole", file=path.name, last=before.last, first=after.first)


def _neighbours(lines: Iterable[Line]) -> Iterator[tuple[Line, Line]]:
    regions: dict[str, list[Line]] = {}
    for one in lines:
        regions.setdefault(one.region, []).append(one)
    for some in regions.values():
        some.sort(key=lambda one: one.first)
        yield from pairwise(some)
