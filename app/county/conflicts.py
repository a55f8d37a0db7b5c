"""What two people said differently, laid before a person: a row of its own that travels by the same feed."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from app.county.ops import Op, Value
from app.county.states import Desk, State
from app.rules.merging import FieldConflict

RECORD = "conflict"
SETTLED = "auto"
"""How a conflict is settled that never was one: the field's class let the later word stand."""


def open_conflicts(desk: Desk, op: Op, state: State, clashes: Sequence[FieldConflict]) -> str:
    """Open one conflict for each field that clashes; gives the first one's id. The row's own value stays."""
    made = [_opened(op, state, clash) for clash in clashes]
    for one in made:
        desk.add(one)
    return made[0].id


def note_replaced(desk: Desk, op: Op, state: State, clashes: Sequence[FieldConflict]) -> None:
    """Note each value that gave way to a later one, with nothing left to decide: its maker hears of it by the feed.

    In the words of the row: `mine` gave way, `theirs` stands and is the operation's.
    """
    for clash in clashes:
        if clash.theirs_op is None:
            continue
        said = _opened(op, state, clash)
        gone = {"mine": clash.theirs, "theirs": clash.mine, "op_id": clash.theirs_op, "theirs_op": op.id}
        said.doc = {
            name: value
            for name, value in {**said.doc, **gone, "settled_as": SETTLED, "settled_at": op.at}.items()
            if value is not None
        }
        desk.add(said)


def conflict_id(op: str, field: str) -> str:
    """The id of the conflict over a field of an operation: the same, whenever the operation is offered again."""
    return str(uuid5(UUID(op), field))


def settled_before(desk: Desk, ops: Sequence[Op]) -> frozenset[tuple[str, str]]:
    """Of conflicts that somebody else has settled already: the second one's transaction and the row in question."""
    found = set()
    for op in ops:
        known = desk.states.get(op.record_id) if op.record == RECORD and op.action == "update" else None
        if known and known.doc.get("settled_as") not in (None, op.set.get("settled_as")):
            found.add((op.txn, str(known.doc.get("record_id"))))
    return frozenset(found)


def _opened(op: Op, state: State, clash: FieldConflict) -> State:
    said: dict[str, Value] = {
        "household_id": state.root,
        "record": state.record,
        "record_id": state.id,
        "field": clash.field,
        "kind": clash.kind,
        "base": clash.base,
        "mine": clash.mine,
        "theirs": clash.theirs,
        "op_id": op.id,
        "theirs_op": clash.theirs_op,
        "actor": op.actor,
        "at": op.at,
    }
    kept: dict[str, Value] = {name: _kept(value) for name, value in said.items() if value is not None}
    return State(conflict_id(op.id, clash.field), RECORD, state.root, state.area, kept, {"id": op.id})


def _kept(value: Value) -> Value:
    """A word of a conflict as a database keeps it: what was there before may have been refused for its letters."""
    return value.replace("\0", "") if isinstance(value, str) else value
