"""Where a cell's words come from: a path such as `household.phone` or `income.net`, made into a function once.

Paths: `record.field`; `head.field` (of the head, whatever record holds it); `place.village`; `derived.*`;
`income.<block, kind, total, net, per_person>`; `n` (the line's number). Unknown is empty, never 0 or 否.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from app.documents.papers.definitions import Column
from app.errors import Problem
from app.rules.dossiers import Dossier, Member, Value
from app.rules.forms import Field, Forms
from app.rules.incomes import IncomeFigures, dossier_figures, kind_sum
from app.rules.values import show
from app.texts import say


@dataclass(slots=True)
class Spot:
    """What a cell speaks of: a household, perhaps one of its members, and the number of the line."""

    dossier: Dossier
    figures: IncomeFigures | None = None
    member: Member | None = None
    number: int = 0


Reader = Callable[[Spot], Value]
Teller = Callable[[Spot], str]

_MEMBER_RECORDS = ("person", "membership", "member_year")


def spot_of(dossier: Dossier, forms: Forms, number: int = 0) -> Spot:
    """A household's spot, its income added up once."""
    return Spot(dossier, dossier_figures(dossier, forms.blocks), None, number)


def on_paper(field: Field | None, value: Value, forms: Forms) -> str:
    """An answer as a paper says it: as on screen, but numbers bare (11860.00), as the forms are filled by hand."""
    if isinstance(value, Decimal) and (field is None or field.kind == "money"):
        return f"{value:.2f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if field is None:
        return "" if value is None else str(value)
    return show(field.kind, value, forms.code_list(field)).replace(",", "")


def teller(column: Column, forms: Forms) -> Teller:
    """A function that gives the words of a column's cell; several sources are joined, blanks left out.

    Raises Problem papers.unknown_source for a path no form and no rule knows.
    """
    tellers = [_tell(source, forms) for source in column.sources]
    if column.ticks:
        return _ticks(reader(column.sources[0], forms))
    if len(tellers) == 1:
        return _with_unit(tellers[0], column.unit)
    return lambda spot: " ".join(filter(None, [tell(spot) for tell in tellers]))


def _with_unit(tell: Teller, unit: str) -> Teller:
    if not unit:
        return tell

    def told(spot: Spot) -> str:
        words = tell(spot)
        return f"{words}{unit}" if words else ""

    return told


def _ticks(read: Reader) -> Teller:
    yes, no, open_ = say("papers.tick_yes"), say("papers.tick_no"), say("papers.tick_open")

    def told(spot: Spot) -> str:
        value = read(spot)
        return open_ if value is None else yes if value else no

    return told


def _tell(source: str, forms: Forms) -> Teller:
    field = field_of(source, forms)
    read = reader(source, forms)
    return lambda spot: on_paper(field, read(spot), forms)


def field_of(source: str, forms: Forms) -> Field | None:
    """The form's field behind a path; None for what is derived."""
    record, _, key = source.partition(".")
    if record != "head":
        return forms.by_path.get(source)
    return next((found for one in _MEMBER_RECORDS if (found := forms.by_path.get(f"{one}.{key}"))), None)


def reader(source: str, forms: Forms) -> Reader:
    """A function that gives the answer of a path. Raises Problem papers.unknown_source."""
    record, _, key = source.partition(".")
    if source in _DERIVED:
        return _DERIVED[source]
    if record == "place":
        return lambda spot: getattr(spot.dossier.place, key) or None
    if record == "head":
        field = field_of(source, forms)
        if field is None:
            raise Problem("papers.unknown_source", file="", source=source)
        return lambda spot: _of_member(spot.dossier.head, field.record, key)
    if record == "income" and source not in forms.by_path:
        return _income_reader(key)
    if source not in forms.by_path:
        raise Problem("papers.unknown_source", file="", source=source)
    if forms.records[record].scope in ("household", "household_year"):
        return lambda spot: spot.dossier.answers(record).get(key)
    return lambda spot: _of_member(spot.member, record, key)


def _of_member(member: Member | None, record: str, key: str) -> Value:
    return member.answers(record).get(key) if member else None


def _income_reader(key: str) -> Reader:
    if key in ("total", "net", "per_person"):
        return lambda spot: getattr(spot.figures, key) if spot.figures else None
    if "." not in key:
        return lambda spot: spot.figures.blocks.get(key) if spot.figures else None
    return lambda spot: kind_sum(spot.dossier.incomes, key)


def _address(spot: Spot) -> Value:
    place, household = spot.dossier.place, spot.dossier.household
    stated = str(household.get("address") or "")
    group = str(household.get("group_name") or "")
    parts = [place.township, place.village, "" if group and group in stated else group]
    return "".join(part for part in parts if part and part not in stated) + stated or None


def _age(spot: Spot) -> Value:
    return spot.member.age_on(spot.dossier.year_end) if spot.member else None


_DERIVED: dict[str, Reader] = {
    "n": lambda spot: spot.number,
    "derived.size": lambda spot: spot.dossier.size or None,
    "derived.year": lambda spot: spot.dossier.year,
    "derived.age": _age,
    "derived.address": _address,
    "derived.version": lambda spot: spot.dossier.version,
}


def fill_gaps(text: str, spot: Spot | None, extra: dict[str, str]) -> str:
    """A title with its gaps filled: {village}, {township}, {county}, {head}, {year} and those of `extra`."""
    if spot is None:
        return text.format_map(extra)
    place = spot.dossier.place
    words = {
        "province": place.province, "city": place.city, "county": place.county, "township": place.township,
        "village": place.village, "year": str(spot.dossier.year),
        "head": spot.dossier.head.name if spot.dossier.head else "",
        "code": str(spot.dossier.household.get("code") or ""),
    }  # fmt: skip
    return text.format_map({**words, **extra})
