"""The file opens with its key alone, safely set, on this machine's disk alone."""

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from db.archives import Archive
from db.connections import connect, refuse_network, require_library
from db.faults import Fault
from tests.db.archives import KEY, MONDAY, a_household, a_village, an_archive


def refusal(path: Path, key: bytes = KEY) -> str:
    """The code with which opening is refused."""
    with pytest.raises(Fault) as fault:
        Archive.open(path, key)
    return fault.value.code


def test_another_key_does_not_open(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        pass
    assert refusal(archive.path, bytes(32)) == "storage.wrong_key"
    Archive.open(archive.path, KEY).close()


def test_a_key_of_another_length_is_a_bug(tmp_path: Path):
    with pytest.raises(ValueError, match="32 bytes"):
        Archive.create(tmp_path / "archive.db", b"short")


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path):
    assert refusal(tmp_path / "none.db") == "storage.missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"hello", b"SQLite format 3\0" + bytes(5000)])
def test_a_file_that_is_no_archive_is_refused_and_left_alone(tmp_path: Path, content: bytes):
    path = tmp_path / "x.db"
    path.write_bytes(content)
    assert refusal(path) == "storage.wrong_key"
    assert path.read_bytes() == content


def test_a_file_emptied_by_a_broken_disk_is_damaged_and_not_taken_for_a_new_one(tmp_path: Path):
    path = tmp_path / "archive.db"
    path.touch()
    assert refusal(path) == "storage.damaged"
    assert (path.stat().st_size, list(tmp_path.iterdir())) == (0, [path])


@pytest.mark.parametrize("name", ["a?mode=ro#f%20", "数据 'x' \"y\""])
def test_the_folder_may_have_any_name(tmp_path: Path, name: str):
    Archive.create(tmp_path / name / "archive.db", KEY).close()
    assert (tmp_path / name / "archive.db").exists()


def test_an_archive_is_never_made_over_another(tmp_path: Path):
    an_archive(tmp_path).close()
    with pytest.raises(Fault) as fault:
        an_archive(tmp_path)
    assert fault.value.code == "storage.exists"


def test_what_a_cut_creation_left_is_in_nobodys_way(tmp_path: Path):
    (tmp_path / "archive.db.new").write_bytes(b"half")
    (tmp_path / "archive.db.new-wal").write_bytes(b"half")
    an_archive(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == ["archive.db"]


@pytest.mark.parametrize("place", ["\\\\server\\share\\archive.db", "//server/share/archive.db"])
def test_a_share_is_refused(place: str):
    with pytest.raises(Fault) as fault:
        refuse_network(Path(place), mounts="")
    assert fault.value.code == "storage.on_network"


def test_a_mounted_share_is_refused_and_a_disk_below_it_is_not():
    mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/x /srv nfs4 rw 0 0\n/dev/sdb1 /srv/my\\040disk ext4 rw 0 0\n"
    with pytest.raises(Fault):
        refuse_network(Path("/srv/office/archive.db"), mounts)
    refuse_network(Path("/srv/my disk/archive.db"), mounts)
    refuse_network(Path("/home/archive.db"), mounts)


def test_a_library_with_the_wal_reset_race_is_refused():
    with pytest.raises(Fault):
        require_library((3, 51, 2))
    require_library((3, 51, 3))


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("temp_store", 2),
        ("recursive_triggers", 1),
    ],
)
def test_every_connection_has_the_settings_that_keep_it_safe(tmp_path: Path, setting: str, value: object):
    with an_archive(tmp_path) as archive:
        connection = connect(archive.path, KEY)
        assert connection.execute(f"PRAGMA {setting}").fetchone() == (value,)
        connection.close()


def test_nothing_readable_reaches_the_disk(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            a_household(work, a_village(work), address="canary in the lane")
        seen = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"canary" not in seen
    assert b"household" not in seen


def test_opening_needs_neither_sqlalchemy_nor_alembic(tmp_path: Path):
    an_archive(tmp_path).close()
    code = (
        "import sys; from pathlib import Path; from db.archives import Archive;"
        f"Archive.open(Path({str(tmp_path / 'archive.db')!r}), bytes(range(32))).close();"
        "print([name for name in ('sqlalchemy', 'sqlmodel', 'alembic', 'pydantic') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights otherwise")
def test_a_folder_that_may_not_be_written_is_said_to_be_read_only():
    # Root may write everywhere: another user looks, at a folder that all may read.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "archive.db"
        an_archive(folder).close()
        path.chmod(0o444)
        folder.chmod(0o555)
        assert seen_by_another_user(path) == "storage.read_only"
        folder.chmod(0o755)


def seen_by_another_user(path: Path) -> str:
    """The code with which a child process without rights is refused."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        try:
            Archive.open(path, KEY)
        except Fault as fault:
            os.write(writes, fault.code.encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writes)
    with os.fdopen(reads) as told:
        return told.read()


def test_many_threads_read_while_one_writes(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            village = a_village(work)
        wrong: list[object] = []

        def read() -> None:
            for _ in range(50):
                ((households, people),) = archive.read(
                    "SELECT (SELECT count(*) FROM household), (SELECT count(*) FROM person)"
                )
                if households != people:
                    wrong.append((households, people))

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        for _ in range(20):
            with archive.work("clerk", at=MONDAY) as work:
                a_household(work, village)
        for reader in readers:
            reader.join()
        assert wrong == []


def test_a_still_reader_sees_one_moment(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.reading() as reader:
            assert reader.read("SELECT count(*) FROM division") == [(0,)]
            with archive.work("clerk", at=MONDAY) as work:
                a_village(work)
            assert reader.read("SELECT count(*) FROM division") == [(0,)]
        assert archive.read("SELECT count(*) FROM division") == [(1,)]
