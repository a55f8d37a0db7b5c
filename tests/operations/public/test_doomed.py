"""Killed while a case is finished: either every household of it is what was decided, or none is."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.operations.backups import verify_archive
from app.operations.cases.viewing import case_view
from app.operations.cases.walking import walk
from app.operations.openings import sign_in
from tests.operations.offices import MONDAY, PASSWORD, a_household, an_office
from tests.operations.public.batches import TODAY, a_posted_notice, to_the_notice

ROOT = Path(__file__).parents[3]
HOMES = 40
WATCHED = "SELECT count(*) FROM standing WHERE monitor_class = '3'"


@pytest.mark.parametrize("written", [1, 60_000, 140_000])
def test_killed_while_finishing(tmp_path: Path, written: int) -> None:
    office = an_office(tmp_path)
    homes = [a_household(office, name=f"户{at}", group_name=f"{at}组") for at in range(HOMES)]
    case = to_the_notice(office, homes)
    a_posted_notice(office, case, TODAY)
    soon = replace(office, clock=lambda: MONDAY + timedelta(days=10))
    walk(soon, case, "village")
    walk(soon, case, "township", opinion="agreed")
    office.close()
    said = killed_once_written(office.folder, written)
    again = sign_in(office.folder, "clerk", PASSWORD, clock=lambda: MONDAY + timedelta(days=21))
    ((count,),) = again.archive.read(WATCHED)
    view = case_view(again, case)
    assert count in (0, HOMES)
    assert (view.outcome == "finished") is (count == HOMES)
    assert count == HOMES or "whole" not in said
    assert verify_archive(again).whole
    if not count:
        walk(again, case, "county", opinion="yes")
        assert again.archive.read(WATCHED) == [(HOMES,)]
    again.close()


def killed_once_written(folder: Path, written: int) -> str:
    """Let a program finish the case and kill it when the write-ahead log has grown so far; what it said."""
    command = [sys.executable, "-m", "tests.operations.doomed", "finish", str(folder), str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        while process.poll() is None:
            if sum(one.stat().st_size for one in folder.glob("*-wal")) >= written:
                os.kill(process.pid, signal.SIGKILL)
                break
        return said + process.stdout.read()
