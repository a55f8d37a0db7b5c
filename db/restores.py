"""Putting a backup back in the archive's place, with a new epoch; the file it replaces is kept."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from db.archives import Archive
from db.backups import read_backup_keys, read_label, take_out
from db.connections import connect
from db.epochs import begin_epoch, chain_end, new_device
from db.faults import Fault, disk_faults
from db.keys import Keys, write_keys
from db.swaps import swap_in, sweep
from db.verifications import damaged_pages


def restore(
    backup: Path,
    archive: Path,
    keys: Path,
    unlock: Callable[[Keys], bytes],
    *,
    at: datetime,
    actor: str,
    other_device: bool = False,
) -> bytes:
    """Put a backup in the place of `archive` and `keys`; gives the key of the archive it held.

    `unlock` opens the backup's keys: by password or recovery code. A file already in the place stays beside
    it, named with the moment. The archive must be closed. With `other_device` it begins a new device too.
    Raises Fault storage.backup_unreadable, storage.newer, or what `unlock` raises; nothing is replaced then.
    """
    settle_restore(archive, keys)
    label, wraps = read_label(backup), read_backup_keys(backup)
    key = unlock(wraps)
    try:
        with disk_faults():
            _make_ready(backup, archive, key, label.made_at, at, actor, other_device)
            write_keys(_fresh(keys), wraps)
            _keep_replaced(archive, keys, at)
            swap_in(_fresh(archive), archive)
    finally:
        # The same steps that a start takes after a power cut: keys follow their archive, halves go.
        settle_restore(archive, keys)
    return key


def settle_restore(archive: Path, keys: Path) -> None:
    """End a restore that was cut: to the new archive if that already stood in its place, else to the old.

    To be called before the keys are read at start; asks nothing.
    """
    with disk_faults():
        if _fresh(keys).exists() and not _fresh(archive).exists():
            swap_in(_fresh(keys), keys)
        _fresh(keys).unlink(missing_ok=True)
        sweep(_fresh(archive))


def _make_ready(
    backup: Path, archive: Path, key: bytes, made_at: str, at: datetime, actor: str, other_device: bool
) -> None:
    """The archive of the backup, proved and with its new epoch, beside the place it will take."""
    fresh = _fresh(archive)
    archive.parent.mkdir(parents=True, exist_ok=True)
    take_out(backup, fresh)
    connection = connect(fresh, key)
    try:
        if any(damaged_pages(connection)):
            raise Fault("storage.backup_unreadable", path=str(backup))
    finally:
        connection.close()
    with Archive.open(fresh, key) as restored:
        with restored.writing() as writer:
            end = chain_end(writer)
            begin_epoch(writer, new_device() if other_device or end is None else end.device)
        with restored.work(actor, at=at) as work:
            work.act("restore", backup_made_at=made_at)


def _keep_replaced(archive: Path, keys: Path, at: datetime) -> None:
    moment = at.strftime("%Y%m%d-%H%M%S")
    for path, ending in ((archive, ""), (archive, "-wal"), (keys, "")):
        old = Path(f"{path}{ending}")
        if old.exists():
            _also_named(old, path.with_name(f"{path.stem}-replaced-{moment}{path.suffix}{ending}"))
    # A log of the old file would be read into the new one.
    for left in (Path(f"{archive}-wal"), Path(f"{archive}-shm")):
        left.unlink(missing_ok=True)


def _also_named(path: Path, name: Path) -> None:
    try:
        os.link(path, name)
    except OSError:
        shutil.copyfile(path, name)  # a stick without hard links


def _fresh(path: Path) -> Path:
    return path.with_name(path.name + ".restoring")
