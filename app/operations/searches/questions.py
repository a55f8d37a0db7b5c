"""What a person typed into the search box: characters, pinyin or initials, or digits. Pure text, no archive."""

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from itertools import islice

from app.operations.searches.sounds import bare

LEAST_DIGITS = 3
MOST_READINGS = 48
_MOST_TOKENS = 12
_NUMBER = re.compile(r"[0-9-]*[0-9]+[0-9-]*x?")
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One unit of a name as typed: a character, or the beginning of its sound; `whole`: the whole syllable."""

    text: str
    sound: bool = False
    whole: bool = False


Tokens = tuple[Token, ...]
DOUBLE_INITIALS = frozenset({"zh", "ch", "sh"})
_INITIALS = DOUBLE_INITIALS | frozenset("abcdefghjklmnopqrstwxyz")


def cost(tokens: Tokens) -> int:
    """How far-fetched a reading is: `zhang` as one syllable costs less than as three; `zh` as much as `z`, `h`."""
    return sum(2 if token.text in DOUBLE_INITIALS else 1 for token in tokens)


@dataclass(frozen=True, slots=True)
class Question:
    """A typed text: as compared, its digits where it is a number, and whether it has Chinese characters."""

    text: str
    digits: str = ""

    @property
    def spelled(self) -> bool:
        """Whether it is written in letters alone."""
        return bool(_LETTERS.fullmatch(self.text))


def understand(typed: str) -> Question:
    """The question of a typed text; a number keeps its digits and a closing X."""
    text = bare(typed)
    if _NUMBER.fullmatch(text):
        return Question(text, text.replace("-", "").upper())
    return Question(text)


def pattern(tokens: Tokens) -> re.Pattern[str]:
    """Finds the tokens in a name spelled `张zhang秀xiu梅mei`; each begins at a character."""
    last = len(tokens) - 1
    return re.compile("".join(_unit(token, place == last) for place, token in enumerate(tokens)))


def _unit(token: Token, last: bool) -> str:
    if not token.sound:
        return re.escape(token.text) + "[a-z]*"
    end = "(?![a-z])" if token.whole and not last else "" if last else "[a-z]*"
    return f"[^a-z]{token.text}{end}"


class Reader:
    """Cuts a typed text into tokens in every way that the names known could mean."""

    def __init__(
        self, syllables: Container[str], beginnings: Container[str], follows: Callable[[str, str], bool]
    ) -> None:
        """`syllables`: whole sounds known; `beginnings`: their beginnings; `follows`: one initial after another."""
        self._syllables, self._beginnings, self._follows = syllables, beginnings, follows

    def read(self, text: str) -> list[Tokens]:
        """The ways to read a text: the plainest, those hardly less plain, and as initials alone.

        Where it may be one syllable, only whole syllables are an other reading: `xian` is 西安 too, `zha` not z, ha.
        None for what no name can be.
        """
        found = list(islice(self._cut(text, 0, ()), MOST_READINGS))
        plainest = min(map(cost, found), default=0)
        alone = any(len(tokens) == 1 for tokens in found)
        return [tokens for tokens in found if self._likely(tokens, plainest, alone)]

    def _likely(self, tokens: Tokens, plainest: int, alone: bool) -> bool:
        if len(tokens) == 1 or all(len(token.text) == 1 for token in tokens):
            return True
        return cost(tokens) <= plainest + 1 and (not alone or all(token.whole for token in tokens[:-1]))

    def _cut(self, text: str, at: int, before: Tokens) -> Iterator[Tokens]:
        if at == len(text):
            if before:
                yield before
            return
        if len(before) == _MOST_TOKENS:
            return
        for token in self._next(text, at):
            if self._fits(before, token):
                yield from self._cut(text, at + len(token.text), (*before, token))

    def _next(self, text: str, at: int) -> Iterator[Token]:
        if not text[at].isascii() or not text[at].isalpha():
            yield Token(text[at])
            return
        letters = _LETTERS.match(text, at)
        end = letters.end() if letters else at + 1
        for stop in range(min(end, at + 6), at, -1):
            part = text[at:stop]
            if stop == len(text) and part in self._beginnings:
                yield Token(part, True)
            elif len(part) > 1 and part in self._syllables:
                yield Token(part, True, True)
            elif part in _INITIALS and part in self._beginnings:
                yield Token(part, True)

    def _fits(self, before: Tokens, token: Token) -> bool:
        if not before or not (token.sound and before[-1].sound):
            return True
        return self._follows(before[-1].text[0], token.text[0])
