"""Entries found by parts of a name or of its sound: small sorted arrays in memory, no database.

Every character, every beginning of a syllable, and some neighbours have the array of the entries that hold them.
Many questions are answered by one array; for the others the rarest array is walked, and only its entries are
looked at closely.
"""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain, islice, pairwise

from app.operations.searches.questions import DOUBLE_INITIALS, Reader, Token, Tokens, cost, pattern
from app.operations.searches.sounds import Sounds, spell, units

Posting = Sequence[int]
_NONE: "array[int]" = array("I")
_WHOLE, _START, _INSIDE = range(3)
_FETCHED = 3  # added to the rank of what only a far-fetched reading finds
_RANKED = 150
"""Of an array that answers by itself so many entries are put in order of rank; nobody reads further."""


class NameShelf:
    """Names in the order in which they were put; an entry is its place in that order."""

    def __init__(self, sounds: Sounds) -> None:
        self._sounds = sounds
        self._spelled: list[str] = []
        self._postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._syllables: set[str] = set()
        self._shared: dict[str, tuple[str, list[array[int]]]] = {}
        self.gone: set[int] = set()
        self.reader = Reader(self._syllables, self._postings, self._follows)

    def __len__(self) -> int:
        return len(self._spelled)

    def put(self, name: str) -> int:
        """Add a name; gives its entry."""
        entry = len(self._spelled)
        known = self._shared.get(name)
        if known is None:
            known = self._shared[name] = self._arrays(name)
        spelled, postings = known
        self._spelled.append(spelled)
        for posting in postings:
            posting.append(entry)
        return entry

    def _follows(self, one: str, other: str) -> bool:
        """Whether in any name a syllable that begins with `other` comes after one that begins with `one`."""
        return f"{one}-{other}" in self._postings

    def settle(self) -> None:
        """Forget what only helps while many names are put."""
        self._shared.clear()

    def _arrays(self, name: str) -> tuple[str, "list[array[int]]"]:
        """A name spelled out, and the arrays its entries belong into."""
        parts, lines = units(name), []
        keys = {part.character for part in parts}
        if parts:
            keys.add(f"^{parts[0].character}")
        for syllables in self._sounds.spellings(parts):
            lines.append(spell(parts, syllables))
            self._syllables.update(syllables)
            keys.update(sound_keys(syllables))
        return "\n".join(lines), [self._postings[key] for key in sorted(keys)]

    def find(self, readings: Iterable[Tokens], limit: int) -> tuple[list[int], int]:
        """(the first entries, best first; how many there are).

        Best is the plainest reading of the question; then the whole name, its beginning, some part of it.
        """
        ways = list(readings)
        plainest = min(map(cost, ways), default=0)
        found: dict[int, int] = {}
        seen: set[int] = set()
        answers: list[Posting] = []
        starts: Posting = _NONE
        for tokens in ways:
            fetched = 0 if cost(tokens) == plainest else _FETCHED
            posting, exact = self._candidates(tokens)
            self._look(tokens, posting[:_RANKED] if exact else posting, fetched, found)
            if len(tokens) == 1:
                starts = self._postings.get(f"^{tokens[0].text}", _NONE)
            if exact:
                answers.append(posting)
            else:
                seen.update(found)
        double = "".join(token.text for token in ways[0]) + "*" if ways else ""
        if double in self._postings:
            answers = [self._postings[double]]  # both its readings in one array
        return self._best(found, answers, starts, limit), self._count(seen, answers)

    def _candidates(self, tokens: Tokens) -> tuple[Posting, bool]:
        """The rarest array that holds every answer, and whether it holds nothing else."""
        if len(tokens) == 1:
            return self._postings.get(tokens[0].text, _NONE), True
        keys = list(self._keys(tokens))
        exact = exact_key(tokens)
        if exact:
            return self._postings.get(exact, _NONE), True
        return min((self._postings.get(key, _NONE) for key in keys), key=len), False

    def _keys(self, tokens: Tokens) -> Iterator[str]:
        yield from (token.text for token in tokens)
        initials = [self._initial(token) for token in tokens]
        for (one, first), (_, second) in pairwise(zip(tokens, initials, strict=True)):
            if first and second:
                yield f"{first}-{second}"
                whole = one.text if one.whole else self._sounds.only(one.text)
                if whole:
                    yield f"{whole}|{second}"
        for some in zip(initials, initials[1:], initials[2:], strict=False):
            if all(some):
                yield "-".join(some)

    def _initial(self, token: Token) -> str:
        return (token.text if token.sound else self._sounds.only(token.text))[:1]

    def _look(self, tokens: Tokens, posting: Posting, fetched: int, found: dict[int, int]) -> None:
        spelled, gone, search = self._spelled, self.gone, pattern(tokens).search
        for entry in posting:
            match = search(spelled[entry])
            if match and entry not in gone:
                rank = _rank(match) + fetched
                if rank < found.get(entry, 9):
                    found[entry] = rank

    def _best(
        self, found: dict[int, int], answers: Sequence[Posting], starts: Posting, limit: int
    ) -> list[int]:
        ranked: list[list[int]] = [[] for _ in range(2 * _FETCHED)]
        for entry, rank in found.items():
            ranked[rank].append(entry)
        for entries in ranked:
            entries.sort()
        ranked[_START] = list(islice(merge(ranked[_START], starts), 2 * limit + len(self.gone)))
        listed: dict[int, None] = {}
        for entry in chain(*ranked, *answers):
            if entry not in self.gone:
                listed[entry] = None
                if len(listed) == limit:
                    break
        return list(listed)

    def _count(self, seen: set[int], answers: list[Posting]) -> int:
        """How many entries were seen to answer or stand in one of the arrays."""
        if not answers:
            return len(seen)
        base = max(answers, key=len)
        others = seen.union(*(answer for answer in answers if answer is not base)) - self.gone
        lost = sum(1 for entry in self.gone if _holds(base, entry))
        return len(base) - lost + sum(1 for entry in others if not _holds(base, entry))


