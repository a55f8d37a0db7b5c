"""Killed at any moment: all or nothing is there, what was promised is kept, and no question is asked."""

import subprocess
import sys
from pathlib import Path

import pytest

from db.archives import Archive
from db.backups import back_up, read_label, take_out
from db.keys import Keys, read_keys, write_keys
from db.restores import settle_restore
from db.verifications import verify
from db.wraps import Cost
from tests.db.archives import KEY, MONDAY, a_household, a_village, an_archive

ROOT = Path(__file__).parents[2]


def kill_while(deed: str, folder: Path, lines: int) -> list[str]:
    """Let a process do its deed until it has promised so many things, kill it, and give its promises."""
    command = [sys.executable, "-m", "tests.db.doomed", deed, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        promised = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        promised += process.stdout.readlines()
    return [line.strip() for line in promised if line.endswith("\n")]


def an_office(folder: Path) -> Archive:
    """An archive with one village, one household and its keys."""
    write_keys(folder / "keys.json", Keys("pc", cost=Cost(64, 1, 1)).with_user("clerk", "pw", KEY, None))
    archive = an_archive(folder)
    with archive.work("clerk", at=MONDAY) as work:
        a_household(work, a_village(work))
    return archive


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_killed_while_saving(tmp_path: Path, lines: int):
    an_office(tmp_path).close()
    promised = kill_while("edit", tmp_path, lines)
    with Archive.open(tmp_path / "archive.db", KEY) as archive:
        ((households, people, places),) = archive.read(
            "SELECT (SELECT count(*) FROM household), (SELECT count(*) FROM person), (SELECT count(*) FROM membership)"
        )
        assert households == people == places
        assert households - 1 in (len(promised), len(promised) + 1)
        assert verify(archive) == ()


@pytest.mark.parametrize("lines", [1, 9, 20])
def test_killed_while_importing(tmp_path: Path, lines: int):
    an_office(tmp_path).close()
    promised = kill_while("load", tmp_path, lines)
    with Archive.open(tmp_path / "archive.db", KEY) as archive:
        ((households,),) = archive.read("SELECT count(*) - 1 FROM household")
        assert households in (0, 20_000)
        assert households == 20_000 or "whole" not in promised
        assert archive.read("SELECT count(*) FROM change WHERE batch = 'import'") == [(households,)]
        assert verify(archive) == ()


@pytest.mark.parametrize("lines", [1, 3])
def test_killed_while_backing_up(tmp_path: Path, lines: int):
    an_office(tmp_path).close()
    kill_while("copy", tmp_path, lines)
    assert read_label(tmp_path / "backup.hdb").dseq == 4
    take_out(tmp_path / "backup.hdb", tmp_path / "taken.db")
    with (
        Archive.open(tmp_path / "taken.db", KEY) as taken,
        Archive.open(tmp_path / "archive.db", KEY) as archive,
    ):
        assert verify(taken) == verify(archive) == ()


@pytest.mark.parametrize("lines", [1, 2, 4])
def test_killed_while_restoring(tmp_path: Path, lines: int):
    with an_office(tmp_path) as archive:
        back_up(archive, tmp_path / "keys.json", tmp_path / "backup.hdb", at=MONDAY)
    kill_while("put_back", tmp_path, lines)
    settle_restore(tmp_path / "archive.db", tmp_path / "keys.json")
    key = read_keys(tmp_path / "keys.json").unlock("clerk", "pw", None)
    with Archive.open(tmp_path / "archive.db", key) as archive:
        assert archive.read("SELECT count(*) FROM household") == [(1,)]
        assert verify(archive) == ()
    assert not list(tmp_path.glob("*.restoring*"))
