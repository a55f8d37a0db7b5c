"""`sync` and `conflicts` by script: one JSON document each, a sentence for what goes wrong."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import door
from app.sync.machines import machine_hash
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import PASSWORD, PLACE, Laptop, a_laptop


def run(laptop: Laptop, *words: str) -> object:
    """What a command prints as JSON. The laptop's office is closed meanwhile."""
    name, folder = laptop.office.user.name, str(laptop.office.folder)
    environment = {"HUDANG_USER": name, "HUDANG_PASSWORD": PASSWORD, "HUDANG_SECOND_PASSWORD": PASSWORD}
    done = CliRunner().invoke(door, [*words, "--data", folder, "--json"], env=environment)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize("choice", ["take", "type"])
def test_a_script_enrols_syncs_lists_and_settles(town: Town, tmp_path: Path, choice: str):
    a, b = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    b.machine = machine_hash()
    b.colleague()
    household = a_household(a.office, name="Zhao", number="510812197001010014")
    a.join(town)
    a.sync()
    b.join(town)
    b.sync()
    person = a.rows("SELECT person_id FROM membership")[0][0]
    a.edit("person", person, about=household, id_number="510812197001010030")
    b.edit("person", person, about=household, id_number="510812197001010057")
    a.sync()
    b.office.close()
    said = run(b, "sync")
    assert (said["sent"], said["conflicts"], said["refused"], said["waiting"]) == (2, 1, 1, 0)
    (conflict,) = run(b, "conflicts", "list")
    assert conflict["field"] == "id_number" and conflict["theirs"]["actor"] == "anna"
    value = ["--value", "510812197001010077"] if choice == "type" else []
    settled = run(
        b, "conflicts", "resolve", conflict["id"], choice, "--reason", "seen", "--with", "dora", *value
    )
    assert settled == {"conflict": conflict["id"], "settled_as": choice}
    assert run(b, "sync")["conflicts"] == 0
    a.sync()
    wanted = "510812197001010077" if choice == "type" else "510812197001010057"
    assert a.row("person", person)["id_number"] == wanted
    assert PLACE in town.rows("SELECT code FROM device_scope")[0]
