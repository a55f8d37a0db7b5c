"""What becomes of each operation of a push: taken, merged, in conflict, or refused, one after the other, in memory.

The rules of a merge are `app.rules.merging`'s; here stands what only the server knows: what exists, where, and
what goes together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.county.conflicts import RECORD, note_replaced, open_conflicts, settled_before
from app.county.moves import refusal_of_move
from app.county.ops import Op, Value
from app.county.standings import household_of, standing
from app.county.states import ALONE, Desk, State
from app.county.units import deletions, is_stuck
from app.rules import merging
from app.rules.merging import Classes, Doubt


@dataclass(slots=True)
class Rules:
    """By which classes fields are merged, and what is known against the units of this push.

    `settled`: what settles a question that was settled before. `deleting`: the deletions of each unit; `stuck`
    tells of those units looked at whether none of their rows may go.
    """

    classes: Classes
    settled: frozenset[tuple[str, str]]
    deleting: dict[str, list[Op]]
    stuck: dict[str, bool] = field(default_factory=dict)
    unsettled: set[str] = field(default_factory=set)


def decide(desk: Desk, ops: Sequence[Op], classes: Classes) -> None:
    """Work through the operations in their order; each gets its status, the desk what changed."""
    rules = Rules(classes, settled_before(desk, ops), deletions(ops))
    for nth, op in enumerate(ops):
        if not op.shapes:
            continue
        if op.record == "division" and op.area not in desk.writes:
            continue  # the county above, or a place without a code: every machine has those rows itself
        state = desk.states.get(op.record_id)
        head = desk.states.get(op.root) if op.root else None
        op.area = state.area if state is not None else head.area if head is not None else op.area
        if "\\u0000" in op.set_text:
            op.refuse("letters")  # no database keeps a text with it; it stands in the log as it came
        elif state is None and _plain(desk, op, head, rules):
            root = op.record_id if op.record == "household" else op.root
            values: dict[str, Value] = {name: value for name, value in op.set.items() if value is not None}
            desk.touch(State(op.record_id, op.record, root, op.area, values, {"id": op.id}), nth)
        else:
            _judge(desk, op, nth, state, rules)


def _plain(desk: Desk, op: Op, head: State | None, rules: Rules) -> bool:
    """Whether a row is made out of nothing, where the machine is at home: the first upload's way, no merging."""
    if op.action != "create" or op.area not in desk.writes or (op.txn, op.record_id) in rules.settled:
        return False
    gone = head is not None and head.deleted and head.record == "household"
    return not (gone or rules.classes.record(op.record).county)


def _judge(desk: Desk, op: Op, nth: int, state: State | None, rules: Rules) -> None:
    """Say what speaks against the operation, and merge it into the row as it stands."""
    where = standing(desk, op, state)
    refusal = "scope" if where == "foreign" else refusal_of_move(desk, op, state, late=where != "")
    if refusal:
        op.refuse(refusal)
    else:
        _meet(desk, op, nth, state, _doubt(desk, op, state, where, rules), rules.classes)
    if op.record == RECORD and op.status == "rejected":
        rules.unsettled.add(op.txn)


def _doubt(desk: Desk, op: Op, state: State | None, where: str, rules: Rules) -> Doubt:
    """What is known against an operation, the gravest first: no household, no place, no right unit, no question."""
    head = household_of(desk, op, state)
    if op.record not in ALONE and head is not None and head.deleted:
        return "deleted"
    if where == "late":
        root = state.root if state is not None else op.root
        # A late visit is taken, but it needs its household.
        return "missing" if root and head is None and op.record not in ALONE else "late"
    if op.action == "delete" and op.txn in rules.deleting:
        if op.txn not in rules.stuck:
            rules.stuck[op.txn] = is_stuck(desk, rules.deleting[op.txn], rules.classes)
        if rules.stuck[op.txn]:
            return "delete"
    if (op.txn, op.record_id) in rules.settled or op.txn in rules.unsettled:
        return "settled"
    return ""


def _meet(desk: Desk, op: Op, nth: int, state: State | None, doubt: Doubt, classes: Classes) -> None:
    """Merge the operation into the row as it stands."""
    merged = merging.merge(op.asked, state.entity if state else None, classes, doubt)
    op.status, op.why = merged.status, merged.reason or None
    if state is None:
        root = op.record_id if op.record == "household" else op.root
        state = State(op.record_id, op.record, root, op.area, {}, {})
    op.root = state.root
    if merged.changed and merged.status != "rejected":
        state.doc, state.base, state.deleted = dict(merged.doc), dict(merged.base), merged.deleted
        desk.touch(state, nth)
    if merged.conflicts:
        op.conflict = open_conflicts(desk, op, state, merged.conflicts)
    # Of a set nothing gives way: each adds and takes out its own.
    softly = [one for one in merged.notices if classes.of(op.record, one.field).rule == "auto"]
    note_replaced(desk, op, state, softly)
