"""The machines that sync with this county: enrolled by a one-time code, known by their key, taken off the list."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.county.databases import Connection, Scope
from app.county.places import check_stands, number_of, scope_of_codes
from app.county.refusals import Refusal
from app.errors import Problem

CODE_LIFE = timedelta(days=7)
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without what is read as something else


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled machine: its key, what it may see, and the number of its last request."""

    number: int
    id: str
    public_key: bytes
    machine_hash: str
    requests: int
    scope_version: int
    revoked: bool
    bulk: bool
    codes: Sequence[str]
    former: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What a machine says of itself when it enrols."""

    id: str
    name: str
    office: str
    public_key: bytes
    machine_hash: str
    hub: bool = False


def make_code(
    connection: Connection, codes: Sequence[str], note: str, now: datetime, *, hub: bool = False
) -> str:
    """A code for one machine to enrol with, within a week, for the divisions of these codes.

    With `hub` it is for a township's server, which brings its machines and its log along.
    Raises Problem county.division_ended for one that was merged into another.
    """
    for code in codes:
        number_of(connection, code)
        check_stands(connection, code)
    made = "".join(secrets.choice(_LETTERS) for _ in range(16))
    connection.execute(
        "INSERT INTO enrolment (code_hash, codes, note, expires_at, hub) VALUES (%s, %s, %s, %s, %s)",
        (_hash(made), list(codes), note, now + CODE_LIFE, hub),
    )
    return "-".join(made[at : at + 4] for at in range(0, 16, 4))


def enrol(connection: Connection, code: str, newcomer: Newcomer, now: datetime) -> Device | None:
    """Put a machine on the list and use its code up; None for a code that is unknown, used or too old.

    A machine that asks again with the same code and key, its answer having been lost, gets the same. Raises Refusal
    409 device where another machine goes by its name.
    """
    asked = _hash(code.upper().replace("-", "").strip())
    found = connection.execute(
        "SELECT codes, used_by FROM enrolment WHERE code_hash = %s AND expires_at > %s AND hub = %s FOR UPDATE",
        (asked, now, newcomer.hub),
    ).fetchone()
    if found is None:
        return None
    codes, used_by = found
    if used_by is not None:
        known = device_of(connection, newcomer.id)
        mine = known and known.number == used_by and known.public_key == newcomer.public_key
        return known if mine else None
    row = connection.execute(
        "INSERT INTO device (id, name, office, public_key, machine_hash, enrolled_at)"
        " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING RETURNING number",
        (newcomer.id, newcomer.name, newcomer.office, newcomer.public_key, newcomer.machine_hash, now),
    ).fetchone()
    if row is None and newcomer.hub:
        row = _known_hub(connection, newcomer)
    if row is None:
        row = _asked_before(connection, newcomer)
    if row is None:
        raise Refusal(409, "device")
    connection.cursor().executemany(
        "INSERT INTO device_scope VALUES (%s, %s) ON CONFLICT DO NOTHING",
        [(row[0], one) for one in dict.fromkeys(codes)],
    )
    if newcomer.hub:
        connection.execute("INSERT INTO hub (device) VALUES (%s) ON CONFLICT DO NOTHING", (row[0],))
    connection.execute("UPDATE enrolment SET used_by = %s WHERE code_hash = %s", (row[0], asked))
    return device_of(connection, newcomer.id)


def _asked_before(connection: Connection, newcomer: Newcomer) -> tuple[int] | None:
    """A machine that asks with another code, since it never heard that the first one was taken."""
    row: tuple[int] | None = connection.execute(
        "SELECT number FROM device WHERE id = %s AND public_key = %s AND machine_hash = %s AND revoked_at IS NULL",
        (newcomer.id, newcomer.public_key, newcomer.machine_hash),
    ).fetchone()
    return row


def _known_hub(connection: Connection, newcomer: Newcomer) -> tuple[int] | None:
    """A hub that was put back to an older backup joins again: the number it had, if it has the same key."""
    return connection.execute(
        "SELECT number FROM device JOIN hub ON hub.device = number WHERE id = %s AND public_key = %s",
        (newcomer.id, newcomer.public_key),
    ).fetchone()


def device_of(connection: Connection, device_id: str) -> Device | None:
    """The machine with this id, revoked or not."""
    row = connection.execute(
        "SELECT number, id::text, public_key, machine_hash, requests, scope_version, revoked_at IS NOT NULL,"
        " coalesce((hello ->> 'bulk')::boolean, false),"
        " ARRAY(SELECT code FROM device_scope WHERE device = number ORDER BY code), former"
        " FROM device WHERE id::text = %s",
        (device_id,),
    ).fetchone()
    return Device(*row) if row else None


def scope_of(connection: Connection, device: Device) -> Scope:
    """What the machine may read and write, by what stands here; nothing it says counts."""
    return scope_of_codes(connection, device.codes)


def former_of(connection: Connection, device: Device) -> Sequence[int]:
    """The divisions that were taken from the machine: what it did there before it heard of that is late."""
    return scope_of_codes(connection, device.former).writes if device.former else ()


def count_request(connection: Connection, device: Device, count: int, now: datetime) -> bool:
    """Note the number of a request; False for one that is not newer than the last (a replayed one)."""
    # A crash may forget the last of these numbers: what is replayed then has been answered already.
    connection.execute("SET LOCAL synchronous_commit = off")
    done = connection.execute(
        "UPDATE device SET requests = %s, last_seen = %s WHERE number = %s AND requests < %s",
        (count, now, device.number, count),
    )
    return done.rowcount == 1


def revoke(connection: Connection, device_id: str, now: datetime) -> None:
    """Take a machine off the list: none of its requests is answered from now on. Raises Problem county.no_device."""
    done = connection.execute(
        "UPDATE device SET revoked_at = coalesce(revoked_at, %s) WHERE id::text = %s", (now, device_id)
    )
    if not done.rowcount:
        raise Problem("county.no_device", device=device_id)


def set_codes(connection: Connection, device: Device, codes: Sequence[str]) -> None:
    """Grant a machine other divisions; its next hello hears of it. What it had before is remembered."""
    remember_codes(connection, device.number, device.codes)
    connection.execute("DELETE FROM device_scope WHERE device = %s", (device.number,))
    for code in dict.fromkeys(codes):
        number_of(connection, code)
        connection.execute("INSERT INTO device_scope VALUES (%s, %s)", (device.number, code))
    connection.execute(
        "UPDATE device SET scope_version = scope_version + 1 WHERE number = %s", (device.number,)
    )


def remember_codes(connection: Connection, number: int, codes: Sequence[str]) -> None:
    """Note that what lies at and below these codes was a machine's business once."""
    connection.execute(
        "UPDATE device SET former = ARRAY(SELECT DISTINCT one FROM unnest(former || %s::text[]) AS one ORDER BY 1)"
        " WHERE number = %s",
        (list(codes), number),
    )


def inherit(connection: Connection, device: Device, parent: Device) -> None:
    """A copy of another machine's disk carries that one's work: what was its business once is the copy's too."""
    remember_codes(connection, device.number, [*parent.codes, *parent.former])


def list_devices(connection: Connection) -> list[dict[str, Any]]:
    """Every machine with its office, its divisions, when it was last seen and what it said then."""
    rows = connection.execute(
        "SELECT id::text, name, office, enrolled_at, revoked_at, last_seen, alarm, hello,"
        " ARRAY(SELECT code FROM device_scope WHERE device = number ORDER BY code) FROM device ORDER BY number"
    )
    names = ("id", "name", "office", "enrolled_at", "revoked_at", "last_seen", "alarm", "hello", "codes")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()
