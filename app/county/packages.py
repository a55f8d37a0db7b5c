"""Taking in packages from a stick: the same batches as by line, once, in the order of each machine's chain."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import psycopg

from app.county.audits import note
from app.county.counties import County
from app.county.databases import NOTHING, Connection
from app.county.devices import Device, device_of
from app.county.epochs import Parent, begin_epoch, epoch_of
from app.county.hellos import server_of
from app.county.package_lists import Hole, add_answer, begin_package, end_package, hole_before, package_of
from app.county.pushes import take_push
from app.county.refusals import Refusal
from app.sync.packages.boxes import Box, look_into, prove
from app.sync.packages.headers import BadPackage, Clear, Header
from app.sync.packages.notes import Answer, Standing, first_of, read_as
from app.sync.packages.seals import key_name
from app.sync.packages.sticks import packages_in
from app.sync.wire.bodies import BULK_OPS
from app.sync.wire.shapes import Push


@dataclass(frozen=True, slots=True)
class Came:
    """What became of one file: taken (`new` changes; 0 for a greeting), known, held (`hole` before it), refused.

    `why` ends the key of a sentence in packages.toml.
    """

    file: str
    state: str
    why: str | None = None
    device: str = ""
    number: int = 0
    new: int = 0
    hole: Hole | None = None


def import_packages(county: County, folder: Path, held: Path) -> list[Came]:
    """Take in every package for this county that lies in the folder, and those held before that fit now.

    What does not follow on is copied to `held`, still sealed. Raises Problem packages.no_folder.
    """
    came: list[Came] = []
    waiting = sorted(_look(folder, came) + (_look(held, []) if held.is_dir() else []), key=_order)
    while waiting:
        told = [(path, clear, _take(county, path, clear)) for path, clear in waiting]
        for path, _, one in told:
            if one.state == "held":
                _keep(path, held / path.name if path.parent == held else held / f"{_id(path)}.fpkg")
            elif path.parent == held:
                with suppress(OSError):
                    path.unlink()
        moved = any(one.state == "taken" and one.new for _, _, one in told)
        waiting = [(path, clear) for path, clear, one in told if moved and one.state == "held"]
        again = {path for path, _ in waiting}
        came += [one for path, _, one in told if path not in again and (path.parent != held or one.new)]
    return came


def _look(folder: Path, came: list[Came]) -> list[tuple[Path, Clear]]:
    """The push packages of a folder; what is none that we know is told."""
    found = []
    for path in packages_in(folder):
        try:
            clear = look_into(path)
        except BadPackage as bad:
            came.append(Came(path.name, "refused", bad.why))
            continue
        if clear.header.kind == "push":
            found.append((path, clear))
    return found


def _order(one: tuple[Path, Clear]) -> tuple[str, int, int]:
    header = one[1].header
    return header.device, header.number, header.low


def _id(path: Path) -> str:
    return look_into(path).header.id


def _keep(path: Path, kept: Path) -> None:
    if path != kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, kept.with_suffix(".part"))
        kept.with_suffix(".part").replace(kept)


def _take(county: County, path: Path, clear: Clear) -> Came:
    """One package, whatever it is."""
    header = clear.header
    came = Came(path.name, "refused", device=header.device, number=header.number)
    try:
        device, box = _proved(county, path, header)
        known = county.database.run(NOTHING, lambda c: package_of(c, header.id))
        if known and known.state == "taken":
            return replace(came, state="known")
        new, hole = _taken_in(county, device, box)
    except BadPackage as bad:
        return replace(came, why=bad.why)
    except psycopg.DataError:  # a value that no column can keep, from a machine that was made to say so
        return replace(came, why="not_understood")
    state, why = ("held", "gap") if hole else ("taken", None)
    return replace(came, state=state, why=why, new=new, hole=hole)


def _proved(county: County, path: Path, header: Header) -> tuple[Device, Box]:
    """The machine that wrote a package, and the package, proved by the machine's key. Raises BadPackage."""
    server, device = county.database.run(NOTHING, lambda c: (server_of(c), device_of(c, header.device)))
    public = bytes.fromhex(county.public_key)
    if (header.server_id, header.recipient) != (server.id, key_name(public)):
        raise BadPackage("foreign")
    if device is None or header.sender != header.device:
        raise BadPackage("unknown_device")
    if device.revoked:
        raise BadPackage("revoked")
    return device, prove(path, device.public_key)


