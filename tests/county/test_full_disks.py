"""The county's disk is full: machines hear so in a sentence, nothing is lost, and it goes on when there is room."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.county.machines import Machine
from tests.county.servers import Town
from tests.county.test_commands import run, serving

SIZE = "200m"
TRIES = 200


def small_disk(folder: Path) -> bool:
    """Put a disk of a few megabytes there, where this system lets us."""
    if os.name == "nt" or os.geteuid() != 0:
        return False
    words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    return subprocess.run(words, capture_output=True).returncode == 0


@pytest.fixture
def disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="hudang-disk-"))
    if not small_disk(folder):
        pytest.skip("only root may make a small disk; tests/county/test_troubles asks the same of each error")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def fill(file: Path) -> None:
    """Write until there is no room."""

    def write() -> None:
        with open(file, "wb", buffering=0) as out:
            while True:
                out.write(bytes(65_536))

    with pytest.raises(OSError, match="No space left"):
        write()


def a_machine(url: str, folder: Path, visitors: ExitStack) -> Machine:
    _, out, _ = run(folder, "enrol", "331102001", "--json")
    code = httpx.Response(200, text=out).json()["code"]
    machine = Machine(Town(None, url, None, "", visitors=visitors))  # type: ignore[arg-type]
    assert machine.enrol(code).status_code == 200 and machine.hello().status_code == 200
    return machine


def test_a_full_disk_loses_nothing_and_the_county_goes_on_when_there_is_room(disk: Path):
    with serving(disk, "--plain") as served, ExitStack() as visitors:
        machine = a_machine(served["url"], disk, visitors)
        machine.household()
        assert machine.push().status_code == 200
        fill(disk / "ballast")
        for _ in range(TRIES):  # PostgreSQL has some room of its own left
            for _ in range(400):
                machine.household(address="x" * 900)
            answer = machine.push()
            if answer.status_code != 200:
                break
        assert answer.status_code == 503 and answer.json()["message"] and answer.headers["Retry-After"]
        assert machine.sent >= 1
        (disk / "ballast").unlink()
        for _ in range(TRIES):
            welcome = machine.hello()
            if welcome.status_code == 200:
                break
            assert welcome.status_code == 503, welcome.text
        assert welcome.json()["last_dseq"] >= machine.sent
        while machine.sent < len(machine.log):
            answer = machine.push(machine.sent + 1, min(machine.sent + 400, len(machine.log)))
            assert answer.status_code in (200, 503), answer.text
        assert set(machine.docs()) == {change.record_id for change, _ in machine.log}


def test_a_postgresql_that_was_killed_is_started_again_by_the_server():
    with tempfile.TemporaryDirectory(prefix="hudang-county-") as name, ExitStack() as visitors:
        folder = Path(name)
        with serving(folder, "--plain") as served:
            machine = a_machine(served["url"], folder, visitors)
            machine.household()
            assert machine.push().status_code == 200
            process = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
            os.kill(process, signal.SIGKILL)
            machine.household()
            while (answer := machine.hello()).status_code == 503:
                pass
            assert answer.json()["last_dseq"] == 1
            assert machine.push().status_code == 200
            assert set(machine.docs()) == {change.record_id for change, _ in machine.log}
            running = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
        assert running != process and not (folder / "postgres" / "postmaster.pid").exists()
