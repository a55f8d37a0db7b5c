"""Taking a push: one transaction, from the lock on the machine's chain to the numbers of the feed.

Locks are taken in one order everywhere: the machine's epoch, its townships, the feed's counter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.county.arrivals import arrived
from app.county.audits import note_acts
from app.county.chains import seal
from app.county.databases import Connection, Scope, as_array, set_scope
from app.county.deciding import decide
from app.county.desks import laid_out
from app.county.devices import Device, former_of, scope_of
from app.county.divisions import home_of, known_places, register_divisions
from app.county.epochs import Epoch, advance, epoch_of, hash_at
from app.county.firsts import Place, hashes_of, read_first, take_first
from app.county.moves import follow_moves, write_left
from app.county.ops import Op
from app.county.refusals import Refusal
from app.county.staging import refuse_staged, stage, take_numbers, write_ops, write_states
from app.county.states import Desk
from app.county.widenings import widen
from app.rules.merging import Classes
from app.sync.wire.shapes import Push, Pushed, Status


@dataclass(frozen=True, slots=True)
class Ground:
    """What a machine may see and write, the division where it is at home, and how fields are merged."""

    scope: Scope
    home: int
    classes: Classes


@dataclass(frozen=True, slots=True)
class Taken:
    """What a push came to: the end of the chain, the numbers of the feed, and the operations with their answers.

    Of a first upload instead of those: which of its operations made rows, and how many it had.
    """

    last_dseq: int
    head_hash: bytes
    feed_from: int
    feed_to: int
    ops: Sequence[Op]
    made: Sequence[int] = ()
    first: int = 0

    @property
    def new(self) -> int:
        """How many operations this server did not know."""
        return self.first + sum(not op.known for op in self.ops)

    def answer(self, server_epoch: str = "") -> Pushed:
        """The same for the machine: what is not plainly ok. `server_epoch`: whose numbers these are."""
        results: list[tuple[int, Status, str | None, str | None]] = [
            (nth, op.status, op.conflict and op.conflict.replace("-", ""), op.why)
            for nth, op in enumerate(self.ops)
            if op.status != "ok"
        ]
        return Pushed(
            last_dseq=self.last_dseq,
            head_hash=self.head_hash.hex(),
            feed_from=self.feed_from,
            feed_to=self.feed_to,
            results=results,
            made=runs_of([*self.made, *(nth for nth, op in enumerate(self.ops) if op.alone)]),
            server_epoch=server_epoch,
        )


def runs_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Rising numbers as (first, how many follow each other)."""
    runs: list[tuple[int, int]] = []
    for one in numbers:
        if runs and sum(runs[-1]) == one:
            runs[-1] = runs[-1][0], runs[-1][1] + 1
        else:
            runs.append((one, 1))
    return runs


def take_push(connection: Connection, device: Device, push: Push, classes: Classes, now: datetime) -> Taken:
    """Take a machine's operations, once: a push that comes again is answered as the first time.

    Raises Refusal 409 gap (with resend_from), fork, epoch; 400 bad_body, bad_chain.
    """
    epoch = epoch_of(connection, device, push.epoch, lock=True)
    if epoch is None:
        raise Refusal(409, "epoch")
    if push.from_dseq > epoch.last_dseq + 1 or push.from_dseq < 1:
        raise Refusal(409, "gap", resend_from=epoch.last_dseq + 1)
    register_divisions(connection, device, push.ops)
    scope = scope_of(connection, device)
    set_scope(connection, scope)
    home = home_of(connection, device)
    place = known_places(connection, push.ops, home)
    began = _begun(connection, device, epoch, push, Ground(scope, home, classes), place, now)
    if began is not None:
        return began
    ops = arrived(push, place)
    if not ops:
        return Taken(epoch.last_dseq, epoch.head_hash, 0, 0, ops)
    _check_chain(connection, epoch, device, push, ops)
    _remember(connection, ops)
    fresh = [op for op in ops if op.dseq > epoch.last_dseq]
    new = [op for op in fresh if not op.known]
    before, numbers = (
        write_new(connection, device, epoch, Ground(scope, home, classes), new, now) if new else (0, 0)
    )
    if len(new) < len(ops):
        for op in new:
            op.alone = False  # its place in the feed does not follow from its place in the push
    if fresh:
        advance(connection, epoch, fresh[-1].dseq, fresh[-1].hash)
    # What came before stands where it stood: the machine may have lost the answer that told it so.
    old = [op.feed for op in ops if op.known]
    first, last = min([*old, *([before + 1] if numbers else [])]), max([*old, before + numbers])
    end = (fresh[-1].dseq, fresh[-1].hash) if fresh else (epoch.last_dseq, epoch.head_hash)
    return Taken(*end, first, last, ops)


