"""Where a cell's words come from: the paths of `rules/spots`, as a paper says them. Unknown is empty, never 0 or 否."""

from collections.abc import Callable
from decimal import Decimal

from app.documents.papers.definitions import Column
from app.rules.columns import kind_at
from app.rules.committees import committee_of
from app.rules.dossiers import Value
from app.rules.forms import Field, Forms
from app.rules.spots import Reader, Spot, field_at, reader
from app.rules.values import show
from app.texts import say

Teller = Callable[[Spot], str]

_OFFICIAL = ("cadre", "unit", "pairing")
_WORDED = ("text", "long_text", "code", "codes")


def on_paper(field: Field | None, value: Value, forms: Forms) -> str:
    """An answer as a paper says it: as on screen, but numbers bare (11860.00), as the forms are filled by hand."""
    if isinstance(value, Decimal) and (field is None or field.kind == "money"):
        return f"{value:.2f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if field is None:
        return "" if value is None else str(value)
    return show(field.kind, value, forms.code_list(field)).replace(",", "")


def teller(column: Column, forms: Forms, unsaid: tuple[str, ...] = ()) -> Teller:
    """A function that gives the words of a column's cell; several sources are joined, blanks left out.

    Words about the household that hold one of `unsaid` are left out; the column's `instead` stands there then.
    Raises Problem papers.unknown_source for a path no form and no rule knows.
    """
    tell = _plain(column, forms)
    if not unsaid or not any(_may_betray(source, forms) for source in column.sources):
        return tell
    other = _tell(column.instead, forms) if column.instead else _nothing

    def told(spot: Spot) -> str:
        for words in (tell(spot), other(spot)):
            if not any(word in words for word in unsaid):
                return words
        return ""

    return told


def _nothing(spot: Spot) -> str:
    return ""


def _may_betray(source: str, forms: Forms) -> bool:
    """Whether a path brings words about the household; a cadre may well work at the hospital."""
    if source.startswith("help."):
        return True
    field = field_at(source, forms)
    return field is not None and field.record not in _OFFICIAL and field.kind in _WORDED


def _plain(column: Column, forms: Forms) -> Teller:
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
    field = field_at(source, forms)
    read = reader(source, forms)
    if field is None and source.startswith(("help.", "case.")) and kind_at(forms, source) == "date":
        return lambda spot: show("date", read(spot))
    return lambda spot: on_paper(field, read(spot), forms)


PLACE_GAPS = ("province", "city", "county", "township", "village", "committee", "year", "head", "code")
"""The gaps of a text that a household fills."""
OFFICE_GAPS = ("office", "who", "today")
"""The gaps that whoever prints fills."""


def fill_gaps(text: str, spot: Spot | None, extra: dict[str, str]) -> str:
    """A title with its gaps filled: {village}, {township}, {county}, {head}, {year} and those of `extra`."""
    if spot is None:
        return text.format_map(extra)
    place = spot.dossier.place
    words = {
        "province": place.province, "city": place.city, "county": place.county, "township": place.township,
        "village": place.village, "committee": committee_of(place), "year": str(spot.dossier.year),
        "head": spot.dossier.head.name if spot.dossier.head else "",
        "code": str(spot.dossier.household.get("code") or ""),
    }  # fmt: skip
    return text.format_map({**words, **extra})
