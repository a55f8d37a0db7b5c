"""Villages by name: 石烛村, 石烛村委会 and 石烛村村民委员会 are one place.

A name that fits none is refused by the caller with the nearest names; nothing is chosen by likeness.
"""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Generic, TypeVar

from app.texts import say

Key = TypeVar("Key")


@cache
def _endings(key: str) -> tuple[str, ...]:
    return tuple(sorted(say(key).split(), key=len, reverse=True))


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _stem(name: str, endings: tuple[str, ...]) -> str | None:
    for ending in endings:
        if name.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return None


def normal_village(name: str) -> str:
    """The short name of a village or community, as people say it: 石烛村, 水磨沟社区."""
    plain = _plain(name)
    stem = _stem(plain, _endings("places.community_endings"))
    if stem is not None:
        return stem + say("places.community")
    stem = _stem(plain, _endings("places.village_endings"))
    return plain if stem is None else stem + say("places.village")


def _bare_village(name: str) -> str:
    normal = normal_village(name)
    for kind in (say("places.community"), say("places.village")):
        if len(normal) > len(kind):
            normal = normal.removesuffix(kind)
    return normal


def place_stem(name: str) -> str:
    """A place's name without what it is: 朝天 of 朝天区 and of 朝天县."""
    plain = _plain(name)
    return _stem(plain, _endings("places.place_endings")) or plain


def same_place(one: str, other: str) -> bool:
    """Whether two names of a province, prefecture, county or township may mean the same place.

    A county that became a district keeps its stem; 恩施州 is short for 恩施土家族苗族自治州.
    """
    stems = sorted((place_stem(one), place_stem(other)), key=len)
    if stems[0] == stems[1]:
        return True
    long_form = max(_plain(one), _plain(other), key=len)
    autonomous = long_form.endswith(_endings("places.autonomous_endings"))
    return autonomous and len(stems[0]) > 1 and stems[1].startswith(stems[0])


class VillageNames(Generic[Key]):
    """The villages of an office by every way their names are written; `match` gives the caller's key."""

    def __init__(
        self, names: Mapping[str, Key] | Iterable[tuple[str, Key]], within: Iterable[str] = ()
    ) -> None:
        """`names`: official name and key. `within`: names of the places above, which may stand before."""
        pairs = names.items() if isinstance(names, Mapping) else names
        self._official: dict[str, str] = {}
        self._exact: dict[str, set[Key]] = {}
        self._bare: dict[str, set[Key]] = {}
        for name, key in pairs:
            self._official.setdefault(normal_village(name), name)
            self._exact.setdefault(normal_village(name), set()).add(key)
            self._bare.setdefault(_bare_village(name), set()).add(key)
        self._above = sorted(filter(None, map(_plain, within)), key=len, reverse=True)
        self._found: dict[str, Key | None] = {}

    def match(self, name: str) -> Key | None:
        """The village meant; None where none or more than one fits."""
        if name not in self._found:
            self._found[name] = self._match(_plain(name))
        return self._found[name]

    def _match(self, name: str) -> Key | None:
        for written in dict.fromkeys((name, self._without_above(name))):
            for keys in (self._exact.get(normal_village(written)), self._bare.get(_bare_village(written))):
                if keys and len(keys) == 1 and self._fits(written, keys):
                    return next(iter(keys))
        return None

    def _fits(self, written: str, keys: set[Key]) -> bool:
        """A community is no village: the bare name is enough only where the sheet wrote nothing behind it."""
        normal = normal_village(written)
        return self._exact.get(normal) == keys or normal == _bare_village(written)

    def _without_above(self, name: str) -> str:
        shorter = True
        while shorter:
            shorter = False
            for above in self._above:
                if name.startswith(above) and len(name) > len(above):
                    name, shorter = name[len(above) :], True
        return name

    def nearest(self, name: str, limit: int = 3) -> list[str]:
        """Official names most like a name nobody knows, best first."""
        near = difflib.get_close_matches(normal_village(name), self._official, limit, 0.3)
        return [self._official[normal] for normal in near]
