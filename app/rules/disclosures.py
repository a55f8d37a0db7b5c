"""The least that must be said of each person on a board so that nobody can be taken for another.

A board has a ladder: what may be added to a name, step by step (`+ village group`, `+ head or relation`, …). Every
row starts with the lowest step and climbs only while another row of the same board would read the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.rules.names import DOT
from app.texts import say

CHILD: Final = 14
"""Below this age a name is never shown in full (个人信息保护法 article 28: data of children under 14 are sensitive)."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What a board says of a row: the words of each step it needed, `height` of them."""

    words: tuple[str, ...]
    height: int

    @property
    def text(self) -> str:
        """The words as one, with a space between."""
        return " ".join(word for word in self.words if word)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A board that may hang: what it says of each row, in the order given; or `confused`: rows nothing tells apart."""

    rows: tuple[Disclosed, ...]
    confused: tuple[tuple[int, ...], ...] = ()


def disclose(ladder: Sequence[Sequence[str]]) -> Disclosure:
    """The least disclosure of a board. `ladder`: for each row the words of every step, the name first.

    An empty word says nothing and is passed over. Rows that stay equal at the top are told in `confused`, by their
    places; such a board must not hang.
    """
    heights = [1] * len(ladder)
    while True:
        confused = list(_confused(ladder, heights))
        climbing = {at for unclear, _ in confused for at in unclear if heights[at] < len(ladder[at])}
        if not climbing:
            rows = tuple(_disclosed(steps, height) for steps, height in zip(ladder, heights, strict=True))
            return Disclosure(rows, tuple(tuple(sorted((*unclear, *others))) for unclear, others in confused))
        for at in climbing:
            heights[at] += 1


def _disclosed(steps: Sequence[str], height: int) -> Disclosed:
    words = tuple(word for word in steps[:height] if word)
    return Disclosed(words, height)


def _confused(
    ladder: Sequence[Sequence[str]], heights: Sequence[int]
) -> Iterator[tuple[list[int], list[int]]]:
    """Rows that must say more, and those that say all of it and more; equal rows among themselves."""
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, (steps, height) in enumerate(zip(ladder, heights, strict=True)):
        by_words[_disclosed(steps, height).words].append(at)
    told = sorted(by_words)
    for words, longer in zip(told, [*told[1:], ()][: len(told)], strict=True):
        if longer[: len(words)] == words:
            yield by_words[words], by_words[longer]
        elif len(by_words[words]) > 1:
            yield by_words[words], []


def shown_name(name: str, age: int | None) -> str:
    """A name as a board may say it: a child's family name only, and who is nobody's age knows is taken as he is."""
    if age is None or age >= CHILD or not name:
        return name
    return veiled_name(name)


def veiled_name(name: str) -> str:
    """The family name with a sign for the rest; of a name in parts the first part."""
    first, someone = name.split(DOT)[0], say("numerals.someone")
    return first + DOT + someone if DOT in name else first[:1] + someone
