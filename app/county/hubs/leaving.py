"""At the hub: its log as parts for the county, its machines, and the door that closes before the last part goes."""

from collections.abc import Sequence
from contextlib import closing
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from app.county.databases import NOTHING, Connection, Database
from app.county.devices import device_of, list_devices
from app.county.statuses import everywhere
from app.sync.wire.hubs import ROWS, Cell, Kind, Life, Machine

_PARTS: dict[Kind, str] = {
    "ops": """
        SELECT l.feed_seq, l.op_id::text, d.id::text, e.epoch, l.dseq, l.batch, l.txn, l.record, l.record_id, l.action,
               l.base, l.set, l.old, l.actor, l.at, l.schema, l.reason, l.root::text, v.code, s.status,
               s.conflict::text, s.reason, encode(s.hash, 'hex')
        FROM op_log l JOIN op_seen s ON s.op_id = l.op_id JOIN device_epoch e ON e.number = l.epoch
        JOIN device d ON d.number = e.device JOIN division v ON v.number = l.area
        WHERE l.feed_seq > %s ORDER BY l.feed_seq LIMIT %s
    """,
    "rows": """
        SELECT e.feed_seq, e.id::text, e.record, e.root::text, v.code, e.doc::text, e.born::text, e.since::text,
               e.deleted
        FROM entity e JOIN division v ON v.number = e.area WHERE e.feed_seq > %s ORDER BY e.feed_seq LIMIT %s
    """,
    # Many rows leave under one number at most in one move; a part never ends within it.
    "left": """
        SELECT s.feed_seq, s.entity::text, s.record, s.root::text, v.code, t.code
        FROM scope_event s JOIN division v ON v.number = s.area LEFT JOIN division t ON t.number = s.to_area
        WHERE s.feed_seq > %s ORDER BY s.feed_seq FETCH FIRST %s ROWS WITH TIES
    """,
    "audit": """
        SELECT a.seq, to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.USOF'), a.who, a.act, v.code,
               a.details::text, encode(a.hash, 'hex')
        FROM audit a LEFT JOIN division v ON v.number = a.area WHERE a.seq > %s ORDER BY a.seq LIMIT %s
    """,
}
_COUNTED: dict[Kind, str] = {"ops": "op_log", "rows": "entity", "left": "scope_event", "audit": "audit"}


def make_ready(database: Database) -> None:
    """The log is read in the order of the feed from here on, which nobody else does."""
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        connection.execute("CREATE INDEX IF NOT EXISTS ix_op_log_feed ON op_log (feed_seq)")


def part_after(database: Database, kind: Kind, after: int) -> list[list[Cell]]:
    """The next rows of a kind, in their order; none where all have been read."""

    def read(connection: Connection) -> list[list[Cell]]:
        return [list(row) for row in connection.execute(_PARTS[kind], (after, ROWS))]

    if kind == "audit":  # which the server itself may write and not read
        with closing(psycopg.connect(database.auditor_url)) as connection:
            return read(connection)
    return database.run(everywhere(database), read)


def counted(database: Database, kind: Kind) -> int:
    """How many rows of a kind there are."""

    def count(connection: Connection) -> int:
        row = connection.execute(f"SELECT count(*) FROM {_COUNTED[kind]}").fetchone()
        return int(row[0]) if row else 0

    if kind == "audit":
        with closing(psycopg.connect(database.auditor_url)) as connection:
            return count(connection)
    return database.run(everywhere(database), count)


def close_door(connection: Connection) -> int:
    """Take nothing any more, whoever waits for the counter included; gives the newest number of the feed."""
    row = connection.execute("UPDATE feed_counter SET closed = true WHERE id = 1 RETURNING last").fetchone()
    assert row is not None
    return int(row[0])


def open_door(connection: Connection) -> None:
    """Take changes again: the county did not want them."""
    connection.execute("UPDATE feed_counter SET closed = false WHERE id = 1")


def is_shut(connection: Connection) -> bool:
    """Whether nothing is taken any more."""
    row = connection.execute("SELECT closed FROM feed_counter WHERE id = 1").fetchone()
    return bool(row and row[0])


def joined_of(connection: Connection) -> dict[str, Any]:
    """What this hub remembers of the county that it joins; nothing for one that joins none."""
    row = connection.execute("SELECT joined FROM server_state WHERE id = 1").fetchone()
    return dict(row[0]) if row and row[0] else {}


def note_joined(connection: Connection, **said: object) -> None:
    """Remember more of the county that it joins."""
    connection.execute(
        "UPDATE server_state SET joined = coalesce(joined, '{}') || %s WHERE id = 1", (Jsonb(said),)
    )


def machines_of(database: Database) -> list[Machine]:
    """Every machine of this hub with its chains, this server's own name too."""
    return database.run(NOTHING, lambda c: [_machine(c, one) for one in list_devices(c)])


def divisions_of(connection: Connection) -> list[tuple[str, str, str]]:
    """(id, code, name) of every place by every id that a machine calls it."""
    return connection.execute(
        "SELECT i.id::text, d.code, d.name FROM division_id i JOIN division d ON d.number = i.division"
        " ORDER BY length(d.code), d.code, i.id"
    ).fetchall()


def _machine(connection: Connection, listed: dict[str, Any]) -> Machine:
    known = device_of(connection, listed["id"])
    assert known is not None
    return Machine(
        id=known.id,
        name=listed["name"],
        office=listed["office"],
        public_key=known.public_key.hex(),
        machine_hash=known.machine_hash,
        requests=known.requests,
        scope_version=known.scope_version,
        enrolled_at=listed["enrolled_at"].isoformat(),
        revoked_at=listed["revoked_at"] and listed["revoked_at"].isoformat(),
        last_seen=listed["last_seen"] and listed["last_seen"].isoformat(),
        alarm=listed["alarm"],
        codes=list(known.codes),
        former=list(known.former),
        lives=_lives(connection, known.number),
    )


def _lives(connection: Connection, number: int) -> list[Life]:
    rows: Sequence[tuple[Any, ...]] = connection.execute(
        "SELECT epoch, parent_epoch, parent_dseq, encode(parent_hash, 'hex'), last_dseq, encode(head_hash, 'hex')"
        " FROM device_epoch WHERE device = %s ORDER BY number",
        (number,),
    ).fetchall()
    names = ("epoch", "parent_epoch", "parent_dseq", "parent_hash", "last_dseq", "head_hash")
    return [Life.model_validate(dict(zip(names, row, strict=True))) for row in rows]
