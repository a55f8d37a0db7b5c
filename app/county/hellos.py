"""The greeting: where a machine and this server stand, and what the machine must do first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from app.county.databases import Connection
from app.county.devices import Device
from app.county.epochs import Epoch, Parent, begin_epoch, epoch_of
from app.county.refusals import Refusal
from app.county.tokens import Bearer, make_token
from app.sync.wire.bodies import OPS
from app.sync.wire.shapes import Action, Hello, Moved, Welcome

SHAPES = (1, 1_000)
"""The least and the most shape of tables that this server takes; it keeps fields it does not know."""


@dataclass(frozen=True, slots=True)
class Server:
    """The server's own identity and how far its feed and its backup have come.

    `moved`: where a hub's machines go on, once it has joined its county.
    """

    id: str
    epoch: str
    county_code: str
    county_name: str
    floor_cursor: int
    backed_up_through: int
    high: int
    moved: dict[str, Any] | None = None

    @property
    def farewell(self) -> Moved | None:
        """The same for its machines."""
        return Moved.model_validate(self.moved) if self.moved else None


def server_of(connection: Connection) -> Server:
    """Who this server is, and the newest number of its feed."""
    row = connection.execute(
        "SELECT server_id::text, epoch::text, coalesce(county_code, ''), coalesce(county_name, ''), floor_cursor,"
        " backed_up_through, (SELECT last FROM feed_counter WHERE id = 1), joined -> 'moved'"
        " FROM server_state WHERE id = 1"
    ).fetchone()
    assert row is not None
    return Server(*row)


def greet(connection: Connection, device: Device, hello: Hello, key: bytes, now: datetime) -> Welcome:
    """Answer a hello; notes what the machine says of itself, and writes a new epoch down.

    Raises Refusal 400 bad_body for ids and hashes that are none.
    """
    server = server_of(connection)
    parent, head = _parent(hello), _bytes(hello.head_hash)
    epoch = epoch_of(connection, device, hello.epoch)
    if epoch is None:
        epoch = begin_epoch(connection, device, hello.epoch, parent)
    action, resend = _action(connection, server, device, epoch, hello, head)
    bulk = hello.counts.unsent > OPS
    _note(connection, device, hello, action, now, bulk=bulk)
    return Welcome(
        server_epoch=server.epoch,
        last_dseq=epoch.last_dseq,
        head_hash=epoch.head_hash.hex(),
        scope_version=device.scope_version,
        scope=list(device.codes),
        schema=SHAPES,
        server_now=now.isoformat(timespec="seconds"),
        floor_cursor=server.floor_cursor,
        high=server.high,
        backed_up_through=server.backed_up_through,
        token=make_token(key, Bearer(device.id, hello.user), now),
        action=action,
        resend_from=resend,
        bulk=bulk,
        moved=server.farewell,
    )


def _action(
    connection: Connection, server: Server, device: Device, epoch: Epoch, hello: Hello, head: bytes
) -> tuple[Action, int | None]:
    if hello.shapes[1] < SHAPES[0] or hello.shapes[0] > SHAPES[1]:
        return "upgrade_required", None
    if hello.machine_hash != device.machine_hash:
        # The archive was copied to another machine: both must not go on as one.
        return "new_epoch", None
    ahead = epoch.last_dseq > hello.dseq
    if ahead or (epoch.last_dseq == hello.dseq and epoch.head_hash != head):
        return "new_epoch", None
    strange = hello.server_epoch and hello.server_epoch != server.epoch
    # Other places: what came into sight lies below the cursor, and what left it names nobody else.
    elsewhere = hello.scope_version and hello.scope_version != device.scope_version
    if strange or elsewhere or hello.cursor > server.high or hello.cursor < server.floor_cursor:
        return "rebootstrap", None
    return ("resend", epoch.last_dseq + 1) if epoch.last_dseq < hello.dseq else ("ok", None)


def _note(
    connection: Connection, device: Device, hello: Hello, action: str, now: datetime, *, bulk: bool
) -> None:
    said: dict[str, Any] = {
        "app": hello.app,
        "schema": list(hello.shapes),
        "user": hello.user,
        "cursor": hello.cursor,
        "epoch": hello.epoch,
        "dseq": hello.dseq,
        "client_now": hello.client_now,
        "action": action,
        "bulk": bulk,
    }
    alarm = (
        "copied" if hello.machine_hash != device.machine_hash else "forked" if action == "new_epoch" else None
    )
    # What it has not counted this time stands as it was told last.
    counts = hello.counts.model_dump(exclude_none=True)
    connection.execute(
        "UPDATE device SET hello = %s || jsonb_build_object('counts', coalesce(hello -> 'counts', '{}') || %s),"
        " last_seen = %s, alarm = coalesce(%s, alarm) WHERE number = %s",
        (Jsonb(said), Jsonb(counts), now, alarm, device.number),
    )


def _parent(hello: Hello) -> Parent | None:
    if hello.parent_epoch is None or hello.parent_dseq is None or hello.parent_hash is None:
        return None
    return Parent(hello.parent_epoch, hello.parent_dseq, _bytes(hello.parent_hash))


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise Refusal(400, "bad_body") from error
