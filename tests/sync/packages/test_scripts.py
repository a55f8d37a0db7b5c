"""`sync --usb` by script: one JSON document, sentences on the other side, nothing but a stick."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from app.cli import door
from app.sync.machines import machine_hash
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import PASSWORD, Laptop, a_laptop
from tests.sync.packages.sticks import Stick


def run(laptop: Laptop, *words: str) -> Result:
    environment = {"HUDANG_USER": laptop.office.user.name, "HUDANG_PASSWORD": PASSWORD}
    return CliRunner().invoke(door, ["sync", *words, "--data", str(laptop.office.folder)], env=environment)


def test_a_script_writes_the_stick_and_reads_the_answer(town: Town, tmp_path: Path, stick: Stick):
    a = a_laptop(tmp_path, "anna")
    a.machine = machine_hash()
    a.join(town)
    a_household(a.office, name="Zhao")
    a.office.close()
    done = run(a, "--usb", str(stick.folder), "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert (said["wrote"], said["waiting"], said["confirmed"]) == ([1], [1], 0) and said["unsent"] > 0
    stick.at_county(town)
    told = run(a, "--usb", str(stick.folder))
    assert told.exit_code == 0 and told.stdout == "" and str(said["unsent"]) in told.stderr
    again = json.loads(run(a, "--usb", str(stick.folder), "--json").stdout)
    assert again["waiting"] == [2, 3], "each time somebody signs in is a change too"
    assert run(a, "--usb", str(tmp_path / "nowhere")).exit_code == 1
