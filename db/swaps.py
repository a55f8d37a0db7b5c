"""Putting a whole file in the place of another, so that a power cut leaves the one or the other."""

import os
from pathlib import Path


def swap_in(fresh: Path, place: Path) -> None:
    """Give the finished file `fresh` the name `place`; durable once this returns."""
    os.replace(fresh, place)
    if os.name == "posix":
        # The name itself is kept only when its folder is; Windows does that by itself.
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def flush(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sweep(path: Path) -> None:
    """Take away a half-made archive and what the library keeps beside one."""
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
