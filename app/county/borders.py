"""What the county's own people move: villages and townships under another, a household into another village."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import uuid_utils

from app.county.chains import canonical, seal
from app.county.databases import Connection, Scope, set_scope
from app.county.devices import Device, device_of, remember_codes, set_codes
from app.county.epochs import advance
from app.county.hellos import server_of
from app.county.moves import gather, write_left
from app.county.ops import Op, Value
from app.county.own_ops import own_epoch, take_turn
from app.county.places import check_stands, scope_of_codes
from app.county.staging import stage, take_numbers, write_ops, write_states
from app.county.states import Desk, State, states_of
from app.errors import Problem


def put_under(connection: Connection, village: str, town: str) -> int:
    """Put a village under another township: no row is touched, machines of both hear of it when they greet.

    Gives how many machines see other places now. Raises Problem county.division_code.
    """
    _check_known(connection, village, town)
    if len(village) != 12 or len(town) != 9:
        raise Problem("county.division_code", division=f"{village}, {town}")

    def move() -> None:
        under = None if village.startswith(town) else town
        connection.execute("UPDATE division SET under = %s WHERE code = %s", (under, village))

    return _told(connection, [village], move)


def merge_towns(connection: Connection, old: str, new: str, today: date) -> int:
    """Merge a township into another: its villages and its machines are the other's now, and its code ends today.

    Codes of villages stay until the yearly list gives them others; no row is touched. Gives how many machines see
    other places now. Raises Problem county.division_code, county.division_ended.
    """
    _check_known(connection, old, new)
    if len(old) != 9 or len(new) != 9 or old == new:
        raise Problem("county.division_code", division=f"{old}, {new}")
    check_stands(connection, new)

    def move() -> None:
        connection.execute(
            "UPDATE division SET under = nullif(%s, left(code, 9)) WHERE starts_with(coalesce(under, code), %s)",
            (new, old),
        )
        connection.execute("UPDATE division SET ended_on = %s WHERE code = %s", (today, old))
        for device in _machines_of(connection, old):
            set_codes(connection, device, [new if code == old else code for code in device.codes])

    return _told(connection, [old], move)


def _check_known(connection: Connection, *codes: str) -> None:
    known = connection.execute("SELECT code FROM division WHERE code = ANY(%s)", (list(codes),)).fetchall()
    if len(known) != len(set(codes)):
        raise Problem("county.division_code", division=", ".join(codes))


def _machines_of(connection: Connection, code: str) -> list[Device]:
    rows = connection.execute(
        "SELECT d.id::text FROM device d JOIN device_scope s ON s.device = d.number WHERE s.code = %s",
        (code,),
    ).fetchall()
    return [one for (known,) in rows if (one := device_of(connection, known))]


def _told(connection: Connection, codes: Sequence[str], move: Callable[[], None]) -> int:
    """Do it; machines that see other places for it are told, and what they had is remembered. Gives how many."""

    def scopes() -> dict[int, Scope]:
        machines = connection.execute(
            "SELECT number, ARRAY(SELECT code FROM device_scope WHERE device = number) FROM device"
        ).fetchall()
        return {number: scope_of_codes(connection, codes) for number, codes in machines}

    before = scopes()
    move()
    after = scopes()
    moved = [number for number, scope in after.items() if scope != before[number]]
    for number in moved:
        remember_codes(connection, number, codes)
        connection.execute("UPDATE device SET scope_version = scope_version + 1 WHERE number = %s", (number,))
    return len(moved)


def relocate(
    connection: Connection, household: str, village: str, actor: str, now: datetime, reason: str
) -> None:
    """Put a household with all its rows into a village of any township, on the county's own word.

    Raises Problem county.no_household, county.division_code.
    """
    everything = tuple(number for (number,) in connection.execute("SELECT number FROM division").fetchall())
    set_scope(connection, Scope(everything, everything))
    row = connection.execute(
        "SELECT d.number, i.id::text FROM division d JOIN division_id i ON i.division = d.number"
        " WHERE d.code = %s AND length(d.code) = 12 ORDER BY i.id LIMIT 1",
        (village,),
    ).fetchone()
    if row is None:
        raise Problem("county.division_code", division=village)
    found = states_of(connection, [household])
    for area in sorted({row[0], *(one.area for one in found.values())}):
        take_turn(connection, area)
    state = states_of(connection, [household]).get(household)
    if state is None or state.deleted or state.record != "household":
        raise Problem("county.no_household", household=household)
    _write(connection, state, row, (actor, now, reason))


def _write(
    connection: Connection, household: State, to: Sequence[int | str], by: tuple[str, datetime, str]
) -> None:
    """One operation of the server's own chain, and all rows of the household under numbers after it."""
    actor, now, reason = by
    values: dict[str, Value] = {"division_id": to[1], "moving_to": None}
    base = {name: household.base.get(name, household.base["id"]) for name in values}
    old = {name: household.doc.get(name) for name in values}
    epoch, server = own_epoch(connection, now), server_of(connection)
    op = Op(
        id=str(uuid_utils.uuid7()), dseq=epoch.last_dseq + 1, batch=None, txn=str(uuid_utils.uuid7()),
        record="household", record_id=household.id, action="update", base=base, set=values, old=old,
        base_text=canonical(base), set_text=canonical(values), old_text=canonical(old), actor=actor,
        at=now.isoformat(timespec="seconds"), schema=1, reason=reason, root=household.id, area=int(to[0]),
    )  # fmt: skip
    household.doc = {name: one for name, one in (household.doc | values).items() if one is not None}
    household.base |= dict.fromkeys(values, op.id)
    desk = Desk({household.id: household}, frozenset(), 1)
    desk.touch(household, 0)
    gather(connection, desk, household, int(to[0]))
    link = seal([op], server.id, server.epoch, epoch.head_hash)
    stage(connection, list(desk.touched.values()), [op])
    before = take_numbers(connection, 1 + desk.added)
    write_states(connection, before, len(desk.touched))
    write_left(connection, desk, before)
    write_ops(connection, before, epoch.number, now.date())
    advance(connection, epoch, op.dseq, link)
