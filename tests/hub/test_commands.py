"""A township opens its hub, works, and joins its county: three commands, as a person types them."""

import json
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.county.addresses import reachable
from app.operations.sync_views import sync_view
from app.operations.syncing import enrol_office, sync_now
from app.texts import say
from tests.county.test_commands import run, started
from tests.operations.offices import a_household
from tests.sync.laptops import AT_ONCE, PLACE, a_laptop, shared


@pytest.fixture
def folders() -> Iterator[tuple[Path, Path]]:
    made = Path(tempfile.mkdtemp(prefix="hudang-hub-"))
    made.chmod(0o755)
    yield made / "hub", made / "county"
    shutil.rmtree(made)


@contextmanager
def going(folder: Path, *words: str) -> Iterator[dict[str, object]]:
    """A server that was started by a command, with what it said; stopped as a service manager does."""
    with started(folder, *words, "--json") as process:
        try:
            yield json.loads(_document(process))
        finally:
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate()
        assert (process.returncode, said) == (0, "")


def _document(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return "".join(iter(process.stdout.readline, "}\n")) + "}"


def test_a_township_serves_itself_and_joins_its_county(folders: tuple[Path, Path], tmp_path: Path):
    at_hub, at_county = folders
    own, laptop = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    household = a_household(own.office, name="Zhao")
    with going(at_hub, "hub", "open", PLACE, "--port", "0", "--address", "127.0.0.1") as hub:
        assert str(hub["here"]).startswith("https://127.0.0.1:") and len(hub["laptops"]) == 1  # type: ignore[arg-type]
        enrol_office(own.office, str(hub["here"]), patience=AT_ONCE)
        enrol_office(laptop.office, hub["laptops"][0], patience=AT_ONCE)  # type: ignore[index]
        for one in (own, laptop):
            sync_now(one.office, patience=AT_ONCE)
        assert laptop.row("household", household) == own.row("household", household) is not None
        status, out, _ = run(at_hub, "hub", "status", "--json")
        assert json.loads(out)["machines"] == 2 and not json.loads(out)["joined_at"]
        status, _, said = run(at_hub, "hub", "join")
        assert (status, said.strip()) == (1, say("hub.line_wanted"))
        with going(at_county, "serve", "--host", "127.0.0.1", "--port", "0"):
            line = json.loads(run(at_county, "enrol", PLACE, "--hub", "--json")[1])["line"]
            status, out, said = run(at_hub, "hub", "join", line, "--json")
            assert status == 0, said
            assert json.loads(out)["ops"] > 10 and json.loads(out)["server"] == line.split("/#")[0]
            sync_now(laptop.office, patience=AT_ONCE)
            (waits,) = json.loads(run(at_hub, "hub", "status", "--json")[1])["waiting"]
            assert waits["office"] == own.office.archive.read("SELECT name FROM office")[0][0]
            assert sync_now(own.office, patience=AT_ONCE).equal
            assert say("hub.may_close") in run(at_hub, "hub", "status")[2]
            assert sync_view(own.office).server == sync_view(laptop.office).server == line.split("/#")[0]
            assert shared(own) == shared(laptop)


def test_a_hub_is_a_township_s(folders: tuple[Path, Path]):
    status, _, said = run(folders[0], "hub", "open", "510812")
    assert (status, said.strip()) == (1, say("hub.township_code", place="510812"))


def test_neighbours_are_told_addresses_of_the_lan_first():
    found = ["127.0.0.1", "8.8.8.8", "192.168.1.20", "169.254.7.7", "192.168.1.20", "10.3.0.4"]
    assert reachable(found) == ["192.168.1.20", "10.3.0.4", "8.8.8.8"]
