"""The county's script's door, run as a script runs it: words, JSON, exit codes, sentences."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.texts import say
from tests.house.tree import ROOT
from tests.rules.packs.builders import FILES, a_pack

OF_THE_COUNTY = {path: text.replace("610921", "331102") for path, text in FILES.items()}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="hudang-county-"))
    yield made
    shutil.rmtree(made)


def started(folder: Path, *words: str, **more: str) -> "subprocess.Popen[str]":
    environment = os.environ | {"HUDANG_COUNTY_DATA": str(folder)} | more
    return subprocess.Popen(
        [sys.executable, "-m", "app.county", *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def run(folder: Path, *words: str, **more: str) -> tuple[int, str, str]:
    """Exit status, stdout, stderr of one command."""
    with started(folder, *words, **more) as process:
        out, said = process.communicate()
        return process.returncode, out, said


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[dict[str, str]]:
    """The served county's address and fingerprint, stopped by the signal that a service manager sends."""
    with started(folder, "serve", "--host", "127.0.0.1", "--port", "0", "--json", *words) as process:
        assert process.stdout is not None
        lines = "".join(iter(lambda: process.stdout.readline(), "}\n")) + "}"  # type: ignore[union-attr]
        try:
            yield json.loads(lines)
        finally:
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate()
        assert (process.returncode, said) == (0, "")


def test_a_county_is_set_up_and_looked_after_by_commands(folder: Path):
    status, _, said = run(folder, "enrol", "331102001")
    assert (status, said.strip()) == (1, say("county.not_served"))
    copy = folder / "copy.dump"
    with serving(folder, "--name", "X") as served:
        assert served["url"].startswith("https://127.0.0.1:") and len(served["fingerprint"]) == 64
        status, out, _ = run(folder, "enrol", "331102001", "--json")
        code = json.loads(out)
        assert status == 0 and code["line"] == f"{served['url']}/#{code['code']}.{served['fingerprint']}"
        status, out, _ = run(folder, "import-divisions", "331102", "--json")
        assert json.loads(out)["divisions"] > 100
        status, out, _ = run(folder, "backup", str(copy), "--json")
        assert (status, json.loads(out)["through"]) == (0, 0)
        status, _, said = run(folder, "restore", str(copy))
        assert (status, said.strip()) == (1, say("county.in_use"))
    status, out, _ = run(folder, "restore", str(copy), "--json")
    assert status == 0 and json.loads(out)["kept"].startswith("hudang_")
    status, out, _ = run(folder, "status", "--json")
    assert (status, json.loads(out)["county"], json.loads(out)["devices"]) == (0, "X", [])


def test_people_are_let_in_by_commands_and_no_password_stands_in_a_command(folder: Path):
    long = {"HUDANG_PASSWORD": "a long enough one"}
    assert run(folder, "users", "add", "li", "--role", "reader")[0] == 1
    assert run(folder, "users", "add", "li", "--role", "king", **long)[0] == 1
    status, _, said = run(folder, "users", "add", "li", "--role", "reader", "--code", "33x", **long)
    assert (status, said.strip()) == (1, say("county.division_code", division="33x"))
    assert run(folder, "users", "add", "li", "--role", "reader", **long)[0] == 0
    assert run(folder, "users", "close", "li")[0] == 0
    [one] = json.loads(run(folder, "users", "list", "--json")[1])
    assert (one["name"], one["role"], one["closed_at"] is not None) == ("li", "reader", True)


def test_what_machines_begin_with_is_not_made_for_a_few_rows(folder: Path):
    assert run(folder, "begin", "--json")[:2] == (0, "[]\n")
    assert run(folder, "begin", "331102001")[0] == 0


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("enrol", "12345"), 1),
        (("begin", "12345"), 1),
        (("revoke", "nobody"), 1),
        (("users", "close", "nobody"), 1),
        (("restore", "nowhere.ark"), 1),
        (("backup", "/nowhere/copy.ark"), 1),
        (("serve", "--plain"), 1),
        (("import-divisions", "99"), 1),
        (("fly",), 2),
        (("enrol",), 2),
    ],
)
def test_what_is_not_right_is_said_in_a_sentence(folder: Path, words: tuple[str, ...], status: int):
    code, out, said = run(folder, *words)
    assert (code, out) == (status, "") and said.strip() and "Traceback" not in said


def test_nothing_the_server_keeps_for_itself_is_readable_by_others(folder: Path):
    for name in ("secrets.json", "certificate.key", "copy.dump"):
        assert (folder / name).stat().st_mode & 0o077 == 0


def test_packs_and_deadlines_are_published_listed_and_withdrawn(folder: Path, tmp_path: Path):
    assert run(folder, "import-divisions", "331102")[0] == 0
    _, data = a_pack(tmp_path / "p", OF_THE_COUNTY, region="331102")
    (tmp_path / "a.zip").write_bytes(data)
    status, out, said = run(folder, "publish", str(tmp_path / "a.zip"), "--code", "331102", "--json")
    assert (status, said) == (0, "")
    made = json.loads(out)
    assert made["key"] == "hanyin" and any(one["new"] == "3600" for one in made["differences"])
    status, _, said = run(folder, "publish", str(tmp_path / "a.zip"), "--code", "331102")
    assert (status, len(said.splitlines())) == (1, 1)
    status, out, said = run(folder, "deadline", "lists", "--due", "2099-12-01", "--code", "331102", "--json")
    assert status == 0, said
    for words in (("x", "--due", "soon"), ("x", "--due", "2020-01-01"), (" ", "--due", "2099-01-01")):
        status, _, said = run(folder, "deadline", *words, "--code", "331102")
        assert (status, len(said.splitlines())) == (1, 1)
    assert run(folder, "withdraw", json.loads(out)["id"], "--json")[0] == 0
    listed = json.loads(run(folder, "published", "--json")[1])
    assert [one["key"] for one in listed["packs"]] == ["hanyin"]
    assert [bool(one["withdrawn"]) for one in listed["deadlines"]] == [True]
    assert run(folder, "published")[0] == 0
