"""At the county: a hub's machines are enrolled here as they were there, with the chains that they came with."""

from collections.abc import Sequence

from app.county.chains import GENESIS
from app.county.databases import Connection
from app.county.devices import Device, device_of
from app.county.places import scope_of_codes
from app.county.refusals import Refusal
from app.sync.wire.hubs import Life, Machine


def take_machines(connection: Connection, hub: Device, machines: Sequence[Machine]) -> None:
    """Put a hub's machines on the list, none with more than the hub was granted.

    One that is enrolled here already stays as it is. Raises Refusal 409 hub_place, hub_machine.
    """
    granted = set(scope_of_codes(connection, hub.codes).writes)
    for one in machines:
        if one.id != hub.id:
            _check_places(connection, one, granted)
            _take(connection, one)
        known = device_of(connection, one.id)
        assert known is not None
        for life in one.lives:
            _take_life(connection, known, life)


def _check_places(connection: Connection, machine: Machine, granted: set[int]) -> None:
    for code in machine.codes:
        below = scope_of_codes(connection, [code]).writes
        if not below or not granted.issuperset(below):
            raise Refusal(409, "hub_place", place=code)


def _take(connection: Connection, one: Machine) -> None:
    made = connection.execute(
        "INSERT INTO device (id, name, office, public_key, machine_hash, requests, scope_version, enrolled_at,"
        " revoked_at, last_seen, alarm, former) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (id) DO NOTHING RETURNING number",
        (
            one.id,
            one.name,
            one.office,
            bytes.fromhex(one.public_key),
            one.machine_hash,
            one.requests,
            one.scope_version,
            one.enrolled_at,
            one.revoked_at,
            one.last_seen,
            one.alarm,
            one.former,
        ),
    ).fetchone()
    if made is None:
        return
    connection.cursor().executemany(
        "INSERT INTO device_scope VALUES (%s, %s)", [(made[0], code) for code in dict.fromkeys(one.codes)]
    )


def _take_life(connection: Connection, device: Device, life: Life) -> None:
    """One epoch of a machine, as far as its chain had come at the hub.

    Raises Refusal 409 hub_machine where this county has another continuation of it.
    """
    row = connection.execute(
        "SELECT number, last_dseq, head_hash FROM device_epoch WHERE device = %s AND epoch = %s",
        (device.number, life.epoch),
    ).fetchone()
    head = bytes.fromhex(life.head_hash)
    if row is None:
        connection.execute(
            "INSERT INTO device_epoch (device, epoch, parent_epoch, parent_dseq, parent_hash, last_dseq, head_hash)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            (
                device.number, life.epoch, life.parent_epoch, life.parent_dseq,
                bytes.fromhex(life.parent_hash) if life.parent_hash else None, life.last_dseq, head or GENESIS,
            ),
        )  # fmt: skip
        return
    number, last, known = row
    if (last, known) == (life.last_dseq, head):
        return
    _check_branch(connection, (device, number), life, last, known)
    if life.last_dseq > last:
        connection.execute(
            "UPDATE device_epoch SET last_dseq = %s, head_hash = %s WHERE number = %s",
            (life.last_dseq, head, number),
        )


def _check_branch(
    connection: Connection, at: tuple[Device, int], life: Life, last: int, known: bytes
) -> None:
    """Refuse two continuations of one chain: where it is the same, the shorter one's end lies in the longer."""
    device, number = at
    shared = min(last, life.last_dseq)
    ours = {last: known} | dict(
        connection.execute(
            "SELECT dseq, hash FROM op_seen WHERE epoch = %s AND dseq = %s", (number, shared)
        ).fetchall()
    )
    theirs = {life.last_dseq: bytes.fromhex(life.head_hash)} | dict(
        connection.execute(
            "SELECT dseq, hash FROM hub_op WHERE device = %s AND life = %s AND dseq = %s",
            (device.id, life.epoch, shared),
        ).fetchall()
    )
    if shared and ours.get(shared) != theirs.get(shared):
        raise Refusal(409, "hub_machine", machine=device.id)
