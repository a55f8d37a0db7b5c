"""What rows of a workbook make of a household's helpers of one kind: new lines, handovers, ends, corrections.

A cadre who helps already is the same line; another one takes over on the day his row names. Nothing is guessed: a row
that does not say when, or would let two help at once, is refused.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.errors import Issue
from app.rules.pairings import Term, find_fault

Names = Callable[[str], str]
"""A cadre's name by his id."""


@dataclass(frozen=True, slots=True)
class Told:
    """A row's word: who helps, from when, until when, and the line's own number. `row` is the caller's."""

    row: int
    cadre: str
    started_on: date | None
    ended_on: date | None = None
    id: str = ""

    @property
    def days(self) -> tuple[date | None, date | None]:
        return self.started_on, self.ended_on


@dataclass(slots=True)
class Line:
    """A line as it will stand: `old` is how it is kept (None: new), `told` the rows that speak of it.

    `before`: the line it takes over from.
    """

    term: Term
    old: Term | None = None
    told: list[Told] = field(default_factory=list)
    before: "Line | None" = None


def fit_told(
    kept: Iterable[Term], told: Iterable[Told], names: Names, on: date | None = None
) -> tuple[list[Line], list[tuple[Told, Issue]]]:
    """The lines of one household and kind in the order of time, and the rows that cannot be fitted, with the reason.

    `on`: the first day of a new line whose row names none.
    """
    lines = [Line(term, term) for term in kept]
    refused = []
    for one in sorted(told, key=lambda one: (one.started_on is None, one.days[0] or date.min, one.row)):
        issue = _fit(lines, one, names, on)
        if issue:
            refused.append((one, issue))
    lines.sort(key=lambda line: (line.term.first, line.term.last))
    return lines, refused


def _fit(lines: list[Line], one: Told, names: Names, on: date | None) -> Issue | None:
    line = _line_of(lines, one)
    if line is None:
        return _put_in(lines, replace(one, started_on=one.started_on or on), names)
    if any(_contradict(other, one) for other in line.told):
        return Issue("lines.told_twice", "started_on", "error", {"name": names(one.cadre)})
    fresh = replace(
        line.term,
        started_on=one.started_on or line.term.started_on,
        ended_on=one.ended_on or line.term.ended_on,
    )
    fault = find_fault([fresh if other is line else other.term for other in lines])
    if fault and fresh != line.term:
        return fault
    line.term = fresh
    line.told.append(one)
    return None


def _contradict(one: Told, other: Told) -> bool:
    """Whether two rows of one line differ in its days; a first day that one leaves blank is the other's."""
    begun = one.started_on and other.started_on and one.started_on != other.started_on
    return bool(begun) or one.ended_on != other.ended_on


def _line_of(lines: Sequence[Line], one: Told) -> Line | None:
    """The line a row speaks of: by its number, its first day, its last day, or the cadre's open line."""
    mine = [line for line in lines if line.term.cadre == one.cadre]
    for line in mine:
        if one.id and line.term.id == one.id:
            return line
    for line in mine:
        if one.started_on and line.term.started_on == one.started_on:
            return line
    for line in mine:
        if one.ended_on and line.term.ended_on == one.ended_on:
            return line
    running = next((line for line in mine if line.term.ended_on is None), None)
    if running and one.ended_on and one.ended_on <= running.term.first:
        return None  # an earlier time of the same cadre
    return running


def _put_in(lines: list[Line], one: Told, names: Names) -> Issue | None:
    """Make a new line; whoever helped until then hands over."""
    day = one.started_on
    if day is None:
        if not lines:
            lines.append(Line(Term(one.cadre, None, one.ended_on), told=[one]))
            return None
        helping = max(lines, key=lambda line: line.term.first)
        return Issue("lines.handover_undated", "started_on", "error", {"name": names(helping.term.cadre)})
    if one.ended_on and one.ended_on <= day:
        return Issue("pairings.ends_too_early", "ended_on", "error", {"day": str(one.ended_on)})
    standing = next((line for line in lines if line.term.holds_on(day)), None)
    fault = _cannot_take_over(standing, day, names) or _runs_into(lines, one, names)
    if fault:
        return fault
    before = standing or next((line for line in lines if line.term.ended_on == day), None)
    if standing:
        standing.term = replace(standing.term, ended_on=day)
    lines.append(Line(Term(one.cadre, day, one.ended_on), told=[one], before=before))
    return None


def _cannot_take_over(standing: Line | None, day: date, names: Names) -> Issue | None:
    if standing is None:
        return None
    said: dict[str, object] = {"name": names(standing.term.cadre), "day": str(day)}
    if standing.term.first == day:
        return Issue("lines.same_day", "started_on", "error", said)
    if standing.term.ended_on:
        said["until"] = str(standing.term.ended_on)
        return Issue("lines.helped_until", "started_on", "error", said)
    return None


def _runs_into(lines: Sequence[Line], one: Told, names: Names) -> Issue | None:
    """An older time must say when it ended: somebody helps after it."""
    day = one.started_on or date.min
    later = min(
        (line for line in lines if line.term.first > day), key=lambda line: line.term.first, default=None
    )
    if later is None or (one.ended_on and one.ended_on <= later.term.first):
        return None
    said: dict[str, object] = {"name": names(later.term.cadre), "day": str(later.term.started_on)}
    return Issue("lines.older_than_helper", "ended_on", "error", said)
