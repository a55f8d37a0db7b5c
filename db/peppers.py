"""The pepper: 32 random bytes of this PC and this system account, without which no password can be guessed.

On Windows kept by DPAPI, elsewhere in a file only the user may read; never beside the archive.
"""

import os
import secrets
import sys
from pathlib import Path

from db.faults import Fault
from db.swaps import swap_in

_FILE = "pepper"


def read_pepper(folder: Path) -> bytes | None:
    """The pepper kept in `folder`; None on a PC that has none.

    Raises Fault storage.pepper_lost where Windows no longer opens it (its password was reset).
    """
    try:
        kept = (folder / _FILE).read_bytes()
    except OSError:
        return None
    return _opened(kept)


def make_pepper(folder: Path) -> bytes:
    """The pepper of this PC, made now if there is none yet."""
    found = read_pepper(folder)
    if found is not None:
        return found
    pepper = secrets.token_bytes(32)
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / (_FILE + ".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(_closed(pepper))
        file.flush()
        os.fsync(file.fileno())
    swap_in(fresh, folder / _FILE)
    return pepper


def _closed(pepper: bytes) -> bytes:
    if sys.platform != "win32":
        return pepper
    from db.dpapi import protect

    return protect(pepper)


def _opened(kept: bytes) -> bytes:
    if sys.platform != "win32":
        return kept
    from db.dpapi import unprotect

    try:
        return unprotect(kept)
    except OSError as error:
        raise Fault("storage.pepper_lost") from error
