"""The folder that packages lie in, mostly a stick: of all that is on it, only `*.fpkg` is ever looked at."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app.errors import Problem

MOST = 5_000
"""Packages looked at in one folder."""


def packages_in(folder: Path) -> Iterator[Path]:
    """The package files of a folder, plain files only. Raises Problem packages.no_folder."""
    if not folder.is_dir():
        raise Problem("packages.no_folder", folder=folder)
    found = sorted(path for path in folder.glob("*.fpkg") if path.is_file() and not path.is_symlink())
    yield from found[:MOST]


def take_off(path: Path) -> None:
    """Remove a package of which nothing is needed any more; a stick that refuses keeps it."""
    with suppress(OSError):
        path.unlink()
