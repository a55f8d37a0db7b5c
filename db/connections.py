"""Connections to the encrypted file: the raw key first, then the settings that make it durable.

Settings and the oldest library allowed: measured with power cuts and flipped bits; WAL with
synchronous=FULL lost no acknowledged write, and before SQLite 3.51.3 a reset of the WAL could corrupt.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from db.faults import Fault, named_faults

Connection = Any  # sqlcipher3 ships no types
Functions = Mapping[str, Callable[[Any], Any]]
"""What queries may call beyond SQLite: functions of one value that give the same for the same."""

OLDEST_LIBRARY = (3, 51, 3)

_SETTINGS = (
    "temp_store = MEMORY",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # else INSERT OR REPLACE would delete past the guards
    "busy_timeout = 10000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "journal_size_limit = 67108864",  # an import leaves no great log behind
)

_NETWORK_DISKS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "fuse.sshfs", "davfs"}


def unlock(connection: Connection, key: bytes) -> None:
    """Give the raw 256-bit key, prove it on the first page, and set the file's manners.

    Raises Fault storage.wrong_key for another key or for a file that is no archive.
    """
    if len(key) != 32:
        raise ValueError("a raw key has 32 bytes; the library would take another for a password")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise Fault("storage.wrong_key") from error
        raise
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")


def connect(path: Path, key: bytes, *, reading: bool = False) -> Connection:
    """A connection that gives plain tuples and begins no transaction by itself."""
    require_library(dbapi2.sqlite_version_info)
    with named_faults():
        connection = dbapi2.connect(str(path), check_same_thread=False, isolation_level=None, timeout=10)
        try:
            unlock(connection, key)
            if reading:
                connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
    return connection


def teach(connection: Connection, functions: Functions) -> Connection:
    """Let the queries of a connection call these functions; gives the connection."""
    for name, function in functions.items():
        connection.create_function(name, 1, function, deterministic=True)
    return connection


def require_library(version: tuple[int, ...]) -> None:
    """Refuse an SQLite with the WAL-reset race. Raises Fault storage.old_library."""
    if version < OLDEST_LIBRARY:
        raise Fault("storage.old_library", version=".".join(map(str, version)))


def refuse_network(path: Path, mounts: str | None = None) -> None:
    """Raise Fault storage.on_network for a share or a mapped drive: WAL needs memory shared on one machine.

    `mounts` is the text of /proc/mounts; read from the system when not given.
    """
    if str(path).startswith(("\\\\", "//")) or _on_network_disk(path, mounts):
        raise Fault("storage.on_network", path=str(path))


def _on_network_disk(path: Path, mounts: str | None) -> bool:
    if sys.platform == "win32":
        import ctypes

        remote = 4  # DRIVE_REMOTE
        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.absolute().anchor) == remote)
    if mounts is None:
        listed = Path("/proc/mounts")
        mounts = listed.read_text(errors="replace") if listed.exists() else ""
    within = [
        (len(point), kind)
        for _, point, kind, *_ in (line.split() for line in mounts.splitlines() if line)
        if path.absolute().is_relative_to(point.replace("\\040", " "))
    ]
    return bool(within) and max(within)[1] in _NETWORK_DISKS
