"""The body of a push, read into operations: columns unfolded, ids with their dashes, divisions by number."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from app.county.chains import canonical
from app.county.ops import Op, is_uuid
from app.county.refusals import Refusal
from app.sync.wire.columns import Runs, long, out_of_runs
from app.sync.wire.shapes import Ops, Push

ACTIONS = frozenset({"create", "update", "delete", "act"})
_LARGEST = 2**31 - 1
T = TypeVar("T")


def arrived(push: Push, place: Callable[[str | None], int]) -> list[Op]:
    """The operations of a push in their order; `place` gives the number of a division by the machine's own id.

    Raises Refusal 400 bad_body where the columns are of different length or hold what no operation does.
    """
    ops = push.ops
    count = len(ops.id)
    if any(len(column) != count for column in (ops.txn, ops.record, ops.record_id, ops.action, ops.about)):
        raise Refusal(400, "bad_body")
    if any(len(column) != count for column in (ops.base, ops.set, ops.old)):
        raise Refusal(400, "bad_body")
    if not ACTIONS.issuperset(ops.action) or len(set(ops.id)) != count:
        raise Refusal(400, "bad_body")
    check_letters(ops)
    return list(_each(ops, push.from_dseq, place, count))


def check_letters(ops: Ops) -> None:
    """Refuse what no column can keep. An operation's own values are judged one by one later."""
    runs = (ops.batch, ops.actor, ops.at, ops.reason)
    words = [*ops.txn, *ops.record, *ops.record_id, *(value for run in runs for value, _ in run if value)]
    if any("\0" in word for word in words) or any(not 0 <= number <= _LARGEST for number, _ in ops.shapes):
        raise Refusal(400, "bad_body")


def _each(ops: Ops, first: int, place: Callable[[str | None], int], count: int) -> Iterator[Op]:
    batches, actors, moments = _runs(ops.batch, count), _runs(ops.actor, count), _runs(ops.at, count)
    schemas, reasons = _runs(ops.shapes, count), _runs(ops.reason, count)
    areas = [
        number for division, times in ops.area for number in [place(division and long(division))] * times
    ]
    if len(areas) != count:
        raise Refusal(400, "bad_body")
    for nth, wire_id in enumerate(ops.id):
        op_id, record_id = long(wire_id), long(ops.record_id[nth])
        base = {name: long(one) for name, one in ops.base[nth].items()}
        action, about, batch = ops.action[nth], ops.about[nth], batches[nth]
        if not is_uuid(op_id) or (action != "act" and not is_uuid(record_id)):
            raise Refusal(400, "bad_body")
        root = long(about) if about else None
        yield Op(
            id=op_id,
            dseq=first + nth,
            batch=long(batch) if batch else batch,
            txn=long(ops.txn[nth]),
            record=ops.record[nth],
            record_id=record_id,
            action=action,
            base=base,
            set=ops.set[nth],
            old=ops.old[nth],
            base_text=canonical(base) if base else "{}",
            set_text=canonical(ops.set[nth]),
            old_text=canonical(ops.old[nth]) if ops.old[nth] else "{}",
            actor=actors[nth],
            at=moments[nth],
            schema=schemas[nth],
            reason=reasons[nth],
            root=root if is_uuid(root) else None,
            area=place(record_id) if ops.record[nth] == "division" else areas[nth],
        )


def _runs(runs: Runs[T], count: int) -> list[T]:
    if sum(times for _, times in runs) != count:
        raise Refusal(400, "bad_body")
    return out_of_runs(runs)
