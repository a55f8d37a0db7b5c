"""Reads `forms/warnings/*.toml`: one sign a file, with its amounts by region and time, each with its source.

A rule of another time or region never stands in for a missing one: where no rule speaks, nothing is warned of.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, Literal, get_args

from app.errors import Problem
from app.rules.formfiles import read_toml
from app.rules.forms import Forms
from app.rules.shelves import Folder, pack_of, rank_of

Who = Literal["every", "unwatched"]
OPEN_END: Final = date(9999, 12, 31)
_HEAD: Final = frozenset(("key", "label", "told", "sign", "unit", "line", "who", "with", "rule"))
_RULE: Final = frozenset(("region", "from", "to", "amount", "days", "who", "with", "source", "confirmed"))
"""Every word that means something: a misspelt one would quietly mean nothing."""
_SCOPES: Final = frozenset(("household", "household_year"))


@dataclass(frozen=True, slots=True)
class Rule:
    """A sign to be looked for in a region for a time. `amount` is in `unit`; `line` a line's key instead of it.

    `days`: within how many it is checked; `who`: every household, or only those not monitored already; `options` go
    to the sign; `told`: the rule in words. `pack` it came with, `rank` of its layer.
    """

    key: str
    label: str
    told: str
    sign: str
    region: str
    first: date
    last: date
    days: int
    source: str
    amount: Decimal | None = None
    unit: str = ""
    line: str = ""
    who: Who = "every"
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)
    confirmed: bool = True
    pack: str = ""
    rank: int = 0

    @property
    def words(self) -> str:
        """The rule in words, its amount filled in."""
        amount = "" if self.amount is None else f"{self.amount.normalize():f}"
        return self.told.replace("{amount}", f"{amount}{self.unit}")


@dataclass(frozen=True, slots=True)
class Rules:
    """Every warning rule known."""

    every: tuple[Rule, ...] = ()

    def at(self, place: str, day: date) -> tuple[Rule, ...]:
        """The rules in force at a place (division code) on a day: of each key that of the narrowest region."""
        found: dict[str, Rule] = {}
        for one in self.every:
            if not place.startswith(one.region) or not one.first <= day <= one.last:
                continue
            known = found.get(one.key)
            if known is None or (len(one.region), one.rank) > (len(known.region), known.rank):
                found[one.key] = one
        return tuple(found.values())

    def label(self, key: str) -> str:
        """The words of a rule; the key itself where no file knows it any more."""
        return next((one.label for one in self.every if one.key == key), key)


@dataclass(frozen=True, slots=True)
class Takes:
    """What a sign needs of its file: an amount (or a line), and options by name."""

    amount: bool = False
    line: bool = False
    options: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def load_warnings(
    folder: Folder, signs: Mapping[str, Takes], lines: Iterable[str], fields: Iterable[str]
) -> Rules:
    """The rules of a forms folder. `signs`: what each sign needs; `lines`, `fields`: those there are, by key and path.

    Raises Problem naming the file, the rule and what to mend: an unknown sign, field or line, a missing word, a
    number that is none, two rules of one region for the same day, a hole between two.
    """
    known = _Known(signs, frozenset(lines), frozenset(fields))
    every: list[Rule] = []
    laid: dict[tuple[str, int], list[Rule]] = {}
    for path in sorted((folder / "warnings").glob("*.toml")):
        read = list(_rules(path, read_toml(path), known))
        together = laid.setdefault((read[0].key, rank_of(path)), [])
        together += read
        _need_whole(path.name, together)
        every += read
    return Rules(tuple(every))


def askable_fields(forms: Forms) -> tuple[str, ...]:
    """The fields a rule may ask: the household's own and of its years, and of a member's year."""
    return tuple(
        field.path
        for record in forms.records.values()
        if (record.scope in _SCOPES and not record.rows) or record.key == "member_year"
        for field in record.fields
    )


@dataclass(frozen=True, slots=True)
class _Known:
    signs: Mapping[str, Takes]
    lines: frozenset[str]
    fields: frozenset[str]


def _rules(path: Folder, table: Mapping[str, Any], known: _Known) -> Iterable[Rule]:
    _need_known(path.name, table, _HEAD)
    for word in ("key", "label", "told", "sign", "rule"):
        if not table.get(word):
            raise Problem("warnings.word_missing", file=path.name, place=table.get("key", ""), word=word)
    for line in table["rule"]:
        _need_known(path.name, line, _RULE)
        rule = _rule(path, table, line)
        _check(path.name, rule, known)
        yield rule


def _need_known(name: str, table: Mapping[str, Any], known: frozenset[str]) -> None:
    if strange := sorted(table.keys() - known):
        raise Problem("warnings.unknown_word", file=name, word=strange[0], known=", ".join(sorted(known)))


def _rule(path: Folder, table: Mapping[str, Any], line: Mapping[str, Any]) -> Rule:
    name, place = path.name, line.get("from", table["key"])
    for word in ("from", "days", "source"):
        if not line.get(word):
            raise Problem("warnings.word_missing", file=name, place=place, word=word)
    first, last = line["from"], line.get("to", OPEN_END)
    if not (isinstance(first, date) and isinstance(last, date) and first <= last):
        raise Problem("warnings.bad_dates", file=name, place=place)
    for word in ("amount", "days"):
        value = line.get(word)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or value < 0):
            raise Problem("warnings.not_a_number", file=name, place=place, word=word, value=value)
    who = line.get("who", table.get("who", "every"))
    if who not in get_args(Who):
        raise Problem("warnings.unknown_who", file=name, place=place, who=who, known=", ".join(get_args(Who)))
    amount = line.get("amount")
    return Rule(
        key=str(table["key"]),
        label=str(table["label"]),
        told=str(table["told"]),
        sign=str(table["sign"]),
        region=str(line.get("region", "")),
        first=first,
        last=last,
        days=int(line["days"]),
        source=str(line["source"]),
        amount=None if amount is None else Decimal(str(amount)),
        unit=str(table.get("unit", "")),
        line=str(table.get("line", "")),
        who=who,
        options={**table.get("with", {}), **line.get("with", {})},
        confirmed=bool(line.get("confirmed", True)),
        pack=pack_of(path),
        rank=rank_of(path),
    )


def _check(name: str, rule: Rule, known: _Known) -> None:
    """Refuse what no sign can be asked for."""
    takes = known.signs.get(rule.sign)
    if takes is None:
        raise Problem(
            "warnings.unknown_sign", file=name, sign=rule.sign, known=", ".join(sorted(known.signs))
        )
    if takes.amount and rule.amount is None:
        raise Problem("warnings.word_missing", file=name, place=rule.first, word="amount")
    if takes.line and rule.line not in known.lines:
        raise Problem(
            "warnings.unknown_line", file=name, line=rule.line, known=", ".join(sorted(known.lines))
        )
    for option in takes.options:
        if option not in rule.options:
            raise Problem("warnings.word_missing", file=name, place=rule.first, word=f"with.{option}")
    for option in takes.fields:
        path = str(rule.options.get(option))
        if path not in known.fields:
            raise Problem("warnings.unknown_field", file=name, field=path)


def _need_whole(name: str, rules: Iterable[Rule]) -> None:
    """Refuse two rules of one region for the same day, and a day between two that has none."""
    regions: dict[str, list[Rule]] = {}
    for one in rules:
        regions.setdefault(one.region, []).append(one)
    for some in regions.values():
        some.sort(key=lambda one: one.first)
        for before, after in pairwise(some):
            if after.first <= before.last:
                raise Problem("warnings.overlap", file=name, first=before.first, second=after.first)
            if after.first > before.last + timedelta(days=1):
                raise Problem("warnings.hole", file=name, last=before.last, first=after.first)
