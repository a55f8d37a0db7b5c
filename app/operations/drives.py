"""The sticks that are in this PC, as far as the system tells; who has another folder in mind chooses it himself."""

import os
import string
import sys
from pathlib import Path

_REMOVABLE = 2  # GetDriveTypeW: a drive whose medium can be taken out


def stick_drives(data: Path, mounts: tuple[Path, ...] = (Path("/media"), Path("/run/media"))) -> list[Path]:
    """The roots of removable drives, in order of their names; never the one that holds the data folder."""
    found = _windows_drives() if sys.platform == "win32" else _mounted(mounts)
    home = data.resolve()
    return [one for one in found if one.resolve() not in (home, *home.parents)]


def _windows_drives() -> list[Path]:
    import ctypes

    windll = getattr(ctypes, "windll")  # noqa: B009 - there only on Windows
    drives = [Path(f"{letter}:\\") for letter in string.ascii_uppercase]
    return [one for one in drives if windll.kernel32.GetDriveTypeW(str(one)) == _REMOVABLE and one.is_dir()]


def _mounted(mounts: tuple[Path, ...]) -> list[Path]:
    """What is mounted under `/media/somebody`, or at once under `/media`."""
    found: list[Path] = []
    for place in mounts:
        for path, folders, _ in os.walk(place):
            if Path(path) != place and os.path.ismount(path):
                found.append(Path(path))
                folders.clear()
            elif len(Path(path).relative_to(place).parts) >= 2:
                folders.clear()
    return sorted(found)
