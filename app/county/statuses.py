"""What the county office looks at first: the server, its machines, what waits."""

from typing import Any

from app.county.databases import NOTHING, Database, Scope
from app.county.devices import list_devices
from app.county.hellos import server_of
from app.county.places import scope_of_codes


def everywhere(database: Database) -> Scope:
    """The scope of the county itself: all its divisions."""
    return database.run(NOTHING, lambda c: scope_of_codes(c, [""]))


def status(database: Database) -> dict[str, Any]:
    """Identity, numbers of the feed, rows, operations, open conflicts, and every machine."""
    server = database.run(NOTHING, server_of)
    scope = everywhere(database)
    rows, open_conflicts = database.run(
        scope,
        lambda c: (
            c.execute(
                "SELECT count(*) FILTER (WHERE NOT deleted), count(*) FILTER (WHERE record = 'conflict' AND NOT deleted"
                " AND doc ->> 'settled_as' IS NULL) FROM entity"
            ).fetchone()
            or (0, 0)
        ),
    )
    return {
        "server": server.id,
        "epoch": server.epoch,
        "county": server.county_name,
        "high": server.high,
        "backed_up_through": server.backed_up_through,
        "rows": rows,
        "open_conflicts": open_conflicts,
        "devices": database.run(NOTHING, list_devices),
    }
