"""Which field a heading may mean: labels and synonyms of every form, and the words of `messages/headings.toml`.

A path names what a column holds; see `app.rules.imports.paths`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator

from app.rules.forms import Field, Forms, Record
from app.rules.imports.paths import PLACES, ROW, YEAR
from app.texts import say

Normalise = Callable[[str], str]
LEVELS = "\u00b7"

_OWN = tuple(f"place_{level}" for level in PLACES)


class Vocabulary:
    """Candidate paths by heading, the surest first. Headings are compared as `normalise` makes them."""

    def __init__(self, forms: Forms, normalise: Normalise) -> None:
        self._paths: dict[str, dict[str, None]] = defaultdict(dict)
        self.ignored = frozenset(map(normalise, say("headings.ignored").split()))
        self._labels = frozenset(normalise(one.label) for one in forms.every_field())
        for word, path in _words(forms):
            self._paths[normalise(word)].setdefault(path)
        self._paths.pop("", None)

    def paths(self, heading: str) -> tuple[str, ...]:
        """What a heading may mean; of a heading of two levels the whole is asked before its last level."""
        for spoken in self._spoken(heading):
            if spoken in self._paths:
                return tuple(self._paths[spoken])
        return ()

    def knows(self, heading: str) -> float:
        """1 where a heading is known, 0 where not: how the header row of a sheet is found."""
        return 1.0 if self.paths(heading) else 0.0

    def is_label(self, heading: str) -> bool:
        """Whether a heading is the very label of a field, not a synonym."""
        return heading in self._labels

    def ignores(self, heading: str) -> bool:
        """Whether a heading is known to hold nothing to keep (a running number, an age)."""
        return any(spoken in self.ignored for spoken in self._spoken(heading))

    def _spoken(self, heading: str) -> Iterator[str]:
        yield heading
        if LEVELS in heading:
            yield heading.replace(LEVELS, "")
            yield heading.rpartition(LEVELS)[2]
        bare, bracket, _ = heading.partition("(")
        if bracket and bare:
            yield bare


def _words(forms: Forms) -> Iterator[tuple[str, str]]:
    """Every heading with the path it stands for, surest meanings first."""
    for key, path in _own_paths():
        for word in say(f"headings.{key}").split():
            yield word, path
    for fields in (_labels, _synonyms, _aliases):
        for record in forms.records.values():
            for one in record.fields:
                for word in fields(record, one):
                    yield word, one.path
    for block in forms.blocks:
        for word in block.headers:
            yield word, f"income.{block.key}"
        for kind in block.kinds:
            for word in (kind.name, *kind.also):
                yield word, f"income.{kind.code}"
    yield from _prefixed(forms.records["person"])


def _own_paths() -> Iterator[tuple[str, str]]:
    yield from ((key, key.replace("_", ".", 1)) for key in _OWN)
    yield from (("head_name", "head.name"), ("head_code", "head.code"), ("head_id_number", "head.id_number"))
    yield from (("year", YEAR), ("record_id", ROW))
    yield "id_number", "person.id_number"


def _labels(record: Record, one: Field) -> Iterator[str]:
    yield f"{record.label}{LEVELS}{one.label}"
    yield one.label


def _synonyms(record: Record, one: Field) -> Iterator[str]:
    yield from one.headers


def _aliases(record: Record, one: Field) -> Iterator[str]:
    if one.national:
        yield one.national


def _prefixed(person: Record) -> Iterator[tuple[str, str]]:
    """`head` and `member` before the headings of a person: the head's sex, the member's ethnicity."""
    ids = say("headings.id_number").split()
    for one in person.fields:
        words = [one.label, *one.headers, *(ids if one.key == "id_number" else ())]
        for word in words:
            for prefix in say("headings.head_prefix").split():
                yield prefix + word, f"head.{one.key}"
            for prefix in say("headings.member_prefix").split():
                yield prefix + word, one.path
