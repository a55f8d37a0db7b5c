"""What is known of households on the move: who said so and when, where to, and what came of it that was not wanted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.operations.offices import Office, need_role
from app.operations.places import township
from app.rules.places import path_of
from app.texts import say

HEAD = (
    "coalesce((SELECT p.name FROM membership m JOIN person p ON p.id = m.person_id WHERE m.household_id = h.id"
    " AND m.relation = '01' AND m.left_on IS NULL LIMIT 1), '')"
)
"""The name of the head of the household `h`, as SQL."""
TOLD_DAYS = 30
"""Days for which a move that came to nothing is told."""
Why = Literal["declined", "place", "withdrawn", "settled", "other"]
_WHYS: dict[str, Why] = {"place": "place", "withdrawn": "withdrawn", "settled": "settled"}


@dataclass(frozen=True, slots=True)
class Sent:
    """The last word that sent a household away: its number in our log (None for another machine's), whose, when."""

    seq: int | None = None
    by: str = ""
    at: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class FailedMove:
    """A move that came to nothing: of whom, where to or from where, why, how many days ago.

    `leaving`: it was one of ours that was to go.
    """

    household: str
    head: str
    place: str
    why: Why
    leaving: bool
    days: int


def place_name(office: Office, code: str) -> str:
    """A place as people here call it: township and village, before them the county if it is another; else its code."""
    own, path = township(office), path_of(code)
    near = own is not None and own.code[:6] == code[:6]
    return "".join(place.name for place in path[3 if near else 2 :]) or code


def why_words(why: Why) -> str:
    """Why a move came to nothing."""
    return {
        "declined": say("moves.why_declined"),
        "place": say("moves.why_place"),
        "withdrawn": say("moves.why_withdrawn"),
        "settled": say("moves.why_settled"),
        "other": say("moves.why_other"),
    }[why]


def moving_to(office: Office, household: str) -> str:
    """The name of the place a household is to go to; "" for one that stays."""
    rows = office.archive.read("SELECT moving_to FROM household WHERE id = ?", (household,))
    return place_name(office, str(rows[0][0])) if rows and rows[0][0] else ""


def days_since(office: Office, at: str) -> int:
    """Whole days since a moment; 0 for none, and for one that a wrong clock dated after now."""
    return max(0, (office.clock() - datetime.fromisoformat(at)).days) if at else 0


def last_sent(office: Office, household: str) -> Sent:
    """The last word, here or on another machine of ours, that sent a household away."""
    # The index of the log leaves out what is created, and is only used where that is said.
    rows = office.archive.read(
        "SELECT seq, actor, at, json_extract(set_json, '$.moving_to') FROM change WHERE record_id = ?1"
        " AND action != 'create' AND json_extract(set_json, '$.moving_to') IS NOT NULL"
        " UNION ALL SELECT NULL, actor, at, json_extract(set_json, '$.moving_to') FROM received"
        " WHERE record_id = ?1 AND json_extract(set_json, '$.moving_to') IS NOT NULL ORDER BY 3 DESC LIMIT 1",
        (household,),
    )
    return Sent(*rows[0]) if rows else Sent()


def list_failed_moves(office: Office) -> list[FailedMove]:
    """The moves of the last 30 days that the other side or the county did not take, the newest first."""
    need_role(office, "view")
    found = [*_declined(office), *_refused(office)]
    return sorted((one for one in found if one.days <= TOLD_DAYS), key=lambda one: one.days)


def _declined(office: Office) -> Iterator[FailedMove]:
    """Households that stand still again though nobody on our side called them back."""
    rows = office.archive.read(
        f"SELECT h.id, {HEAD} FROM household h WHERE h.moving_to IS NULL AND h.since LIKE '%\"moving_to\"%'"
        " AND NOT EXISTS (SELECT 1 FROM change c WHERE c.id = json_extract(h.since, '$.moving_to'))"
        " AND NOT EXISTS (SELECT 1 FROM received r WHERE r.id = json_extract(h.since, '$.moving_to'))"
    )
    for one, head in rows:
        said = last_sent(office, one)
        if said.to:
            yield FailedMove(
                one, head, place_name(office, said.to), "declined", True, days_since(office, said.at)
            )


def _refused(office: Office) -> Iterator[FailedMove]:
    """What the county refused: a place it does not know, a household that was called back or taken meanwhile."""
    rows = office.archive.read(
        f"SELECT h.id, {HEAD}, json_extract(c.set_json, '$.moving_to'), coalesce(a.reason, ''), c.at FROM answered a"
        " JOIN change c ON c.id = a.change_id JOIN household h ON h.id = c.record_id WHERE a.status = 'rejected'"
        " AND c.record = 'household' AND json_extract(c.set_json, '$.moving_to') IS NOT NULL AND h.moving_to IS NULL"
    )
    for one, head, to, reason, at in rows:
        yield FailedMove(
            one, head, place_name(office, to), _WHYS.get(reason, "other"), True, days_since(office, at)
        )
    rows = office.archive.read(
        "SELECT t.household_id, coalesce(t.head, ''), coalesce(t.from_name, t.from_code),"
        " CASE t.accepted_as WHEN 'withdrawn' THEN 'withdrawn' ELSE coalesce(a.reason, '') END, c.at"
        " FROM answered a JOIN change c ON c.id = a.change_id JOIN transfer t ON t.id = c.record_id"
        " WHERE a.status = 'rejected' AND c.record = 'transfer'"
    )
    for one, head, place, reason, at in rows:
        yield FailedMove(one, head, place, _WHYS.get(reason, "other"), False, days_since(office, at))
