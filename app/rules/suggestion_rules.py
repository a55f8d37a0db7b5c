"""Reads `forms/suggestions.toml`: what must be so of a household, the sentence that says so, and the measures.

An official may edit the file: words of code lists, not codes. A mistake is named with its rule before anything opens.
"""

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal

from app.errors import Problem
from app.rules.catalogues import Catalogue, code_of
from app.rules.dossiers import Value
from app.rules.formfiles import read_toml
from app.rules.forms import CodeList, Forms
from app.rules.spots import field_at, reader

Wish = Literal["", "willing", "unwilling", "unasked"]
_WISHES: Final = ("", "willing", "unwilling", "unasked")
_GAPS: Final = frozenset({"name", "why", "facts", "who", "whom", "wishes", "size"})
_NAMED: Final = ("is", "not", "below", "at_least", "known")
FILE: Final = "suggestions.toml"


@dataclass(frozen=True, slots=True)
class Test:
    """A question to one path. `word`: is, not (one of `values`), below, at_least (a number), known (or not)."""

    path: str
    word: str
    values: tuple[Value, ...] = ()
    bound: Decimal = Decimal(0)
    label: str = ""

    def judge(self, value: Value) -> bool | None:
        """Whether an answer passes; None for an unknown one, which passes nothing but `known = false`."""
        if self.word == "known":
            return (value is not None) == bool(self.values[0])
        if value is None:
            return None
        if self.word in ("below", "at_least"):
            if isinstance(value, bool) or not isinstance(value, int | Decimal):
                return None
            return value < self.bound if self.word == "below" else value >= self.bound
        held = bool(set(value) & set(self.values)) if isinstance(value, tuple) else value in self.values
        return held == (self.word == "is")

    def holds(self, value: Value) -> bool:
        """As `judge`, where unknown is no."""
        return self.judge(value) is True

    def matched(self, value: Value) -> Value:
        """Of several codes those that were asked for."""
        if isinstance(value, tuple) and self.word == "is":
            return tuple(code for code in value if code in self.values)
        return value


@dataclass(frozen=True, slots=True)
class People:
    """Which members: all of `where`, one of `either` at least."""

    where: tuple[Test, ...] = ()
    either: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """Words by which a plan's text says what a household wants: an industry, no industry, a job."""

    industry: tuple[str, ...] = ()
    unwilling: tuple[str, ...] = ()
    job: tuple[str, ...] = ()

    def told(self, text: str) -> Wish:
        """What a text says of it; neither is as if nobody had asked."""
        against = any(word in text for word in self.unwilling)
        if not against and any(word in text for word in self.industry):
            return "willing"
        return "unwilling" if against or any(word in text for word in self.job) else "unasked"


@dataclass(frozen=True, slots=True)
class Rule:
    """When it holds the household should hear of `items`. `causes` or `risks`: one of them is recorded.

    `where`, `either`: of the household; `members`: somebody is so; `nobody`: surely nobody is so; `wishes`: what the
    plan says the household wants. `source`: the paper, or that there is none.
    """

    key: str
    reason: str
    items: tuple[str, ...]
    source: str
    causes: frozenset[str] = frozenset()
    risks: frozenset[str] = frozenset()
    where: tuple[Test, ...] = ()
    either: tuple[Test, ...] = ()
    members: People | None = None
    nobody: People | None = None
    wishes: Wish = ""
    words: Wishes = Wishes()


def load_suggestion_rules(folder: Path, forms: Forms, catalogue: Catalogue) -> tuple[Rule, ...]:
    """The rules of a forms folder; none where it has no file. Raises Problem naming the rule with a mistake."""
    path = folder / FILE
    if not path.exists():
        return ()
    table = read_toml(path)
    words = Wishes(
        *(tuple(map(str, table.get(key, ()))) for key in ("wish_words", "unwilling_words", "job_words"))
    )
    rules = tuple(_rule(line, forms, catalogue, words) for line in table.get("rule", ()))
    seen: set[str] = set()
    for rule in rules:
        if rule.key in seen:
            raise _wrong(rule.key, "suggestions.key_twice")
        seen.add(rule.key)
    return rules


def _rule(line: Mapping[str, Any], forms: Forms, catalogue: Catalogue, words: Wishes) -> Rule:
    key = str(line.get("key", ""))
    if not all(line.get(word) for word in ("key", "reason", "items", "source")):
        raise _wrong(key, "suggestions.incomplete")
    reason, wishes = str(line["reason"]), line.get("wishes", "")
    gaps = {name for _, name, _, _ in string.Formatter().parse(reason) if name is not None}
    if gaps - _GAPS:
        raise _wrong(key, "suggestions.unknown_gap", text=sorted(gaps - _GAPS)[0])
    for code in line["items"]:
        if code not in catalogue.by_code:
            raise _wrong(key, "suggestions.unknown_item", text=code)
    if wishes not in _WISHES:
        raise _wrong(key, "suggestions.unknown_word", text=wishes)
    return Rule(
        key=key,
        reason=reason,
        items=tuple(line["items"]),
        source=str(line["source"]),
        causes=frozenset(_codes(key, forms.codes["poverty_cause"], line.get("causes", ()))),
        risks=frozenset(_codes(key, forms.codes["risk"], line.get("risks", ()))),
        where=_tests(key, line.get("where", ()), forms),
        either=_tests(key, line.get("either", ()), forms),
        members=_people(key, line.get("members"), forms),
        nobody=_people(key, line.get("nobody"), forms),
        wishes=wishes,
        words=words,
    )


def _people(key: str, table: Mapping[str, Any] | None, forms: Forms) -> People | None:
    if table is None:
        return None
    return People(_tests(key, table.get("where", ()), forms), _tests(key, table.get("either", ()), forms))


def _tests(key: str, lines: Iterable[Mapping[str, Any]], forms: Forms) -> tuple[Test, ...]:
    return tuple(_test(key, line, forms) for line in lines)


def _test(key: str, line: Mapping[str, Any], forms: Forms) -> Test:
    path = str(line.get("path", ""))
    try:
        reader(path, forms)
    except Problem as unknown:
        raise _wrong(key, "suggestions.unknown_path", text=path) from unknown
    words = [word for word in _NAMED if word in line]
    if len(words) != 1:
        raise _wrong(key, "suggestions.one_word_each", text=path)
    word, said = words[0], line[words[0]]
    if word in ("below", "at_least"):
        if isinstance(said, bool) or not isinstance(said, int | float):
            raise _wrong(key, "suggestions.not_a_number", text=said)
        return Test(path, word, (), Decimal(str(said)), str(line.get("label", "")))
    if word == "known":
        return Test(path, word, (bool(said),))
    return Test(path, word, _values(key, path, said, forms))


def _values(key: str, path: str, said: Any, forms: Forms) -> tuple[Value, ...]:
    """The answers a test names: codes by their words, yes and no as TOML writes them."""
    wanted = said if isinstance(said, list) else [said]
    one = field_at(path, forms)
    codes = forms.code_list(one) if one else None
    return tuple(_codes(key, codes, wanted)) if codes else tuple(wanted)


def _codes(key: str, codes: CodeList, words: Iterable[object]) -> Iterable[str]:
    for word in words:
        code = code_of(codes, word)
        if code is None:
            raise _wrong(key, "suggestions.unknown_word", text=word)
        yield code


def _wrong(rule: str, code: str, **values: object) -> Problem:
    return Problem(code, file=FILE, rule=rule, **values)
