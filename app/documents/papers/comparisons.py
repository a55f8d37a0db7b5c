"""Two yearly results side by side (年度结果对比表): a row for each line, the changed ones marked."""

from collections.abc import Iterator

from app.documents.papers.definitions import Part
from app.documents.papers.desks import Desk, heading
from app.documents.tables import HEAD, LABEL, Cell, Row, Style, Table
from app.rules.comparisons import ComparedLine, ComparedSection, Comparison
from app.texts import say

_WIDTHS = (20.0, 20.0, 30.0, 41.0, 41.0, 28.0)
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
    """Every section of the two results; of members only what changed. A household without two results says so."""
    heading(desk, part)
    found = comparison_of(desk)
    if found is None:
        desk.flow.text(say("papers.no_comparison"), "song", 10.5)
        return
    scale = desk.room / sum(_WIDTHS)
    table = Table([width * scale for width in _WIDTHS], [_head(found)], heads=1)
    for section in found.sections:
        table.rows += _section_rows(section, part.height)
    desk.flow.table(table)


def _section_rows(section: ComparedSection, height: float) -> Iterator[Row]:
    lines = [line for line in section.lines if line.changed or (not line.who and (line.old or line.new))]
    for number, line in enumerate(lines):
        cells = [Cell(section.label, LABEL, 1, len(lines), loose=True)] if not number else []
        if not line.who:
            cells.append(Cell(line.label, _NAME, 2))
        else:
            if not number or lines[number - 1].who != line.who:
                cells.append(Cell(line.who, _SMALL, 1, sum(one.who == line.who for one in lines)))
            cells.append(Cell(line.label, _NAME))
        style = _CHANGED if line.changed else _SMALL
        cells += [Cell(word, style) for word in (line.old, line.new, compared_words(line))]
        yield Row(cells, height)


def _head(found: Comparison) -> Row:
    words = (say("papers.of_year", year=found.old.year), say("papers.of_year", year=found.new.year))
    labels = [Cell(say("papers.item"), HEAD, 3), *(Cell(word, HEAD) for word in words)]
    return Row([*labels, Cell(say("papers.change"), HEAD)], 8.0)