def _begun(
    connection: Connection,
    device: Device,
    epoch: Epoch,
    push: Push,
    ground: Ground,
    place: Place,
    now: datetime,
) -> Taken | None:
    """The quick way of a push that only makes rows nobody has; None for every other, of which nothing is taken yet."""
    follows = push.from_dseq == epoch.last_dseq + 1 and push.prev_hash == epoch.head_hash.hex()
    first = read_first(push, place, ground.classes) if follows and push.ops.id else None
    if first is None:
        return None
    hashes = hashes_of(first, push, device, epoch.head_hash)
    if hashes[-1].hex() != push.head_hash:
        raise Refusal(400, "bad_chain")
    take_turns(connection, ground.scope.writes)
    at = (epoch.number, push.from_dseq)
    began = take_first(connection, device, first, hashes, at, ground.scope.writes, ground.home, now)
    if began is None:
        return None
    last, count = push.from_dseq + len(hashes) - 1, len(hashes)
    advance(connection, epoch, last, hashes[-1])
    return Taken(last, hashes[-1], began.before + 1, began.before + count, (), began.made, count)


def _check_chain(connection: Connection, epoch: Epoch, device: Device, push: Push, ops: Sequence[Op]) -> None:
    """Make every hash again, and hold them to what this server has of the same numbers."""
    try:
        link = bytes.fromhex(push.prev_hash)
    except ValueError as error:
        raise Refusal(400, "bad_body") from error
    if seal(ops, device.id, push.epoch, link).hex() != push.head_hash:
        raise Refusal(400, "bad_chain")
    if push.from_dseq == epoch.last_dseq + 1:
        if link != epoch.head_hash:
            raise Refusal(409, "fork")
        return
    for op in reversed(ops):
        known = hash_at(connection, epoch, op.dseq) if op.dseq <= epoch.last_dseq else None
        if known is not None:
            if known != op.hash:
                raise Refusal(409, "fork")
            return


def _remember(connection: Connection, ops: Sequence[Op]) -> None:
    """Give each operation that came before, under whatever number, the answer it got then."""
    rows = connection.execute(
        "SELECT op_id::text, feed_seq, status, conflict::text, reason FROM op_seen WHERE op_id = ANY(%s::uuid[])",
        (as_array(op.id for op in ops),),
    )
    seen = {row[0]: row[1:] for row in rows}
    for op in ops if seen else ():
        if op.id in seen:
            op.feed, status, op.conflict, op.why = seen[op.id]
            op.known, op.status = True, status or "duplicate"


def write_new(
    connection: Connection, device: Device, epoch: Epoch, ground: Ground, ops: Sequence[Op], now: datetime
) -> tuple[int, int]:
    """Merge and write what is new; gives the feed's number before it, and how many it took."""
    take_turns(connection, ground.scope.writes)
    former = former_of(connection, device)
    desk = laid_out(connection, ground.scope, former, ops)
    if desk.opened:
        # Rows of other townships: they wait for us too, and may have become others meanwhile.
        take_turns(connection, desk.opened)
        desk = laid_out(connection, ground.scope, former, ops)
    decide(desk, ops, ground.classes)
    follow_moves(connection, desk, ops)
    widen(connection, ground.scope, desk.opened)
    allowed = desk.writes | desk.opened
    for op in ops:
        if op.area not in allowed:
            op.area = ground.home  # what is refused is logged where the machine is at home
    states = list(desk.touched.values())
    stage(connection, states, ops)
    numbers = len(ops) + desk.added
    before = take_numbers(connection, numbers)
    elsewhere = write_states(connection, before, len(states))
    if elsewhere:
        refuse_staged(connection, elsewhere)
        for op in ops:
            if op.record_id in elsewhere:
                op.refuse("scope")
    for nth, op in enumerate(ops):
        op.alone = _alone(desk, op, nth)
    write_left(connection, desk, before)
    write_ops(connection, before, epoch.number, now.date())
    note_acts(connection, device, ops, now)
    return before, numbers


def _alone(desk: Desk, op: Op, nth: int) -> bool:
    state = desk.touched.get(op.record_id) if op.action == "create" and op.status == "ok" else None
    return state is not None and state.touched_by == nth and state.base == {"id": op.id}


def take_turns(connection: Connection, places: Iterable[int]) -> None:
    """One push of a township at a time: two machines may make the same row, and wait for each other over it."""
    connection.execute(
        "SELECT pg_advisory_xact_lock(7, hashtext(town)) FROM"
        " (SELECT DISTINCT left(code, 9) AS town FROM division WHERE number = ANY(%s) ORDER BY 1) AS towns",
        (list(places),),
    )
