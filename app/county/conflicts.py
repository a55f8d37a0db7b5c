"""What two people said differently, laid before a person: a row of its own that travels by the same feed."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from app.county.ops import Op, Value
from app.county.states import Desk, State
from app.rules.merging import FieldConflict

RECORD = "conflict"


def open_conflicts(desk: Desk, op: Op, state: State, clashes: Sequence[FieldConflict]) -> str:
    """Open one conflict for each field that clashes; gives the first one's id. The row's own value stays."""
    made = [_opened(op, state, clash) for clash in clashes]
    for one in made:
        desk.add(one)
    return made[0].id


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
    kept: dict[str, Value] = {name: value for name, value in said.items() if value is not None}
    return State(conflict_id(op.id, clash.field), RECORD, state.root, state.area, kept, {"id": op.id})
