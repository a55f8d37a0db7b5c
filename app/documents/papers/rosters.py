"""Tables over many households: a village's book with a line a household, a township's ledger with a line a village."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.documents.papers.definitions import Column, Part
from app.documents.papers.desks import Desk, Tellers, body_style, head_row, heading, shares, sum_style
from app.documents.papers.sources import on_paper
from app.documents.tables import HEAD, Cell, Row, Table
from app.rules.dossiers import Dossier, Value
from app.rules.forms import Forms
from app.rules.incomes import per_person
from app.rules.spots import Spot, field_at, reader, spot_of
from app.texts import say


def draw_households(desk: Desk, part: Part) -> None:
    """A line for each household and a line of totals."""
    heading(desk, part)
    size = part.size or 9
    styles = [body_style(column, size) for column in part.columns]
    rows = [head_row(part.columns, 9.0)]
    for words in household_lines(desk.dossiers, part, desk.tellers):
        rows.append(Row([Cell(*pair) for pair in zip(words, styles, strict=True)], part.height))
    totals = household_totals(desk.dossiers, part, desk.forms)
    rows.append(Row(_total_cells(totals, part.columns), part.height))
    desk.flow.table(Table(shares(part.columns, desk.room), rows, heads=1))


def household_lines(dossiers: Iterable[Dossier], part: Part, tellers: Tellers) -> Iterable[list[str]]:
    """The words of each household's line."""
    told = [tellers.of(column) for column in part.columns]
    for number, dossier in enumerate(dossiers, 1):
        spot = spot_of(dossier, tellers.forms, number)
        yield [tell(spot) for tell in told]


def household_totals(dossiers: Sequence[Dossier], part: Part, forms: Forms) -> list[str]:
    """The line of totals: the number of households first, then the sum of each column that has one."""
    spots = [spot_of(dossier, forms) for dossier in dossiers]
    words = [sum_words(spots, column, forms) if column.total else "" for column in part.columns]
    words[0] = say("papers.sum_households", count=len(dossiers))
    return words


def sum_words(spots: Sequence[Spot], column: Column, forms: Forms) -> str:
    """The sum of a column where any of it is known."""
    read = reader(column.sources[0], forms)
    known = [value for spot in spots if isinstance(value := read(spot), int | Decimal)]
    return on_paper(None, sum(known[1:], known[0]), forms) if known else ""


def _total_cells(words: Sequence[str], columns: Sequence[Column]) -> list[Cell]:
    """The totals as cells: the first words reach over the empty cells after them."""
    span = next((at for at, word in enumerate(words[1:], 1) if word), len(words))
    cells = [Cell(words[0], HEAD, span)]
    pairs = list(zip(words, columns, strict=True))[span:]
    return cells + [Cell(word, sum_style(column)) for word, column in pairs]


Tally = Callable[[Sequence[Spot]], Value]


def draw_villages(desk: Desk, part: Part) -> None:
    """A line for each village and a line of totals."""
    heading(desk, part)
    styles = [body_style(column, part.size or 10) for column in part.columns]
    rows = [head_row(part.columns, 13.0)]
    lines = village_lines(desk.dossiers, part, desk.forms)
    for words in lines[:-1]:
        rows.append(Row([Cell(*pair) for pair in zip(words, styles, strict=True)], part.height))
    totals = zip(lines[-1], part.columns, strict=True)
    rows.append(Row([Cell(word, sum_style(column)) for word, column in totals], part.height))
    desk.flow.table(Table(shares(part.columns, desk.room), rows, heads=1))


def village_lines(dossiers: Iterable[Dossier], part: Part, forms: Forms) -> list[list[str]]:
    """The words of each village's line in order of code, and of the totals."""
    villages: dict[tuple[str, str], list[Spot]] = {}
    for dossier in dossiers:
        place = dossier.place
        villages.setdefault((place.code, place.village), []).append(spot_of(dossier, forms))
    tallies = [tally(column, forms) for column in part.columns]
    lines = []
    for number, (_, spots) in enumerate(sorted(villages.items()), 1):
        for spot in spots:
            spot.number = number
        lines.append([on_paper(None, tally(spots), forms) for tally in tallies])
    everything = [spot for spots in villages.values() for spot in spots]
    totals = [
        on_paper(None, tally(everything), forms) if column.count else ""
        for tally, column in zip(tallies, part.columns, strict=True)
    ]
    totals[1 if len(totals) > 1 and part.columns[0].sources == ("n",) else 0] = say("papers.sum")
    return [*lines, totals]


