"""A household's helpers of one kind in the order of time: no two at once, and who took over from whom.

A term holds from its first day up to, not including, the day it ended: on the day of a handover the newcomer helps.
Pure: what a line of the archive is, the caller knows by its id.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.errors import Issue


@dataclass(frozen=True, slots=True)
class Term:
    """A cadre's time with a household. A first day that is unknown lies before every other; no last day is today."""

    cadre: str
    started_on: date | None
    ended_on: date | None = None
    id: str = ""

    @property
    def first(self) -> date:
        return self.started_on or date.min

    @property
    def last(self) -> date:
        return self.ended_on or date.max

    def holds_on(self, day: date) -> bool:
        """Whether he helps on that day."""
        return self.first <= day < self.last


def in_order(terms: Iterable[Term]) -> list[Term]:
    """The terms by their first day."""
    return sorted(terms, key=lambda term: (term.first, term.last))


def find_fault(terms: Iterable[Term]) -> Issue | None:
    """What is wrong with the terms of one household and kind: an end before its beginning, or two at once."""
    ordered = in_order(terms)
    for term in ordered:
        if term.last <= term.first:
            return Issue("pairings.ends_too_early", "ended_on", "error", {"day": str(term.ended_on)})
    for one, other in pairwise(ordered):
        if other.first < one.last:
            return Issue("pairings.two_at_once", "started_on", "error", {"day": str(other.started_on or "")})
    return None


def find_gaps(terms: Iterable[Term]) -> list[tuple[date, date | None]]:
    """The days between terms on which nobody helped: first day without, first day with again (None: still nobody)."""
    ordered = in_order(terms)
    found: list[tuple[date, date | None]] = []
    for one, other in pairwise(ordered):
        if one.ended_on and one.ended_on < other.first:
            found.append((one.ended_on, other.first))
    if ordered and ordered[-1].ended_on:
        found.append((ordered[-1].ended_on, None))
    return found


def term_on(terms: Iterable[Term], day: date) -> Term | None:
    """Who helps on that day; None where nobody does."""
    return next((term for term in terms if term.holds_on(day)), None)


def followed(term: Term, terms: Sequence[Term]) -> Term | None:
    """The term that this one took over from: it ended the day this one began."""
    return next(
        (one for one in terms if one is not term and one.ended_on and one.ended_on == term.started_on), None
    )


def find_service_fault(
    name: str, service: tuple[date | None, date | None], term: Term, today: date
) -> Issue | None:
    """What is wrong with a cadre helping in that term: he had left by then, leaves before its end, or had not begun.

    `service`: from and to of his own office. An end still ahead does not hinder a pairing without one: it only says
    when the next handover is due.
    """
    began, left = service
    if left and term.first >= left:
        return Issue("pairings.left_already", "started_on", "error", {"name": name, "day": str(left)})
    if left and left <= today and term.last > left:
        return Issue("pairings.leaves_before", "ended_on", "error", {"name": name, "day": str(left)})
    if began and term.started_on and term.started_on < began:
        return Issue("pairings.not_yet_there", "started_on", "error", {"name": name, "day": str(began)})
    return None
