"""Places as one machine names them: its own ids for divisions, and those it has just made."""

from collections.abc import Callable, Sequence

from app.county.databases import Connection
from app.county.devices import Device
from app.county.ops import is_uuid
from app.county.places import LEVELS, name_ids, number_of, numbers_of_ids, within
from app.sync.wire.columns import long
from app.sync.wire.shapes import Ops

NOWHERE = -1
"""What stands for a division that this server does not know."""

Told = tuple[str, str, str, str, str | None]
"""A division as a machine tells it: id, code, name, level, parent's id."""


def register_told(connection: Connection, device: Device, told: Sequence[Told]) -> None:
    """Learn the ids by which a machine knows divisions; new ones are made within its own codes only.

    One without a code of its own (a village that was typed) counts as the one above it.
    """
    meant: dict[str, int] = {}
    for one_id, code, name, _, parent in told:
        if not is_uuid(one_id):
            continue
        number = _number(connection, device, code, name) or meant.get(parent or "")
        if number is None and parent:
            number = numbers_of_ids(connection, [parent]).get(parent)
        if number is not None:
            meant[one_id] = number
    name_ids(connection, meant.items())


def register_divisions(connection: Connection, device: Device, ops: Ops) -> None:
    """Learn the divisions that a push makes, before its other operations name them."""
    told = [
        (long(ops.record_id[nth]), *_said(ops.set[nth]))
        for nth, record in enumerate(ops.record)
        if record == "division" and ops.action[nth] == "create"
    ]
    if told:
        register_told(connection, device, told)


def _said(values: dict[str, str | int | None]) -> tuple[str, str, str, str | None]:
    parent = values.get("parent_id")
    return (
        *(str(values.get(name) or "") for name in ("code", "name", "level")),
        str(parent) if parent else None,
    )  # type: ignore[return-value]


def _number(connection: Connection, device: Device, code: str, name: str) -> int | None:
    if len(code) not in LEVELS or not code.isdigit():
        return None
    if within(code, device.codes):
        return number_of(connection, code, name)
    found = connection.execute("SELECT number FROM division WHERE code = %s", (code,)).fetchone()
    return int(found[0]) if found else None


def home_of(connection: Connection, device: Device) -> int:
    """The division that the machine was enrolled for, the first where there are several."""
    return number_of(connection, device.codes[0])


def known_places(connection: Connection, ops: Ops, home: int) -> Callable[[str | None], int]:
    """Gives the number of each division that a push names by its id; without one, the home."""
    ids = {long(area) for area, _ in ops.area if area}
    ids |= {long(one) for one, record in zip(ops.record_id, ops.record, strict=False) if record == "division"}
    known = numbers_of_ids(connection, list(ids))
    return lambda division: home if division is None else known.get(division, NOWHERE)
