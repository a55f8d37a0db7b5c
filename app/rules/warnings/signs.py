"""Signs a warning rule may ask for: named functions over a household's two years.

Each says what was, what is, and where it stands in the archive. What is not known is no sign, and is told as unknown.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.rules.checks.facts import Person
from app.rules.dossiers import Answers, Value
from app.rules.incomes import dossier_figures
from app.rules.lines import Line
from app.rules.standards.facts import Home, Where, find_fact
from app.rules.values import show
from app.rules.warnings.definitions import Takes
from app.texts import say

HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Pair:
    """A household as it is and as it was the year before; `earned`, `earned_before`: the two newest years of incomes.

    `on`: the day it is judged. Without an earlier year nothing can have changed.
    """

    now: Home
    before: Home
    earned: Home
    earned_before: Home
    on: date


@dataclass(frozen=True, slots=True)
class Ask:
    """What a rule asks of its sign: an amount, the line in force, options."""

    amount: Decimal = Decimal(0)
    line: Line | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A sign found: in words what was and what is, where that stands, of which year it speaks, of which member.

    `facts`: what it rests on, as kept: words may be put otherwise one day, and nothing new has happened.
    """

    was: str
    now: str
    where: tuple[Where, ...]
    year: int
    facts: tuple[object, ...]
    person_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a function found; `unknown`: in words what would have to be known, "" where all is."""

    found: tuple[Found, ...] = ()
    unknown: str = ""


Look = Callable[[Pair, Ask], Sign]
_INCOME: Final = (Where("income.amount"),)
NOTHING: Final = Sign()
_AT_SCHOOL: Final = ("dropout_reason", "school_state")


def income_fall(pair: Pair, ask: Ask) -> Sign:
    """Income of one person fell by that many per cent or more against the year before."""
    now, before = _per_person(pair.earned), _per_person(pair.earned_before)
    if now is None or before is None:
        year = pair.earned.dossier.year if now is None else pair.earned_before.dossier.year
        return Sign(unknown=say("warnings.no_income", year=year))
    # Of nothing, or less, there is no percentage.
    if before <= 0 or (before - now) * HUNDRED < ask.amount * before:
        return NOTHING
    share = ((before - now) * HUNDRED / before).quantize(Decimal("0.1"))
    said = say("warnings.income_now", amount=show("money", now), share=share)
    was = say("warnings.income_was", year=pair.earned_before.dossier.year, amount=show("money", before))
    return Sign((Found(was, said, _INCOME, pair.earned.dossier.year, (before, now)),))


def income_below(pair: Pair, ask: Ask) -> Sign:
    """Income of one person is below the line in force."""
    now = _per_person(pair.earned)
    if ask.line is None:
        return Sign(unknown=say("warnings.no_line"))
    if now is None:
        return Sign(unknown=say("warnings.no_income", year=pair.earned.dossier.year))
    if now >= ask.line.amount:
        return NOTHING
    was = say("warnings.line", amount=show("money", ask.line.amount))
    said = say("warnings.yuan", amount=show("money", now))
    found = Found(was, said, _INCOME, pair.earned.dossier.year, (now,))
    return Sign((found,))


def amount_reached(pair: Pair, ask: Ask) -> Sign:
    """An amount of the household's (`with.field`) is that many yuan or more."""
    now, was, where, year = _of_household(pair, ask)
    if not isinstance(now, Decimal | int):
        return Sign(unknown=_blank(pair, ask))
    if now < ask.amount:
        return NOTHING
    said = say("warnings.yuan", amount=show("money", Decimal(now)))
    return Sign((Found(was, said, where, year, (now,)),))


def share_of_income(pair: Pair, ask: Ask) -> Sign:
    """An amount of the household's (`with.field`) is that share of its net income or more, in per cent."""
    now, was, where, year = _of_household(pair, ask)
    figures = dossier_figures(pair.earned.dossier, pair.earned.meanings.forms.blocks)
    if not isinstance(now, Decimal | int):
        return Sign(unknown=_blank(pair, ask))
    if figures is None:
        return Sign(unknown=say("warnings.no_income", year=pair.earned.dossier.year))
    paid = Decimal(now)
    if not paid or paid * HUNDRED < ask.amount * figures.net:
        return NOTHING
    said = say("warnings.share", amount=show("money", paid), net=show("money", figures.net))
    return Sign((Found(was, said, (*where, *_INCOME), year, (paid,)),))


