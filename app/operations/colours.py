"""Villages in three colours: every household with its colour and why, counted by village."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from app.errors import Problem
from app.operations.book_orders import BOOK_ORDER
from app.operations.clues.lists import ClueQuery, list_clues
from app.operations.offices import Office
from app.operations.places import divisions, township
from app.operations.scopes import HEAD_NAME, Conditions
from app.operations.warnings.lists import warning_list
from app.progress import Progress
from app.rules.colours import (
    COLOURS,
    Colour,
    ColourRule,
    HouseholdEntry,
    State,
    VillageEntry,
    colours_at,
    load_colours,
)


@dataclass(frozen=True, slots=True)
class ColouredHousehold:
    """A household with its colour and the entry that gave it."""

    id: str
    division_id: str
    village: str
    group: str
    head: str
    entry: HouseholdEntry


@dataclass(frozen=True, slots=True)
class ColouredVillage:
    """A village with its colour, the entry that gave it, and how many households it has of each colour."""

    division_id: str
    name: str
    entry: VillageEntry
    counts: Mapping[Colour, int]

    @property
    def households(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Overview:
    """The township in three colours by a rule: villages in the order of their codes, households by the village book."""

    rule: ColourRule
    villages: tuple[ColouredVillage, ...]
    households: tuple[ColouredHousehold, ...]

    def counts(self) -> Mapping[Colour, int]:
        """How many households there are of each colour."""
        every = Counter[Colour]()
        for one in self.villages:
            every.update(one.counts)
        return {colour: every[colour] for colour in COLOURS}

    def of(self, division_id: str) -> list[ColouredHousehold]:
        """A village's households that are not green, red ones first."""
        some = [
            one for one in self.households if one.division_id == division_id and one.entry.colour != "green"
        ]
        return sorted(some, key=lambda one: COLOURS.index(one.entry.colour))


def colour_rule(office: Office) -> ColourRule:
    """The colours in force here today. Raises Problem where no file speaks of this place and day."""
    known: tuple[ColourRule, ...] | None = office.kept.get("colours")
    if known is None:
        known = office.kept["colours"] = load_colours(office.shelf)
    place, day = township(office), office.clock().date()
    found = colours_at(known, place.code or "" if place else "", day)
    if found is None:
        raise Problem("colours.none_in_force", day=day)
    return found


def colour_overview(
    office: Office, division_id: str | None = None, progress: Progress | None = None
) -> Overview:
    """Every open household and village of a place (None: the township) in its colour today."""
    rule = colour_rule(office)
    states = _states(office, progress)
    where = Conditions(office, division_id)
    where.add("h.closed_on IS NULL")
    rows = office.archive.read(
        f"SELECT h.id, d.id, d.name, coalesce(h.group_name, ''), coalesce({HEAD_NAME}, '')"
        f" FROM household h JOIN division d ON d.id = h.division_id WHERE {where.sql} {BOOK_ORDER}",
        where.values,
    )
    households = tuple(
        ColouredHousehold(home, place, village, group, head, rule.of_household(states.get(home, frozenset())))
        for home, place, village, group, head in rows
    )
    counts: dict[str, Counter[Colour]] = defaultdict(Counter)
    for one in households:
        counts[one.division_id][one.entry.colour] += 1
    villages = tuple(
        ColouredVillage(one.id, one.name, rule.of_village(counts[one.id]), _whole(counts[one.id]))
        for one in divisions(office).values()
        if one.id in counts
    )
    return Overview(rule, villages, households)


def _whole(counts: Counter[Colour]) -> dict[Colour, int]:
    return {colour: counts[colour] for colour in COLOURS}


def _states(office: Office, progress: Progress | None) -> Mapping[str, set[State]]:
    """What holds of each household that anything holds of."""
    found: dict[str, set[State]] = defaultdict(set)
    for home, cleared, helped in office.archive.read(_MONITORED):
        found[home].add("cleared" if cleared else "monitored")
        if not cleared and not helped:
            found[home].add("unhelped")
    for clue in list_clues(office, ClueQuery(states=("open", "overdue", "taken"))):
        if clue.household_id:
            found[clue.household_id].add("clue" if clue.state == "open" else cast(State, clue.state))
    for warning in warning_list(office, progress).waiting():
        found[warning.household_id].add("warning")
    return found


_MONITORED = (
    "SELECT s.household_id, s.risk_cleared IS 1, EXISTS (SELECT 1 FROM measure m"
    " WHERE m.household_id = s.household_id AND m.state IN ('running', 'done')"
    " AND m.year >= CAST(coalesce(substr(s.monitored_month, 1, 4), '0') AS INTEGER))"
    " FROM standing s WHERE s.monitor_class IS NOT NULL"
    " AND s.year = (SELECT max(year) FROM standing n WHERE n.household_id = s.household_id)"
)
