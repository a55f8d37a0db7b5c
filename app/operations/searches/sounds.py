"""How names sound: pinyin of each character, with a surname's own reading and the second readings of some."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

Reading = tuple[str, ...]
"""How one character may be read, with tone marks (`zhāng`); the first is shown."""

MOST_SPELLINGS = 4
WORD = "~"
"""Stands for a word in letters, which is its own sound."""
_PASSED_OVER = "\u00b7\u2022\u2027\u30fb.'’\u3000 -"
_UNIT = re.compile(rf"[A-Za-z]+|[^\s{_PASSED_OVER}]")
_DROPPED = str.maketrans("", "", _PASSED_OVER)


class Unit(NamedTuple):
    """One part of a name that has a sound: a character or a word in letters, and where it stands."""

    character: str
    word: str
    start: int
    end: int


def bare(text: str) -> str:
    """A typed text as it is compared: no dots or spaces, small letters, half width."""
    return unicodedata.normalize("NFKC", text).translate(_DROPPED).lower()


def units(name: str) -> list[Unit]:
    """The parts of a name; dots and spaces are passed over."""
    return [
        Unit(WORD, part.lower(), *found.span())
        if part.isascii() and part.isalpha()
        else Unit(part, "", *found.span())
        for found in _UNIT.finditer(name)
        for part in [found[0]]
    ]


def toneless(syllable: str) -> str:
    """A syllable as it is typed: `lǜ` is `lv`."""
    plain = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in plain if letter.isascii() and letter.isalpha())


def spell(parts: Sequence[Unit], syllables: Iterable[str]) -> str:
    """A name with each character followed by its syllable: `张zhang秀xiu梅mei`."""
    return "".join([part.character + syllable for part, syllable in zip(parts, syllables, strict=True)])


class Sounds:
    """Reads names aloud. Remembers every character it was asked for: there are some thousands."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds `readings.toml`."""
        written = tomllib.loads((folder / "readings.toml").read_text(encoding="utf-8"))
        self._surnames: dict[str, str] = written["surnames"]
        self._doubles: dict[str, str] = written["double_surnames"]
        self._of_doubles = frozenset("".join(self._doubles))
        self._also: dict[str, list[str]] = written["also"]
        self._known: dict[str, Reading] = {}
        self._plain: dict[str, str] = {}

    def only(self, character: str) -> str:
        """The one syllable a character is read as wherever it stands; empty where it has several."""
        if character in self._surnames or character in self._of_doubles:
            return ""
        readings = self._of(character)
        return self._typed(readings[0]) if len(readings) == 1 else ""

    def spoken(self, parts: Sequence[Unit]) -> list[list[str]]:
        """The syllables of a name with tone marks, "" where a character has none.

        Several where characters have second readings, at most four.
        """
        choices = [readings or ("",) for readings in self._readings(parts)]
        return [list(some) for some in islice(product(*choices), MOST_SPELLINGS)]

    def spellings(self, parts: Sequence[Unit]) -> list[list[str]]:
        """The same syllables as they are typed, in the same order."""
        return [[self._typed(one) for one in syllables] for syllables in self.spoken(parts)]

    def _readings(self, parts: Sequence[Unit]) -> list[Reading]:
        found = [(part.word,) if part.word else self._of(part.character) for part in parts]
        double = self._doubles.get("".join(part.character for part in parts[:2]))
        if double:
            found[:2] = [(spoken,) for spoken in double.split()]
        elif len(parts) > 1 and parts[0].character in self._surnames:
            found[0] = (self._surnames[parts[0].character],)
        return found

    def _typed(self, spoken: str) -> str:
        known = self._plain.get(spoken)
        if known is None:
            known = self._plain[spoken] = toneless(spoken)
        return known

    def _of(self, character: str) -> Reading:
        known = self._known.get(character)
        if known is None:
            known = self._known[character] = self._read(character)
        return known

    def _read(self, character: str) -> Reading:
        if character in self._also:
            return tuple(self._also[character])
        from pypinyin import Style, pinyin  # 0.2 s: only when the first name is read

        spoken = pinyin(character, style=Style.TONE, errors="ignore")
        return (spoken[0][0],) if spoken else ()
