"""Households that move to another township: told by those who have them, taken by those to whom they come.

What one says goes to the county like any edit; the household goes, with all its rows, when the other side took it
and both have synced.
"""

from dataclasses import dataclass
from typing import Literal

from app.errors import Problem
from app.operations.finding import household_named
from app.operations.move_facts import HEAD, days_since, last_sent, place_name
from app.operations.offices import Office, need_household, need_role
from app.operations.places import township, villages
from app.operations.upload_marks import safe_through
from app.rules.places import path_of

Answer = Literal["taken", "declined"]


@dataclass(frozen=True, slots=True)
class Leaving:
    """A household of ours that is to go: where to (code and name of the place), said by whom, since how many days.

    `unsent`: the county has not heard of it yet.
    """

    household: str
    head: str
    to_code: str
    to_name: str
    by: str = ""
    days: int = 0
    unsent: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """A household that is to come here: whose it is, how many they are, from where, since how many days.

    `taken`: it was taken here, and comes with the next syncs.
    """

    id: str
    household: str
    head: str
    members: int
    from_code: str
    from_name: str
    by: str
    days: int
    taken: bool = False


def send_away(office: Office, household: str, to_code: str, reason: str) -> None:
    """Say that a household goes to the place of this code (a township's 9 or a village's 12 digits).

    Raises Problem moves.place_unknown, moves.own_township, moves.no_reason, office.* for who may not.
    """
    household = household_named(office, household)
    need_household(office, household, "approve")
    if len(to_code) not in (9, 12) or not path_of(to_code):
        raise Problem("moves.place_unknown", place=to_code)
    own = township(office)
    if own is not None and own.code and to_code.startswith(own.code[:9]):
        raise Problem("moves.own_township")
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
    """Our households that are to go and that nobody has taken yet, the newest last."""
    need_role(office, "view")
    rows = office.archive.read(
        f"SELECT h.id, {HEAD}, h.moving_to FROM household h WHERE h.moving_to IS NOT NULL"
    )
    safe = safe_through(office)
    found = []
    for one, head, to in rows:
        said = last_sent(office, one)
        unsent = said.seq is not None and (safe is None or said.seq > safe.reported)
        name = place_name(office, to)
        found.append(Leaving(one, head, to, name, said.by, days_since(office, said.at), unsent))
    return sorted(found, key=lambda one: (-one.days, one.household))


def list_coming(office: Office) -> list[Coming]:
    """Households that wait to be taken here, the longest waiting first; then those that were taken and are to come."""
    need_role(office, "view")
    rows = office.archive.read(
        "SELECT id, household_id, coalesce(head, ''), coalesce(members, 0), from_code, coalesce(from_name, ''),"
        " coalesce(actor, ''), coalesce(at, ''), accepted_as IS NOT NULL FROM transfer t WHERE accepted_as IS NULL"
        # What came once is known to the line, wherever it is now.
        " OR (accepted_as = 'taken' AND NOT EXISTS (SELECT 1 FROM synced s WHERE s.id = t.household_id)"
        " AND NOT EXISTS (SELECT 1 FROM household h WHERE h.id = t.household_id))"
        " ORDER BY accepted_as IS NOT NULL, at, id"
    )
    return [
        Coming(one, home, head, members, code, name, by, days_since(office, at), bool(taken))
        for one, home, head, members, code, name, by, at, taken in rows
    ]
