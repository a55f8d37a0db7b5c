"""Lines of help as a table: measures, visits, pairings, handovers, findings; of one household or of a whole village.

Also what is done with help besides: the rows that say the same at some paths made one (a cadre with all his
households), equal words below one another in one cell.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from app.documents.papers.definitions import Column, Part
from app.documents.papers.desks import (
    Desk,
    Tellers,
    body_style,
    head_row,
    heading,
    nothing_row,
    shares,
    sum_style,
)
from app.documents.papers.rosters import holds_for, sum_words, tally
from app.documents.papers.sources import on_paper
from app.documents.tables import HEAD, Cell, Row, Table
from app.rules.dossiers import Dossier, Line
from app.rules.forms import Forms
from app.rules.handovers import handovers_of
from app.rules.helping import covers
from app.rules.spots import Spot, reader, spot_of
from app.texts import say

HANDOVER: Final = "handover"
"""What a part names for its lines besides the forms of help."""


def lines_of(dossier: Dossier, record: str) -> tuple[Line, ...]:
    """A household's lines of a form of help, or its handovers."""
    return handovers_of(dossier) if record == HANDOVER else dossier.help.get(record, ())


def line_groups(dossiers: Sequence[Dossier], part: Part, forms: Forms) -> list[list[Spot]]:
    """The lines of each row, numbered by row: one line a row, or all that say the same at the part's `by`."""
    holds = holds_for(part.where, forms)
    spots = [spot for dossier in dossiers for spot in _spots(dossier, part, forms) if holds(spot)]
    groups = _grouped(spots, part.by, forms) if part.by else [[spot] for spot in spots]
    for number, group in enumerate(groups, 1):
        for spot in group:
            spot.number = number
    return groups


def _spots(dossier: Dossier, part: Part, forms: Forms) -> Iterator[Spot]:
    figures = spot_of(dossier, forms).figures
    for line in lines_of(dossier, part.record):
        if not part.now or covers(line.answers, dossier.year_end):
            yield Spot(dossier, figures, None, 0, line)


def _grouped(spots: Sequence[Spot], by: Sequence[str], forms: Forms) -> list[list[Spot]]:
    """The spots by their words at `by`, in the order they first appear; what agrees in the first stands together."""
    reads = [reader(path, forms) for path in by]
    groups: dict[tuple[str, ...], list[Spot]] = {}
    order: dict[tuple[str, ...], int] = {}
    for spot in spots:
        key = tuple(str(read(spot) or "") for read in reads)
        groups.setdefault(key, []).append(spot)
        for depth in range(len(key)):
            order.setdefault(key[: depth + 1], len(order))
    return [
        groups[key]
        for key in sorted(groups, key=lambda key: [order[key[: at + 1]] for at in range(len(key))])
    ]


def line_words(groups: Sequence[Sequence[Spot]], part: Part, tellers: Tellers) -> list[list[str]]:
    """The words of each row; counts over all lines of the row."""
    told = [_counted(column, tellers.forms) if column.count else None for column in part.columns]
    plain = [tellers.of(column) for column in part.columns]
    return [
        [count(group) if count else tell(group[0]) for count, tell in zip(told, plain, strict=True)]
        for group in groups
    ]


def _counted(column: Column, forms: Forms) -> Callable[[Sequence[Spot]], str]:
    add_up = tally(column, forms)
    return lambda group: on_paper(None, add_up(group), forms)


def draw_lines(desk: Desk, part: Part) -> None:
    """A row for each line, a row of totals where a column has one, and `blank` rows at least for a pen."""
    heading(desk, part)
    groups = line_groups(desk.dossiers, part, desk.forms)
    words = line_words(groups, part, desk.tellers)
    size = part.size or 9.5
    table = Table(shares(part.columns, desk.room), [_head(part)], heads=1)
    table.rows += _rows(groups, words, part, size)
    empty = desk.empty_rows(part, len(words))
    if not words and not empty and not part.fill:
        nothing_row(desk, table)
    for _ in range(empty):
        table.rows.append(Row([Cell() for _ in part.columns], part.height))
    if words and any(column.total for column in part.columns):
        table.rows.append(_totals(desk, part, groups))
    desk.flow.table(table)


def _head(part: Part) -> Row:
    """The head of the table, as large as large type asks for."""
    large = part.size > 11
    return head_row(
        part.columns, max(8.0, part.height * 0.9) if large else 8.0, part.size * 0.85 if large else 0
    )


def _rows(
    groups: Sequence[Sequence[Spot]], words: Sequence[Sequence[str]], part: Part, size: float
) -> Iterator[Row]:
    """The rows, a merged cell only in the first of those it reaches over."""
    styles = [body_style(column, size) for column in part.columns]
    merged = [at for at, column in enumerate(part.columns) if column.merge]
    keys = [_merge_keys(group, row, merged, part) for group, row in zip(groups, words, strict=True)]
    for number, row in enumerate(words):
        cells = []
        for at, word in enumerate(row):
            if at not in merged:
                cells.append(Cell(word, styles[at]))
            elif not number or keys[number - 1][at] != keys[number][at]:
                reach = 1
                while number + reach < len(keys) and keys[number + reach][at] == keys[number][at]:
                    reach += 1
                cells.append(Cell(word, styles[at], 1, reach, loose=True))
        yield Row(cells, part.height)


def _merge_keys(
    group: Sequence[Spot], row: Sequence[str], merged: Sequence[int], part: Part
) -> dict[int, tuple[str, ...]]:
    """What two rows must share to share a cell: the words up to that column, and the household but for `by`."""
    owner = "" if part.by else group[0].dossier.household_id
    return {at: (owner, *(row[one] for one in merged if one <= at)) for at in merged}


def _totals(desk: Desk, part: Part, groups: Sequence[Sequence[Spot]]) -> Row:
    spots = [spot for group in groups for spot in group]
    words = [_total(spots, column, desk.forms) if column.total else "" for column in part.columns]
    span = next((at for at, word in enumerate(words) if word), len(words)) or 1
    cells = [Cell(say("papers.sum"), HEAD, span)]
    pairs = list(zip(words, part.columns, strict=True))[span:]
    return Row([*cells, *(Cell(word, sum_style(column)) for word, column in pairs)], part.height)


def _total(spots: Sequence[Spot], column: Column, forms: Forms) -> str:
    return _counted(column, forms)(spots) if column.count else sum_words(spots, column, forms)
