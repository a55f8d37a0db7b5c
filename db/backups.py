"""A backup: one file that holds the encrypted archive, its wrapped keys and a label. Proved as it is made.

Opens on another PC with the recovery code alone.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from db.archives import Archive
from db.connections import connect
from db.epochs import chain_end
from db.faults import Fault, disk_faults, named_faults
from db.keys import Keys, keys_from_bytes
from db.schema import SCHEMA
from db.swaps import flush, swap_in, sweep
from db.verifications import damaged_pages

_LABEL, _KEYS, _ARCHIVE = "label.json", "keys.json", "archive.db"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Label:
    """What a backup says of itself before any key is given. No personal data."""

    format: int
    schema: int
    made_at: str
    device: str
    epoch: str
    dseq: int
    size: int
    sha256: str


def back_up(archive: Archive, keys: Path, target: Path, *, at: datetime) -> Label:
    """Write archive and keys to the one file `target`, opened again and proved before it gets its name.

    Raises Fault storage.backup_over_archive for a place that is the archive itself, storage.is_folder,
    storage.disk_full and the like; a half-written file never stays.
    """
    _require_place(archive, keys, target)
    # The copy is made on the archive's own disk: the target may be a slow stick.
    copy = archive.path.with_name(archive.path.name + ".copy")
    part = target.with_name(target.name + ".part")
    for left in (copy, part):  # of a backup that was cut off
        sweep(left)
    with disk_faults(), _gone_after(copy, part):
        target.parent.mkdir(parents=True, exist_ok=True)
        label = _copy(archive, copy, at)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as box:
            box.writestr(_LABEL, json.dumps(asdict(label)))
            box.write(keys, _KEYS)
            box.write(copy, _ARCHIVE)
        flush(part)
        _require_same(part, label)
        swap_in(part, target)
    return label


def _require_place(archive: Archive, keys: Path, target: Path) -> None:
    own = archive.path
    kept = {
        one.resolve() for one in (own, keys, *(own.with_name(own.name + end) for end in ("-wal", "-shm")))
    }
    if target.resolve() in kept:
        raise Fault("storage.backup_over_archive", path=str(target))
    if target.is_dir():
        raise Fault("storage.is_folder", path=str(target))


def read_label(backup: Path) -> Label:
    """What a backup says of itself. Raises Fault storage.backup_unreadable."""
    with _box(backup) as box:
        try:
            label = Label(**json.loads(box.read(_LABEL)))
        except TypeError as error:
            raise Fault("storage.backup_unreadable", path=str(backup)) from error
    if label.format > _FORMAT or label.schema > SCHEMA:
        raise Fault("storage.newer", version=label.schema, known=SCHEMA)
    return label


def read_backup_keys(backup: Path) -> Keys:
    """The wraps in a backup: as they were when it was made."""
    with _box(backup) as box:
        return keys_from_bytes(box.read(_KEYS))


def take_out(backup: Path, target: Path) -> None:
    """Write the archive of a backup to `target`. Raises Fault storage.backup_unreadable if a byte differs."""
    label = read_label(backup)
    with disk_faults(), _box(backup) as box, box.open(_ARCHIVE) as source, target.open("wb") as out:
        if _pour(source, out) != label.sha256:
            raise Fault("storage.backup_unreadable", path=str(backup))
    flush(target)


def _copy(archive: Archive, copy: Path, at: datetime) -> Label:
    source = connect(archive.path, archive.key)
    try:
        with named_faults():
            source.execute("VACUUM INTO ?", (str(copy),))
    finally:
        source.close()
    proved = connect(copy, archive.key)
    try:
        wrong = list(damaged_pages(proved))
        end = chain_end(proved)
    finally:
        proved.close()
    if wrong or end is None:
        raise Fault("storage.backup_unreadable", path=str(copy))
    with copy.open("rb") as file:
        digest = _pour(file)
    return Label(
        format=_FORMAT,
        schema=SCHEMA,
        made_at=at.isoformat(timespec="seconds"),
        device=end.device,
        epoch=end.epoch,
        dseq=end.dseq,
        size=copy.stat().st_size,
        sha256=digest,
    )


def _require_same(part: Path, label: Label) -> None:
    with _box(part) as box, box.open(_ARCHIVE) as source:
        if _pour(source) != label.sha256:
            raise Fault("storage.backup_unreadable", path=str(part))


def _pour(source: IO[bytes], out: IO[bytes] | None = None) -> str:
    digest = hashlib.sha256()
    while block := source.read(1 << 20):
        digest.update(block)
        if out:
            out.write(block)
    return digest.hexdigest()


@contextmanager
def _box(backup: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(backup) as box:
            yield box
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, FileNotFoundError) as error:
        raise Fault("storage.backup_unreadable", path=str(backup)) from error


@contextmanager
def _gone_after(*paths: Path) -> Iterator[None]:
    try:
        yield
    finally:
        for path in paths:
            sweep(path)