def said_yes(pair: Pair, ask: Ask) -> Sign:
    """The household's answer to a yes-or-no field (`with.field`) is yes."""
    now, was, where, year = _of_household(pair, ask)
    if not isinstance(now, bool):
        return Sign(unknown=_blank(pair, ask))
    said = pair.now.meanings.shown(str(ask.options["field"]), now)
    return Sign((Found(was, said, where, year, (now,)),)) if now else NOTHING


def coded_anew(pair: Pair, ask: Ask) -> Sign:
    """A field (`with.field`) of a member or the household has one of `with.codes` and had none the year before."""
    path, wanted = str(ask.options["field"]), frozenset(map(str, ask.options["codes"]))
    lacking: list[str] = []
    found: list[Found] = []
    for one in _subjects(pair, path):
        if one.now is None or one.before is None:
            lacking.append(one.name)
        elif wanted & _codes(one.now) and not wanted & _codes(one.before):
            found.append(one.found())
    return Sign(tuple(found), _lacking(pair, path, lacking))


def ended(pair: Pair, ask: Ask) -> Sign:
    """A yes of the year before (`with.field`) is a no now: 低保 that ended."""
    path = str(ask.options["field"])
    found, lacking = [], []
    for one in _subjects(pair, path):
        if (one.now is None and one.before is not False) or (one.now is False and one.before is None):
            lacking.append(one.name)
        elif one.now is False and one.before is True:
            found.append(one.found())
    return Sign(tuple(found), _lacking(pair, path, lacking))


def work_lost(pair: Pair, ask: Ask) -> Sign:
    """A member who worked that many months or more the year before works none."""
    path, found, lacking = "member_year.work_months", [], []
    for one in _subjects(pair, path):
        worked = one.before if isinstance(one.before, int) else None
        if one.now is None and (worked is None or worked >= ask.amount):
            if worked is not None:
                lacking.append(one.name)
        elif one.now == 0 and worked is not None and worked >= ask.amount:
            found.append(one.found())
    return Sign(tuple(found), _lacking(pair, path, lacking))


def out_of_school(pair: Pair, ask: Ask) -> Sign:
    """A child of the age of compulsory schooling is not at school."""
    fact = find_fact("at_school", pair.now, {})
    if fact.value is None:
        return Sign(unknown=fact.said)
    if fact.value:
        return NOTHING
    people = {one.id: one for one in pair.now.people}
    before = {one.id: one for one in pair.before.people}
    return Sign(
        tuple(
            Found(
                _school(pair, before.get(place.subject_id)),
                _school(pair, people[place.subject_id]),
                (place,),
                people[place.subject_id].member.spoken or pair.now.dossier.year,
                tuple(people[place.subject_id].year.get(key) for key in _AT_SCHOOL),
                place.subject_id,
                place.name,
            )
            for place in fact.where
        )
    )


def house_unsafe(pair: Pair, ask: Ask) -> Sign:
    """The house is graded C or D, or known to be dangerous."""
    fact, before = find_fact("house_safe", pair.now, {}), find_fact("house_safe", pair.before, {})
    if fact.value is None:
        return Sign(unknown=fact.said)
    if fact.value:
        return NOTHING
    year = pair.now.dossier.spoken.get("conditions") or pair.now.dossier.year
    facts = tuple(pair.now.dossier.conditions.get(key) for key in ("danger_grade", "dangerous_house"))
    return Sign((Found(before.said, fact.said, fact.where, year, facts),))


