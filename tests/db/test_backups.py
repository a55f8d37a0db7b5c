"""A backup opens when it is needed, and a restore never loses what it replaces."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from db.archives import Archive
from db.backups import back_up, read_backup_keys, read_label
from db.faults import Fault
from db.keys import Keys, read_keys, write_keys
from db.restores import restore, settle_restore
from db.verifications import verify
from db.wraps import Cost
from tests.db.archives import KEY, MONDAY, a_household, a_village, an_archive, tables_of

PEPPER = bytes(32)


class Office:
    """A folder with an archive of one household, its keys and a recovery code."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.keys, self.backup = folder, folder / "keys.json", folder / "stick" / "backup.hdb"
        keys, self.code = (
            Keys("pc", cost=Cost(64, 1, 1)).with_user("clerk", "pw", KEY, PEPPER).with_recovery(KEY)
        )
        write_keys(self.keys, keys)
        self.archive = an_archive(folder)
        with self.archive.work("clerk", at=MONDAY) as work:
            self.village = a_village(work)
            a_household(work, self.village, address="Lane 3")

    def back_up(self) -> None:
        """Make the backup."""
        back_up(self.archive, self.keys, self.backup, at=MONDAY)

    def live_on(self) -> None:
        """Another household, after the backup."""
        with self.archive.work("clerk", at=MONDAY) as work:
            a_household(work, self.village, address="Lane 9")

    def restore(self, folder: Path | None = None, *, other_device: bool = False) -> Archive:
        """Put the backup in place by the recovery code, and open it."""
        self.archive.close()
        home = folder or self.folder
        path = home / "archive.db"
        key = restore(
            self.backup,
            path,
            home / "keys.json",
            lambda kept: kept.recover(self.code),
            at=MONDAY,
            actor="clerk",
            other_device=other_device,
        )
        return Archive.open(path, key)


def test_a_backup_holds_what_the_archive_holds_and_says_of_when_it_is(tmp_path: Path):
    office = Office(tmp_path)
    office.back_up()
    label = read_label(office.backup)
    assert (label.made_at, label.dseq) == ("2026-11-23T08:30:00+00:00", 4)
    before = tables_of(office.archive)
    with office.restore() as restored:
        after = tables_of(restored)
    assert {name: rows for name, rows in after.items() if name not in ("change", "epoch")} == {
        name: rows for name, rows in before.items() if name not in ("change", "epoch")
    }
    assert after["change"][:-1] == before["change"]


def test_a_restored_archive_begins_an_epoch_that_names_its_parent(tmp_path: Path):
    office = Office(tmp_path)
    office.back_up()
    office.live_on()
    with office.restore() as restored:
        first, second = restored.read(
            "SELECT device, epoch, parent_epoch, parent_dseq FROM epoch ORDER BY number"
        )
        assert second[0] == first[0]
        assert second[2:] == (first[1], 4)
        assert restored.read("SELECT dseq, set_json ->> 'act' FROM change ORDER BY seq DESC LIMIT 1") == [
            (1, "restore")
        ]
        assert verify(restored) == ()


def test_the_file_that_is_replaced_stays_beside_it(tmp_path: Path):
    office = Office(tmp_path)
    office.back_up()
    office.live_on()
    office.restore().close()
    with Archive.open(tmp_path / "archive-replaced-20261123-083000.db", KEY) as replaced:
        assert replaced.read("SELECT count(*) FROM household") == [(2,)]
    assert (tmp_path / "keys-replaced-20261123-083000.json").exists()


def test_a_backup_opens_on_another_pc_by_the_recovery_code_and_takes_a_new_password(tmp_path: Path):
    office = Office(tmp_path)
    office.back_up()
    elsewhere = tmp_path / "other pc"
    with office.restore(elsewhere, other_device=True) as restored:
        (first,), (second,) = restored.read("SELECT device FROM epoch ORDER BY number")
    assert first != second
    keys = read_keys(elsewhere / "keys.json").with_user("clerk", "fresh", KEY, b"pepper of that pc")
    assert keys.unlock("clerk", "fresh", b"pepper of that pc") == KEY


