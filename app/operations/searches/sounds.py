"""How names sound: pinyin of each character, with a surname's own reading and the second readings of some."""

import os
import tomllib
import unicodedata
from collections.abc import Iterable
from itertools import islice, product
from pathlib import Path

Reading = tuple[str, ...]
"""How one character may be read, with tone marks (`zhāng`); the first is shown."""

MOST_SPELLINGS = 4
_PASSED_OVER = str.maketrans("", "", "\u00b7\u2022\u2027\u30fb. \u3000'’-")


def bare(text: str) -> str:
    """A name or a typed text as it is compared: no dots or spaces, small letters, half width."""
    if text.isalpha() and not text.isascii() and text.islower() is False and text.isupper() is False:
        return text  # nearly every name: Chinese characters alone
    return unicodedata.normalize("NFKC", text).translate(_PASSED_OVER).lower()


def toneless(syllable: str) -> str:
    """A syllable as it is typed: `lǜ` is `lv`."""
    plain = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in plain if letter.isascii() and letter.isalpha())


def spell(name: str, syllables: Iterable[str]) -> str:
    """A name with each character followed by its syllable: `张zhang秀xiu梅mei`."""
    return "".join(map("".join, zip(name, syllables, strict=True)))


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

    def readings(self, name: str) -> list[Reading]:
        """The readings of each character of a bare name; a character nobody can read has none."""
        found = [self._of(character) for character in name]
        double = self._doubles.get(name[:2])
        if double:
            found[:2] = [(spoken,) for spoken in double.split()]
        elif len(name) > 1 and name[0] in self._surnames:
            found[0] = (self._surnames[name[0]],)
        return found

    def only(self, character: str) -> str:
        """The one syllable a character is read as wherever it stands; empty where it has several."""
        if character in self._surnames or character in self._of_doubles:
            return ""
        readings = self._of(character)
        return self._typed(readings[0]) if len(readings) == 1 else ""

    def spoken(self, name: str) -> list[list[str]]:
        """The syllables of a bare name with tone marks, "" where a character has none.

        Several where characters have second readings, at most four.
        """
        choices = [readings or ("",) for readings in self.readings(name)]
        return [list(some) for some in islice(product(*choices), MOST_SPELLINGS)]

    def spellings(self, name: str) -> list[list[str]]:
        """The same syllables as they are typed, in the same order."""
        return [[self._typed(one) for one in syllables] for syllables in self.spoken(name)]

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
        # 0.1 s: only when the first name is read. The list of phrases would take 40 MB; single characters are read.
        os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
        from pypinyin import Style, pinyin

        spoken = pinyin(character, style=Style.TONE, errors="ignore")
        return (spoken[0][0],) if spoken else ()
