"""The terms of households as the archive keeps them, and what every change of them must keep to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import Issue, Problem
from app.operations.help_needs import help_rules
from app.operations.offices import Office
from app.operations.rows import in_list
from app.rules.pairings import Term, find_fault, find_service_fault
from db.works import Work

TermsByLine = Mapping[tuple[str, str], list[Term]]
"""Terms by household and kind of pairing."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A pairing as it is kept: its household, kind, term, and the line it followed."""

    household_id: str
    kind: str
    term: Term
    follows_id: str


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_COLUMNS = "SELECT id, household_id, kind, cadre_id, started_on, ended_on, follows_id FROM pairing"


def kept_pairings(work: Work, ids: Sequence[str]) -> list[Kept]:
    """The pairings of those ids, in that order. Raises Problem where one is gone."""
    found: dict[str, Kept] = {}
    for some in in_list(ids):
        for one in map(_kept, work.read(f"{_COLUMNS} WHERE id IN ({some.marks})", some.values)):
            found[one.term.id] = one
    if any(one not in found for one in ids):
        raise Problem("pairings.gone")
    return [found[one] for one in dict.fromkeys(ids)]


def _kept(row: tuple[str, ...]) -> Kept:
    one, household, kind, cadre, started, ended, follows = row
    return Kept(household, kind or "", Term(cadre, day_of(started), day_of(ended), one), follows or "")


def terms_of(work: Work, households: Iterable[str]) -> TermsByLine:
    """Every term of these households by kind."""
    found: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for some in in_list(list(households)):
        for one in map(_kept, work.read(f"{_COLUMNS} WHERE household_id IN ({some.marks})", some.values)):
            found[one.household_id, one.kind].append(one.term)
    return found


def refuse(issue: Issue | None) -> None:
    """Raise an issue as the problem it is where a single deed is done."""
    if issue is not None:
        raise Problem(issue.code, **issue.values)


def need_no_fault(terms: Iterable[Term]) -> None:
    """Raise Problem where a term ends before it begins, or two hold at once."""
    refuse(find_fault(terms))


def need_near(office: Office, day: date) -> None:
    """Raise Problem for a day too far ahead to be meant (`ahead_days` of `forms/pairing.toml`)."""
    ahead = help_rules(office).ahead_days
    if day > office.clock().date() + timedelta(days=ahead):
        raise Problem("pairings.too_far_ahead", day=str(day), ahead=ahead)


def need_in_office(office: Office, work: Work, term: Term) -> None:
    """Raise Problem for a cadre who is gone, or whose term of office does not cover the pairing's."""
    found = work.read("SELECT name, from_on, to_on FROM cadre WHERE id = ?", (term.cadre,))
    if not found:
        raise Problem("cadres.gone")
    name, began, left = found[0]
    refuse(find_service_fault(name, (day_of(began), day_of(left)), term, office.clock().date()))


def need_open_household(work: Work, household_id: str, day: date) -> None:
    """Raise Problem for a household that was closed by that day."""
    (closed,) = work.read("SELECT closed_on FROM household WHERE id = ?", (household_id,))[0]
    if closed and closed <= day.isoformat():
        raise Problem("pairings.household_closed", day=closed)
