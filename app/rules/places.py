"""The national list of divisions, province to village, as shipped in `resources/divisions/`.

Choosing a place opens only what it shows: one page for province to township, one page per province
for its villages. Codes are GB/T 2260 and the 12-digit statistical codes; see the folder's README.
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from app.paths import resources

_PARENT = {4: 2, 6: 4, 9: 6, 12: 9}
_COUNTY, _TOWNSHIP = 6, 9
_ABOVE_ONLY = 3  # the rank of a township that fits by the places above it alone


@dataclass(frozen=True, slots=True)
class Division:
    """A province (2 digits), prefecture (4), county (6), township (9) or village (12).

    `initials`: of its pinyin, further readings behind strokes ("cjz/zjz"); none for villages.
    """

    code: str
    name: str
    initials: str = ""


Path = tuple[Division, ...]
"""A division with everything above it, province first."""


def provinces() -> tuple[Division, ...]:
    """All provinces in order of code."""
    return _upper_children()[""]


def children(code: str) -> tuple[Division, ...]:
    """The divisions directly below one, in order of code; empty below a village or an unknown code."""
    if len(code) == _TOWNSHIP:
        return villages(code)
    return _upper_children().get(code, ())


def villages(township: str) -> tuple[Division, ...]:
    """The villages and communities of a township (9 digits), with 12-digit codes."""
    return tuple(_villages_under(township)) if len(township) == _TOWNSHIP else ()


def path_of(code: str) -> Path:
    """The division and all above it, province first; empty for a code the list does not know."""
    if len(code) == 12:
        own = next((village for village in villages(code[:9]) if village.code == code), None)
        return (*path_of(code[:9]), own) if own else ()
    divisions = _upper()
    found: list[Division] = []
    while code in divisions:
        found.append(divisions[code])
        code = code[: _PARENT.get(len(code), 0)]
    return tuple(reversed(found))


def find_townships(text: str, limit: int = 20) -> list[Path]:
    """Townships whose name or pinyin initials fit, best first; words may also name a place above.

    "zjz", "曾家", "朝天 曾家" and "朝天区曾家镇" all find 曾家镇.
    """
    words = text.lower().split()
    if not words:
        return []
    ranked = [
        (rank, township.code) for township in _townships() if (rank := _fit(township, words)) is not None
    ]
    ranked.sort()
    return [path_of(code) for _, code in ranked[:limit]]


def _fit(township: Division, words: list[str]) -> int | None:
    """How well a township answers all words, 0 best; None where a word fits nowhere on its path."""
    best = _ABOVE_ONLY
    for word in words:
        rank = _rank(township, word)
        if rank is None and not _fits_above(township, word):
            return None
        best = best if rank is None else min(best, rank)
    return best


def _rank(division: Division, word: str) -> int | None:
    if word == division.name:
        return 0
    if word in division.name:
        return 1 if division.name.startswith(word) else 2
    if not _begins(division, word):
        return None
    return 0 if word in division.initials.split("/") else 1


def _begins(division: Division, word: str) -> bool:
    """Whether a reading of the name's initials begins with the word."""
    return word in division.initials and any(some.startswith(word) for some in division.initials.split("/"))


def _fits_above(township: Division, word: str) -> bool:
    """Whether a word fits a county, prefecture or province, or runs on from one into the township."""
    county = township.code[:6]
    return county in _counties_with(word) or (len(word) > 3 and word in _county_path(county) + township.name)


@lru_cache(maxsize=64)
def _counties_with(word: str) -> frozenset[str]:
    """Counties that fit a word by their own name or by a name above them."""
    fitting = {
        code
        for code, one in _upper().items()
        if len(code) <= _COUNTY and (word in one.name or _begins(one, word))
    }
    counties = (code for code in _upper() if len(code) == _COUNTY)
    return frozenset(code for code in counties if fitting & {code, code[:4], code[:2]})


@lru_cache(maxsize=4096)
def _county_path(county: str) -> str:
    return "".join(division.name for division in path_of(county))


@cache
def _townships() -> tuple[Division, ...]:
    return tuple(division for code, division in _upper().items() if len(code) == _TOWNSHIP)


@cache
def _upper() -> Mapping[str, Division]:
    found: dict[str, Division] = {}
    for line in _page("upper.csv"):
        code, name, initials = line.split(",")
        found[code] = Division(code, name, initials)
    return found


@cache
def _upper_children() -> Mapping[str, tuple[Division, ...]]:
    below: dict[str, list[Division]] = {}
    for code, division in _upper().items():
        below.setdefault(code[: _PARENT.get(len(code), 0)], []).append(division)
    return {parent: tuple(divisions) for parent, divisions in below.items()}


def _villages_under(township: str) -> Iterator[Division]:
    province, rest = township[:2], township[2:]
    for line in _page(f"villages/{province}.csv"):
        if line.startswith(rest):
            code, _, name = line.partition(",")
            yield Division(province + code, name)


def _page(name: str) -> list[str]:
    with zipfile.ZipFile(resources() / "divisions" / "divisions.zip") as pages:
        try:
            return pages.read(name).decode().split("\n")
        except KeyError:
            return []
