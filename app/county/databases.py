"""The county's database: where it is, and the one function that opens a transaction on it."""

import errno
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import orjson
import psycopg
from psycopg import errors
from psycopg.types.json import set_json_loads
from psycopg_pool import ConnectionPool, PoolTimeout

from app.county.clusters import Cluster, start_cluster, stop_cluster
from app.county.keepsakes import Keepsakes, keepsakes_of
from app.county.upgrades import app_role, auditor_role, make_database, new_suffix, upgrade
from app.errors import Problem

Connection = psycopg.Connection[tuple[Any, ...]]
Given = TypeVar("Given")

NAME = "hudang"
TRIES = 6
POOL = 12
# Nobody holds the feed's counter over a line that went quiet; who waits too long for others comes again.
_PATIENCE = (
    "-c idle_in_transaction_session_timeout=30s -c lock_timeout=15s -c statement_timeout=300s"
    " -c application_name=hudang-county"
)
# What PostgreSQL calls an error of the caller's, and is one of the moment: it ended our idle or overlong transaction,
# or a standby answers that is not yet the first server.
_PASSING = (
    PoolTimeout,
    psycopg.OperationalError,
    errors.IdleInTransactionSessionTimeout,
    errors.TransactionTimeout,
    errors.ReadOnlySqlTransaction,
)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
log = logging.getLogger(__name__)

set_json_loads(orjson.loads)  # documents of thousands of rows are read at once


class Busy(Exception):
    """The database cannot take this now: too many at once, restarting, or the same rows again and again."""


class Full(Busy):
    """There is no room left on the disk of the database or of the attachments."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The divisions (by number) a transaction may read and write. The database holds it to them."""

    reads: tuple[int, ...] = ()
    writes: tuple[int, ...] = ()


NOTHING = Scope()


@dataclass(slots=True)
class Database:
    """One county's database, reached as the role that row-level security holds; made by `opened`.

    `patience`: PostgreSQL's settings for our sessions; `wait`: seconds until there must be a free one.
    """

    url: str = field(repr=False)
    owner_url: str = field(repr=False)
    auditor_url: str = field(repr=False)
    cluster: Cluster | None = None
    patience: str = _PATIENCE
    wait: float = 10.0
    pool: ConnectionPool[Connection] = field(init=False)

    def __post_init__(self) -> None:
        self.pool = ConnectionPool(
            self.url,
            kwargs={"options": self.patience},
            min_size=1,
            max_size=POOL,
            timeout=self.wait,
            open=True,
            check=ConnectionPool.check_connection,
        )

    def run(self, scope: Scope, do: Callable[[Connection], Given]) -> Given:
        """Do something in one transaction within a scope; tried again when others' locks came in its way.

        What it gives is committed. Raises Busy, and Full where the disk is: nothing is done then.
        """
        for _ in range(TRIES):
            try:
                with self.pool.connection() as connection:
                    set_scope(connection, scope)
                    return do(connection)
            except (errors.SerializationFailure, errors.DeadlockDetected):
                continue
            except errors.DiskFull as error:
                raise _noted(Full()) from error
            except OSError as error:
                if error.errno not in _NO_ROOM:
                    raise
                raise _noted(Full()) from error
            except _PASSING as error:
                raise _noted(Busy(), getattr(error, "sqlstate", None)) from error
        raise _noted(Busy(), "40001")

    def close(self) -> None:
        """Let go of every connection."""
        self.pool.close()


def _noted(busy: Busy, why: str | None = None) -> Busy:
    """The same, with a line in the log for whoever looks after the server: PostgreSQL's code, no values."""
    log.warning("the database could not take it now: %s", why or type(busy).__name__.lower())
    return busy


def set_scope(connection: Connection, scope: Scope) -> None:
    """Hold the transaction to a scope; it ends with the transaction, so a pooled connection keeps none."""
    connection.execute(
        "SELECT set_config('app.reads', %s, true), set_config('app.writes', %s, true)",
        (as_array(scope.reads), as_array(scope.writes)),
    )


def as_array(items: Iterable[object]) -> str:
    """An array of numbers or ids as PostgreSQL writes it: many times faster than handing over a list."""
    return "{" + ",".join(map(str, items)) + "}"


@contextmanager
def opened(
    folder: Path, today: date | None = None, *, settings: dict[str, str] | None = None
) -> Iterator[Database]:
    """The database of a data folder, brought up to date: HUDANG_COUNTY_DATABASE_URL, else the embedded one.

    An embedded PostgreSQL that this call started is stopped at the end.
    Raises Problem county.database_unreachable, county.postgres_failed.
    """
    day = today or datetime.now(UTC).date()
    url = os.environ.get("HUDANG_COUNTY_DATABASE_URL")
    keepsakes = keepsakes_of(folder, roles=new_suffix() if url else "")
    cluster = None if url else start_cluster(folder, keepsakes, settings)
    try:
        database = _reach(url, cluster, keepsakes, day)
        try:
            yield database
        finally:
            database.close()
            cluster = database.cluster  # it may have been started again meanwhile
    finally:
        if cluster is not None and cluster.ours:
            stop_cluster(cluster)


def _reach(url: str | None, cluster: Cluster | None, keepsakes: Keepsakes, day: date) -> Database:
    try:
        if cluster is not None:
            make_database(cluster.url("postgres", keepsakes.superuser, "postgres"), NAME, keepsakes)
            url = cluster.url("hudang_owner", keepsakes.owner, NAME)
        assert url is not None
        upgrade(url, keepsakes, day)
    except psycopg.OperationalError as error:
        raise Problem("county.database_unreachable") from error
    return database_at(url, keepsakes, cluster)


def database_at(owner_url: str, keepsakes: Keepsakes, cluster: Cluster | None = None) -> Database:
    """The database that the owner reaches at `owner_url`, as the server's own role reaches it."""
    return Database(
        url=_as_role(owner_url, app_role(keepsakes), keepsakes.app),
        owner_url=owner_url,
        auditor_url=_as_role(owner_url, auditor_role(keepsakes), keepsakes.auditor),
        cluster=cluster,
    )


def _as_role(url: str, role: str, password: str) -> str:
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{password}@{place}"))
