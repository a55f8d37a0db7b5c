"""Two yearly results side by side (年度结果对比表): a row for each line, the changed ones marked."""

from app.documents.papers.definitions import Part
from app.documents.papers.desks import Desk, heading
from app.documents.tables import HEAD, LABEL, Cell, Row, Style, Table
from app.rules.comparisons import ComparedLine, Comparison
from app.texts import say

_WIDTHS = (22.0, 24.0, 34.0, 36.0, 36.0, 28.0)
_SMALL = Style(size=9)
_CHANGED = Style(size=9, grey=0.93)
_NAME = Style(role="hei", size=8.5, align="left")


def compared_words(line: ComparedLine) -> str:
    """What became of a line: by how many yuan it changed, that it is new, gone or different; empty where the same."""
    if line.more is not None and line.changed:
        more = f"{line.more:+.2f}"
        percent = "" if line.percent is None else say("papers.percent", number=f"{line.percent:+}")
        return f"{more}{percent}"
    if line.what == "joined":
        return say("papers.joined")
    if line.what == "left":
        return say("papers.gone")
    return say("papers.changed") if line.changed else ""


def comparison_of(desk: Desk) -> Comparison | None:
    """The comparison of the desk's household, where its two results are known."""
    return desk.context.comparisons.get(desk.spot.dossier.household_id) if desk.spot else None


def draw_comparison(desk: Desk, part: Part) -> None:
    """Every section of the two results; a household without two results says so."""
    heading(desk, part)
    found = comparison_of(desk)
    if found is None:
        desk.flow.text(say("papers.no_comparison"), "song", 10.5)
        return
    scale = desk.room / sum(_WIDTHS)
    table = Table([width * scale for width in _WIDTHS], [_head(found)], heads=1)
    for section in found.sections:
        lines = [line for line in section.lines if line.old or line.new]
        for number, line in enumerate(lines):
            cells = [Cell(section.label, LABEL, 1, len(lines))] if not number else []
            style = _CHANGED if line.changed else _SMALL
            words = (line.old, line.new, compared_words(line))
            named = (
                [Cell(line.who, _SMALL), Cell(line.label, _NAME)]
                if line.who
                else [Cell(line.label, _NAME, 2)]
            )
            table.rows.append(Row([*cells, *named, *(Cell(word, style) for word in words)], part.height))
    desk.flow.table(table)


def _head(found: Comparison) -> Row:
    words = (say("papers.of_year", year=found.old.year), say("papers.of_year", year=found.new.year))
    labels = [Cell(say("papers.item"), HEAD, 3), *(Cell(word, HEAD) for word in words)]
    return Row([*labels, Cell(say("papers.change"), HEAD)], 8.0)
