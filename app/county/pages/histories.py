"""Who changed what about a household, when and on which machine: the operations the county took, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from app.county.databases import Connection
from app.county.pages.wording import Words
from app.texts import messages, say

MOST = 60
_OWN = frozenset({"asked", "step", "procedure"})
"""Fields of forms that hold words of the program's own."""


@dataclass(frozen=True, slots=True)
class Move:
    """One field from what to what."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One operation: what was done with which row, by whom, when by his clock, on which machine."""

    action: str
    record: str
    who: str
    machine: str
    at: str
    reason: str
    moves: tuple[Move, ...]
    more: int
    refused: str

    @property
    def verb(self) -> str:
        """What was done, in a word; a machine's own act as it came."""
        key = f"county_pages.did_{self.action}"
        return say(key) if key in messages() else self.action


def history_of(connection: Connection, household: str, words: Words) -> tuple[list[Event], int]:
    """The newest sixty operations about a household, and how many there are."""
    row = connection.execute(f"SELECT count(*) {_ABOUT}", {"root": household}).fetchone()
    rows = connection.execute(_EVENTS, {"root": household}).fetchall()
    return [_event(words, row) for row in rows], int(row[0]) if row else 0


def _event(words: Words, row: tuple[Any, ...]) -> Event:
    action, record, said, old, actor, machine, at, reason, status = row
    after, before = orjson.loads(said), orjson.loads(old)
    if action == "act":
        return Event(
            str(after.get("act", "act")), words.record(record), actor, machine, at, reason or "", (), 0, ""
        )
    moves = _moves(words, record, action, before, after)
    shown = moves[:6]
    return Event(
        action,
        words.record(record),
        actor,
        machine,
        at,
        reason or "",
        tuple(shown),
        len(moves) - len(shown),
        status or "",
    )


def _moves(
    words: Words, record: str, action: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Move]:
    """The fields a form knows, in words: what no form knows is the program's own, and could hold anything."""
    if record == "answer":
        return _answer(words, before, after)
    keys = [key for key in (before if action == "delete" else after) if words.knows(record, key)]
    moves = [
        Move(
            words.label(record, key),
            words.shown(record, key, before.get(key)),
            words.shown(record, key, after.get(key)),
        )
        for key in keys
        if key not in _OWN
    ]
    return [move for move in moves if move.before or move.after]


def _answer(words: Words, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Move]:
    """An answer to a county's own form, where the operation says to which field: only then is it known what to mask."""
    form, key = (str(after.get(name) or before.get(name) or "") for name in ("form", "field"))
    if not words.knows(form, key):
        return []
    told = (words.shown(form, key, one.get("value")) for one in (before, after))
    return [Move(words.label(form, key), *told)]


_ABOUT = "FROM op_log l WHERE l.root = %(root)s::uuid"
# What it came to stands in op_seen: a refused operation is in the log and changed nothing.
_EVENTS = f"""
    SELECT l.action, l.record, l.set, l.old, l.actor, coalesce(d.name, ''), l.at, l.reason, s.status
    FROM op_log l LEFT JOIN op_seen s ON s.op_id = l.op_id
    LEFT JOIN device_epoch e ON e.number = l.epoch LEFT JOIN device d ON d.number = e.device
    WHERE l.root = %(root)s::uuid
    ORDER BY l.feed_seq DESC LIMIT {MOST}
"""
