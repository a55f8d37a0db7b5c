"""Copies of the county's database, and putting one back: a restored server is another server to the machines."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import errors, sql

from app.county.carryovers import carry_over
from app.county.clusters import Cluster, run_program
from app.county.databases import NAME, NOTHING, Database
from app.county.hellos import server_of
from app.county.keepsakes import Keepsakes
from app.errors import Problem


@dataclass(frozen=True, slots=True)
class Copied:
    """A backup that was read through once after it was written."""

    file: Path
    bytes: int
    through: int


def back_up(database: Database, keepsakes: Keepsakes, file: Path) -> Copied:
    """Copy the database into one file, prove it readable, and note up to which number of the feed it reaches.

    Raises Problem county.backup_exists, county.only_embedded, county.postgres_failed.
    """
    cluster = _embedded(database)
    if file.exists():
        raise Problem("county.backup_exists", file=file)
    through = database.run(NOTHING, server_of).high  # the copy begins after this, so it holds all up to it
    part = file.with_name(file.name + ".part")
    with suppress(FileNotFoundError):
        part.unlink()
    try:
        part.touch(0o600)
        url = _bare(cluster.url("postgres", "", NAME))
        _run(cluster, "pg_dump", ["--format=custom", f"--file={part}", url], keepsakes)
        _run(
            cluster,
            "pg_restore",
            ["--file=/dev/null" if Path("/dev/null").exists() else "--list", str(part)],
            keepsakes,
        )
        part.replace(file)
    except OSError as error:
        raise Problem("county.backup_failed", file=file) from error
    database.run(
        NOTHING,
        lambda c: c.execute(
            "UPDATE server_state SET backed_up_through = greatest(backed_up_through, %s)", (through,)
        ),
    )
    return Copied(file, file.stat().st_size, through)


def restore(cluster: Cluster, keepsakes: Keepsakes, file: Path, now: datetime) -> str:
    """Put a backup in the place of the database, under a new server epoch; gives the name the old one has now.

    Who was revoked or lost a place since the backup is taken over from the database that it takes the place of.

    Nobody may be connected. Raises Problem county.backup_missing, county.in_use, county.postgres_failed.
    """
    if not file.is_file():
        raise Problem("county.backup_missing", file=file)
    fresh, old = f"{NAME}_restored", f"{NAME}_{now:%Y%m%d%H%M%S}"
    root = cluster.url("postgres", keepsakes.superuser, "postgres")
    with psycopg.connect(root, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(fresh)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER hudang_owner TEMPLATE template0").format(sql.Identifier(fresh))
        )
        target = _bare(cluster.url("postgres", "", fresh))
        _run(cluster, "pg_restore", ["--exit-on-error", f"--dbname={target}", str(file)], keepsakes)
        with (
            psycopg.connect(cluster.url("postgres", keepsakes.superuser, fresh)) as restored,
            psycopg.connect(cluster.url("postgres", keepsakes.superuser, NAME)) as replaced,
        ):
            carry_over(replaced, restored)
            renew_epoch(restored)
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


def renew_epoch(connection: psycopg.Connection) -> None:
    """Say that this server's numbers may have run backwards: machines fetch all anew and offer theirs again."""
    connection.execute(
        "UPDATE server_state SET epoch = gen_random_uuid(), backed_up_through = (SELECT last FROM feed_counter)"
    )


def _embedded(database: Database) -> Cluster:
    if database.cluster is None:
        raise Problem("county.only_embedded")
    return database.cluster


def _bare(url: str) -> str:
    return url.replace(":@", "@")


def _run(cluster: Cluster, program: str, arguments: list[str], keepsakes: Keepsakes) -> None:
    run_program(cluster.folder, program, arguments, keepsakes.superuser)
