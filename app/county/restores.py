"""Putting a backup back: a restored server is another server to the machines, and forgets no decision made since."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import errors, sql

from app.county.arks import unpack_blobs, unpacked
from app.county.backups import run_on, work_in
from app.county.carryovers import FILE, Decisions, decisions_of, read_decisions, tell
from app.county.clusters import Cluster
from app.county.databases import NAME
from app.county.keepsakes import Keepsakes, take_identity
from app.county.upgrades import grant_again, upgrade
from app.errors import Problem


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a backup is put: the data folder, its secrets, and its own PostgreSQL or the address of another."""

    folder: Path
    keepsakes: Keepsakes
    cluster: Cluster | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Restored:
    """What the database that was replaced is called now, and how many attachments came back."""

    kept: str
    files: int


def restore(seat: Seat, file: Path, now: datetime) -> Restored:
    """Put a backup in the place of the database, under a new server epoch; what was there stays under another name.

    Who was revoked or lost a place since the backup stays so: by the database that it takes the place of, else by the
    file in the data folder or beside the backup. Nobody may be connected.
    Raises Problem county.backup_missing, county.backup_strange, county.in_use, county.postgres_failed.
    """
    if not file.is_file():
        raise Problem("county.backup_missing", file=file)
    with unpacked(file, seat.folder) as (dump, identity):
        if identity is not None:
            keepsakes = take_identity(seat.folder, **identity)
            seat = Seat(seat.folder, keepsakes, seat.cluster, seat.url)
        if seat.cluster is not None:
            kept = _into_cluster(seat, seat.cluster, dump, file, now)
        else:
            kept = _into_schema(seat, dump, file, now)
    return Restored(kept, unpack_blobs(file, seat.folder / "blobs"))


def _into_cluster(seat: Seat, cluster: Cluster, dump: Path, file: Path, now: datetime) -> str:
    """Our own PostgreSQL: a second database, which changes names with the first when it is ready."""
    fresh, old = f"{NAME}_restored", f"{NAME}_{now:%Y%m%d%H%M%S}"
    with psycopg.connect(_root(seat, cluster, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(fresh)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER hudang_owner TEMPLATE template0").format(sql.Identifier(fresh))
        )
        _restore_dump(
            seat, cluster.folder, cluster.url("hudang_owner", seat.keepsakes.owner, fresh), dump, now
        )
        with (
            psycopg.connect(_root(seat, cluster, fresh)) as restored,
            psycopg.connect(_root(seat, cluster, NAME)) as replaced,
        ):
            _finish(seat, decisions_of(replaced, live=True), restored, file)
        try:
            for name, other in ((NAME, old), (fresh, NAME)):
                connection.execute(
                    sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                        sql.Identifier(name), sql.Identifier(other)
                    )
                )
        except errors.ObjectInUse as error:  # PostgreSQL has waited five seconds for whoever is connected
            raise Problem("county.in_use") from error
    return old


def _into_schema(seat: Seat, dump: Path, file: Path, now: datetime) -> str:
    """Somebody else's PostgreSQL, which may let us make no database: the tables there go into a schema of their own."""
    old = f"replaced_{now:%Y%m%d%H%M%S}"
    with psycopg.connect(seat.url) as connection:
        others = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = 'hudang-county' AND pid <> pg_backend_pid()"
        ).fetchone()
        if others and others[0]:
            raise Problem("county.in_use")
        replaced = decisions_of(connection, live=True)
        connection.execute(sql.SQL("ALTER SCHEMA public RENAME TO {}").format(sql.Identifier(old)))
        connection.execute("CREATE SCHEMA public")
    try:
        _restore_dump(seat, work_in(seat.folder), seat.url, dump, now)
        with psycopg.connect(seat.url) as restored:
            _finish(seat, replaced, restored, file)
    except (Problem, psycopg.Error):
        with psycopg.connect(seat.url) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute(sql.SQL("ALTER SCHEMA {} RENAME TO public").format(sql.Identifier(old)))
        raise
    return old


def _restore_dump(seat: Seat, work: Path, url: str, dump: Path, now: datetime) -> None:
    """Fill an empty database or schema from a copy of any age and of any roles, and bring it up to this program."""
    run_on(
        work,
        "pg_restore",
        url,
        ["--exit-on-error", "--no-owner", "--no-privileges", "--schema=public", str(dump)],
    )
    upgrade(url, seat.keepsakes, now.date())
    grant_again(url, seat.keepsakes)


def _finish(seat: Seat, replaced: Decisions, restored: psycopg.Connection, file: Path) -> None:
    own = decisions_of(restored)
    signing = seat.keepsakes.signing
    files = [read_decisions(place / FILE, signing) for place in (seat.folder, file.parent)]
    # Of this very server, and not older than the backup itself.
    known = [
        one
        for one in (replaced, *files)
        if one is not None and one.server == own.server and one.through >= own.through
    ]
    if known:
        tell(max(known, key=lambda one: (one is replaced, one.through)), restored)
    renew_epoch(restored)


def renew_epoch(connection: psycopg.Connection) -> None:
    """Say that this server's numbers may have run backwards: machines fetch all anew and offer theirs again."""
    connection.execute(
        "UPDATE server_state SET epoch = gen_random_uuid(), backed_up_through = (SELECT last FROM feed_counter)"
    )


def _root(seat: Seat, cluster: Cluster, database: str) -> str:
    return cluster.url("postgres", seat.keepsakes.superuser, database)
