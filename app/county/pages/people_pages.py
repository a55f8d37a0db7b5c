"""Who may sign in: added, closed, unlocked by those who keep the names. No auditor is made here."""

from collections.abc import Mapping
from typing import Any

from app.county.pages.asks import Answer, Ask, Shown, Went
from app.county.places import LEVELS
from app.county.users import CountyUser, add_user, close_user, list_users, unlock_user
from app.errors import Problem
from app.texts import say

ROLES = ("reader", "approver", "admin")
"""Auditors are made at the server itself (`python -m app.county users add`): who is watched names no watchman."""
_LONGEST_NAME = 40


def show_people(ask: Ask) -> Answer:
    """Everybody at and below the visitor's own place."""
    people = [one for one in list_users(ask.connection) if _is_below(ask, one)]
    return Shown("people.html", {"people": people, "roles": ROLES, "now": ask.now})


def add_person(ask: Ask) -> Answer:
    """Let a new person in, with a password to be told by mouth."""
    name, role, code = ask.asked("name"), ask.asked("role"), ask.asked("code") or ask.user.code
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or "/" in name:
        raise Problem("county_pages.name_wrong")
    if role not in ROLES:
        raise Problem("county.user_role", roles=", ".join(ROLES))
    if code and not (code.isdigit() and len(code) in LEVELS and ask.reaches(code)):
        raise Problem("county.division_code", division=code)
    if any(one["name"] == name for one in list_users(ask.connection)):
        raise Problem("county_pages.name_taken", name=name)
    add_user(ask.connection, CountyUser(name, role, code), ask.said.get("password", ""))
    ask.note("add_user", name=name, role=role, code=code)
    ask.tell(say("county.user_added", name=name))
    return Went("/people")


def change_person(ask: Ask) -> Answer:
    """Close somebody, or unlock him. Nobody closes himself."""
    name = ask.path["name"]
    found = next((one for one in list_users(ask.connection) if one["name"] == name), None)
    if found is None or not _is_below(ask, found):
        raise Problem("county.no_user", name=name)
    if ask.asked("deed") == "unlock":
        unlock_user(ask.connection, name)
        ask.note("unlock_user", name=name)
        ask.tell(say("county.user_unlocked", name=name))
    elif ask.asked("deed") == "close" and name != ask.user.name:
        close_user(ask.connection, name, ask.now)
        ask.note("close_user", name=name)
        ask.visitors.let_out_all(name)
        ask.tell(say("county.user_closed", name=name))
    return Went("/people")


def _is_below(ask: Ask, one: Mapping[str, Any]) -> bool:
    return one["role"] in ROLES and ask.reaches(str(one["code"]))
