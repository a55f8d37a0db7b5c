"""At the county: rows that a hub brings and the county had already, from a machine that came here by itself before.

The hub's operations on them that are new here are merged into what stands, as if their machines had handed them in
now; all of them get new numbers, so that the hub's machines hear what became of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.county.counties import County
from app.county.databases import Connection, Scope, as_array, set_scope
from app.county.devices import Device, device_of
from app.county.divisions import home_of
from app.county.epochs import epoch_of
from app.county.hubs.proving import runs_by_life
from app.county.pushes import Ground, write_new
from app.county.staging import take_numbers
from app.county.widenings import everywhere


@dataclass(frozen=True, slots=True)
class Met:
    """Rows that both have: all of them, and those that say something else here."""

    all: tuple[str, ...]
    differing: tuple[str, ...]


def met_rows(connection: Connection, device: Device) -> Met:
    """The rows that lie aside and stand here too."""
    rows = connection.execute(
        "SELECT e.id::text, e.hash <> h.hash OR e.deleted <> h.deleted OR e.born <> h.born"
        " OR coalesce(e.since, '{}') <> coalesce(h.since, '{}')"
        " FROM hub_row h JOIN entity e USING (id) WHERE h.hub = %s ORDER BY e.feed_seq",
        (device.number,),
    ).fetchall()
    return Met(tuple(row[0] for row in rows), tuple(row[0] for row in rows if row[1]))


def refuse_foreign(connection: Connection, device: Device, scope: Scope) -> int:
    """Of operations on rows that another township has here, say that they are not taken; gives how many."""
    with everywhere(connection):
        rows = connection.execute(
            "SELECT id::text FROM entity e JOIN hub_row h USING (id) WHERE h.hub = %s AND e.area <> ALL(%s::int[])",
            (device.number, as_array(scope.writes)),
        ).fetchall()
    ids = [row[0] for row in rows]
    if not ids:
        return 0
    connection.execute(
        "DELETE FROM hub_row WHERE hub = %s AND id = ANY(%s::uuid[])", (device.number, as_array(ids))
    )
    done = connection.execute(
        "UPDATE hub_op SET status = 'rejected', conflict = NULL, why = 'scope' WHERE hub = %s AND record_id = ANY(%s)",
        (device.number, ids),
    )
    return done.rowcount


def judge_met(
    county: County, connection: Connection, scope: Scope, met: Met, rows: Sequence[tuple[Any, ...]]
) -> None:
    """Merge the operations into what stands here, and number every row anew that both had."""
    for (machine, life), ops in runs_by_life(rows):
        device = device_of(connection, machine)
        assert device is not None
        epoch = epoch_of(connection, device, life)
        assert epoch is not None
        set_scope(connection, scope)
        home = home_of(connection, device) if device.codes else min(scope.writes)
        ground = Ground(scope, home, county.classes)
        write_new(connection, device, epoch, ground, ops, county.clock())
    set_scope(connection, scope)
    if met.all:
        before = take_numbers(connection, len(met.all))
        connection.execute(
            "UPDATE entity e SET feed_seq = %s + m.nth FROM unnest(%s::uuid[]) WITH ORDINALITY AS m (id, nth)"
            " WHERE e.id = m.id",
            (before, as_array(met.all)),
        )
