"""Who runs PostgreSQL when root starts the server: PostgreSQL refuses root, so a system user of its own does."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from app.errors import Problem

SYSTEM_USER = "hudang-county"


def is_root() -> bool:
    """Whether this process may do everything, and PostgreSQL therefore nothing."""
    return sys.platform != "win32" and os.geteuid() == 0


def reachable(path: Path) -> bool:
    """Whether every user of this system may pass through the folders above `path`."""
    return all(folder.stat().st_mode & 0o001 for folder in path.absolute().parents)


def give_to_system_user(folder: Path, place: Path) -> None:
    """Make the cluster's place in the data folder; as root, let the system user have it and reach it.

    Raises Problem county.folder_closed where a folder above lets nobody else through.
    """
    place.mkdir(parents=True, exist_ok=True)
    if not is_root():
        place.chmod(0o700)
        return
    _see_to_user()
    if not reachable(folder):
        raise Problem("county.folder_closed", folder=folder)
    folder.chmod(0o711)
    shutil.chown(place, SYSTEM_USER)
    place.chmod(0o700)


def reachable_programs(installed: Path, folder: Path) -> Path:
    """PostgreSQL's programs where the system user reaches them: as installed, else a copy in the data folder."""
    if not is_root() or reachable(installed / "bin"):
        return installed / "bin"
    package = installed.parent
    copy = folder / f"programs-{package.stat().st_mtime_ns}"
    if not copy.exists():
        part = copy.with_name("programs.part")
        shutil.rmtree(part, ignore_errors=True)
        # The programs look for their libraries in the folder beside the package, so both go along.
        for one in (installed, package.with_name(f"{package.name}.libs")):
            if one.exists():
                shutil.copytree(one, part / one.relative_to(package.parent), symlinks=True)
        for one in (part, *part.rglob("*")):
            one.chmod(0o755 if one.is_dir() or os.access(one, os.X_OK) else 0o644)
        part.rename(copy)
    return copy / package.name / installed.name / "bin"


def _see_to_user() -> None:
    import pwd

    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        subprocess.run(command, check=True, capture_output=True)
