"""Copies of a county in one file: its database by PostgreSQL's own programs, its attachments, its identity."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tarfile import TarError
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg

from app.county.arks import pack_ark, read_ark
from app.county.carryovers import keep_decisions
from app.county.clusters import run_program
from app.county.databases import NAME, NOTHING, Database, as_array
from app.county.hellos import server_of
from app.county.keepsakes import Keepsakes, replace_private
from app.errors import Problem

_LONGEST = 9_000
"""Letters that PostgreSQL takes as settings of a new session, with room for the rest of what it is told then."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A backup that was read through once after it was written; `files`: its attachments."""

    file: Path
    bytes: int
    through: int
    files: int = 0


def back_up(database: Database, keepsakes: Keepsakes, file: Path, folder: Path | None = None) -> Copied:
    """Copy the database and the folder's attachments into one file, prove it readable, and note how far it reaches.

    Raises Problem county.backup_exists, county.backup_failed, county.postgres_failed, county.only_embedded.
    """
    if file.exists():
        raise Problem("county.backup_exists", file=file)
    through = database.run(NOTHING, server_of).high  # the copy begins after this, so it holds all up to it
    part, dump = file.with_name(file.name + ".part"), file.with_name(file.name + ".dump")
    try:
        for one in (part, dump):
            with suppress(FileNotFoundError):
                one.unlink()
            one.touch(0o600)
        _dump(database, keepsakes, dump, folder)
        files = pack_ark(part, dump, keepsakes, folder / "blobs" if folder else None)
        read_ark(part)
        part.replace(file)
    except (OSError, TarError) as error:
        raise Problem("county.backup_failed", file=file) from error
    finally:
        for one in (part, dump):
            with suppress(OSError):
                one.unlink()
    database.run(
        NOTHING,
        lambda c: c.execute(
            "UPDATE server_state SET backed_up_through = greatest(backed_up_through, %s)", (through,)
        ),
    )
    if folder is not None:
        replace_private(folder / "backups", os.fsencode(file.parent))
        keep_decisions(database, keepsakes, folder)
    return Copied(file, file.stat().st_size, through, files)


def _dump(database: Database, keepsakes: Keepsakes, dump: Path, folder: Path | None) -> None:
    """Let PostgreSQL write its copy, and read it through."""
    words = ["--format=custom", f"--file={dump}"]
    if database.cluster is not None:
        work = database.cluster.folder
        url = database.cluster.url("postgres", keepsakes.superuser, NAME)
        _run(work, "pg_dump", url, words)
    else:
        work = work_in(folder or dump.parent)
        # Its owner is held by row-level security like everybody: it says whose rows it wants, all of them.
        words += ["--enable-row-security", "--schema=public"]
        _run(work, "pg_dump", database.owner_url, words, everywhere_as_owner(database.owner_url))
    null = Path("/dev/null")
    _run(work, "pg_restore", "", [f"--file={null}" if null.exists() else "--list", str(dump)])


def everywhere_as_owner(url: str) -> str:
    """Settings of a session that make the owner see the rows of every place. Raises Problem county.only_embedded."""
    with psycopg.connect(url) as connection:
        numbers = as_array(row[0] for row in connection.execute("SELECT number FROM division"))
    settings = f"-c app.reads={numbers} -c app.writes={numbers}"
    if len(settings) > _LONGEST:
        raise Problem("county.only_embedded")
    return settings


def work_in(folder: Path) -> Path:
    """Where PostgreSQL's programs run and say what went wrong, for a database that is not ours."""
    work = folder / "work"
    work.mkdir(exist_ok=True)
    return work


def run_on(work: Path, program: str, url: str, words: list[str]) -> None:
    """Run a program of PostgreSQL on the database of a URL; its password stands in no command."""
    _run(work, program, url, words)


def _run(work: Path, program: str, url: str, words: list[str], settings: str = "") -> None:
    parts = urlsplit(url)
    name, _, place = parts.netloc.rpartition("@")
    user, _, password = name.partition(":")
    bare = urlunsplit(parts._replace(netloc=f"{user}@{place}" if user else place))
    run_program(work, program, [*words, f"--dbname={bare}"] if url else words, unquote(password), settings)
