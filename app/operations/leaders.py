"""遍访: which share of the households of his villages each leader has visited himself in a year.

Who is a leader (teams) and which households he must see stands in `forms/visiting.toml`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from app.operations.offices import Office
from app.operations.places import Division, divisions
from app.operations.rows import in_list
from app.operations.scopes import heads_of
from app.operations.visit_lines import days_of
from app.operations.visit_needs import ToVisit, households_to_visit
from app.operations.visiting_rules import visiting_of


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """A leader of a team: `households` of his villages that he must see, `visited` by him; `percent` whole, down."""

    cadre_id: str
    name: str
    unit: str
    team: str
    villages: tuple[str, ...]
    households: int
    visited: int

    @property
    def percent(self) -> int:
        return 100 * self.visited // self.households if self.households else 0


class _Leader(NamedTuple):
    cadre_id: str
    name: str
    unit: str
    team: str


def leader_coverage(office: Office, year: int, division_id: str | None = None) -> list[LeaderLine]:
    """One line per leader and team of the year's postings, the least covered first, then the most households.

    A visit counts for each cadre who went, if it was made in a way that counts (`[counted]`). With `division_id` only
    the villages there.
    """
    wanted = _to_see(office, year, division_id)
    seen = _seen(office, year)
    known = divisions(office)
    lines = []
    for leader, places in _leaders(office, year).items():
        villages = [one for one in _villages_under(known, places) if one.id in wanted]
        own = [one.household_id for village in villages for one in wanted[village.id]]
        if own:
            visited = len(seen.get(leader.cadre_id, set()).intersection(own))
            names = tuple(village.name for village in villages)
            lines.append(LeaderLine(*leader, names, len(own), visited))
    return sorted(lines, key=lambda line: (line.percent, -line.households, line.name))


@dataclass(frozen=True, slots=True)
class HouseholdLeft:
    """A household a leader has yet to visit."""

    household_id: str
    head: str
    village: str
    group: str


def households_left(
    office: Office, year: int, cadre_id: str, division_id: str | None = None
) -> list[HouseholdLeft]:
    """The households that leader has yet to visit in that year, in the order of the village book."""
    wanted = _to_see(office, year, division_id)
    places = {
        one for leader, some in _leaders(office, year).items() if leader.cadre_id == cadre_id for one in some
    }
    known = divisions(office)
    under = {village.id for village in _villages_under(known, places)}
    seen = _seen(office, year).get(cadre_id, set[str]())
    left = [one for some in wanted.values() for one in some]
    left = [one for one in left if one.division_id in under and one.household_id not in seen]
    heads = heads_of(office, [one.household_id for one in left])
    return [
        HouseholdLeft(
            one.household_id, heads.get(one.household_id, ""), known[one.division_id].name, one.group
        )
        for one in left
    ]


def _to_see(office: Office, year: int, division_id: str | None) -> Mapping[str, list[ToVisit]]:
    """The households leaders must see, by village; every village of the place that has any."""
    covered = visiting_of(office).covered
    found: dict[str, list[ToVisit]] = defaultdict(list)
    for one in households_to_visit(office, year, division_id):
        if one.rule and one.rule.key in covered:
            found[one.division_id].append(one)
    return found


def _leaders(office: Office, year: int) -> Mapping[_Leader, set[str]]:
    """The year's postings in the leaders' teams: the divisions of each."""
    first, last = days_of(year)
    found: dict[_Leader, set[str]] = defaultdict(set)
    teams = next(in_list(visiting_of(office).teams))
    rows = office.archive.read(
        "SELECT c.id, c.name, coalesce(u.name, ''), p.team, p.division_id FROM posting p"
        " JOIN cadre c ON c.id = p.cadre_id LEFT JOIN unit u ON u.id = c.unit_id"
        f" WHERE p.team IN ({teams.marks}) AND coalesce(p.started_on, '') <= ?"
        " AND (p.ended_on IS NULL OR p.ended_on >= ?) ORDER BY p.team, c.name, c.id",
        (*teams.values, last, first),
    )
    for cadre, name, unit, team, division in rows:
        found[_Leader(cadre, name, unit, team)].add(division)
    return found


def _villages_under(known: Mapping[str, Division], places: Iterable[str]) -> list[Division]:
    paths = tuple(known[one].path for one in places if one in known)
    return [one for one in known.values() if one.level == "village" and one.path.startswith(paths)]


def _seen(office: Office, year: int) -> Mapping[str, set[str]]:
    """The households each cadre visited in a year, in a way that counts."""
    visiting = visiting_of(office)
    found: dict[str, set[str]] = defaultdict(set)
    rows = office.archive.read(
        "SELECT household_id, cadre_ids, mode FROM visit NOT INDEXED"
        " WHERE cadre_ids IS NOT NULL AND visited_on BETWEEN ? AND ?",
        days_of(year),
    )
    for household, cadres, mode in rows:
        if visiting.counts(mode):
            for cadre in cadres.split(","):
                found[cadre].add(household)
    return found
