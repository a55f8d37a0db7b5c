"""The door as a process of its own: what a script, a shell or a scheduler really starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.log import FILE
from tests.cli.doors import ROOT, run, run_apart


def test_a_process_prints_its_document_in_utf8_whatever_the_terminal(township: Path) -> None:
    said = run_apart("papers", "--json", PYTHONIOENCODING="gbk", LANG="C")
    assert said.status == 0 and said.err == ""
    assert any(one["title"] == "户卡" for one in said.document)


POSIX = pytest.mark.skipif(os.name != "posix", reason="closed pipes and names of any bytes are POSIX's")


@POSIX
@pytest.mark.parametrize("closed", [1, 2])
def test_a_process_without_a_console_does_its_work(township: Path, tmp_path: Path, closed: int) -> None:
    out = tmp_path / "persons.xlsx"
    command = [sys.executable, "-m", "app", "export", "person", "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, preexec_fn=lambda: os.close(closed))
    assert (done.returncode, out.exists()) == (0, True)
    assert b"Traceback" not in done.stdout + done.stderr
    assert run("verify").status == 0


@POSIX
def test_a_file_name_that_is_no_text_is_written_and_logged(township: Path, tmp_path: Path) -> None:
    out = tmp_path / os.fsdecode(b"\xff\xc4.xlsx")
    assert run("export", "person", "--out", out).status == 0
    assert out.exists()


def test_a_process_ends_with_the_status_of_its_command(township: Path, tmp_path: Path) -> None:
    assert run_apart("fly").status == 2
    refused = run_apart("import", tmp_path / "missing.xlsx", "--json")
    assert refused.status == 1 and refused.document["refusals"]
    assert "Traceback" not in refused.err


def test_stopping_a_command_is_no_bug(township: Path, monkeypatch) -> None:
    from app.operations import searches

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(searches, "find", stop)
    said = run("find", "a")
    assert said.status == 1 and said.err.endswith("。\n")


def test_a_bug_is_told_and_logged_without_anybodys_name(township: Path, tmp_path: Path, monkeypatch) -> None:
    from app.operations import searches

    def fail(*_: object) -> None:
        raise ValueError("王小明 no. 11010519491231002X, tel. 139 0000 0000")

    monkeypatch.setattr(searches, "find", fail)
    said = run("find", "王小明", "--data", township / "office")
    assert said.status == 1 and "ValueError" in said.err
    assert "王小明" not in said.err and "Traceback" not in said.err
    log = (township / "office" / FILE).read_text("utf-8")
    assert "test_processes.py" in log and "ValueError" in log
    assert "王" not in log and "1949" not in log and "0000" not in log
