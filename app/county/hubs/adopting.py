"""At the county: what lay aside becomes the county's, in one transaction and once.

What the hub decided stands: operations with their answers, rows, tombstones, conflicts, in the hub's own order, under
numbers of this feed. Only rows that this county had already are judged again (see `meeting`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from app.county.audits import note
from app.county.counties import County
from app.county.databases import Connection, Scope, set_scope
from app.county.devices import Device, scope_of
from app.county.hellos import server_of
from app.county.hubs.arriving import TABLES, hub_of, put_away
from app.county.hubs.machines import take_machines
from app.county.hubs.meeting import judge_met, met_rows, refuse_foreign
from app.county.hubs.proving import prove_chains
from app.county.pushes import take_turns
from app.county.refusals import Refusal
from app.county.staging import take_numbers
from app.sync.wire.hubs import End, Taken
from app.sync.wire.shapes import Moved


def adopt(county: County, connection: Connection, device: Device, end: End) -> Taken:
    """Take a hub's log; a hub that asks again is told the same.

    Raises Refusal 403 no_hub, 409 hub_missing, hub_place, hub_machine, hub_chain, 400 bad_body; nothing is taken then.
    """
    try:
        return _adopted(county, connection, device, end)
    except (psycopg.DataError, ValueError, KeyError) as error:  # what no hub of ours says
        raise Refusal(400, "bad_body") from error


def _adopted(county: County, connection: Connection, device: Device, end: End) -> Taken:
    _, taken = hub_of(connection, device)
    if taken is not None:
        return taken
    scope, now = scope_of(connection, device), county.clock()
    set_scope(connection, scope)
    _check_whole(connection, device, end)
    take_machines(connection, device, end.machines)
    prove_chains(connection, device, end.machines)
    take_turns(connection, scope.writes)
    foreign = refuse_foreign(connection, device, scope)
    met = met_rows(connection, device)
    after = take_numbers(connection, end.high)
    _write_rows(connection, device, after)
    known, judged, ops = _write_ops(connection, device, after, met.differing, now)
    judge_met(county, connection, scope, met, judged)
    _write_audit(connection, device, now)
    done = Taken(
        moved=_moved(county, connection, after), ops=ops, known=known, judged=len(judged), foreign=foreign
    )
    _note(connection, device, scope, done, now)
    return done


def _check_whole(connection: Connection, device: Device, end: End) -> None:
    for kind, table in TABLES.items():
        row = connection.execute(f"SELECT count(*) FROM {table} WHERE hub = %s", (device.number,)).fetchone()
        if row is None or row[0] != end.counts.get(kind, 0):
            raise Refusal(409, "hub_missing")


def _write_rows(connection: Connection, device: Device, after: int) -> None:
    """The rows that this county had not, and what had left the hub's places."""
    given = {"after": after, "hub": device.number}
    connection.execute(
        "INSERT INTO entity (id, record, root, area, doc, born, since, hash, feed_seq, deleted)"
        " SELECT id, record, root, area, doc, born, since, hash, %(after)s + feed_seq, deleted FROM hub_row"
        " WHERE hub = %(hub)s ON CONFLICT (id) DO NOTHING",
        given,
    )
    connection.execute(
        "INSERT INTO scope_event (feed_seq, entity, record, root, area, to_area)"
        " SELECT %(after)s + feed_seq, entity, record, root, area, to_area FROM hub_left WHERE hub = %(hub)s"
        " ON CONFLICT DO NOTHING",
        given,
    )


_OP_ROWS = """
    SELECT op_id::text, device::text, life, dseq, batch, txn, record, record_id, action, base, set, old, actor, at,
           schema, reason, root::text, area, hash, feed_seq
    FROM hub_op WHERE hub = %s AND record_id = ANY(%s) AND action <> 'act'
      AND NOT EXISTS (SELECT FROM op_seen WHERE op_seen.op_id = hub_op.op_id)
    ORDER BY feed_seq
"""


def _write_ops(
    connection: Connection, device: Device, after: int, differing: Sequence[str], now: datetime
) -> tuple[int, list[tuple[Any, ...]], int]:
    """Into the log with the hub's answers, but for what is judged; gives (known before, to be judged, written)."""
    judged = connection.execute(_OP_ROWS, (device.number, list(differing))).fetchall()
    given = {
        "after": after,
        "hub": device.number,
        "today": now.date(),
        "judged": [row[0] for row in judged],
    }
    connection.execute(
        "CREATE TEMP TABLE hub_new ON COMMIT DROP AS SELECT h.*, e.number AS epoch FROM hub_op h"
        " JOIN device d ON d.id = h.device JOIN device_epoch e ON e.device = d.number AND e.epoch = h.life"
        " WHERE h.hub = %(hub)s AND h.op_id <> ALL(%(judged)s::uuid[])"
        " AND NOT EXISTS (SELECT FROM op_seen s WHERE s.op_id = h.op_id)",
        given,
    )
    connection.execute(
        "INSERT INTO op_log (taken_on, feed_seq, op_id, epoch, dseq, batch, txn, record, record_id, action, base,"
        " set, old, actor, at, schema, reason, root, area)"
        " SELECT %(today)s, %(after)s + feed_seq, op_id, epoch, dseq, batch, txn, record, record_id, action, base,"
        " set, old, actor, at, schema, reason, root, area FROM hub_new",
        given,
    )
    written = connection.execute(
        "INSERT INTO op_seen (op_id, epoch, dseq, feed_seq, status, conflict, reason, hash)"
        " SELECT op_id, epoch, dseq, %(after)s + feed_seq, status, conflict, why, hash FROM hub_new",
        given,
    ).rowcount
    row = connection.execute("SELECT count(*) FROM hub_op WHERE hub = %s", (device.number,)).fetchone()
    assert row is not None
    return row[0] - written - len(judged), judged, written


def _write_audit(connection: Connection, device: Device, now: datetime) -> None:
    """The hub's audit behind this server's own, each entry with the moment and the hash it had there."""
    rows = connection.execute(
        "SELECT who, act, area, details, seq, at, hash FROM hub_audit WHERE hub = %s ORDER BY seq",
        (device.number,),
    ).fetchall()
    note(
        connection,
        now,
        (
            (who, act, area, {**details, "hub": device.id, "hub_seq": seq, "hub_at": at, "hub_hash": hashed})
            for who, act, area, details, seq, at, hashed in rows
        ),
    )


def _moved(county: County, connection: Connection, after: int) -> Moved:
    server = server_of(connection)
    return Moved(
        server="",
        server_id=server.id,
        server_epoch=server.epoch,
        county_name=server.county_name,
        county_public_key=county.public_key,
        after=after,
    )


def _note(connection: Connection, device: Device, scope: Scope, done: Taken, now: datetime) -> None:
    said = done.model_dump()
    connection.execute("UPDATE hub SET taken = %s WHERE device = %s", (Jsonb(said), device.number))
    put_away(connection, device)
    counts = {name: said[name] for name in ("ops", "known", "judged", "foreign")}
    note(connection, now, [(device.id, "hub_joined", min(scope.writes), counts)])
