"""Builders for search tests: households whose people are given by name."""

from pathlib import Path

from app.operations.families import add_member
from app.operations.offices import Office
from app.operations.searches import find
from tests.operations.offices import a_household, a_person, an_office


def an_office_of(folder: Path, *households: tuple[str, ...]) -> Office:
    """An office with one household for each tuple of names, the head's first; codes end in 001, 002 …"""
    office = an_office(folder)
    for number, (head, *others) in enumerate(households, 1):
        household = a_household(office, name=head, code=f"51081210300{number:04}")
        for name in others:
            add_member(office, household, a_person(name, relation="03"))
    return office


def names(office: Office, typed: str, limit: int = 20) -> list[str]:
    """Names of the persons found, in their order."""
    return [hit.name for hit in find(office, typed, limit).hits]
