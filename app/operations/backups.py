"""Backup, restore, verification: one encrypted file, opened again before it counts, put back as a new identity."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.errors import Problem
from app.operations.faults import faults_told
from app.operations.offices import Clock, Office, now
from app.operations.openings import ARCHIVE, KEYS
from app.paths import private_folder
from app.settings import read_settings
from app.texts import say
from db.backups import back_up as write_backup
from db.backups import read_backup_keys, read_label
from db.keys import Keys, write_keys
from db.peppers import make_pepper, read_pepper
from db.restores import restore
from db.verifications import verify

KEPT_DAYS = 14
"""How many daily backups stay in a folder; older ones go."""

SUFFIX = ".hudang-backup"
_DAILY = f"hudang-{'[0-9]' * 8}{SUFFIX}"  # a backup that a person named is nobody's to thin out


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was written, opened again and found whole; `size` in bytes, `changes` the length of the log."""

    path: Path
    size: int
    changes: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup put back: the data folder, and where what stood there before lies now (None: nothing stood there)."""

    folder: Path
    replaced: Path | None


@dataclass(frozen=True, slots=True)
class Verified:
    """What verification found: whole or not, how many changes the log has, and the faults as sentences."""

    whole: bool
    changes: int
    faults: tuple[str, ...]


def back_up(office: Office, file: Path) -> BackupMade:
    """Copy archive, keys and attachments; the copy is opened again and checked before it gets its name."""
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("backup")
    write_backup(office.archive, office.folder / KEYS, file, at=office.clock())
    _copy_files(office.folder / "files", _files_beside(file))
    return BackupMade(file, file.stat().st_size, _changes(office))


def _changes(office: Office) -> int:
    return int(office.archive.read("SELECT count(*) FROM change")[0][0])


def _files_beside(file: Path) -> Path:
    return file.parent / "files"


def _copy_files(source: Path, target: Path) -> None:
    """Copy attachments that are not there yet; a name is its content's hash, so the same name is the same file."""
    for path in sorted(source.glob("*/*")):
        copy = target / path.parent.name / path.name
        if path.suffix or copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy.with_suffix(".new"))
        os.replace(copy.with_suffix(".new"), copy)


def backup_folders(office: Office) -> list[Path]:
    """Where daily backups go: beside the archive, and the second disk or stick when one was chosen."""
    chosen = read_settings(office.folder).get("backup_folder")
    return [office.folder / "backups", *([Path(chosen)] if chosen else [])]


def daily_backup(office: Office) -> list[BackupMade]:
    """Write today's backup wherever it is missing; gives those written. A stick that is not there is left out."""
    made = []
    name = f"hudang-{office.clock():%Y%m%d}{SUFFIX}"
    for number, folder in enumerate(backup_folders(office)):
        if (folder / name).exists() or (number and not folder.parent.exists()):
            continue
        folder.mkdir(parents=True, exist_ok=True)
        made.append(back_up(office, folder / name))
        _thin_out(folder)
    return made


def _thin_out(folder: Path) -> None:
    for old in sorted(folder.glob(_DAILY))[:-KEPT_DAYS]:
        with suppress(OSError):  # a stick pulled out: thinned out tomorrow
            old.unlink()


def last_backup(folder: Path) -> date | None:
    """The day of the newest daily backup beside the archive; None where there is none."""
    names = sorted(path.name for path in (folder / "backups").glob(_DAILY))
    return date.fromisoformat(f"{names[-1][7:11]}-{names[-1][11:13]}-{names[-1][13:15]}") if names else None


def restore_backup(
    folder: Path,
    file: Path,
    password: str,
    *,
    user: str | None = None,
    recovery: str | None = None,
    clock: Clock = now,
) -> Restored:
    """Put a backup in the place of the archive in `folder`, as a new epoch of the log.

    With the recovery code, from another PC too, `password` becomes the user's new one; without it, `password`
    is the user's at the time of the backup. Raises Problem for a wrong password or code or an unreadable file;
    what stands in the folder is then untouched, and otherwise kept beside it.
    """
    with faults_told():
        if not file.exists():
            raise Problem("backup.missing", file=file)
        read_label(file)
        kept = read_backup_keys(file)
        name = user or next(iter(kept.users), "")
        if recovery and name not in kept.users:
            raise Problem("backup.unknown_user", user=name, known="\u3001".join(kept.users))
        before = set(_replaced(folder))

        def unlock(keys: Keys) -> bytes:
            return (
                keys.recover(recovery)
                if recovery
                else keys.unlock(name, password, read_pepper(private_folder()))
            )

        key = restore(
            file,
            folder / ARCHIVE,
            folder / KEYS,
            unlock,
            at=clock(),
            actor=name,
            other_device=_from_elsewhere(),
        )
        if recovery:
            write_keys(folder / KEYS, kept.with_user(name, password, key, make_pepper(private_folder())))
        _copy_files(_files_beside(file), folder / "files")
        fresh = set(_replaced(folder)) - before
    return Restored(folder, next(iter(sorted(fresh)), None))


def _from_elsewhere() -> bool:
    """Whether this PC never held an archive: the restored one then begins a new device, too."""
    return read_pepper(private_folder()) is None


def _replaced(folder: Path) -> Iterator[Path]:
    """The archives in a folder that a restore has put aside."""
    kept = (ARCHIVE, f"{ARCHIVE}-wal", f"{ARCHIVE}-shm")
    return (path for path in folder.glob(f"{Path(ARCHIVE).stem}*") if path.name not in kept)


def verify_archive(office: Office) -> Verified:
    """Check the file, the chain of the log, and every row against the log."""
    findings = verify(office.archive)
    sentences = tuple(say(one.code, where=one.where, detail=one.detail) for one in findings)
    return Verified(not findings, _changes(office), sentences)
