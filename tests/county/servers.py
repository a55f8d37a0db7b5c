"""A county on loopback: real PostgreSQL, real sockets, a database for each test."""

import contextlib
import os
import shutil
import signal
import tempfile
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from app.county.clusters import Cluster, start_cluster
from app.county.counties import County
from app.county.databases import NOTHING, Scope, database_at
from app.county.devices import make_code
from app.county.keepsakes import Keepsakes, keepsakes_of
from app.county.places import scope_of_codes
from app.county.servers import listen, server_of
from app.county.services import build
from app.county.upgrades import make_database, upgrade

TEMPLATE = "ready"
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Clusters:
    """The session's PostgreSQL, with a database that has all tables and no rows."""

    cluster: Cluster
    keepsakes: Keepsakes

    def root(self, database: str = "postgres") -> str:
        return self.cluster.url("postgres", self.keepsakes.superuser, database)

    def owner(self, database: str) -> str:
        return self.cluster.url("hudang_owner", self.keepsakes.owner, database)

    def fresh(self) -> str:
        """The name of a new database."""
        name = f"t{uuid.uuid4().hex}"
        with psycopg.connect(self.root(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER hudang_owner TEMPLATE {TEMPLATE}")
        return name

    def drop(self, name: str) -> None:
        with psycopg.connect(self.root(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def started_cluster() -> Iterator[Clusters]:
    # Not pytest's own folder: as root, PostgreSQL's user must be able to reach it.
    folder = Path(tempfile.mkdtemp(prefix="hudang-county-"))
    keepsakes = keepsakes_of(folder)
    cluster = start_cluster(folder, keepsakes, {"fsync": "off", "full_page_writes": "off"})
    try:
        found = Clusters(cluster, keepsakes)
        make_database(found.root(), TEMPLATE, keepsakes)
        upgrade(found.owner(TEMPLATE), keepsakes, MONDAY.date())
        yield found
    finally:
        os.kill(cluster.process, signal.SIGQUIT)  # at once: nothing of it is needed again
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Town:
    """A county that serves, seen from outside by its address and from inside by its database."""

    county: County
    url: str
    clusters: Clusters
    database: str
    at: list[datetime] = field(default_factory=lambda: [MONDAY])
    visitors: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def code_for(self, *codes: str) -> str:
        """A one-time code for the divisions of these codes."""
        return self.county.database.run(NOTHING, lambda c: make_code(c, codes, "", self.at[0]))

    def rows(self, sql: str, *args: object) -> list[tuple]:
        """What the superuser reads: everything."""
        with psycopg.connect(self.clusters.root(self.database)) as connection:
            return connection.execute(sql, args).fetchall()

    def scope(self, *codes: str) -> Scope:
        return self.county.database.run(NOTHING, lambda c: scope_of_codes(c, codes))


@contextmanager
def county_served(clusters: Clusters) -> Iterator[Town]:
    name = clusters.fresh()
    database = database_at(clusters.owner(name), clusters.keepsakes, clusters.cluster)
    at = [MONDAY]
    county = County(database, clusters.keepsakes, clock=lambda: at[0])
    try:
        with served(county) as url:
            town = Town(county, url, clusters, name, at)
            with town.visitors:
                yield town
    finally:
        database.close()


@contextmanager
def served(county: County) -> Iterator[str]:
    """The address at which a county answers, as long as the `with` lasts."""
    with listen("127.0.0.1", 0) as socket:
        server = server_of(build(county), None)
        thread = threading.Thread(target=server.run, args=([socket],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{socket.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
