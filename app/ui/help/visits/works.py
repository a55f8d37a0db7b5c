"""What the panels of visits read, without widgets: whom a search means, what was left unwritten."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.operations.drafts import read_draft
from app.operations.offices import Office
from app.operations.searches import find
from app.operations.visited_households import Visited, read_visited
from app.ui.household.keeping import draft_key
from app.ui.kit.popups import Option

FOUND = 8


class Begun(NamedTuple):
    """A household about to be visited, and what was left unwritten of it."""

    visited: Visited
    draft: Mapping[str, Any]


def begin(office: Office, household_id: str, went: str = "") -> Begun:
    """Read what the panels need; `went`: the cadre who did, else the household's helper of today."""
    return Begun(read_visited(office, household_id, went), read_draft(office, draft_key(household_id)))


def households_meant(office: Office, typed: str) -> list[Option]:
    """The households a typed name, number or pinyin means, as lines to pick from."""
    found: dict[str, Option] = {}
    for hit in find(office, typed, FOUND).hits:
        words = hit.head_name if hit.name == hit.head_name else f"{hit.head_name} {hit.name}"
        found.setdefault(hit.household_id, Option(hit.household_id, words, hit.place))
    return list(found.values())
