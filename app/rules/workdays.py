"""Days that must pass: calendar days or working days, with each year's holidays as `forms/workdays/` has them.

A year the folder does not know is refused, never guessed: the holidays of a year are published each November.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from app.errors import Problem
from app.rules.formfiles import read_toml
from app.rules.shelves import Folder

DayKind = Literal["calendar", "working"]
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class YearDays:
    """A year's exceptions: days off besides weekends, weekend days at work, and the notice they stand in."""

    year: int
    off: frozenset[date]
    on: frozenset[date]
    source: str


@dataclass(frozen=True, slots=True)
class Workdays:
    """The working days of the years that are known."""

    years: Mapping[int, YearDays] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """Whether offices work that day. Raises Problem workdays.unknown_year."""
        known = self.years.get(day.year)
        if known is None:
            raise Problem("workdays.unknown_year", year=day.year)
        return day in known.on or (day.weekday() < _SATURDAY and day not in known.off)

    def last_day(self, first: date, days: int, kind: DayKind = "calendar") -> date:
        """The last of `days` days counted from `first`, which is day 1 (the next working day where it is none).

        Raises ValueError for less than one day, Problem for a year without its holidays.
        """
        if days < 1:
            raise ValueError("a period has at least one day")
        if kind == "calendar":
            return first + timedelta(days=days - 1)
        counted = (day for day in _from(first) if self.is_workday(day))
        return next(day for number, day in enumerate(counted, 1) if number == days)

    def days_between(self, first: date, last: date, kind: DayKind = "calendar") -> int:
        """How many days from `first` to `last`, both counted; 0 where `last` is before `first`."""
        if kind == "calendar":
            return max((last - first).days + 1, 0)
        span = (first + timedelta(days=at) for at in range((last - first).days + 1))
        return sum(1 for day in span if self.is_workday(day))


def _from(first: date) -> Iterator[date]:
    day = first
    while True:
        yield day
        day += timedelta(days=1)


def load_workdays(folder: Folder) -> Workdays:
    """The years of `forms/workdays/`. Raises Problem naming the file and the day that cannot be right."""
    return Workdays({one.year: one for one in map(_read, sorted((folder / "workdays").glob("*.toml")))})


def _read(path: Folder) -> YearDays:
    told = read_toml(path)
    year = int(told.get("year", 0))
    days = {
        word: frozenset(_day(path, str(one), year) for one in told.get(word, ())) for word in ("off", "on")
    }
    for day in days["on"]:
        if day.weekday() < _SATURDAY:
            raise Problem("workdays.no_weekend", file=path.name, day=day.isoformat())
    return YearDays(year, days["off"], days["on"], str(told.get("source", "")))


def _day(path: Folder, written: str, year: int) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError as error:
        raise Problem("workdays.bad_day", file=path.name, day=written, year=year) from error
    if day.year != year:
        raise Problem("workdays.bad_day", file=path.name, day=written, year=year)
    return day
