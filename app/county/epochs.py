"""The lives of each machine's archive, and how far the chain of each has come here."""

from dataclasses import dataclass

from app.county.chains import GENESIS
from app.county.databases import Connection
from app.county.devices import Device


@dataclass(frozen=True, slots=True)
class Epoch:
    """One life of an archive: the end of its chain as this server has it."""

    number: int
    last_dseq: int
    head_hash: bytes


@dataclass(frozen=True, slots=True)
class Parent:
    """The life an epoch came out of, and where."""

    epoch: str
    dseq: int
    hash: bytes


def epoch_of(connection: Connection, device: Device, name: str, *, lock: bool = False) -> Epoch | None:
    """An epoch of the machine; locked, nobody else takes its operations until we commit."""
    row = connection.execute(
        "SELECT number, last_dseq, head_hash FROM device_epoch WHERE device = %s AND epoch = %s"
        + (" FOR UPDATE" if lock else ""),
        (device.number, name),
    ).fetchone()
    return Epoch(*row) if row else None


def begin_epoch(connection: Connection, device: Device, name: str, parent: Parent | None) -> Epoch:
    """Write a new epoch down, chained to where its parent ended on the machine."""
    connection.execute(
        "INSERT INTO device_epoch (device, epoch, parent_epoch, parent_dseq, parent_hash, head_hash)"
        " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (device, epoch) DO NOTHING",
        (
            device.number,
            name,
            parent.epoch if parent else None,
            parent.dseq if parent else None,
            parent.hash if parent else None,
            parent.hash if parent else GENESIS,
        ),
    )
    made = epoch_of(connection, device, name)
    assert made is not None
    return made


def hash_at(connection: Connection, epoch: Epoch, dseq: int) -> bytes | None:
    """The hash of an operation of this epoch as the server has it; None where it came under another number."""
    if dseq == epoch.last_dseq:
        return epoch.head_hash
    row = connection.execute(
        "SELECT hash FROM op_seen WHERE epoch = %s AND dseq = %s", (epoch.number, dseq)
    ).fetchone()
    return row[0] if row else None


def advance(connection: Connection, epoch: Epoch, last_dseq: int, head_hash: bytes) -> None:
    """Note how far the chain has come."""
    connection.execute(
        "UPDATE device_epoch SET last_dseq = %s, head_hash = %s WHERE number = %s",
        (last_dseq, head_hash, epoch.number),
    )
