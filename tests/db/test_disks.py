"""A disk that is full: a clear refusal, nothing half-written, and reading goes on."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from db.archives import Archive
from db.backups import back_up
from db.faults import Fault
from db.keys import Keys, write_keys
from db.reversals import undo
from db.verifications import verify
from db.wraps import Cost
from tests.db.archives import KEY, MONDAY, a_household, a_village, an_archive, household_rows

resource = pytest.importorskip("resource")  # Windows has no limit on the size of a file

FULL = ("storage.disk_full", "storage.disk_refused")


def on_a_full_disk(most: int, deed: Callable[[], object]) -> str:
    """The code with which a deed is refused in a process that can write no file beyond `most` bytes."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        try:
            deed()
            os.write(writes, b"done")
        except Fault as fault:
            os.write(writes, fault.code.encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writes)
    with os.fdopen(reads) as pipe:
        return pipe.read()


def a_full_office(folder: Path) -> int:
    """An archive with some households, closed; gives its size."""
    write_keys(folder / "keys.json", Keys("pc", cost=Cost(64, 1, 1)).with_user("clerk", "pw", KEY, None))
    with an_archive(folder) as archive, archive.work("clerk", at=MONDAY, batch="first") as work:
        work.create_many("household", household_rows(a_village(work), 50))
    return (folder / "archive.db").stat().st_size


def import_much(path: Path) -> None:
    """An import too big for the disk; afterwards the archive is still read, and says so by what it raises."""
    with Archive.open(path, KEY) as archive:
        ((village,),) = archive.read("SELECT id FROM division")
        try:
            with archive.work("clerk", at=MONDAY) as work:
                work.create_many("household", household_rows(village, 5000))
        finally:
            assert archive.read("SELECT count(*) FROM household") == [(50,)]


@pytest.mark.parametrize("room", [0, 4096, 50_000, 300_000, 1_000_000])
def test_an_import_on_a_full_disk_leaves_nothing(tmp_path: Path, room: int):
    a_full_office(tmp_path)
    path = tmp_path / "archive.db"
    assert on_a_full_disk(room, lambda: import_much(path)) in FULL
    with Archive.open(path, KEY) as archive:
        assert archive.read("SELECT count(*) FROM household") == [(50,)]
        assert verify(archive) == ()


@pytest.mark.parametrize("room", [0, 10_000, 200_000])
def test_an_undo_on_a_full_disk_leaves_the_batch(tmp_path: Path, room: int):
    a_full_office(tmp_path)
    path = tmp_path / "archive.db"

    def take_back() -> None:
        with Archive.open(path, KEY) as archive:
            undo(archive, "first", actor="clerk", at=MONDAY)

    told = on_a_full_disk(room, take_back)
    with Archive.open(path, KEY) as archive:
        left = archive.read("SELECT count(*) FROM household")
        assert (told, left) in [("done", [(0,)]), *((code, [(50,)]) for code in FULL)]
        assert verify(archive) == ()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 1.0])
def test_a_backup_on_a_full_disk_leaves_no_half(tmp_path: Path, share: float):
    size = a_full_office(tmp_path)

    def copy() -> None:
        with Archive.open(tmp_path / "archive.db", KEY) as archive:
            back_up(archive, tmp_path / "keys.json", tmp_path / "stick" / "backup.hdb", at=MONDAY)

    assert on_a_full_disk(int(size * share), copy) in FULL
    assert not list(tmp_path.glob("*.copy*"))
    assert not any((tmp_path / "stick").glob("*"))


@pytest.mark.parametrize("room", [0, 100_000])
def test_a_new_archive_on_a_full_disk_is_not_made(tmp_path: Path, room: int):
    assert on_a_full_disk(room, lambda: an_archive(tmp_path)) in FULL
    assert not (tmp_path / "archive.db").exists()
    with an_archive(tmp_path) as archive, archive.work("clerk", at=MONDAY) as work:
        a_household(work, a_village(work))
