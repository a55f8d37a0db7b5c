"""The county's door for sticks, run as a script runs it; and lies that a machine's own key has signed."""

import json
import uuid
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.county.packages import Came, import_packages
from app.sync.packages.boxes import write_box
from app.sync.packages.notes import Standing, written
from app.sync.wire.shapes import Counts
from tests.county.machines import Machine, enrolled
from tests.county.servers import Town
from tests.county.test_commands import folder, run

__all__ = ["folder"]


def standing(machine: Machine, **more: object) -> Standing:
    return Standing(hello=machine.greeting(counts=Counts(), **more), unsent={machine.epoch: 1})


def a_package(folder: Path, machine: Machine, messages: list[bytes], **more: object) -> Path:
    """A push package, well sealed and signed by the machine's own key, whatever it says."""
    county = machine.town.county
    ((server, epoch),) = machine.town.rows("SELECT server_id::text, epoch::text FROM server_state")
    said = {
        "id": str(uuid.uuid4()),
        "kind": "push",
        "sender": machine.device,
        "device": machine.device,
        "epoch": machine.epoch,
        "number": 1,
        "low": 1,
        "high": len(machine.log),
        "cursor": 0,
        "server_id": server,
        "server_epoch": epoch,
    }
    secret = machine.key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    folder.mkdir(exist_ok=True)
    return write_box(
        folder, said | more, messages, secret=secret, recipient=bytes.fromhex(county.public_key)
    )[0]


def taken(town: Town, folder: Path) -> list[Came]:
    return import_packages(town.county, folder, folder.parent / "held")


def test_a_package_of_a_machine_is_taken_as_its_push_would_be(town: Town, tmp_path: Path):
    machine = enrolled(town)
    household = machine.household(phone="13900000000")
    a_package(tmp_path / "s", machine, [written(standing(machine)), written(machine.pushed(1, 1))])
    (came,) = taken(town, tmp_path / "s")
    assert (came.state, came.new) == ("taken", 1)
    assert machine.docs()[household.record_id]["phone"] == "13900000000"
    assert town.rows("SELECT act FROM audit ORDER BY seq DESC LIMIT 1") == [("usb_import",)]


def lies(machine: Machine) -> dict[str, list[bytes]]:
    """What a machine that was made to lie may sign."""
    said, push = written(standing(machine)), written(machine.pushed(1, 2))
    other = machine.pushed(1, 2).model_copy(update={"epoch": "ff" * 8})
    forged = machine.pushed(1, 2).model_copy(update={"head_hash": "00" * 32})
    return {
        "nothing": [],
        "no standing": [push],
        "no JSON": [b"\xff\x00"],
        "numbers": [b"[1, 2, 3]"],
        "deep": [b"[" * 5_000 + b"]" * 5_000],
        "another name": [said, written(other)],
        "a forged end": [said, written(forged)],
        "too far": [said, written(machine.pushed(1, 3))],
        "a letter that no table keeps": [written(standing(machine, user="a\0b")), push],
        "a strange parent": [
            written(standing(machine, parent_epoch="x", parent_dseq=10**30, parent_hash="zz")),
            push,
        ],
        "a copy": [written(standing(machine, machine_hash="another")), push],
    }


@pytest.mark.parametrize("lie", ["nothing", "no standing", "no JSON", "numbers", "deep", "another name",
    "a forged end", "too far", "a letter that no table keeps", "a strange parent", "a copy"])  # fmt: skip
def test_a_lie_is_refused_and_stops_no_other_package(town: Town, tmp_path: Path, lie: str):
    machine, honest = enrolled(town), enrolled(town, village="331102001202")
    for one in (machine, machine, machine, honest):
        one.household()
    epoch = "ee" * 8 if lie == "a strange parent" else machine.epoch
    machine.epoch = epoch
    a_package(tmp_path / "s", machine, lies(machine)[lie], high=2)
    a_package(tmp_path / "s", honest, [written(standing(honest)), written(honest.pushed(1, 1))])
    came = {one.device: one for one in taken(town, tmp_path / "s")}
    assert came[honest.device].state == "taken"
    if lie == "nothing":
        assert came[machine.device].why == "not_understood"
    assert came[machine.device].state == "refused" and came[machine.device].new == 0
    assert town.rows("SELECT count(*) FROM op_log") == [(1,)]


def test_one_machine_cannot_send_in_the_name_of_another(town: Town, tmp_path: Path):
    machine, other = enrolled(town), enrolled(town, village="331102001202")
    other.household()
    whole = [written(standing(other)), written(other.pushed(1, 1))]
    machine.epoch = other.epoch
    a_package(tmp_path / "s", machine, whole, device=other.device, sender=other.device, high=1)
    assert [one.why for one in taken(town, tmp_path / "s")] == ["damaged"]
    a_package(tmp_path / "t", machine, whole, device=other.device, high=1)
    assert [one.why for one in taken(town, tmp_path / "t")] == ["unknown_device"]


def test_the_commands_tell_what_they_did(folder: Path, tmp_path: Path):
    data = folder
    (tmp_path / "letter.fpkg").write_bytes(b"dear county")
    status, out, said = run(data, "packages", "import", str(tmp_path), "--json")
    assert (status, said) == (0, "")
    assert [(one["file"], one["state"], one["why"]) for one in json.loads(out)] == [
        ("letter.fpkg", "refused", "no_package")
    ]
    status, _, said = run(data, "packages", "import", str(tmp_path))
    assert status == 0 and said.startswith("letter.fpkg")
    assert run(data, "packages", "export", str(tmp_path), "--json")[:2] == (0, "[]\n")
    assert run(data, "packages", "list", "--json")[:2] == (0, "[]\n")
    status, out, said = run(data, "packages", "export", str(tmp_path / "nowhere"))
    assert (status, out) == (1, "") and "nowhere" in said
