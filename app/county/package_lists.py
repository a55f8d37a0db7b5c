"""The list of packages that came on sticks: what each was, what became of it, which are missing before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from psycopg.types.json import Jsonb

from app.county.databases import Connection
from app.county.devices import Device
from app.county.epochs import epoch_of
from app.sync.packages.headers import Header
from app.sync.packages.notes import Answer, Standing

State = Literal["coming", "taken", "held", "refused"]


@dataclass(frozen=True, slots=True)
class Package:
    """One that came: its place in the order of coming, its part of the machine's chain, where the machine stood."""

    serial: int
    id: str
    epoch: str
    number: int
    dseq_from: int
    dseq_to: int
    state: State
    why: str | None
    standing: Mapping[str, Any]
    answers: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Hole:
    """What must come before a held package: the numbers people know, and the changes."""

    numbers: tuple[int, ...]
    first: int
    last: int


def begin_package(
    connection: Connection, device: Device, header: Header, standing: Standing, now: datetime
) -> None:
    """Write a package down as coming; one that was held or refused before is tried again."""
    connection.execute(
        "INSERT INTO usb_package (id, device, epoch, number, dseq_from, dseq_to, state, standing, came_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, 'coming', %s, %s)"
        " ON CONFLICT (id) DO UPDATE SET state = 'coming', why = NULL",
        (
            header.id,
            device.number,
            header.epoch,
            header.number,
            header.low,
            header.high,
            Jsonb(standing.model_dump(by_alias=True)),
            now,
        ),
    )


def add_answer(connection: Connection, package_id: str, answer: Answer) -> None:
    """Keep what was answered to a batch of a package; to one that comes again the first answer stands."""
    connection.execute(
        "UPDATE usb_package SET answers = answers || %s WHERE id = %s"
        " AND NOT EXISTS (SELECT FROM jsonb_array_elements(answers) one WHERE (one ->> 'from_dseq')::bigint = %s)",
        (Jsonb([answer.model_dump()]), package_id, answer.from_dseq),
    )


def end_package(connection: Connection, package_id: str, state: State, why: str | None = None) -> None:
    """Say what became of a package."""
    connection.execute("UPDATE usb_package SET state = %s, why = %s WHERE id = %s", (state, why, package_id))


def package_of(connection: Connection, package_id: str) -> Package | None:
    """The package with this id, if it ever came."""
    return next(iter(_packages(connection, "id = %s", (package_id,))), None)


def newest_package(connection: Connection, device: Device) -> Package | None:
    """The one of a machine that came last."""
    return next(iter(_packages(connection, "device = %s", (device.number,), "serial DESC LIMIT 1")), None)


def held_packages(connection: Connection, device: Device) -> list[Package]:
    """Those of a machine that wait for others, in the order of its chain."""
    return _packages(connection, "device = %s AND state = 'held'", (device.number,), "epoch, dseq_from")


def answers_to(connection: Connection, device: Device, unsent: Mapping[str, int]) -> list[Answer]:
    """What was answered to a machine's changes, by epoch from some dseq on."""
    found = _packages(
        connection,
        "device = %s AND epoch = ANY(%s) AND answers <> '[]'",
        (device.number, list(unsent)),
    )
    answers = [Answer.model_validate(said) for one in found for said in one.answers]
    return [one for one in answers if one.last_dseq >= unsent[one.epoch]]


def hole_before(connection: Connection, device: Device, one: Package) -> Hole | None:
    """What is missing before a held package; None where nothing is any more."""
    epoch = epoch_of(connection, device, one.epoch)
    have = epoch.last_dseq if epoch else 0
    if one.dseq_from <= have + 1:
        return None
    known = _packages(connection, "device = %s AND epoch = %s", (device.number, one.epoch))
    before = max((it.number for it in known if it.number and it.dseq_to <= have), default=0)
    held = {it.number for it in known if it.state == "held"}
    numbers = tuple(number for number in range(before + 1, one.number) if number not in held)
    return Hole(numbers[:100], have + 1, one.dseq_from - 1)


def _packages(
    connection: Connection, where: str, args: Sequence[object], order: str = "serial"
) -> list[Package]:
    rows = connection.execute(
        "SELECT serial, id::text, epoch, number, dseq_from, dseq_to, state, why, standing, answers"
        f" FROM usb_package WHERE {where} ORDER BY {order}",
        args,
    )
    return [Package(*row) for row in rows]
