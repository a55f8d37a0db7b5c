"""Checks that come with the forms: required fields, codes of the lists, and checks a field names.

They hold for every record, also for a county's own form that no code knows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.errors import Level, Problem
from app.rules.checks.doubts import Doubt
from app.rules.checks.facts import Household, Person
from app.rules.dossiers import Answers, Value
from app.rules.forms import Field, Forms, Record
from app.rules.idnumbers import find_fault
from app.rules.masking import mask
from app.rules.values import show

Named = Callable[[Value, date], bool]
"""Whether a known value is right; blank never comes here."""

_DIGITS_OF_A_PHONE = range(7, 13)
_OWN_BLANKS = frozenset({"member_year.health"})  # checks of the table say it
_BY_TABLE = frozenset({"person.id_number"})


def _sound_number(value: Value, today: date) -> bool:
    return find_fault(str(value), today) is None


def _not_negative(value: Value, today: date) -> bool:
    return not isinstance(value, int | Decimal) or value >= 0


def _not_future(value: Value, today: date) -> bool:
    if isinstance(value, date):
        return value <= today
    if isinstance(value, int):
        return value <= today.year
    return not isinstance(value, str) or value <= f"{today:%Y-%m}"


def _months(value: Value, today: date) -> bool:
    return not isinstance(value, int) or 0 <= value <= 12


def _phone(value: Value, today: date) -> bool:
    return sum(char.isdigit() for char in str(value)) in _DIGITS_OF_A_PHONE


NAMED: Mapping[str, Named] = {
    "id": _sound_number,
    "not_negative": _not_negative,
    "not_future": _not_future,
    "months": _months,
    "phone": _phone,
}
"""The checks a field may name in its form; forms/README.md tells officials of them."""

BY_KIND: Mapping[str, str] = {"id_number": "id"}
"""The check every field of a kind gets without naming it."""

BY_RULE = frozenset({"sex_matches_id", "birth_matches_id"})
"""Names a field may carry for a check that the table makes anyway."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of one field."""

    field: Field
    known: frozenset[str] | None
    named: tuple[str, ...]
    watched: tuple[str, frozenset[str]] | None
    required: bool


class FieldChecks:
    """The checks of all records, prepared once. Raises Problem for a check name nobody knows."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._asked = {record.key: tuple(self._prepare(record)) for record in forms.records.values()}
        single = [record for record in forms.records.values() if not record.rows]
        self._of_household = [one for one in single if one.scope in ("household", "household_year")]
        self._of_people = [
            one
            for one in single
            if one.storage == "answers" and one.scope in ("person", "person_year", "membership")
        ]

    def _prepare(self, record: Record) -> Iterator[_Asked]:
        for one in record.fields:
            for name in one.checks:
                if name not in NAMED and name not in BY_RULE:
                    raise Problem(
                        "thresholds.unknown_check", field=one.path, name=name, known=", ".join(sorted(NAMED))
                    )
            codes = self._forms.code_list(one)
            known = frozenset(codes.by_code) if codes else None
            by_kind = [BY_KIND[one.kind]] if one.kind in BY_KIND and one.path not in _BY_TABLE else []
            named = tuple(name for name in (*one.checks, *by_kind) if name in NAMED)
            required = one.required and one.path not in _OWN_BLANKS
            if known is not None or named or required:
                yield _Asked(one, known, named, self._condition(record, one), required)

    def _condition(self, record: Record, one: Field) -> tuple[str, frozenset[str]] | None:
        """The field and the words on which this one is asked, as people read them."""
        return (one.when.field, frozenset(one.when.words)) if one.when else None

    def check(self, household: Household) -> Iterator[Doubt]:
        """The doubts of every record of a household and its members."""
        dossier = household.dossier
        for record in self._of_household:
            yield from self._record(household, record.key, dossier.answers(record.key), None)
        for document in dossier.documents:
            yield from self._record(household, "document", document, None)
        for person in household.people:
            yield from self._record(household, "person", person.own, person)
            yield from self._record(household, "membership", person.membership, person)
            yield from self._record(household, "member_year", person.year, person)
            for record in self._of_people:
                yield from self._record(
                    household, record.key, person.member.extra.get(record.key, {}), person
                )

    def _record(
        self, household: Household, key: str, answers: Answers, person: Person | None
    ) -> Iterator[Doubt]:
        for asked in self._asked.get(key, ()):
            value = answers.get(asked.field.key)
            if value is None or value == "" or value == ():
                if asked.required and self._is_asked(asked, answers):
                    yield _doubt("required", "error", household, person, asked.field, {})
                continue
            if asked.known is not None:
                strange = _unknown(value, asked.known)
                if strange:
                    yield _doubt("unknown_code", "doubt", household, person, asked.field, {"text": strange})
            for name in asked.named:
                if not NAMED[name](value, household.today):
                    text = mask(asked.field.sensitive or name, show(asked.field.kind, value))
                    yield _doubt(f"field_{name}", "doubt", household, person, asked.field, {"text": text})

    def _is_asked(self, asked: _Asked, answers: Answers) -> bool:
        if asked.watched is None:
            return True
        other = self._forms.by_path.get(f"{asked.field.record}.{asked.watched[0]}")
        if other is None:
            return True
        value = answers.get(other.key)
        return show(other.kind, value, self._forms.code_list(other)) in asked.watched[1]


def _unknown(value: Value, known: frozenset[str]) -> str:
    codes: Sequence[object] = value if isinstance(value, tuple) else (value,)
    return ",".join(str(code) for code in codes if code not in known)


def _doubt(
    rule: str,
    level: Level,
    household: Household,
    person: Person | None,
    one: Field,
    values: dict[str, object],
) -> Doubt:
    dossier = household.dossier
    told = {"name": person.name if person else household.head_name, "label": one.label, **values}
    return Doubt(rule, level, dossier.household_id, person.id if person else "", dossier.year, one.path, told)
