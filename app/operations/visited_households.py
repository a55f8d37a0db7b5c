"""A household about to be visited, for whoever writes the visit down: where it lives, who helps it, who came last."""

from dataclasses import dataclass
from typing import Final

from app.operations.offices import Office, need_household
from app.operations.pairings.lines import PairingLine, list_pairings
from app.operations.places import divisions
from app.operations.scopes import heads_of
from app.operations.visit_lines import VisitLine, Visitor, list_visits, visitors

HELPER: Final = "1"  # 帮扶责任人 (forms/codes/help_kind.toml)


@dataclass(frozen=True, slots=True)
class Visited:
    """A household and who may have gone (`first`: who helps it); `visits` newest first; `helper`: (id, name)."""

    household_id: str
    head: str
    place: str
    visits: tuple[VisitLine, ...]
    cadres: tuple[Visitor, ...]
    first: tuple[str, ...]
    helper: tuple[str, str]

    def visit(self, visit_id: str) -> VisitLine | None:
        """One of its visits."""
        return next((one for one in self.visits if one.id == visit_id), None)


def read_visited(office: Office, household_id: str, went: str = "") -> Visited:
    """A household about to be visited; `went`: the cadre who did, else its helper of today."""
    need_household(office, household_id, "view")
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
    )


def _standing(office: Office, pairings: list[PairingLine]) -> list[PairingLine]:
    today = office.clock().date()
    return [one for one in pairings if one.ended_on is None or one.ended_on > today]