def tally(column: Column, forms: Forms) -> Tally:
    """What a column says of a village's households: a count, a sum, a mean, or what the first one says."""
    if not column.count:
        read = reader(column.sources[0], forms)
        return lambda spots: read(spots[0]) if spots else None
    holds = holds_for(column.where, forms)
    if column.count == "names":
        return lambda spots: _heads(spots, holds)
    if column.count in ("households", "persons"):
        return _count(column, holds, _known(column, forms))
    read = reader(column.sources[0], forms)

    def add_up(spots: Sequence[Spot]) -> Value:
        known = [value for spot in spots if holds(spot) and isinstance(value := read(spot), int | Decimal)]
        if not known:
            return None
        total = sum(known[1:], known[0])
        if column.count == "sum":
            return total
        people = sum(spot.dossier.size for spot in spots if holds(spot) and read(spot) is not None)
        return per_person(Decimal(total), people) if people else None

    return add_up


def _count(column: Column, holds: Callable[[Spot], bool], known: Callable[[Spot], bool]) -> Tally:
    """Households or persons the condition holds for; None where nobody's answer to it is known.

    A household with several lines is counted once.
    """

    def count(spots: Sequence[Spot]) -> Value:
        if not any(known(spot) for spot in spots):
            return None
        found = {spot.dossier.household_id: spot for spot in spots if known(spot)}
        if column.count == "households":
            return len({spot.dossier.household_id for spot in spots if holds(spot)})
        return sum(_persons(spot, column, holds) for spot in found.values())

    return count


def _known(column: Column, forms: Forms) -> Callable[[Spot], bool]:
    """Whether a household's answer to the condition's field is known; a count of all is always known."""
    where = column.where
    if where is None or "filled" in where:
        return lambda spot: True
    read = reader(str(where["field"]), forms)
    if not _of_members(str(where["field"])):
        return lambda spot: read(spot) is not None
    return lambda spot: any(
        read(Spot(spot.dossier, None, member)) is not None for member in spot.dossier.members
    )


def _persons(spot: Spot, column: Column, holds: Callable[[Spot], bool]) -> int:
    """Persons of a household: all where the condition speaks of the household, those it holds for otherwise."""
    if column.where is None or not _of_members(str(column.where["field"])):
        return spot.dossier.size if holds(spot) else 0
    return sum(holds(Spot(spot.dossier, spot.figures, member)) for member in spot.dossier.members)


def _of_members(path: str) -> bool:
    return path.partition(".")[0] in ("person", "membership", "member_year")


def _heads(spots: Sequence[Spot], holds: Callable[[Spot], bool]) -> Value:
    """The names of the heads the condition holds for, each household's once."""
    heads = {spot.dossier.household_id: spot.dossier.head for spot in spots if holds(spot)}
    return say("papers.pause").join(head.name for head in heads.values() if head) or None


def holds_for(where: Mapping[str, Any] | None, forms: Forms) -> Callable[[Spot], bool]:
    """Whether a condition holds: its field `is` one of the words, is `filled` or not, or is not known to be under
    `least`; always without one.
    """
    if where is None:
        return lambda spot: True
    source = str(where["field"])
    read = reader(source, forms)
    if "filled" in where:
        return lambda spot: (read(spot) is not None) == where["filled"]
    if "least" in where:
        return lambda spot: _not_under(read(spot), where["least"])
    if "is" not in where:
        return lambda spot: read(spot) is True
    return _is_one_of(set(where["is"]), source, forms)


def _not_under(value: Value, least: int) -> bool:
    return not isinstance(value, int | Decimal) or value >= least


def _is_one_of(wanted: set[str], source: str, forms: Forms) -> Callable[[Spot], bool]:
    field, read = field_at(source, forms), reader(source, forms)

    def holds(spot: Spot) -> bool:
        value = read(spot)
        if isinstance(value, tuple):
            return any(on_paper(field, (one,), forms) in wanted for one in value)
        return on_paper(field, value, forms) in wanted

    return holds
