"""What a path names: a path such as `household.phone` or `helper.name`, made into a function once.

One reader for lists, workbooks and papers. Paths: `record.field`; `head.field` (of the head, whatever record holds
it); `place.village`; `derived.*`; `case.*` (of the case it goes with); `income.<block, kind, total, net,
per_person>`; `helper.*`, `contact.*` (the cadre who answers for the household, the one who watches it); `help.*`
(causes, measures, visits in short); `n` (the line's number). In a line of help also the fields of its own form and
of what it names: `cadre.name`, `unit.name`, `person.name`; in a handover's line `former.*` (the cadre who handed
over). Unknown is None, never 0 or no.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from app.errors import Problem
from app.rules.dossiers import Answers, Dossier, Line, Member, Value
from app.rules.forms import Field, Forms
from app.rules.helping import HELP_VALUES, helper_of
from app.rules.incomes import IncomeFigures, dossier_figures, kind_sum

MEMBER_RECORDS: Final = ("person", "membership", "member_year")
_HELPERS: Final = {"helper": "1", "contact": "2"}
"""What stands before a cadre's field in a household's line, and the kind of pairing it means."""

_FORMER: Final = "former"

CASE: Final = "case"
CASE_KEYS: Final = ("label", "name", "opened_on", "reason", "changes", "village", "township", "county")
"""What a paper may say of the case a household goes with; its line of help of that name holds it."""

_FIGURES: Final = ("total", "net", "per_person")


@dataclass(slots=True)
class Spot:
    """What a cell speaks of: a household, perhaps a member or a line of help, and the number of the line."""

    dossier: Dossier
    figures: IncomeFigures | None = None
    member: Member | None = None
    number: int = 0
    line: Line | None = None


Reader = Callable[[Spot], Value]


def spot_of(dossier: Dossier, forms: Forms, number: int = 0) -> Spot:
    """A household's spot, its income added up once."""
    return Spot(dossier, dossier_figures(dossier, forms.blocks), None, number)


def field_at(source: str, forms: Forms) -> Field | None:
    """The form's field behind a path; None for what is derived."""
    record, _, key = source.partition(".")
    if record == CASE:
        return None
    if record == "head":
        return next((found for one in MEMBER_RECORDS if (found := forms.by_path.get(f"{one}.{key}"))), None)
    if record in _HELPERS or record == _FORMER:
        return forms.by_path.get(
            key if "." in key else f"cadre.{key}"
        )  # `helper.unit.name` names its form itself
    return forms.by_path.get(source)


def reader(source: str, forms: Forms) -> Reader:
    """A function that gives the answer of a path. Raises Problem columns.unknown_path."""
    record, _, key = source.partition(".")
    if source in _DERIVED:
        return _DERIVED[source]
    if source == "derived.able":
        return _able_reader(forms)
    if record == CASE:
        return _case_reader(key)
    if record == "place" and key in _PLACES:
        return lambda spot: getattr(spot.dossier.place, key) or None
    if record == "help" and key in HELP_VALUES:
        told = HELP_VALUES[key]
        return lambda spot: told(spot.dossier, forms)
    if record in _HELPERS:
        return _helper_reader(record, key, forms)
    if record == _FORMER:
        return _former_reader(key, forms)
    field = field_at(source, forms)
    if record == "head" and field is not None:
        return lambda spot: of_member(spot.dossier.head, field.record, key)
    if record == "income" and field is None:
        return _income_reader(key, forms)
    if field is None:
        raise Problem("columns.unknown_path", path=source)
    return _field_reader(field, forms)


def _case_reader(key: str) -> Reader:
    """What the line of the case says, where the household's dossier was given one."""
    if key not in CASE_KEYS:
        raise Problem("columns.unknown_path", path=f"{CASE}.{key}")

    def read(spot: Spot) -> Value:
        return next((line.answers.get(key) for line in spot.dossier.help.get(CASE, ())), None)

    return read


def _able_reader(forms: Forms) -> Reader:
    """How many members can work; None where nobody's labour is known."""
    able = {one.code for one in forms.codes["labour"].values if one.extra.get("able")}

    def read(spot: Spot) -> Value:
        told = [labour for one in spot.dossier.members if (labour := one.year.get("labour"))]
        return sum(labour in able for labour in told) if told else None

    return read


