"""Every sentence the program itself says, by key, from `resources/messages/*.toml`.

A key is `<file>.<name>`; gaps are filled by name. Knows neither Qt nor the database.
"""

import tomllib
from datetime import date
from functools import cache

from app.errors import Problem
from app.paths import resources


@cache
def messages() -> dict[str, str]:
    """All sentences by key, read once."""
    found: dict[str, str] = {}
    for path in sorted((resources() / "messages").glob("*.toml")):
        area = tomllib.loads(path.read_text(encoding="utf-8"))
        found.update({f"{path.stem}.{name}": str(sentence) for name, sentence in area.items()})
    return found


def say(key: str, /, **values: object) -> str:
    """The sentence of `key` with its gaps filled; a day is told in words (2026年11月3日).

    Raises KeyError for an unknown key or a gap without a value: both are bugs a house test finds.
    """
    if not values:
        return messages()[key]
    for name, value in values.items():
        if isinstance(value, date):
            values[name] = _day(value)
    return messages()[key].format(**values)


def _day(day: date) -> str:
    return messages()["values.date"].format(year=day.year, month=day.month, day=day.day)


def sentence(problem: Problem) -> str:
    """What a `Problem` says to the person at the screen."""
    return say(problem.code, **problem.values)
