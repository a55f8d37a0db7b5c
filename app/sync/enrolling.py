"""A machine joins its county: the line that the county printed, a new key pair, the standing it begins with."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.errors import Problem
from app.sync.lines import Line, Refused
from app.sync.machines import machine_hash, machine_name
from app.sync.repairs import doubt_all
from app.sync.segments import begin_branch, hash_at, segment_of
from app.sync.signing import public_key, secret_of
from app.sync.states import SUMS, State, begin_state, note, read_state
from app.sync.wire.columns import long, short
from app.sync.wire.shapes import Enrol, Enrolled
from db.archives import Archive
from db.epochs import begin_epoch, new_device
from db.readers import Reader
from db.schema import SCHEMA

_LINE = re.compile(r"(https?://[^\s#]+?)/?#([A-Za-z0-9-]{4,})(?:\.([0-9a-f]{64}))?")


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the county's enrolment line holds: its address, the one-time code, its certificate's fingerprint."""

    server: str
    code: str
    pin: str | None = None


def read_invitation(line: str) -> Invitation:
    """The parts of an enrolment line: address/#code.fingerprint. Raises Problem sync.bad_invitation."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise Problem("sync.bad_invitation")
    return Invitation(found[1].rstrip("/"), found[2], found[3])


def enrol(
    archive: Archive,
    invitation: Invitation,
    office: str,
    reach: Callable[[str, str | None], Line],
    machine: str | None = None,
) -> State:
    """Join the county; gives the standing. `reach` opens a line to an address, with its fingerprint.

    Raises Problem sync.*; nothing is kept then, and the same line may be tried again.
    """
    machine = machine or machine_hash()
    with archive.reading() as reader:
        before = read_state(reader)
        named_anew = before is not None and _device(reader) != before.device
    if before and not named_anew:
        _begin_device(archive)  # the county knows the old name, with a key we may have lost
    line = reach(invitation.server, invitation.pin)
    try:
        try:
            answer = line.post("/v1/enrol", _asked(archive, invitation, office, machine, before), Enrolled)
        except Refused as refused:
            if refused.code != "device":
                raise Problem("sync.refused", said=refused.code) from refused
            _begin_device(archive)  # a copy that was made before any of its brothers had joined
            named_anew = True
            answer = line.post("/v1/enrol", _asked(archive, invitation, office, machine, before), Enrolled)
    except Refused as refused:
        raise Problem("sync.refused", said=refused.code) from refused
    finally:
        line.close()
    with archive.syncing() as connection:
        device = _device(Reader(connection))
        state = _standing(device, machine, secret_of(archive.key, device), invitation, answer)
        begin_state(connection, state)
        if before:
            # What the old name was told of rows that left, we are not: who is not named by the whole feed goes.
            note(connection, shapes=0)  # nor was perhaps the program that wrote them as new as this one
            same = before.server_id == state.server_id
            doubt_all(connection, before, None if same else 0)
            for table in ("shadow", "branch", "sent", "answered"):
                connection.execute(f"DELETE FROM {table}")
        if before or named_anew:
            begin_branch(connection, Reader(connection), state, 0, "device")
    return state


def _device(reader: Reader) -> str:
    """By which name this archive goes now."""
    return str(reader.read("SELECT device FROM epoch ORDER BY number DESC LIMIT 1")[0][0])


def _begin_device(archive: Archive) -> None:
    with archive.syncing() as connection:
        begin_epoch(connection, new_device())


def _asked(
    archive: Archive, invitation: Invitation, office: str, machine: str, before: State | None
) -> Enrol:
    """What the machine says of itself."""
    with archive.reading() as reader:
        device = _device(reader)
        origin = _origin(reader, before) if before and before.acked else {}
        places = reader.read(
            "SELECT id, code, name, level, parent_id FROM division WHERE code != '' ORDER BY path"
        )
    return Enrol(
        code=invitation.code,
        device=short(device),
        device_name=machine_name(),
        public_key=public_key(secret_of(archive.key, device)),
        machine_hash=machine,
        office=office,
        divisions=[
            (short(one), code, name, level, up and short(up)) for one, code, name, level, up in places
        ],
        **origin,
    )


def _origin(reader: Reader, before: State) -> dict[str, Any]:
    """Whose work this archive carries: the machine that it was, and the last change that the county confirmed to it."""
    segment = segment_of(reader, before.acked)
    return {
        "parent": short(segment.device),
        "parent_epoch": segment.epoch,
        "parent_dseq": before.acked - segment.after,
        "parent_hash": hash_at(reader, segment, before.acked, before).hex(),
    }


def _standing(device: str, machine: str, secret: bytes, invitation: Invitation, answer: Enrolled) -> State:
    return State(
        device=device,
        device_name=machine_name(),
        machine=machine,
        secret=secret,
        server=invitation.server,
        pin=invitation.pin,
        server_id=long(answer.server_id),
        server_epoch=answer.server_epoch,
        county=answer.county_name,
        county_key=answer.county_public_key,
        scope=",".join(answer.scope),
        scope_version=0,
        cursor=0,
        acked=0,
        head=None,
        backed_up_through=0,
        floor=0,
        requests=0,
        sums=SUMS,
        shapes=SCHEMA,
        last_ok=None,
        last_tried=None,
        last_error=None,
    )
