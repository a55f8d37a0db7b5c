"""What becomes of each operation of a push: taken, merged, in conflict, or refused, one after the other, in memory.

The rules of a merge are `app.rules.merging`'s; here stands what only the server knows: what exists, and where.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.county.conflicts import open_conflicts, settled_before
from app.county.ops import Op, Value, is_uuid
from app.county.states import Desk, State
from app.rules import merging
from app.rules.merging import Classes, Doubt


@dataclass(frozen=True, slots=True)
class Rules:
    """By which classes fields are merged, and which transactions of this push settle what was settled before."""

    classes: Classes
    settled: frozenset[tuple[str, str]] = frozenset()


def decide(desk: Desk, ops: Sequence[Op], classes: Classes) -> None:
    """Work through the operations in their order; each gets its status, the desk what changed."""
    rules = Rules(classes, settled_before(desk, ops))
    for nth, op in enumerate(ops):
        if not op.shapes:
            continue
        if op.record == "division" and op.area not in desk.writes:
            continue  # the county above, or a place without a code: every machine has those rows itself
        state = desk.states.get(op.record_id)
        op.area = _place_of(desk, op) if state is None else state.area
        if "\\u0000" in op.set_text:
            op.refuse("letters")  # no database keeps a text with it; it stands in the log as it came
        elif op.area not in desk.writes and op.record_id not in desk.late and op.root not in desk.late:
            op.refuse("scope")
        elif state is None and op.action == "create" and op.area in desk.writes and _free(classes, op):
            root = op.record_id if op.record == "household" else op.root
            values: dict[str, Value] = {name: value for name, value in op.set.items() if value is not None}
            desk.touch(State(op.record_id, op.record, root, op.area, values, {"id": op.id}), nth)
        else:
            _meet(desk, op, nth, state, rules)


def _free(classes: Classes, op: Op) -> bool:
    """Whether machines may make such rows. What is made out of nothing needs no merging: the first upload's way."""
    return not classes.record(op.record).county


def _place_of(desk: Desk, op: Op) -> int:
    """Where a new row lies: where its household does, else where the machine says."""
    root = desk.states.get(op.root) if op.root else None
    return op.area if root is None else root.area


def _meet(desk: Desk, op: Op, nth: int, state: State | None, rules: Rules) -> None:
    """Merge the operation into the row as it stands."""
    late = op.area not in desk.writes
    doubt: Doubt = "late" if late else "settled" if (op.txn, op.record_id) in rules.settled else ""
    asked = merging.Op(op.id, op.record, op.action, op.base, op.set, op.old)  # type: ignore[arg-type]
    merged = merging.merge(asked, state.entity if state else None, rules.classes, doubt)
    op.status, op.why = merged.status, merged.reason or None
    if state is None:
        state = State(op.record_id, op.record, op.root, op.area, {}, {})
    op.root = state.root
    if merged.changed and merged.status != "rejected":
        state.doc, state.base, state.deleted = dict(merged.doc), dict(merged.base), merged.deleted
        desk.touch(state, nth)
    if merged.conflicts:
        op.conflict = open_conflicts(desk, op, state, merged.conflicts)


def parts_needed(ops: Iterable[Op]) -> set[str]:
    """The ids of every row that these operations touch, are about, or bring together."""
    needed = {op.record_id for op in ops if op.shapes}
    needed |= {op.root for op in ops if op.root}
    for op in ops:
        if op.record == "membership":
            needed |= {
                str(op.set[name]) for name in ("person_id", "household_id") if is_uuid(op.set.get(name))
            }
    return needed
