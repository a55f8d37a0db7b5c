"""The list of pages: where each stands, who may open it, and what makes it."""

from collections.abc import Callable
from dataclasses import dataclass

from app.county.pages import (
    audit_pages,
    case_pages,
    household_pages,
    own_pages,
    people_pages,
    publication_pages,
    town_pages,
)
from app.county.pages.asks import Answer, Ask, Went
from app.texts import say

ALL = frozenset({"reader", "approver", "admin", "auditor"})
OFFICE = frozenset({"reader", "approver"})
APPROVER = frozenset({"approver"})
STATE = frozenset({"reader", "approver", "admin"})
ADMIN = frozenset({"admin"})
AUDITOR = frozenset({"auditor"})
"""The auditor sees the audit and nothing else; who keeps machines and names sees no household."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page or deed. `menu` is the entry that is marked while one is on it."""

    path: str
    roles: frozenset[str]
    do: Callable[[Ask], Answer]
    menu: str = ""
    method: str = "GET"


def _first(ask: Ask) -> Answer:
    return Went(first_page(ask.user.role))


PAGES = (
    Page("/", ALL, _first),
    Page("/towns", STATE, town_pages.show_towns, "towns"),
    Page("/towns/{code}", STATE, town_pages.show_town, "towns"),
    Page("/towns/code", ADMIN, town_pages.give_code, "towns", "POST"),
    Page("/towns/{code}/revoke", ADMIN, town_pages.revoke_machine, "towns", "POST"),
    Page("/households", OFFICE, household_pages.search, "households"),
    Page("/households/{id}", OFFICE, household_pages.show_household, "households"),
    Page("/households/{id}/reveal", OFFICE, household_pages.reveal, "households", "POST"),
    Page("/cases", OFFICE, case_pages.show_cases, "cases"),
    Page("/cases/{id}", OFFICE, case_pages.show_case, "cases"),
    Page("/cases/{id}", APPROVER, case_pages.decide, "cases", "POST"),
    Page("/packs", OFFICE, publication_pages.show_packs, "packs"),
    Page("/packs", APPROVER, publication_pages.publish, "packs", "POST"),
    Page("/packs/{id}/withdraw", APPROVER, publication_pages.take_back, "packs", "POST"),
    Page("/deadlines", APPROVER, publication_pages.set_deadline, "packs", "POST"),
    Page("/people", ADMIN, people_pages.show_people, "people"),
    Page("/people", ADMIN, people_pages.add_person, "people", "POST"),
    Page("/people/{name}", ADMIN, people_pages.change_person, "people", "POST"),
    Page("/audit", AUDITOR, audit_pages.show_audit, "audit"),
    Page("/me", ALL, own_pages.show_own, "me"),
    Page("/me", ALL, own_pages.change_password, "me", "POST"),
)

_MENU = (
    ("towns", "/towns", "desktop", STATE),
    ("households", "/households", "house", OFFICE),
    ("cases", "/cases", "check-circle", OFFICE),
    ("packs", "/packs", "clipboard-text", OFFICE),
    ("people", "/people", "users", ADMIN),
    ("audit", "/audit", "clock", AUDITOR),
    ("me", "/me", "gear", ALL),
)


def menu_of(role: str) -> list[tuple[str, str, str, str]]:
    """The entries for a role: key, path, icon, word."""
    return [
        (key, path, icon, say(f"county_pages.menu_{key}"))
        for key, path, icon, roles in _MENU
        if role in roles
    ]


def first_page(role: str) -> str:
    """Where somebody of a role begins."""
    return menu_of(role)[0][1]
