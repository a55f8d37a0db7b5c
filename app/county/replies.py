"""Writing packages for machines: what was answered to theirs, what stands above their cursor, the sums to compare."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from app.county.audits import note
from app.county.beginnings import chunk_at, made_beginning
from app.county.counties import County
from app.county.databases import NOTHING, Connection, set_scope
from app.county.devices import Device, device_of, scope_of
from app.county.digests import digest_of
from app.county.epochs import Epoch, epoch_of
from app.county.hellos import SHAPES, Server, server_of
from app.county.package_lists import (
    Package,
    answers_to,
    held_packages,
    hole_before,
    newest_package,
)
from app.county.pulls import Asked, page_of
from app.sync.packages.boxes import look_into, write_box
from app.sync.packages.headers import BadPackage, Kind
from app.sync.packages.notes import Reply, Standing, written
from app.sync.packages.sticks import packages_in
from app.sync.wire.shapes import Action, Welcome

ITEMS = 5_000
"""Items of one page in a package."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """A package that was written for a machine, or why none was (the end of a key of packages.toml)."""

    device: str
    kind: Kind
    file: str = ""
    bytes: int = 0
    number: int = 0
    cursor: int = 0
    answers: int = 0
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What a package is made from: the machine, the server, and the last package that came from there."""

    device: Device
    server: Server
    last: Package | None
    epoch: Epoch | None
    reply: Reply


def export_packages(
    county: County, folder: Path, devices: Iterable[str] = (), *, snapshot: bool = False
) -> list[Wrote]:
    """Write a package for each machine named, else for each whose own lie in the folder.

    A snapshot holds all that stands in the machine's places; else it goes on from where the machine stood.
    Raises Problem packages.no_folder.
    """
    wanted = list(devices) or _senders(folder)
    return [_export(county, folder, one, snapshot=snapshot) for one in wanted]


def _senders(folder: Path) -> list[str]:
    found: dict[str, None] = {}
    for path in packages_in(folder):
        try:
            header = look_into(path).header
        except BadPackage:
            continue
        if header.kind == "push":
            found[header.device] = None
    return list(found)


def _export(county: County, folder: Path, device_id: str, *, snapshot: bool) -> Wrote:
    kind: Kind = "snapshot" if snapshot else "reply"
    device = county.database.run(NOTHING, lambda c: device_of(c, device_id))
    if device is None or device.revoked:
        return Wrote(device_id, kind, why="revoked" if device else "unknown_device")
    ground = county.database.run(NOTHING, lambda c: _ground(county, c, device, snapshot=snapshot))
    if ground is None:
        return Wrote(device_id, kind, why="no_push")
    cursor = _cursor(ground, snapshot=snapshot)
    said = {
        "id": str(uuid.uuid4()),
        "kind": kind,
        "sender": ground.server.id,
        "device": device.id,
        "epoch": ground.last.epoch if ground.last else "",
        "number": ground.last.number if ground.last else 0,
        "low": cursor,
        "high": ground.server.high,
        "cursor": cursor,
        "server_id": ground.server.id,
        "server_epoch": ground.server.epoch,
    }
    path, header = write_box(
        folder,
        said,
        _messages(county, ground, cursor, snapshot=snapshot),
        secret=bytes.fromhex(county.keepsakes.signing),
        recipient=device.public_key,
    )
    details = {"package": header.id, "device": device.id, "kind": kind}
    now = county.clock()
    county.database.run(NOTHING, lambda c: note(c, now, [("server", "usb_export", None, details)]))
    size, answers = path.stat().st_size, len(ground.reply.answers)
    return Wrote(device_id, kind, path.name, size, header.number, cursor, answers)


def _ground(county: County, connection: Connection, device: Device, *, snapshot: bool) -> Ground | None:
    """What is known of the machine in one moment; None where it never sent a package and none can answer it."""
    server, last = server_of(connection), newest_package(connection, device)
    if last is None and not snapshot:
        return None
    if snapshot or last is None:
        reply = Reply(welcome=_welcome(county, device, server, None, "ok"), heard=server.epoch)
        return Ground(device, server, None, None, reply)
    standing = Standing.model_validate(last.standing)
    epoch = epoch_of(connection, device, last.epoch)
    waiting = [one for one in held_packages(connection, device) if _wanted(one, standing)]
    holes = [hole for one in waiting if (hole := hole_before(connection, device, one))]
    reply = Reply(
        welcome=_welcome(county, device, server, epoch, _action(device, server, last, standing)),
        heard=standing.hello.server_epoch,
        answers=answers_to(connection, device, standing.unsent),
        missing=sorted({number for hole in holes for number in hole.numbers}),
        missing_dseq=(holes[0].first, holes[0].last) if holes else None,
    )
    return Ground(device, server, last, epoch, reply)


def _wanted(held: Package, standing: Standing) -> bool:
    """Whether the machine still waits for a held package; what it goes on with under another name it does not."""
    return held.dseq_to >= standing.unsent.get(held.epoch, held.dseq_to + 1)


def _action(device: Device, server: Server, last: Package, standing: Standing) -> Action:
    """What the machine must do first, by what its last package said; as the line answers a hello."""
    hello = standing.hello
    strange = hello.server_epoch != server.epoch
    elsewhere = hello.scope_version and hello.scope_version != device.scope_version
    if strange or elsewhere or hello.cursor > server.high or hello.cursor < server.floor_cursor:
        return "rebootstrap"
    return "new_epoch" if last.why == "fork" else "ok"


def _cursor(ground: Ground, *, snapshot: bool) -> int:
    if snapshot or ground.last is None or ground.reply.welcome.action == "rebootstrap":
        return 0
    return Standing.model_validate(ground.last.standing).hello.cursor


def _welcome(county: County, device: Device, server: Server, epoch: Epoch | None, action: Action) -> Welcome:
    return Welcome(
        server_epoch=server.epoch,
        last_dseq=epoch.last_dseq if epoch else 0,
        head_hash=epoch.head_hash.hex() if epoch else "",
        scope_version=device.scope_version,
        scope=list(device.codes),
        schema=SHAPES,
        server_now=county.clock().isoformat(timespec="seconds"),
        floor_cursor=server.floor_cursor,
        high=server.high,
        backed_up_through=server.backed_up_through,
        token="",
        action=action,
        moved=server.farewell,
    )


def _messages(county: County, ground: Ground, cursor: int, *, snapshot: bool) -> Iterator[bytes]:
    """The reply, then what to begin with where all is wanted, then the feed page by page, then the sums."""
    yield written(ground.reply)
    if snapshot:
        manifest = made_beginning(county, ground.device)
        yield written(manifest)
        for nth in range(len(manifest.chunks)):
            yield chunk_at(county, ground.device, manifest.id, nth)
        cursor = manifest.cursor

    def page(connection: Connection) -> bytes:
        set_scope(connection, scope_of(connection, ground.device))
        return page_of(connection, Asked(cursor, ITEMS))

    def sums(connection: Connection) -> bytes:
        set_scope(connection, scope_of(connection, ground.device))
        return written(digest_of(connection))

    more = True
    while more:
        said = county.database.run(NOTHING, page)
        told = orjson.loads(said)
        cursor, more = told["next"], told["more"]
        yield said
    if not snapshot:
        yield county.database.run(NOTHING, sums)
