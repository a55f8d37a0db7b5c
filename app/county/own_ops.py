"""What the county itself writes: operations of a machine called like the server, chained as any machine's are.

Laptops hear of them as of anybody's: the row by the feed, who and when beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import uuid_utils

from app.county.chains import canonical, seal
from app.county.databases import Connection
from app.county.devices import device_of
from app.county.epochs import Epoch, advance, begin_epoch, epoch_of
from app.county.hellos import server_of
from app.county.ops import Op, Value
from app.county.staging import stage, take_numbers, write_ops, write_states
from app.county.states import State, states_of

OFFICE = "county"
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row the county makes: its record, its id, what household it is about, in which division it lies.

    `gone`: the operation that deleted it, where it is made again.
    """

    record: str
    id: str
    root: str | None
    area: int
    doc: dict[str, Value]
    gone: str | None = None

    @property
    def base(self) -> dict[str, str]:
        """What its making takes back."""
        return {"id": self.gone} if self.gone else {}


def write_rows(
    connection: Connection, rows: Sequence[NewRow], actor: str, now: datetime, reason: str | None = None
) -> list[Op]:
    """Make rows as one unit in the caller's transaction, whose scope must hold their divisions."""
    epoch = own_epoch(connection, now)
    txn = str(uuid_utils.uuid7())
    at = now.isoformat(timespec="seconds")
    ops = [
        Op(
            id=str(uuid_utils.uuid7()), dseq=epoch.last_dseq + 1 + nth, batch=None, txn=txn, record=row.record,
            record_id=row.id, action="create", base=row.base, set=row.doc, old={}, base_text=canonical(row.base),
            set_text=canonical(row.doc), old_text="{}", actor=actor, at=at, schema=_SCHEMA, reason=reason,
            root=row.root, area=row.area,
        )
        for nth, row in enumerate(rows)
    ]  # fmt: skip
    states = [
        State(row.id, row.record, row.root, row.area, row.doc, {"id": op.id}, touched_by=nth)
        for nth, (row, op) in enumerate(zip(rows, ops, strict=True))
    ]
    _write(connection, epoch, ops, states, now)
    return ops


def change_row(
    connection: Connection, row_id: str, values: dict[str, Value], actor: str, now: datetime, reason: str
) -> Op:
    """Change fields of a row that stands, in the caller's transaction, whose scope must hold its division."""
    state = states_of(connection, [row_id])[row_id]
    base = {name: state.base.get(name, state.base["id"]) for name in values}
    old = {name: state.doc.get(name) for name in values}
    epoch = own_epoch(connection, now)
    op = Op(
        id=str(uuid_utils.uuid7()), dseq=epoch.last_dseq + 1, batch=None, txn=str(uuid_utils.uuid7()),
        record=state.record, record_id=row_id, action="update", base=base, set=values, old=old,
        base_text=canonical(base), set_text=canonical(values), old_text=canonical(old), actor=actor,
        at=now.isoformat(timespec="seconds"), schema=_SCHEMA, reason=reason, root=state.root, area=state.area,
    )  # fmt: skip
    state.doc = {name: one for name, one in (state.doc | values).items() if one is not None}
    state.base |= dict.fromkeys(values, op.id)
    state.touched_by = 0
    _write(connection, epoch, [op], [state], now)
    return op


def _write(
    connection: Connection, epoch: Epoch, ops: Sequence[Op], states: Sequence[State], now: datetime
) -> None:
    """Operations and the rows as they leave them, at the end of the server's own chain and of the feed."""
    server = server_of(connection)
    link = seal(ops, server.id, server.epoch, epoch.head_hash)
    stage(connection, states, ops)
    before = take_numbers(connection, len(ops))
    write_states(connection, before, len(states))
    write_ops(connection, before, epoch.number, now.date())
    advance(connection, epoch, ops[-1].dseq, link)


def own_epoch(connection: Connection, now: datetime) -> Epoch:
    """The chain of this server's life, locked; a restored server goes on with another one."""
    server = server_of(connection)
    # Revoked from the start: nobody may ever call in its name.
    connection.execute(
        "INSERT INTO device (id, name, office, public_key, machine_hash, enrolled_at, revoked_at)"
        " VALUES (%s, %s, %s, '', '', %s, %s) ON CONFLICT (id) DO NOTHING",
        (server.id, server.county_name or OFFICE, OFFICE, now, now),
    )
    own = device_of(connection, server.id)
    assert own is not None
    begun = epoch_of(connection, own, server.epoch, lock=True)
    if begun is not None:
        return begun
    begin_epoch(connection, own, server.epoch, None)
    made = epoch_of(connection, own, server.epoch, lock=True)
    assert made is not None
    return made


def take_turn(connection: Connection, area: int) -> None:
    """Wait until no push of the area's township is under way, and keep it so until commit."""
    connection.execute(
        "SELECT pg_advisory_xact_lock(7, hashtext(left(code, 9))) FROM division WHERE number = %s", (area,)
    )
