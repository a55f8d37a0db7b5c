"""Where a file may be written: refused before the work is done, not after."""

from collections.abc import Collection
from pathlib import Path

from app.errors import Problem


def need_target(out: Path, endings: Collection[str]) -> None:
    """Raise Problem for a folder, or for an ending that would not say what is in the file."""
    if out.is_dir():
        raise Problem("office.target_is_folder", file=out)
    if out.suffix.lower() not in endings:
        raise Problem("office.unknown_ending", file=out.name, known=", ".join(endings))
