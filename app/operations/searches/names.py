"""Entries found by parts of a name or of its sound: small sorted arrays in memory, no database.

Every character, every beginning of a syllable and every pair of neighbouring initials has the array of the
entries that hold it. A question walks its rarest array and looks closer at those entries only.
"""

import re
from array import array
from collections.abc import Iterable
from heapq import merge
from itertools import chain, islice, pairwise

from app.operations.searches.questions import Reader, Token, Tokens, cost, pattern
from app.operations.searches.sounds import Sounds, spell

Postings = dict[str, "array[int]"]
_NONE: "array[int]" = array("I")
_WHOLE, _START, _INSIDE = range(3)
_FETCHED = 3  # added to the rank of what only a far-fetched reading finds


class NameShelf:
    """Names in the order in which they were put; an entry is its place in that order."""

    def __init__(self, sounds: Sounds) -> None:
        self._sounds = sounds
        self._units: list[str] = []
        self._parts: Postings = {}
        self._first: Postings = {}
        self._pairs: Postings = {}
        self._syllables: set[str] = set()
        self._shared: dict[str, tuple[str, list[array[int]]]] = {}
        self.gone: set[int] = set()
        self.reader = Reader(self._syllables, self._parts, lambda one, next_: one + next_ in self._pairs)

    def __len__(self) -> int:
        return len(self._units)

    def put(self, name: str) -> int:
        """Add a bare name; gives its entry."""
        entry = len(self._units)
        known = self._shared.get(name)
        if known is None:
            known = self._shared[name] = self._arrays(name)
        units, postings = known
        self._units.append(units)
        for posting in postings:
            posting.append(entry)
        return entry

    def settle(self) -> None:
        """Forget what only helps while many names are put."""
        self._shared.clear()

    def take_away(self, entry: int) -> None:
        """The entry is no longer found."""
        self.gone.add(entry)

    def _arrays(self, name: str) -> tuple[str, "list[array[int]]"]:
        """A name spelled out, and the arrays its entries belong into."""
        parts, first, pairs = set(name), {name[:1]}, set[str]()
        lines = []
        for syllables in self._sounds.spellings(name):
            lines.append(spell(name, syllables))
            self._syllables.update(syllables)
            for syllable in syllables:
                parts.update(_beginnings(syllable))
            first.update(_beginnings(syllables[0]) if syllables else ())
            pairs.update(one[0] + other[0] for one, other in pairwise(syllables) if one and other)
        arrays = [self._parts.setdefault(part, array("I")) for part in sorted(parts)]
        arrays += [self._first.setdefault(part, array("I")) for part in sorted(first) if part]
        arrays += [self._pairs.setdefault(pair, array("I")) for pair in sorted(pairs)]
        return "\n".join(lines), arrays

    def find(self, readings: Iterable[Tokens], limit: int) -> tuple[list[int], int]:
        """(the first entries, best first; how many there are).

        Best is the plainest reading of the question; then the whole name, its beginning, some part of it.
        """
        ways = list(readings)
        plainest = min(map(cost, ways), default=0)
        found: dict[int, int] = {}
        single: Token | None = None
        for tokens in ways:
            if len(tokens) == 1:
                single = tokens[0]
            else:
                self._look(tokens, found, 0 if cost(tokens) == plainest else _FETCHED)
        ranked: list[list[int]] = [[] for _ in range(2 * _FETCHED)]
        for entry, rank in found.items():
            ranked[rank].append(entry)
        for entries in ranked:
            entries.sort()
        if single is None:
            return list(islice(chain.from_iterable(ranked), limit)), len(found)
        return self._with_single(single, ranked, found, limit)

    def _look(self, tokens: Tokens, found: dict[int, int], fetched: int) -> None:
        units, gone, search = self._units, self.gone, pattern(tokens).search
        for entry in self._rarest(tokens):
            spelled = units[entry]
            match = search(spelled)
            if match and entry not in gone:
                rank = _rank(match, spelled) + fetched
                if rank < found.get(entry, 9):
                    found[entry] = rank

    def _rarest(self, tokens: Tokens) -> "array[int]":
        arrays = [self._parts.get(token.text, _NONE) for token in tokens]
        for one, other in pairwise(tokens):
            if one.sound and other.sound:
                arrays.append(self._pairs.get(one.text[0] + other.text[0], _NONE))
        return min(arrays, key=len)

    def _with_single(
        self, token: Token, ranked: list[list[int]], found: dict[int, int], limit: int
    ) -> tuple[list[int], int]:
        """One character or one beginning of a sound: its array is the answer, no need to look closer."""
        parts, first = self._parts.get(token.text, _NONE), self._first.get(token.text, _NONE)
        holds = pattern((token,)).search
        twice = sum(1 for entry in found if holds(self._units[entry]))
        lost = sum(1 for entry in self.gone if holds(self._units[entry]))
        listed: dict[int, None] = {}
        starting, inside = merge(ranked[_START], first), merge(ranked[_INSIDE], parts)
        for entry in chain(ranked[_WHOLE], starting, inside, *ranked[_FETCHED:]):
            if entry not in self.gone:
                listed[entry] = None
                if len(listed) >= limit:
                    break
        return list(listed), len(parts) - lost + len(found) - twice


def _rank(match: "re.Match[str]", spelled: str) -> int:
    start, end = match.span()
    if start and spelled[start - 1] != "\n":
        return _INSIDE
    rest = spelled[end:].partition("\n")[0]
    return _START if rest.lstrip("abcdefghijklmnopqrstuvwxyz") else _WHOLE


def _beginnings(syllable: str) -> list[str]:
    return [syllable[:length] for length in range(1, len(syllable) + 1)]
