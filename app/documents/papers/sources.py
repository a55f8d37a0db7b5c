"""Where a cell's words come from: the paths of `rules/spots`, as a paper says them. Unknown is empty, never 0 or 否."""

from collections.abc import Callable
from decimal import Decimal

from app.documents.papers.definitions import Column
from app.rules.dossiers import Value
from app.rules.forms import Field, Forms
from app.rules.spots import Reader, Spot, field_at, reader
from app.rules.values import show
from app.texts import say

Teller = Callable[[Spot], str]


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
    field = field_at(source, forms)
    read = reader(source, forms)
    return lambda spot: on_paper(field, read(spot), forms)


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
