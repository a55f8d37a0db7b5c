"""Filling empty tables with very many rows: their guards are put aside meanwhile, their indexes are built afterwards.

All within the caller's transaction, which nobody else can write beside: whoever looks later finds both in place, and
if anything goes wrong they were never gone.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from db.connections import Connection
from db.guards import lower_guards


@contextmanager
def filling(connection: Connection, tables: Iterable[str]) -> Iterator[None]:
    """As long as the `with` lasts, rows go into these tables unguarded and unindexed. The caller's guard is open."""
    tables = list(tables)
    triggers, indexes = _standing(connection, tables, "trigger"), _standing(connection, tables, "index")
    lower_guards(connection.execute, triggers)
    for name in indexes:
        connection.execute(f"DROP INDEX {name}")
    with collected_later():
        yield
    for statement in (*indexes.values(), *triggers.values()):
        connection.execute(statement)


def _standing(connection: Connection, tables: Iterable[str], kind: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for table in tables:
        found |= dict(
            connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE tbl_name = ? AND type = ? AND sql IS NOT NULL"
                " AND (type = 'index' OR name LIKE 'guard!_%' ESCAPE '!')",
                (table, kind),
            ).fetchall()
        )
    return found


@contextmanager
def collected_later() -> Iterator[None]:
    """Python does not look for circles among hundreds of thousands of rows that have none: a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