def _taken_in(county: County, device: Device, box: Box) -> tuple[int, Hole | None]:
    """Give its batches to the same hands that take those of the line; gives what was new, or what is missing."""
    header, messages = box.header, box.messages(bytes.fromhex(county.keepsakes.signing))
    standing = first_of(messages, Standing)
    if standing.hello.machine_hash != device.machine_hash:
        county.database.run(NOTHING, lambda c: _alarm(c, device, "copied"))
        raise BadPackage("copied")
    strange = county.database.run(NOTHING, lambda c: _begin(county, c, device, header, standing))
    new = 0
    try:
        for push in _pushes(header, messages):
            new += county.database.run(NOTHING, partial(_push, county, device, header, push))
    except Refusal as refusal:
        why = "restored" if strange and refusal.code in ("gap", "fork") else refusal.code
        return new, _refused(county, device, header, why)
    county.database.run(NOTHING, lambda c: _end(county, c, device, header, new))
    return new, None


def _begin(
    county: County, connection: Connection, device: Device, header: Header, standing: Standing
) -> bool:
    """Write the package down, and its epoch where it is new; gives whether it was written for another server life."""
    if epoch_of(connection, device, header.epoch) is None:
        begin_epoch(connection, device, header.epoch, _parent(standing))
    begin_package(connection, device, header, standing, county.clock())
    return header.server_epoch != server_of(connection).epoch


def _parent(standing: Standing) -> Parent | None:
    hello = standing.hello
    if hello.parent_epoch is None or hello.parent_dseq is None or hello.parent_hash is None:
        return None
    try:
        return Parent(hello.parent_epoch, hello.parent_dseq, bytes.fromhex(hello.parent_hash))
    except ValueError as error:
        raise BadPackage("not_understood") from error


def _pushes(header: Header, messages: Iterator[bytes]) -> Iterator[Push]:
    for said in messages:
        push = read_as(Push, said)
        count = len(push.ops.id)
        inside = header.low <= push.from_dseq and push.from_dseq + count - 1 <= header.high
        if not inside or push.epoch != header.epoch or count > BULK_OPS:
            raise BadPackage("not_understood")
        yield push


def _push(county: County, device: Device, header: Header, push: Push, connection: Connection) -> int:
    """One batch and its answer, in one transaction; gives how many changes were new."""
    taken = take_push(connection, device, push, county.classes, county.clock())
    said = taken.answer()
    answer = Answer(
        epoch=push.epoch,
        from_dseq=push.from_dseq,
        last_dseq=push.from_dseq + len(push.ops.id) - 1,
        head_hash=push.head_hash,
        feed_from=said.feed_from,
        feed_to=said.feed_to,
        results=said.results,
    )
    add_answer(connection, header.id, answer)
    return taken.new


def _end(county: County, connection: Connection, device: Device, header: Header, new: int) -> None:
    now = county.clock()
    end_package(connection, header.id, "taken")
    connection.execute("UPDATE device SET last_seen = %s WHERE number = %s", (now, device.number))
    details = {"package": header.id, "device": device.id, "number": header.number, "new": new}
    note(connection, now, [("server", "usb_import", None, details)])


def _refused(county: County, device: Device, header: Header, why: str) -> Hole | None:
    """Keep why it was not taken; gives what is missing where it only came too early. Raises BadPackage else."""

    def keep(connection: Connection) -> Hole | None:
        end_package(connection, header.id, "held" if why == "gap" else "refused", why)
        if why == "fork":
            _alarm(connection, device, "forked")
        package = package_of(connection, header.id)
        return hole_before(connection, device, package) if package and why == "gap" else None

    hole = county.database.run(NOTHING, keep)
    if hole is None:
        raise BadPackage(why if why in ("fork", "restored") else "refused")
    return hole


def _alarm(connection: Connection, device: Device, what: str) -> None:
    """Say in the list of machines that something is wrong with this one."""
    connection.execute("UPDATE device SET alarm = %s WHERE number = %s", (what, device.number))
