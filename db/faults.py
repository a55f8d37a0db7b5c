"""What can go wrong with the archive: a `Fault` with a code; its sentence is in messages/storage.toml."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

# First match wins; extended codes (SQLITE_IOERR_WRITE …) begin with their family's name.
_CODES = (
    ("SQLITE_FULL", "storage.disk_full"),
    ("SQLITE_IOERR", "storage.disk_refused"),
    ("SQLITE_BUSY", "storage.busy"),
    ("SQLITE_LOCKED", "storage.busy"),
    ("SQLITE_READONLY", "storage.read_only"),
    ("SQLITE_CANTOPEN", "storage.cannot_open"),
    ("SQLITE_NOTADB", "storage.damaged"),
    ("SQLITE_CORRUPT", "storage.damaged"),
)

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


class Fault(Exception):
    """A state of disk, file or key that stops the work; nothing of the work was kept."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        gaps = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code}({gaps})" if gaps else self.code


@contextmanager
def named_faults() -> Iterator[None]:
    """Turn the library's errors about disk, lock and damage into `Fault`s; other errors are bugs and pass."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        raise fault_of(error) or error from error


@contextmanager
def disk_faults() -> Iterator[None]:
    """Turn what the disk refuses, beside the database, into `Fault`s."""
    try:
        yield
    except OSError as error:
        raise fault_of(error) or error from error


def fault_of(error: BaseException | None) -> Fault | None:
    """The fault an error of library or disk stands for; None for an error that is a bug of ours."""
    if isinstance(error, OSError):
        if error.errno in _FULL:
            return Fault("storage.disk_full")
        return Fault("storage.read_only") if error.errno in _REFUSED else Fault("storage.disk_refused")
    name = getattr(error, "sqlite_errorname", None) or ""
    for family, code in _CODES:
        if name.startswith(family):
            return Fault(code)
    return None
