"""What the panels of visits read, without widgets: a household about to be visited, and whom a search means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.operations.drafts import read_draft
from app.operations.offices import Office
from app.operations.pairings.lines import PairingLine, list_pairings
from app.operations.places import divisions
from app.operations.scopes import heads_of
from app.operations.searches import find
from app.operations.visit_lines import VisitLine, Visitor, list_visits, visitors
from app.ui.household.keeping import draft_key
from app.ui.kit.popups import Option

HELPER = "1"  # 帮扶责任人 (forms/codes/help_kind.toml)
FOUND = 8


@dataclass(frozen=True, slots=True)
class Visited:
    """A household with who may have gone and what was left unwritten; `visits` newest first; `helper` as (id, name)."""

    household_id: str
    head: str
    place: str
    visits: tuple[VisitLine, ...]
    cadres: tuple[Visitor, ...]
    first: tuple[str, ...]
    helper: tuple[str, str]
    draft: Mapping[str, Any]

    def visit(self, visit_id: str) -> VisitLine | None:
        """One of its visits."""
        return next((one for one in self.visits if one.id == visit_id), None)


def read_visited(office: Office, household_id: str, went: str = "") -> Visited:
    """A household about to be visited; `went`: the cadre who did, else its helper of today."""
    rows = office.archive.read(
        "SELECT division_id, coalesce(group_name, '') FROM household WHERE id = ?", (household_id,)
    )
    division, group = rows[0] if rows else ("", "")
    known = divisions(office).get(division)
    visits = tuple(list_visits(office, household_id))
    pairings = _standing(office, list_pairings(office, household_id))
    people = visitors(office)
    helper = went or next((one.cadre_id for one in pairings if one.kind == HELPER), "")
    return Visited(
        household_id=household_id,
        head=heads_of(office, [household_id]).get(household_id, ""),
        place=" ".join(part for part in (known.name if known else "", group) if part),
        visits=visits,
        cadres=tuple(sorted(people.values(), key=lambda one: one.name)),
        first=tuple(dict.fromkeys(one for one in (helper, *(p.cadre_id for p in pairings)) if one)),
        helper=(helper, people[helper].name) if helper in people else ("", ""),
        draft=read_draft(office, draft_key(household_id)),
    )


def _standing(office: Office, pairings: list[PairingLine]) -> list[PairingLine]:
    today = office.clock().date()
    return [one for one in pairings if one.ended_on is None or one.ended_on > today]


def households_meant(office: Office, typed: str) -> list[Option]:
    """The households a typed name, number or pinyin means, as lines to pick from."""
    found: dict[str, Option] = {}
    for hit in find(office, typed, FOUND).hits:
        words = hit.head_name if hit.name == hit.head_name else f"{hit.head_name} {hit.name}"
        found.setdefault(hit.household_id, Option(hit.household_id, words, hit.place))
    return list(found.values())
