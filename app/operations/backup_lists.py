"""The backups there are, and one more on request."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.operations.backups import SUFFIX, BackupMade, back_up, backup_folders
from app.operations.offices import Office


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup that lies in one of the office's folders; `size` in bytes, `second` on the other disk or stick."""

    path: Path
    written: datetime
    size: int
    second: bool


def list_backups(office: Office) -> list[BackupFile]:
    """The backups of every folder that is there now, newest first."""
    found = []
    for number, folder in enumerate(backup_folders(office)):
        for path in folder.glob(f"*{SUFFIX}"):
            facts = path.stat()
            written = datetime.fromtimestamp(facts.st_mtime).astimezone()
            found.append(BackupFile(path, written, facts.st_size, number > 0))
    return sorted(found, key=lambda one: one.written, reverse=True)


def back_up_now(office: Office) -> tuple[list[BackupMade], list[Path]]:
    """Write a backup into every folder; gives those written, and folders that are away (a stick)."""
    made, absent = [], []
    name = f"hudang-{office.clock():%Y%m%d-%H%M%S}{SUFFIX}"
    for number, folder in enumerate(backup_folders(office)):
        if number and not folder.parent.exists():
            absent.append(folder)
            continue
        folder.mkdir(parents=True, exist_ok=True)
        made.append(back_up(office, folder / name))
    return made, absent
