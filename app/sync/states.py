"""Where this machine stands with its county, as the archive keeps it. Written only with the guard open."""

from dataclasses import dataclass, fields
from typing import Any

from db.readers import Reader
from db.schema import SCHEMA

SUMS = bytes(32 * 256)
"""The fingerprints of nothing."""


@dataclass(frozen=True, slots=True)
class State:
    """The one row of `sync_state`; what its columns mean stands in `db.tables.syncs.SyncState`."""

    device: str
    device_name: str
    machine: str
    secret: bytes
    server: str
    pin: str | None
    server_id: str
    server_epoch: str
    county: str
    county_key: str
    scope: str
    scope_version: int
    cursor: int
    acked: int
    head: bytes | None
    backed_up_through: int
    floor: int
    requests: int
    sums: bytes
    shapes: int
    last_ok: str | None
    last_tried: str | None
    last_error: str | None

    @property
    def older(self) -> bool:
        """Whether an older program may have written rows here without what this one knows: they are written whole."""
        return self.shapes != SCHEMA


_NAMES = tuple(field.name for field in fields(State))


def read_state(reader: Reader) -> State | None:
    """Where this machine stands; None where it was never enrolled."""
    rows = reader.read(f"SELECT {', '.join(_NAMES)} FROM sync_state WHERE id = 1")
    return State(*rows[0]) if rows else None


def begin_state(connection: Any, state: State) -> None:
    """Write the row when a machine is enrolled; a machine that is enrolled anew forgets the old standing."""
    names, marks = ", ".join(("id", *_NAMES)), ", ".join("?" * (len(_NAMES) + 1))
    connection.execute("DELETE FROM sync_state")
    connection.execute(
        f"INSERT INTO sync_state ({names}) VALUES ({marks})",
        (1, *(getattr(state, name) for name in _NAMES)),
    )


def note(connection: Any, **changed: object) -> None:
    """Change some columns of the row. Raises KeyError for a column that it has not."""
    strange = set(changed) - set(_NAMES)
    if strange:
        raise KeyError(strange.pop())
    sets = ", ".join(f"{name} = ?" for name in changed)
    connection.execute(f"UPDATE sync_state SET {sets} WHERE id = 1", tuple(changed.values()))
