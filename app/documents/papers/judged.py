"""A standard gone through for a household: each item, what the archive knows of it, met or not, and boxes for the pen.

What is not known is said to be unknown; it counts as met nowhere.
"""

from collections.abc import Sequence
from itertools import groupby

from app.documents.papers.definitions import Part
from app.documents.papers.desks import Desk, PaperContext, heading, label_cell
from app.documents.papers.tabulations import PaperSheet
from app.documents.tables import HEAD, Cell, Row, Style, Table
from app.rules.forms import Kind
from app.rules.spots import Spot
from app.rules.standards import ItemResult, Judgement, Standard, State, bare_asked
from app.texts import say

_WIDTHS = (16.0, 8.0, 54.0, 56.0, 16.0, 31.0)
_LEFT = Style(align="left", size=9.5, least=0.92)
_SMALL = Style(align="left", size=9, least=0.92)
_VERDICT = Style(role="hei", size=9.5)
_BOXES = Style(size=8.5)


def verdict_words(state: State) -> str:
    """A result in a word."""
    return {"pass": say("standards.met"), "fail": say("standards.unmet"), "unknown": say("standards.open")}[
        state
    ]


def known_words(one: ItemResult) -> str:
    """What is known of an item, and what is asked where that is a number."""
    if one.item.line and one.line is None:
        return say("standards.and_asked", said=one.fact.said, asked=one.asked)
    asked = bare_asked(one.item, one.needed)
    return say("standards.and_asked", said=one.fact.said, asked=asked) if asked else one.fact.said


def judged_items(spot: Spot, part: Part, context: PaperContext) -> tuple[Standard, Judgement] | None:
    """The standard of a part for a household and how it is met; None where there is none for its place."""
    standards = context.standards
    standard = standards.of(part.standard, spot.dossier.place.code) if standards else None
    if standards is None or standard is None:
        return None
    today = context.when.date()
    standard = standards.at(standard.key, today) or standard
    return standard, standards.judge(standard, spot.dossier, today)


def draw_judged(desk: Desk, part: Part) -> None:
    """The items by their groups, then how many are met, and where the standard comes from."""
    heading(desk, part)
    known = judged_items(desk.spot, part, desk.context) if desk.spot else None
    if known is None:
        desk.flow.text(say("standards.none"), "kai", 10)
        return
    standard, found = known
    results = found.results
    grouped = any(one.item.group for one in results)
    widths = _WIDTHS if grouped else _WIDTHS[1:]
    scale = desk.room / sum(widths)
    table = Table([width * scale for width in widths], [_head(grouped)], heads=1)
    number = 0
    for group, some in groupby(results, lambda one: one.item.group):
        rows = list(some)
        for at, one in enumerate(rows):
            number += 1
            side = [label_cell(group, 1, len(rows))] if grouped and not at else []
            table.rows.append(Row([*side, *_cells(number, one)], part.height))
    desk.flow.table(table)
    states = [one.state for one in results]
    desk.flow.gap(1.2)
    summary = say(
        "standards.summary",
        count=len(states),
        met=states.count("pass"),
        unmet=states.count("fail"),
        unknown=states.count("unknown"),
    )
    desk.flow.text(f"{summary}\n{_source(standard)}", "song", 9)


def _head(grouped: bool) -> Row:
    words = [
        "papers.number",
        "standards.item",
        "standards.known_head",
        "standards.verdict",
        "standards.checked",
    ]
    cells = [Cell(say(word), HEAD) for word in words]
    if grouped:
        cells = [Cell(say("standards.item"), HEAD, 3), *cells[2:]]
    return Row(cells, 8.0)


def _cells(number: int, one: ItemResult) -> list[Cell]:
    known = Cell(known_words(one), _SMALL)
    return [
        Cell(str(number)),
        Cell(one.item.text, _LEFT),
        known,
        Cell(verdict_words(one.state), _VERDICT),
        Cell(say("standards.for_the_pen"), _BOXES),
    ]


def _source(standard: Standard) -> str:
    words = {"label": standard.label, "source": standard.source}
    if standard.confirmed:
        return say("standards.source", **words)
    return say("standards.source_unconfirmed", **words)


def judged_sheet(name: str, part: Part, spots: Sequence[Spot], context: PaperContext) -> PaperSheet:
    """A row for each item of each household."""
    code = context.forms.by_path["household.code"].label
    keys = ("papers.section", "standards.item", "standards.known_head", "standards.verdict")
    kinds: list[Kind] = ["text"] * 6
    sheet = PaperSheet(name, name, [code, say("papers.head_name"), *map(say, keys)], kinds)
    for spot in spots:
        dossier = spot.dossier
        start = [str(dossier.household.get("code") or ""), dossier.head.name if dossier.head else ""]
        known = judged_items(spot, part, context)
        for one in known[1].results if known else ():
            words = [one.item.group, one.item.text, known_words(one), verdict_words(one.state)]
            sheet.rows.append([*start, *words])
    return sheet
