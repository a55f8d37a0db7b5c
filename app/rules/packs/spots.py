"""On which line of a file a complaint is about: a clerk looks there, and TOML tells no lines of values."""

import re
from collections.abc import Mapping
from datetime import date

from app.errors import Problem

_LINE = re.compile(r"line (\d+)")
_SAYS_NOTHING = frozenset({"file", "known", "reason", "span"})


def line_of_reason(reason: str) -> int:
    """The line that TOML names itself; 1 where it names none."""
    found = _LINE.search(reason)
    return int(found[1]) if found else 1


def line_of(text: str, problem: Problem) -> int:
    """The line a complaint is about, from 1: each of its words is looked for behind the one before.

    A day is looked for from the end: where two spans overlap, the first ends on a day the second begins with.
    """
    lines, at = text.split("\n"), 0
    for word in _words(problem.values):
        told = word.isoformat() if isinstance(word, date) else str(word)
        places = [nth for nth in range(at, len(lines)) if told in lines[nth]]
        if places:
            at = places[-1] if isinstance(word, date) else places[0]
    return at + 1


def _words(values: Mapping[str, object]) -> list[object]:
    """What a complaint names, in the order it names it."""
    return [one for word, one in values.items() if word not in _SAYS_NOTHING and one not in (None, "")]