def test_a_backup_opens_by_the_password_on_the_same_pc(tmp_path: Path):
    office = Office(tmp_path)
    office.back_up()
    assert read_backup_keys(office.backup).unlock("clerk", "pw", PEPPER) == KEY


def test_a_wrong_code_replaces_nothing(tmp_path: Path):
    office = Office(tmp_path)
    office.back_up()
    office.live_on()
    office.archive.close()
    before = office.archive.path.read_bytes()
    with pytest.raises(Fault) as fault:
        restore(
            office.backup,
            office.archive.path,
            office.keys,
            lambda kept: kept.unlock("clerk", "wrong", PEPPER),
            at=MONDAY,
            actor="clerk",
        )
    assert fault.value.code == "storage.wrong_password"
    assert office.archive.path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.db", "keys.json", "stick"]


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_a_backup_that_rotted_is_refused(tmp_path: Path, place: float):
    office = Office(tmp_path)
    office.back_up()
    rotten = bytearray(office.backup.read_bytes())
    rotten[int(len(rotten) * place)] ^= 4
    office.backup.write_bytes(rotten)
    with pytest.raises(Fault) as fault:
        office.restore()
    assert fault.value.code == "storage.backup_unreadable"
    assert not list(tmp_path.glob("*.restoring"))


@pytest.mark.parametrize("content", [b"", b"PK", b"not a backup" * 999])
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "x.hdb"
    path.write_bytes(content)
    with pytest.raises(Fault) as fault:
        read_label(path)
    assert fault.value.code == "storage.backup_unreadable"


def test_a_backup_of_a_newer_program_is_refused(tmp_path: Path):
    office = Office(tmp_path)
    office.back_up()
    with zipfile.ZipFile(office.backup) as box:
        label = json.loads(box.read("label.json")) | {"schema": 999}
    with zipfile.ZipFile(office.backup, "w") as box:
        box.writestr("label.json", json.dumps(label))
    with pytest.raises(Fault) as fault:
        read_label(office.backup)
    assert fault.value.code == "storage.newer"


def test_a_backup_holds_no_plain_text(tmp_path: Path):
    office = Office(tmp_path)
    office.back_up()
    assert b"Lane 3" not in office.backup.read_bytes()


def test_a_restore_cut_before_the_swap_leaves_the_old_archive(tmp_path: Path):
    office = Office(tmp_path)
    office.archive.close()
    (tmp_path / "archive.db.restoring").write_bytes(b"half")
    (tmp_path / "keys.json.restoring").write_bytes(b"half")
    settle_restore(office.archive.path, office.keys)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.db", "keys.json"]
    Archive.open(office.archive.path, KEY).close()


def test_a_restore_cut_between_the_two_swaps_ends_with_the_new_archive(tmp_path: Path):
    office = Office(tmp_path)
    office.archive.close()
    os.replace(office.keys, tmp_path / "keys.json.restoring")
    office.keys.write_text("keys of the archive that was replaced")
    settle_restore(office.archive.path, office.keys)
    assert read_keys(office.keys).recover(office.code) == KEY


@pytest.mark.parametrize("name", ["archive.db", "keys.json", "archive.db-wal", "."])
def test_a_backup_never_takes_the_place_of_the_archive_itself(tmp_path: Path, name: str):
    office = Office(tmp_path)
    before = tables_of(office.archive)
    office.backup = tmp_path / name
    with pytest.raises(Fault) as fault:
        office.back_up()
    assert fault.value.code == ("storage.is_folder" if name == "." else "storage.backup_over_archive")
    assert tables_of(office.archive) == before
    assert verify(office.archive) == ()


def test_what_a_cut_backup_left_is_in_nobodys_way(tmp_path: Path):
    office = Office(tmp_path)
    for left in ("archive.db.copy", "archive.db.copy-wal", "stick/backup.hdb.part"):
        (tmp_path / left).parent.mkdir(exist_ok=True)
        (tmp_path / left).write_bytes(b"half a backup")
    office.back_up()
    assert read_label(office.backup).dseq
