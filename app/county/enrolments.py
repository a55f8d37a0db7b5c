"""A machine joins: by a code that the county gave to its office."""

from app.county.counties import County
from app.county.databases import Connection
from app.county.devices import Device, Newcomer, device_of, enrol, inherit
from app.county.divisions import register_told
from app.county.epochs import epoch_of, hash_at
from app.county.hellos import server_of
from app.county.refusals import Refusal
from app.sync.wire.columns import long
from app.sync.wire.shapes import Enrol, Enrolled

_KEY_BYTES = 32


def take_newcomer(county: County, connection: Connection, asked: Enrol) -> Enrolled:
    """Put the machine on the list. Raises Refusal 403 code, 400 bad_body."""
    try:
        key = bytes.fromhex(asked.public_key)
    except ValueError as error:
        raise Refusal(400, "bad_body") from error
    if len(key) != _KEY_BYTES or len(long(asked.device)) != 36:
        raise Refusal(400, "bad_body")
    newcomer = Newcomer(
        long(asked.device), asked.device_name, asked.office, key, asked.machine_hash, asked.hub
    )
    device = enrol(connection, asked.code, newcomer, county.clock())
    if device is None:
        raise Refusal(403, "code")
    _take_over(connection, device, asked)
    register_told(
        connection,
        device,
        [
            (long(one), code, name, level, parent and long(parent))
            for one, code, name, level, parent in asked.divisions
        ],
    )
    server = server_of(connection)
    return Enrolled(
        server_id=server.id,
        server_epoch=server.epoch,
        county_name=server.county_name,
        scope=list(device.codes),
        county_public_key=county.public_key,
        divisions=_divisions(connection, device),
    )


def _take_over(connection: Connection, device: Device, asked: Enrol) -> None:
    """A copy of another machine's disk has its work: what was that one's business is the copy's, if it proves it."""
    parent = device_of(connection, long(asked.parent)) if asked.parent else None
    epoch = epoch_of(connection, parent, asked.parent_epoch) if parent and asked.parent_epoch else None
    if parent is None or epoch is None or not asked.parent_dseq or parent.number == device.number:
        return
    known = hash_at(connection, epoch, asked.parent_dseq)
    if known is not None and known.hex() == asked.parent_hash:
        inherit(connection, device, parent)


def _divisions(connection: Connection, device: Device) -> list[tuple[str, str, str, str, str | None]]:
    """The divisions above, at and below the machine's own, from the top down, by the ids that came first."""
    rows = connection.execute(
        "SELECT DISTINCT ON (d.code) i.id::text, d.code, d.name, d.level FROM division d"
        " JOIN division_id i ON i.division = d.number, unnest(%s::text[]) AS own (code)"
        " WHERE starts_with(d.code, own.code) OR starts_with(own.code, d.code) ORDER BY d.code, i.id",
        (list(device.codes),),
    ).fetchall()
    by_code = {code: one for one, code, _, _ in rows}
    found = []
    for one, code, name, level in sorted(rows, key=lambda row: (len(row[1]), row[1])):
        above = next((by_code[code[:n]] for n in (9, 6, 4, 2) if n < len(code) and code[:n] in by_code), None)
        found.append((one, code, name, level, above))
    return found
