"""Writing a file in one move: whoever looks sees the old file or the whole new one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import Problem


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to, beside `path`; when the block ends well it takes the place of `path`.

    What was half written goes away with its folder. Raises Problem when the folder is missing or full,
    or when the target is open in another program.
    """
    try:
        # Beside the target: the move stays on one disk, and no names are left in the common folder.
        with _folder_beside(path) as folder:
            fresh = Path(folder) / path.name
            yield fresh
            with fresh.open("rb+") as written:
                os.fsync(written.fileno())
            _move(fresh, path)
    except PermissionError as refused:
        raise Problem("workbook.folder_refused", file=path.name, folder=str(path.parent)) from refused
    except FileNotFoundError as missing:
        raise Problem("workbook.folder_missing", file=path.name, folder=str(path.parent)) from missing
    except OSError as broken:
        raise Problem("workbook.not_written", file=path.name, folder=str(path.parent)) from broken


def _folder_beside(path: Path) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix=".hudang-", dir=path.parent, ignore_cleanup_errors=True)


def _move(fresh: Path, path: Path) -> None:
    try:
        os.replace(fresh, path)
    except (PermissionError, IsADirectoryError) as refused:
        raise Problem("workbook.target_in_use", file=path.name) from refused
