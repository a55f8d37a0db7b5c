"""Builders for tests: an office of its own, and households as a clerk would make them."""

from datetime import UTC, datetime
from pathlib import Path

from app.operations.families import NewMember, add_household
from app.operations.offices import Office
from app.operations.openings import NewOffice, create_office
from app.operations.places import villages
from app.rules.dossiers import Answers, Value

TOWN = "510812103"
PASSWORD = "stone-bridge-7"
MONDAY = datetime(2026, 11, 2, 9, 12, tzinfo=UTC)


def an_office(folder: Path, town: str = TOWN) -> Office:
    """A new office with its villages and no household; the clock stands still on a Monday."""
    wanted = NewOffice("Town office", "clerk", "Zhou Min", PASSWORD, town)
    return create_office(folder / "office", wanted, clock=lambda: MONDAY)[0]


def a_household(
    office: Office,
    *,
    village: int = 0,
    year: int = 2025,
    name: str = "Zhao",
    number: str | None = None,
    **answers: Value,
) -> str:
    """A household of one person in the office's n-th village; `answers` are of the household's form."""
    head = a_person(name, number, relation="01", year=year)
    return add_household(office, villages(office)[village].id, answers, head)


def a_person(
    name: str,
    number: str | None = None,
    *,
    relation: str,
    year: int = 2025,
    circumstances: Answers | None = None,
) -> NewMember:
    """A person about to join a household."""
    who: dict[str, Value] = {"name": name, "id_number": number, "id_kind": "1"}
    return NewMember(who, {"relation": relation}, year, circumstances or {"health": ("1",)})
