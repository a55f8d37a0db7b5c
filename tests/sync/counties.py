"""A county whose server is put back to an older backup."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg

from app.county.counties import County
from app.county.databases import database_at
from app.county.restores import renew_epoch
from tests.county.servers import Town, served


def dumped(town: Town) -> str:
    """The name of a copy of the county's database as it is now."""
    name = f"{town.database}_dump"
    _copy(town, town.database, name)
    return name


@contextmanager
def restored(town: Town, dump: str) -> Iterator[Town]:
    """The county as it was when it was dumped, at another address and under a new epoch of its server."""
    with psycopg.connect(town.clusters.root(dump), autocommit=True) as connection:
        renew_epoch(connection)
    database = database_at(town.clusters.owner(dump), town.clusters.keepsakes, town.clusters.cluster)
    county = County(database, town.clusters.keepsakes, clock=lambda: town.at[0])
    try:
        with served(county) as url:
            yield replace(town, county=county, url=url, database=dump)
    finally:
        database.close()
        with psycopg.connect(town.clusters.root(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {dump} WITH (FORCE)")


def _copy(town: Town, source: str, target: str) -> None:
    with psycopg.connect(town.clusters.root(), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            (source,),
        )
        connection.execute(f"CREATE DATABASE {target} OWNER hudang_owner TEMPLATE {source}")
