"""The server's own audit: who did what, chained, readable by the auditor's role and written by no other way."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from app.county.chains import canonical
from app.county.databases import Connection, Given
from app.county.devices import Device
from app.county.ops import Op

Entry = tuple[str, str, int | None, Mapping[str, object]]
"""Who, what, which division's number, and details that name no villager."""


def note(connection: Connection, now: datetime, entries: Iterable[Entry]) -> None:
    """Write entries at the end of the chain. It belongs to the caller's transaction: no audit, no act."""
    entries = list(entries)
    if not entries:
        return
    row = connection.execute("SELECT hash FROM audit_head WHERE id = 1 FOR UPDATE").fetchone()
    assert row is not None
    link, rows = row[0], []
    for who, act, area, details in entries:
        made = _seal(link, now, who, act, area, details)
        rows.append((now.date(), now, who, act, area, Jsonb(details), link, made))
        link = made
    connection.cursor().executemany(
        "INSERT INTO audit (taken_on, at, who, act, area, details, prev_hash, hash)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        rows,
    )
    connection.execute("UPDATE audit_head SET hash = %s WHERE id = 1", (link,))


def noted(act: str, do: Callable[[Connection], Given], **details: object) -> Callable[[Connection], Given]:
    """The same deed, audited in its own transaction as done by whoever works at this server."""

    def do_and_note(connection: Connection) -> Given:
        given = do(connection)
        note(connection, datetime.now(UTC), [("server", act, None, details)])
        return given

    return do_and_note


def note_acts(connection: Connection, device: Device, ops: Iterable[Op], now: datetime) -> None:
    """What a machine's people did without changing a field (printed, exported, revealed), by its own words' codes."""
    note(
        connection,
        now,
        (
            (
                device.id,
                str(op.set.get("act", "act")),
                op.area,
                {"actor": op.actor, "record": op.record, "op": op.id},
            )
            for op in ops
            if op.action == "act"
        ),
    )


def audited(auditor_url: str, limit: int) -> dict[str, Any]:
    """The newest entries, oldest first, and the numbers of all that do not follow from the one before."""
    with psycopg.connect(auditor_url) as connection:
        rows = connection.execute(
            "SELECT a.seq, a.at, a.who, a.act, d.code, a.details FROM audit a"
            " LEFT JOIN division d ON d.number = a.area ORDER BY a.seq DESC LIMIT %s",
            (limit,),
        ).fetchall()
        names = ("seq", "at", "who", "act", "area", "details")
        entries = [dict(zip(names, row, strict=True)) for row in reversed(rows)]
        return {"broken": broken_entries(connection), "entries": entries}


def broken_entries(connection: Connection) -> list[int]:
    """The numbers of audit entries whose hash does not follow from the one before."""
    link, broken = bytes(32), []
    for seq, at, who, act, area, details, prev, made in connection.execute(
        "SELECT seq, at, who, act, area, details, prev_hash, hash FROM audit ORDER BY seq"
    ):
        if prev != link or made != _seal(prev, at, who, act, area, details):
            broken.append(seq)
        link = made
    head = connection.execute("SELECT hash FROM audit_head").fetchone()
    if head and head[0] != link:
        broken.append(0)
    return broken


def _seal(
    link: bytes, at: datetime, who: str, act: str, area: int | None, details: Mapping[str, object]
) -> bytes:
    said = canonical([int(at.timestamp() * 1_000_000), who, act, area, dict(details)])
    return hashlib.sha256(link + said.encode()).digest()
