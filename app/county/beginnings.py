"""What machines begin with, made ready: all that stands in some places, in chunks on the disk, under our signature.

Made with a code for a new machine, each night, or by hand. A machine takes the chunks as they lie and goes on with the
feed from the number at which they stand; so one that is weeks old will do.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import uuid_utils

from app.county.counties import County
from app.county.databases import NOTHING, Connection, set_scope
from app.county.devices import Device, list_devices
from app.county.digests import digest_of
from app.county.hellos import Server, server_of
from app.county.places import codes_of, scope_of_codes
from app.county.refusals import Refusal
from app.sync.wire.beginnings import ROWS, Manifest, chunk_of, packed_chunk, read_manifest, signed
from app.sync.wire.bodies import BULK_ITEMS, BadBody

FOLDER = "beginnings"
LEAST = BULK_ITEMS
"""With fewer rows in its places a machine reads the feed."""
_KEPT = 2  # the one before stays for who is taking it
_MANIFEST = "manifest.json"

_ROWS = """
    SELECT record, id::text, born::text, since, feed_seq, area, CASE WHEN deleted THEN '{}' ELSE doc END, deleted
    FROM entity ORDER BY record, id
"""


@dataclass(frozen=True, slots=True)
class Made:
    """One that was made ready: for which places, at which number, rows, chunks, bytes."""

    codes: Sequence[str]
    cursor: int
    rows: int
    chunks: int
    bytes: int


def make_beginning(county: County, codes: Sequence[str], *, least: int = LEAST) -> Made | None:
    """Make ready what a machine of these places begins with; None where the feed is quick enough.

    Everything in it is of one moment. Raises OSError where it cannot be written.
    """
    if county.folder is None:
        return None
    shelf = _shelf(county.folder, codes)
    with county.database.pool.connection() as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        set_scope(connection, scope_of_codes(connection, codes))
        ((rows,),) = connection.execute("SELECT count(*) FROM entity").fetchall()
        if rows < least:
            return None
        server = server_of(connection)
        made = shelf / f"{server.high:018}-{uuid_utils.uuid7().hex[:16]}"  # the newest is the last by name
        part = made.with_suffix(".part")
        try:
            part.mkdir(parents=True, mode=0o700)
            chunks = list(_write_chunks(connection, part))
            buckets = digest_of(connection).buckets
            manifest = _manifest(county, server, codes, made.name, rows, chunks, buckets)
            _write(part / _MANIFEST, manifest.model_dump_json().encode())
            part.replace(made)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)  # a full disk is not filled further by halves
            raise
    for old in sorted(_whole(shelf))[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    size = sum(one.stat().st_size for one in made.iterdir())
    return Made(codes, server.high, rows, len(chunks), size)


def made_beginning(county: County, device: Device) -> Manifest:
    """What a machine begins with, made now. Raises Refusal 404 no_beginning, OSError."""
    make_beginning(county, device.codes, least=0)
    return county.database.run(NOTHING, lambda c: beginning_of(county, c, device))


def make_all(county: County, *, least: int = LEAST) -> list[Made]:
    """The same for every place that a machine in use has."""
    places = {
        tuple(one["codes"]) for one in county.database.run(NOTHING, list_devices) if not one["revoked_at"]
    }
    return [made for codes in sorted(places) if (made := make_beginning(county, codes, least=least))]


def _write_chunks(connection: Connection, folder: Path) -> Iterator[tuple[str, str, int]]:
    for nth, (record, rows) in enumerate(_portions(connection)):
        body, digest = packed_chunk(chunk_of(record, rows))
        _write(folder / str(nth), body)
        yield digest, record, len(rows)


def _portions(connection: Connection) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """The rows in sight as (record, some of its rows), one record after the other."""
    codes: dict[int, str] = {}
    with connection.cursor("rows") as cursor:
        cursor.itersize = ROWS
        cursor.execute(_ROWS)
        record, rows = "", list[tuple[Any, ...]]()
        for kind, one, born, since, seq, area, doc, deleted in cursor:
            if rows and (kind != record or len(rows) == ROWS):
                yield record, rows
                rows = []
            if area not in codes:
                codes |= codes_of(connection, [area])
            record = kind
            rows.append((one, born, since, seq, codes[area], doc, deleted))
        if rows:
            yield record, rows


def _manifest(
    county: County,
    server: Server,
    codes: Sequence[str],
    name: str,
    rows: int,
    chunks: list[tuple[str, str, int]],
    buckets: list[str],
) -> Manifest:
    made = Manifest(
        id=name, server_id=server.id, server_epoch=server.epoch, codes=list(codes), cursor=server.high,
        floor=server.floor_cursor, rows=rows, made_at=_moment(county.clock()), chunks=chunks, buckets=buckets,
    )  # fmt: skip
    return signed(made, bytes.fromhex(county.keepsakes.signing))


def beginning_of(county: County, connection: Connection, device: Device) -> Manifest:
    """The newest that suits a machine. Raises Refusal 404 no_beginning."""
    server = server_of(connection)
    for folder in sorted(_whole(_shelf(county.folder, device.codes)), reverse=True) if county.folder else ():
        with suppress(OSError, BadBody):
            manifest = read_manifest((folder / _MANIFEST).read_bytes())
            fits = server.floor_cursor <= manifest.cursor <= server.high
            if fits and manifest.server_epoch == server.epoch and manifest.codes == list(device.codes):
                return manifest
    raise Refusal(404, "no_beginning")


def chunk_at(county: County, device: Device, name: str, nth: int) -> bytes:
    """One chunk of what suits the machine. Raises Refusal 404 no_beginning."""
    if county.folder is not None and name == Path(name).name:
        with suppress(OSError):
            return (_shelf(county.folder, device.codes) / name / str(nth)).read_bytes()
    raise Refusal(404, "no_beginning")


def _shelf(folder: Path, codes: Sequence[str]) -> Path:
    """Where those for these places lie; nobody else's machine ever reads there."""
    return folder / FOLDER / hashlib.sha256(",".join(codes).encode()).hexdigest()[:32]


def _whole(shelf: Path) -> Iterator[Path]:
    return (one for one in shelf.glob("*") if (one / _MANIFEST).exists() and one.suffix != ".part")


def _write(path: Path, body: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