SIGNS: Final[Mapping[str, tuple[Look, Takes]]] = {
    "income_fall": (income_fall, Takes(amount=True)),
    "income_below": (income_below, Takes(line=True)),
    "amount_reached": (amount_reached, Takes(amount=True, options=("field",), fields=("field",))),
    "share_of_income": (share_of_income, Takes(amount=True, options=("field",), fields=("field",))),
    "said_yes": (said_yes, Takes(options=("field",), fields=("field",))),
    "coded_anew": (coded_anew, Takes(options=("field", "codes"), fields=("field",))),
    "ended": (ended, Takes(options=("field",), fields=("field",))),
    "work_lost": (work_lost, Takes(amount=True)),
    "out_of_school": (out_of_school, Takes()),
    "house_unsafe": (house_unsafe, Takes()),
}
"""The signs by the word of the files, and what each needs said there."""

TAKES: Final[Mapping[str, Takes]] = {name: takes for name, (_, takes) in SIGNS.items()}


@dataclass(frozen=True, slots=True)
class _Subject:
    """One answer of a household or member in both years, None where the year did not say."""

    pair: Pair
    path: str
    now: Value
    before: Value
    year: int
    person_id: str = ""
    name: str = ""

    def found(self) -> Found:
        shown = self.pair.now.meanings.shown
        where = (Where(self.path, self.person_id, self.name),)
        was = shown(self.path, self.before)
        said, facts = shown(self.path, self.now), (self.before, self.now)
        return Found(was, said, where, self.year, facts, self.person_id, self.name)


def _subjects(pair: Pair, path: str) -> Iterator[_Subject]:
    """Whoever a field is of, and was of the year before. What was only carried over, this year has not said."""
    record, _, key = path.partition(".")
    if record != "member_year":
        now, before = pair.now.dossier, pair.before.dossier
        year = now.spoken.get(record, now.year)
        said = now.answers(record).get(key) if year != before.spoken.get(record, before.year) else None
        yield _Subject(pair, path, said, before.answers(record).get(key), year)
        return
    earlier = {one.id: one for one in pair.before.people}
    for one in pair.now.people:
        past = earlier.get(one.id)
        if past is not None:
            year = one.member.spoken or pair.now.dossier.year
            said = one.year.get(key) if past.member.spoken != one.member.spoken else None
            yield _Subject(pair, path, said, past.year.get(key), year, one.id, one.name)


def _of_household(pair: Pair, ask: Ask) -> tuple[Value, str, tuple[Where, ...], int]:
    """An answer of the household, in words what it was the year before, where it stands, of which year it is."""
    path = str(ask.options["field"])
    record, _, key = path.partition(".")
    now: Answers = pair.now.dossier.answers(record)
    before: Answers = pair.before.dossier.answers(record)
    was = before.get(key)
    # A county form does not say of which year it is: what equals last year's answer is that one, carried over.
    carried = pair.before.dossier.year if was == now.get(key) else pair.now.dossier.year
    year = pair.now.dossier.spoken.get(record, carried) or carried
    shown = pair.now.meanings.shown(path, was) if was is not None else say("warnings.not_known")
    return now.get(key), shown, (Where(path),), year


def _per_person(home: Home) -> Decimal | None:
    figures = dossier_figures(home.dossier, home.meanings.forms.blocks)
    return figures.per_person if figures else None


def _codes(value: Value) -> frozenset[str]:
    return frozenset(value) if isinstance(value, tuple) else frozenset((str(value),))


def _blank(pair: Pair, ask: Ask) -> str:
    path = str(ask.options["field"])
    return say("warnings.blank", label=pair.now.meanings.labels.get(path, path))


def _lacking(pair: Pair, path: str, names: list[str]) -> str:
    if not names:
        return ""
    label, who = pair.now.meanings.labels.get(path, path), "\u3001".join(filter(None, names))
    return say("warnings.lacking", label=label, names=who) if who else say("warnings.blank", label=label)


def _school(pair: Pair, one: Person | None) -> str:
    """Where a child stands, in words."""
    for key in _AT_SCHOOL if one else ():
        if value := one.year.get(key) if one else None:
            shown = pair.now.meanings.shown(f"member_year.{key}", value)
            return say("warnings.dropped", reason=shown) if key == "dropout_reason" else shown
    return say("warnings.not_known")
