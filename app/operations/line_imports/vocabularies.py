"""What the headings of a workbook of help mean: whom a row speaks of, the line's own fields, who helps.

A path is `record.field` as everywhere, `place.village`, `head.name`, `derived.year`, `row.id`; `former.name` (who
helped before), `visitors.name`, `members.name` (several names in a cell), `unit.post` (unit and post in one cell),
`cadre.id` (our own number of a cadre). Words stand in `forms/` and in `messages/lines.toml`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.rules.forms import Forms
from app.rules.imports.paths import PLACES, ROW, YEAR
from app.texts import say

Normalise = Callable[[str], str]
LEVELS = "\u00b7"
NAME, FORMER, VISITORS, MEMBERS = "cadre.name", "former.name", "visitors.name", "members.name"
UNIT, UNIT_POST, CADRE_ID, LEVEL = "unit.name", "unit.post", "cadre.id", "unit.level"

_HELPED = frozenset({"pairing", "plan", "measure", "visit", "finding", "clue", "payment"})
_OF_CADRES = frozenset({"pairing", "cadre", "posting"})
_LEAVES = ("name", "phone", "post", "rank", "sex", "political", "from_on", "to_on", "trade")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading may mean. `kind`: of pairing, where the heading itself says it (帮扶责任人, 监测联系人)."""

    path: str
    kind: str = ""
    named: bool = False
    """Whether the heading says whose it is: 帮扶责任人电话 does, 联系电话 does not."""


class LineVocabulary:
    """Meanings of headings for the lines of one record. Headings are compared as `normalise` makes them."""

    def __init__(self, forms: Forms, record: str, normalise: Normalise) -> None:
        self.record, self._normalise = record, normalise
        self._known: dict[str, Meaning] = {}
        self.ignored = frozenset(map(normalise, say("headings.ignored").split()))
        for word, meaning in self._words(forms):
            self._known.setdefault(normalise(word), meaning)
        self._leaves = dict(self._leaf_words())
        self._helpers = dict(self._helper_words(forms)) if record in _OF_CADRES else {}
        self._longest = sorted(self._helpers, key=len, reverse=True)

    def meaning(self, heading: str) -> Meaning | None:
        """What a heading means; None where nobody knows."""
        for spoken in self._spoken(heading):
            found = self._known.get(spoken) or self._of_helper(spoken)
            if found:
                return found
        return None

    def knows(self, heading: str) -> float:
        """1 where a heading is known, 0 where not: how the header row of a sheet is found."""
        return 1.0 if self.meaning(heading) or heading in self.ignored else 0.0

    def _spoken(self, heading: str) -> Iterator[str]:
        yield heading
        if LEVELS in heading:
            upper, _, leaf = heading.rpartition(LEVELS)
            yield upper.rpartition(LEVELS)[2] + leaf
            if upper in map(self._normalise, say("lines.words_head_group").split()):
                yield say("headings.head_prefix") + leaf
            yield leaf
        bare, bracket, _ = heading.partition("(")
        if bracket and bare:
            yield bare

    def _of_helper(self, heading: str) -> Meaning | None:
        """A helper's word, alone or before what is asked of him: 监测联系人, 监测联系人电话."""
        for now in say("lines.words_now").split():
            heading = heading.removeprefix(now)
        for word in self._longest:
            if heading.startswith(word):
                leaf = heading[len(word) :].strip(f"{LEVELS}()")
                path = self._leaves.get(leaf, NAME if not leaf else "")
                return Meaning(path, self._helpers[word], True) if path else None
        return None

    def _words(self, forms: Forms) -> Iterator[tuple[str, Meaning]]:
        """Every whole heading, the surest meaning first."""
        yield say("headings.record_id"), Meaning(ROW)
        if self.record in _OF_CADRES:
            yield from _each("lines.words_cadre_id", CADRE_ID)
        if self.record == "pairing":
            yield from _each("lines.words_former", FORMER)
            yield from _each("lines.words_started_on", "pairing.started_on")
        if self.record in _HELPED:
            yield from self._of_household(forms)
        if self.record == "posting":
            yield from _each("lines.words_village", "place.village")
            yield from _each("headings.place_village", "place.village")
        if self.record == "visit":
            yield from _each("lines.words_visitors", VISITORS)
        if self.record == "measure":
            yield from _each("lines.words_members", MEMBERS)
        yield from _of_record(forms, self.record)
        if self.record in _OF_CADRES:
            yield from self._of_cadres(forms)

    def _of_household(self, forms: Forms) -> Iterator[tuple[str, Meaning]]:
        for level in PLACES:
            yield from _each(f"headings.place_{level}", f"place.{level}")
        yield from _each("headings.head_name", "head.name")
        yield from _each("headings.head_id_number", "head.id_number")
        yield from _each("headings.year", YEAR)
        for key in ("code", "group_name"):
            field = forms.records["household"].by_key[key]
            for word in (field.label, *field.headers, *filter(None, [field.national])):
                yield word, Meaning(field.path)
        yield from _each("lines.words_head_name", "head.name")
        yield from _each("headings.id_number", "head.id_number")

    def _of_cadres(self, forms: Forms) -> Iterator[tuple[str, Meaning]]:
        for record in ("cadre", "unit"):
            for word, meaning in _of_record(forms, record):
                # 帮扶责任人 among the words of a name says a kind of help: helpers' words know it.
                if record == "unit" and meaning.path not in (UNIT, LEVEL):
                    continue
                if meaning.path != NAME or word == forms.help["cadre"].by_key["name"].label:
                    yield word, meaning
        yield from self._leaf_meanings()

    def _leaf_meanings(self) -> Iterator[tuple[str, Meaning]]:
        for word, path in self._leaf_words():
            yield word, Meaning(path)

    def _leaf_words(self) -> Iterator[tuple[str, str]]:
        """What may be asked of a helper, by the word behind his."""
        for key in _LEAVES:
            for word in say(f"lines.words_{key}").split():
                yield self._normalise(word), f"cadre.{key}"
        for words, path in (("unit_post", UNIT_POST), ("unit", UNIT), ("level", LEVEL)):
            for word in say(f"lines.words_{words}").split():
                yield self._normalise(word), path

    def _helper_words(self, forms: Forms) -> Iterator[tuple[str, str]]:
        """Words for a helper and the kind of pairing they say; "" where they say none."""
        for word in say("lines.words_helper").split():
            yield self._normalise(word), ""
        if self.record != "pairing":
            return
        for code in forms.codes["help_kind"].values:
            for word in (*code.also, code.name):
                yield self._normalise(word), code.code


def _each(key: str, path: str) -> Iterator[tuple[str, Meaning]]:
    for word in say(key).split():
        yield word, Meaning(path)


def _of_record(forms: Forms, key: str) -> Iterator[tuple[str, Meaning]]:
    """A form's own labels, then the other words for its fields."""
    record = forms.record(key)
    for field in record.fields:
        yield f"{record.label}{LEVELS}{field.label}", Meaning(field.path)
        yield field.label, Meaning(field.path)
    for field in record.fields:
        for word in field.headers:
            yield word, Meaning(field.path)
