"""Households that move to another township: told by those who have them, taken by those to whom they come.

What one says goes to the county like any edit; the household goes, with all its rows, when the other side took it
and both have synced.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.errors import Problem
from app.operations.finding import household_named
from app.operations.offices import Office, need_household, need_role
from app.operations.places import villages
from app.rules.places import path_of

Answer = Literal["taken", "declined"]


@dataclass(frozen=True, slots=True)
class Leaving:
    """A household of ours that is to go: where to (code and name of the place)."""

    household: str
    head: str
    to_code: str
    to_name: str


@dataclass(frozen=True, slots=True)
class Coming:
    """A household that is to come here: whose it is, how many they are, from where, since how many days."""

    id: str
    household: str
    head: str
    members: int
    from_code: str
    from_name: str
    by: str
    days: int


def send_away(office: Office, household: str, to_code: str, reason: str) -> None:
    """Say that a household goes to the place of this code (a township's 9 or a village's 12 digits).

    Raises Problem moves.place_unknown, moves.no_reason, office.* for who may not.
    """
    household = household_named(office, household)
    need_household(office, household, "approve")
    if len(to_code) not in (9, 12) or not path_of(to_code):
        raise Problem("moves.place_unknown", place=to_code)
    _say(office, household, to_code, reason)


def call_back(office: Office, household: str, reason: str) -> None:
    """Say that a household stays after all. Raises Problem moves.no_reason, office.* for who may not."""
    household = household_named(office, household)
    need_household(office, household, "approve")
    _say(office, household, None, reason)


def _say(office: Office, household: str, to: str | None, reason: str) -> None:
    if not reason.strip():
        raise Problem("moves.no_reason")
    with office.archive.work(office.user.name, reason.strip(), at=office.clock()) as work:
        work.update("household", household, {"moving_to": to}, about=household)


def answer_move(office: Office, transfer: str, answer: Answer, village: str = "") -> None:
    """Take a household into one of our villages (by its code or name), or decline it.

    Raises Problem moves.gone, moves.answered, moves.village_unknown, office.* for who may not.
    """
    need_role(office, "approve")
    rows = office.archive.read("SELECT household_id, accepted_as FROM transfer WHERE id = ?", (transfer,))
    if not rows:
        raise Problem("moves.gone")
    household, answered = rows[0]
    if answered:
        raise Problem("moves.answered")
    into = None
    if answer == "taken":
        into = next((one.id for one in villages(office) if village in (one.code, one.name)), None)
        if into is None:
            raise Problem("moves.village_unknown", village=village)
    now = office.clock()
    said = {"accepted_as": answer, "accepted_into": into, "accepted_by": office.user.name}
    with office.archive.work(office.user.name, at=now) as work:
        work.update(
            "transfer", transfer, {**said, "accepted_at": now.isoformat(timespec="seconds")}, about=household
        )


def list_leaving(office: Office) -> list[Leaving]:
    """Our households that are to go and that nobody has taken yet."""
    need_role(office, "view")
    rows = office.archive.read(
        "SELECT h.id, coalesce((SELECT p.name FROM membership m JOIN person p ON p.id = m.person_id"
        " WHERE m.household_id = h.id AND m.relation = '01' AND m.left_on IS NULL LIMIT 1), ''), h.moving_to"
        " FROM household h WHERE h.moving_to IS NOT NULL ORDER BY h.id"
    )
    return [
        Leaving(one, head, to, "".join(place.name for place in path_of(to)[-2:])) for one, head, to in rows
    ]


def list_coming(office: Office) -> list[Coming]:
    """Households that wait to be taken here, the longest waiting first."""
    need_role(office, "view")
    rows = office.archive.read(
        "SELECT id, household_id, coalesce(head, ''), coalesce(members, 0), from_code, coalesce(from_name, ''),"
        " coalesce(actor, ''), at FROM transfer WHERE accepted_as IS NULL ORDER BY at, id"
    )
    now = office.clock()
    return [
        Coming(one, home, head, members, code, name, by, (now - datetime.fromisoformat(at)).days if at else 0)
        for one, home, head, members, code, name, by, at in rows
    ]
