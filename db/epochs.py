"""Which life of the archive writes, and where its chain stands.

A new file and a restored file each begin an epoch: a random number that points at the epoch before.
"""

import secrets
import uuid
from dataclasses import dataclass

from db.changes import GENESIS
from db.connections import Connection


@dataclass(slots=True)
class ChainEnd:
    """Where the next change is chained on."""

    epoch_number: int
    device: str
    epoch: str
    dseq: int
    hash: bytes


def new_device() -> str:
    """A random identity for this PC's copy of the archive."""
    return str(uuid.uuid4())


def begin_epoch(connection: Connection, device: str) -> None:
    """Begin a new epoch, chained to the last change of the one before. Runs inside an open guard."""
    end = chain_end(connection)
    parent = (end.epoch, end.dseq, end.hash) if end else (None, None, None)
    connection.execute(
        "INSERT INTO epoch (number, device, epoch, parent_epoch, parent_dseq, parent_hash)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (end.epoch_number + 1 if end else 1, device, secrets.token_hex(8), *parent),
    )


def chain_end(connection: Connection) -> ChainEnd | None:
    """The end of the chain in the newest epoch; None in a file that has no epoch yet."""
    epoch = connection.execute(
        "SELECT number, device, epoch, parent_hash FROM epoch ORDER BY number DESC LIMIT 1"
    ).fetchone()
    if epoch is None:
        return None
    number, device, name, parent_hash = epoch
    last = connection.execute(
        "SELECT dseq, hash FROM change WHERE epoch_number = ? ORDER BY dseq DESC LIMIT 1", (number,)
    ).fetchone()
    dseq, link = last or (0, parent_hash or GENESIS)
    return ChainEnd(number, device, name, dseq, link)