def _field_reader(field: Field, forms: Forms) -> Reader:
    """What a form's field says here: of the line where it stands in one, else of the household or the member."""
    record, key = field.record, field.key
    if record in forms.help:
        return _help_reader(record, key)
    scope = forms.records[record].scope
    if scope in ("household", "household_year"):
        return lambda spot: spot.dossier.answers(record).get(key)
    if record != "person":
        return lambda spot: of_member(spot.member, record, key)
    return lambda spot: (
        _joined(spot.line.linked["person"], key)
        if spot.line and "person" in spot.line.linked
        else of_member(spot.member, record, key)
    )


def _help_reader(record: str, key: str) -> Reader:
    def read(spot: Spot) -> Value:
        line = spot.line
        if line is None:
            return spot.dossier.answers(record).get(key)
        if record == line.record:
            return line.answers.get(key)
        if record in line.linked:
            return _joined(line.linked[record], key)
        return spot.dossier.answers(record).get(key)

    return read


def _joined(several: tuple[Answers, ...], key: str) -> Value:
    """One answer as it is; those of several persons as words with a pause between."""
    said = [one[key] for one in several if one.get(key) is not None]
    return said[0] if len(said) == 1 else "\u3001".join(map(str, said)) or None


def _helper_reader(record: str, key: str, forms: Forms) -> Reader:
    kind = _HELPERS[record]
    linked, _, field = key.rpartition(".")
    if linked == "" and f"cadre.{field}" in forms.by_path:
        return lambda spot: _of_helper(spot, kind, "cadre", field)
    if linked in ("unit", "pairing") and key in forms.by_path:
        return lambda spot: _of_helper(spot, kind, linked, field)
    raise Problem("columns.unknown_path", path=f"{record}.{key}")


def _former_reader(key: str, forms: Forms) -> Reader:
    """What is known of the cadre who handed over, or of his unit; a handover's line names both."""
    linked, _, field = key.rpartition(".")
    if linked not in ("", "unit") or f"{linked or 'cadre'}.{field}" not in forms.by_path:
        raise Problem("columns.unknown_path", path=f"{_FORMER}.{key}")
    named = f"{_FORMER}_unit" if linked else _FORMER
    return lambda spot: _joined(spot.line.linked.get(named, ()), field) if spot.line else None


def _of_helper(spot: Spot, kind: str, record: str, key: str) -> Value:
    line = helper_of(spot.dossier, kind)
    if line is None:
        return None
    return line.answers.get(key) if record == "pairing" else _joined(line.linked.get(record, ()), key)


def of_member(member: Member | None, record: str, key: str) -> Value:
    """A member's answer; None where there is nobody."""
    return member.answers(record).get(key) if member else None


def _income_reader(key: str, forms: Forms) -> Reader:
    if key in _FIGURES:
        return lambda spot: getattr(spot.figures, key) if spot.figures else None
    if key in forms.income_kinds:
        return lambda spot: kind_sum(spot.dossier.incomes, key)
    if all(block.key != key for block in forms.blocks):
        raise Problem("columns.unknown_path", path=f"income.{key}")
    return lambda spot: spot.figures.blocks.get(key) if spot.figures else None


def _address(spot: Spot) -> Value:
    place, household = spot.dossier.place, spot.dossier.household
    stated = str(household.get("address") or "")
    group = str(household.get("group_name") or "")
    parts = [place.township, place.village, "" if group and group in stated else group]
    return "".join(part for part in parts if part and part not in stated) + stated or None


def _age(spot: Spot) -> Value:
    return spot.member.age_on(spot.dossier.year_end) if spot.member else None


_PLACES: Final = frozenset({"province", "city", "county", "township", "village", "code"})

_DERIVED: Final[Mapping[str, Reader]] = {
    "n": lambda spot: spot.number,
    "derived.size": lambda spot: spot.dossier.size or None,
    "derived.year": lambda spot: spot.dossier.year,
    "derived.age": _age,
    "derived.address": _address,
    "derived.version": lambda spot: spot.dossier.version,
}
