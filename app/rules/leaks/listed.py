"""Whom the office knows: the numbers, days and words that must not leave it, and the phones it may show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.rules.dossiers import Answers, Dossier
from app.rules.forms import Field, Forms
from app.rules.leaks.digits import pieces
from app.rules.values import show


@dataclass(frozen=True, slots=True)
class Listed:
    """What a sheet about these persons must not say.

    `numbers`: digits of ID numbers, accounts and phones, each with its kind. `words`: what exposes (illness, school,
    a full address), each with its kind. `births`: birth dates. `allowed`: digits of phones the issuer may print.
    `areas`: six-digit county codes; where given, digits of several cells make an ID number only with one of them,
    else one page in sixty of plain money and days would be held.
    """

    numbers: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    births: frozenset[date] = frozenset()
    allowed: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()


def listed_in(
    dossiers: Iterable[Dossier], forms: Forms, phones: Iterable[str] = (), areas: Iterable[str] = ()
) -> Listed:
    """What the fields marked sensitive in the forms say of these households. `phones`: the issuer's own."""
    numbers: dict[str, str] = {}
    words: dict[str, str] = {}
    births: set[date] = set()
    for dossier in dossiers:
        for record, answers in _records(dossier, forms):
            for one in forms.record(record).fields:
                if one.sensitive and (value := answers.get(one.key)) is not None:
                    if isinstance(value, date):
                        births.add(value)
                    elif one.sensitive == "health":
                        words |= dict.fromkeys(_health_words(one, answers, forms), "health")
                    else:
                        numbers[_digits(str(value))] = one.sensitive
        words |= dict.fromkeys(_places(dossier), "place")
    allowed = frozenset(_digits(phone) for phone in phones)
    known = {key: kind for key, kind in numbers.items() if len(key) > 5}
    counties = frozenset(areas)
    if counties:  # those too whose code the country no longer uses
        counties |= {number[:6] for number, kind in known.items() if kind == "id"}
    return Listed(known, words, frozenset(births), allowed, counties)


def _records(dossier: Dossier, forms: Forms) -> Iterable[tuple[str, Answers]]:
    for record in forms.records.values():
        if record.scope in ("household", "household_year"):
            yield record.key, dossier.answers(record.key)
            continue
        for member in dossier.members:
            yield record.key, member.answers(record.key)


def _health_words(one: Field, answers: Answers, forms: Forms) -> list[str]:
    """The words of what ails somebody; to be healthy exposes nobody, and a bare code or number is no word."""
    value, codes = answers[one.key], forms.code_list(one)
    if codes is None:
        return []
    chosen = value if isinstance(value, tuple) else (value,)
    exposing = [
        code for code in chosen if not (known := codes.by_code.get(str(code))) or not known.extra.get("alone")
    ]
    return [show("code", str(code), codes) for code in exposing]


def _places(dossier: Dossier) -> list[str]:
    """The full address, and the schools of the children."""
    said = [dossier.household.get("address"), *(member.year.get("school_name") for member in dossier.members)]
    return [str(one) for one in said if one and len(str(one)) > 3]


def _digits(text: str) -> str:
    return "".join(piece.digits for piece in pieces(text))