def sound_keys(syllables: Sequence[str]) -> Iterator[str]:
    """What an entry is found by: beginnings of syllables, and of neighbours their initials (`z-x`, `zhang|x`, `z-x-m`).

    `^` before the beginnings of the first syllable; `zh*` for one syllable or two neighbours that begin so.
    """
    for syllable in syllables:
        yield from beginnings(syllable)
        if syllable[:2] in DOUBLE_INITIALS:
            yield f"{syllable[:2]}*"
    if syllables:
        yield from (f"^{part}" for part in beginnings(syllables[0]))
    for one, other in pairwise(syllables):
        if one and other:
            yield f"{one[0]}-{other[0]}"
            yield f"{one}|{other[0]}"
            if one[:2] in DOUBLE_INITIALS:
                yield f"{one[:2]}|{other[0]}"
            if one[0] + other[0] in DOUBLE_INITIALS:
                yield f"{one[0]}{other[0]}*"
    for some in zip(syllables, syllables[1:], syllables[2:], strict=False):
        if all(some):
            yield "-".join(syllable[0] for syllable in some)


def exact_key(tokens: Tokens) -> str:
    """The key whose array answers these tokens by itself; empty where none does."""
    if len(tokens) > 3 or not all(token.sound for token in tokens):
        return ""
    first, *rest = tokens
    if any(len(token.text) > 1 for token in rest):
        return ""
    if len(first.text) == 1:
        return "-".join(token.text for token in tokens)
    neighbour = first.whole or first.text in DOUBLE_INITIALS
    return f"{first.text}|{rest[0].text}" if neighbour and len(tokens) == 2 else ""


def beginnings(syllable: str) -> list[str]:
    """`z`, `zh`, `zha`, … of a syllable."""
    return [syllable[:length] for length in range(1, len(syllable) + 1)]


def _holds(posting: Posting, entry: int) -> bool:
    place = bisect_left(posting, entry)
    return place < len(posting) and posting[place] == entry


def _rank(match: "re.Match[str]") -> int:
    start, end = match.span()
    spelled = match.string
    if start and spelled[start - 1] != "\n":
        return _INSIDE
    rest = spelled[end:].partition("\n")[0]
    return _START if rest.lstrip("abcdefghijklmnopqrstuvwxyz") else _WHOLE
