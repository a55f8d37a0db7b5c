"""How yearly results stand in their list, and two years side by side: columns and rows. No widgets."""

from decimal import Decimal

from app.operations.result_lists import ResultLine
from app.rules.comparisons import ComparedLine, ComparedSection, Comparison, Side
from app.rules.values import show
from app.texts import say
from app.ui.kit.cells import CellValue, Column, Mark, Row

SPARED = (2, 3, 5, 6)  # columns given up while a comparison stands beside the list


def result_columns(year: int) -> list[Column]:
    """The columns of the list of a year."""
    return [
        Column("head", say("help_results.head"), 124),
        Column("place", say("help_results.place"), 130, stretch=True),
        Column("now", say("help_results.per_person", year=year), 148, kind="number"),
        Column("before", say("help_results.per_person", year=year - 1), 148, kind="number"),
        Column("more", say("help_results.more"), 112, kind="number"),
        Column("made", say("help_results.made_on"), 140),
        Column("state", say("help_results.state"), 96, kind="chips"),
    ]


def result_row(line: ResultLine) -> Row:
    """One household's result; the key is the household's."""
    if line.damaged:
        state: tuple[Mark, ...] = (Mark(say("help_results.damaged"), "bad"),)
        return Row(line.household_id, (None, "", None, None, "", "", state))
    place = " ".join(part for part in (line.village, line.group) if part)
    now, before = (None if one is None else f"{one:,.2f}" for one in (line.per_person, line.before))
    state = (Mark(say("help_results.corrected_chip"), "neutral"),) if line.corrected else ()
    made = show("date", line.made_on)
    return Row(
        line.household_id,
        (line.head or None, place, now, before, _growth(line), made, state if state else ""),
    )


def _growth(line: ResultLine) -> CellValue:
    """By how much income per person moved; a fall is amber."""
    if line.per_person is None or line.before is None:
        return ""
    more = line.per_person - line.before
    share = (
        percent_words((more * 100 / line.before).quantize(Decimal("0.1"))) if line.before else f"{more:+,.2f}"
    )
    return Mark(share, "warn", bold=True) if more < 0 else share


def percent_words(percent: Decimal) -> str:
    """A percentage with its sign."""
    return say("help_results.percent", number=f"{percent:+}")


def side_words(side: Side) -> str:
    """The head of a side's column."""
    return say("help_results.year" if side.made_on else "help_results.now", year=side.year)


def compared_columns(found: Comparison) -> list[Column]:
    """The columns of a comparison."""
    return [
        Column("label", say("help_results.item"), 168),
        Column("old", side_words(found.old), 110, stretch=True),
        Column("new", side_words(found.new), 110, stretch=True),
        Column("more", say("help_results.change"), 142, kind="number"),
    ]


def compared_rows(found: Comparison, every: bool) -> list[Row]:
    """A row for each section and its lines; without `every` only what differs, and no section without a change."""
    rows: list[Row] = []
    for section in found.sections:
        lines = _shown_lines(section, every)
        if lines:
            count = say("help_results.changes", count=section.changes) if section.changes else ""
            rows.append(
                Row(f"section:{section.key}", (Mark(section.label, bold=True), "", "", Mark(count, "quiet")))
            )
        rows += [_compared_row(number, line) for number, line in enumerate(lines)]
    return rows


def changed_keys(found: Comparison, every: bool) -> list[str]:
    """The keys of the rows whose newer value differs."""
    return [
        _key(number, line)
        for section in found.sections
        for number, line in enumerate(_shown_lines(section, every))
        if line.changed
    ]


def _shown_lines(section: ComparedSection, every: bool) -> list[ComparedLine]:
    return [line for line in section.lines if line.changed or (every and (line.old or line.new))]


def _key(number: int, line: ComparedLine) -> str:
    return f"{line.section}:{line.path}:{line.who}:{number}"


def _compared_row(number: int, line: ComparedLine) -> Row:
    label = say("help_results.of", who=line.who, label=line.label) if line.who else line.label
    old = Mark(line.old or say("help_results.blank"), "second" if line.old else "quiet")
    words = line.new or say("help_results.blank")
    new = Mark(words, bold=True) if line.changed else Mark(words, "" if line.new else "quiet")
    return Row(_key(number, line), (label, old, new, _more(line)))


def _more(line: ComparedLine) -> CellValue:
    if not line.changed:
        return ""
    if line.more is None:
        words = {"joined": say("help_results.joined"), "left": say("help_results.left")}
        return Mark(words.get(line.what, say("help_results.changed")), "second")
    share = f" {percent_words(line.percent)}" if line.percent is not None else ""
    return Mark(f"{line.more:+,.2f}{share}", "second")
