"""Which measures the facts of a household speak for, each with the reason in a sentence; a person decides.

The rules are data (`forms/suggestions.toml`), after 安庆 2016 第一期建议 二(三) and
广委办〔2016〕95号 三(二): an unknown answer never makes a rule hold. Suggesting writes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.rules.catalogues import Catalogue, Item
from app.rules.dossiers import Dossier, Member, Value
from app.rules.forms import Forms
from app.rules.helping import causes_of, risks_of
from app.rules.spots import MEMBER_RECORDS, Spot, field_at, reader, spot_of
from app.rules.suggestion_rules import People, Rule, Test
from app.rules.values import show
from app.texts import say

PAUSE = "\u3001"
_WISH_LETTERS = 30


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A measure of the catalogue worth talking about. `reason`: whole sentences naming the very facts.

    `taken`: the year's plan has it already; `person_ids`: who the facts are about, empty for the whole household;
    `rules`: the keys of the rules that spoke for it.
    """

    item: Item
    reason: str
    taken: bool = False
    person_ids: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    """A rule that holds for a household: its sentence and the members it is about."""

    rule: Rule
    reason: str
    person_ids: tuple[str, ...]


def suggest(
    dossier: Dossier, catalogue: Catalogue, rules: Sequence[Rule], forms: Forms
) -> tuple[Suggestion, ...]:
    """The suggestions for a dossier's year, in the order of the rules, an item once; none out of force that year."""
    found: dict[str, Suggestion] = {}
    lines = [line.answers for line in dossier.help.get("measure", ())]
    planned = {said for one in lines for said in (one.get("item"), (one.get("kind"), one.get("name")))}
    spot = spot_of(dossier, forms)
    for held in _holding(spot, rules, forms):
        for code in held.rule.items:
            item = catalogue.by_code.get(code)
            if item is not None and item.holds_in(dossier.year):
                found[code] = _joined(
                    found.get(code), item, held, bool(planned & {code, (item.kind, item.name)})
                )
    return tuple(found.values())


def _joined(before: Suggestion | None, item: Item, held: _Held, taken: bool) -> Suggestion:
    """The suggestion of an item, the reasons of several rules after each other."""
    if before is None:
        return Suggestion(item, held.reason, taken, held.person_ids, (held.rule.key,))
    # Who the facts are about: a rule about the whole household makes it everybody's.
    people = (*before.person_ids, *held.person_ids) if before.person_ids and held.person_ids else ()
    reasons = before.reason if held.reason in before.reason else before.reason + held.reason
    return Suggestion(item, reasons, taken, tuple(dict.fromkeys(people)), (*before.rules, held.rule.key))


def _holding(spot: Spot, rules: Sequence[Rule], forms: Forms) -> Iterator[_Held]:
    for rule in rules:
        held = _hold(spot, rule, forms)
        if held:
            yield held


def _hold(spot: Spot, rule: Rule, forms: Forms) -> _Held | None:
    """The rule with its sentence, where every part of it holds."""
    why = _why(spot.dossier, rule, forms)
    if (rule.causes or rule.risks) and not why:
        return None
    if not _wished(spot.dossier, rule):
        return None
    facts = _facts(spot, rule.where, rule.either, forms)
    if facts is None:
        return None
    people = _people(spot, rule.members, forms) if rule.members else []
    if rule.members and not people:
        return None
    if rule.nobody and not _surely_nobody(spot, rule.nobody, forms):
        return None
    said = {
        "name": spot.dossier.head.name if spot.dossier.head else say("plans.this_household"),
        "why": PAUSE.join(why),
        "facts": PAUSE.join(facts),
        "who": PAUSE.join(told for _, told in people),
        "whom": PAUSE.join(one.name for one, _ in people),
        "wishes": _short(str(spot.dossier.answers("plan").get("wishes") or "")),
        "size": spot.dossier.size,
    }
    return _Held(rule, rule.reason.format(**said), tuple(one.person_id for one, _ in people))


def _why(dossier: Dossier, rule: Rule, forms: Forms) -> list[str]:
    """The words of the recorded causes and risks the rule speaks of."""
    causes, risks = forms.codes["poverty_cause"], forms.codes["risk"]
    words = [causes.name(code) for code in causes_of(dossier) if code in rule.causes]
    words += [risks.name(code) for code in risks_of(dossier) if code in rule.risks]
    return [say("plans.quoted", word=word) for word in dict.fromkeys(words)]


def _wished(dossier: Dossier, rule: Rule) -> bool:
    """Whether the plan says what the rule asks of the household's wishes."""
    return not rule.wishes or rule.words.told(str(dossier.answers("plan").get("wishes") or "")) == rule.wishes


def _facts(spot: Spot, where: Sequence[Test], either: Sequence[Test], forms: Forms) -> list[str] | None:
    """What the tests found, in words: all of `where` and one of `either` at least; None where they do not hold."""
    held = [(test, _value(spot, test, forms)) for test in where]
    if not all(test.holds(value) for test, value in held):
        return None
    chosen = [(test, _value(spot, test, forms)) for test in either]
    fitting = [(test, value) for test, value in chosen if test.holds(value)]
    if either and not fitting:
        return None
    told = [
        _told(test, value, forms) for test, value in (*held, *fitting) if test.word not in ("known", "not")
    ]
    return list(dict.fromkeys(told))


def _value(spot: Spot, test: Test, forms: Forms) -> Value:
    return reader(test.path, forms)(spot)


def _told(test: Test, value: Value, forms: Forms) -> str:
    """A fact in words: the word of a code, else the field's label and what it says; an age with its unit."""
    if test.path == "derived.age":
        return say("plans.years_old", age=value)
    one = field_at(test.path, forms)
    if one is None:
        return say("plans.amount_of", label=test.label or test.path, value=show("money", value))
    shown = show(one.kind, test.matched(value), forms.code_list(one))
    if one.record in MEMBER_RECORDS and one.kind in ("code", "codes"):
        return shown
    return say("plans.fact", label=one.label, value=shown + one.unit)


def _spots(spot: Spot) -> Iterator[Spot]:
    for member in spot.dossier.members:
        yield Spot(spot.dossier, spot.figures, member)


def _people(spot: Spot, asked: People, forms: Forms) -> list[tuple[Member, str]]:
    """The members who meet the tests, each with his name and facts in words."""
    found = []
    for one in _spots(spot):
        if one.member is not None and _meets(one, asked, forms):
            facts = _facts(one, asked.where, asked.either, forms) or []
            name = one.member.name
            told = PAUSE.join(dict.fromkeys(facts))
            found.append((one.member, say("plans.person_and_facts", name=name, facts=told) if told else name))
    return found


def _surely_nobody(spot: Spot, asked: People, forms: Forms) -> bool:
    """Whether everybody is recorded and none of them meets the tests; while somebody is missing nobody knows."""
    known = spot.dossier.members
    everybody = bool(known) and len(known) >= spot.dossier.size
    return everybody and all(_meets(one, asked, forms) is False for one in _spots(spot))


def _meets(one: Spot, asked: People, forms: Forms) -> bool | None:
    """Whether a member meets the tests; None where an answer it hangs on is unknown."""
    needed = [test.judge(_value(one, test, forms)) for test in asked.where]
    if False in needed:
        return False
    choices = [test.judge(_value(one, test, forms)) for test in asked.either]
    if asked.either and True not in choices:
        return None if None in choices else False
    return None if None in needed else True


def _short(text: str) -> str:
    return text if len(text) <= _WISH_LETTERS else text[:_WISH_LETTERS] + "\u2026"


def rule_keys(rules: Sequence[Rule]) -> Mapping[str, Rule]:
    """The rules by their keys."""
    return {rule.key: rule for rule in rules}
