"""Killed in the middle of an import or an edit: all of it or nothing is there, and the next start asks nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.backups import verify_archive
from app.operations.batches import list_batches, undo_batch
from app.operations.corrections import correct_household
from app.operations.exports import export_workbook
from app.operations.faults import faults_told
from app.operations.imports import import_workbooks
from app.operations.offices import Office
from app.operations.openings import sign_in
from app.operations.subjects import Subject
from app.texts import sentence
from tests.operations.offices import MONDAY, PASSWORD, a_household, an_office

ROOT = Path(__file__).parents[2]
HOUSEHOLDS = 60


def killed(deed: str, office: Office, file: Path, lines: int) -> list[str]:
    """Let a program do its deed until it has said so many lines, kill it, and give what it said."""
    command = [sys.executable, "-m", "tests.operations.doomed", deed, str(office.folder), str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        said += process.stdout.readlines()
    return [line.strip() for line in said if line.endswith("\n")]


def opened_again(office: Office) -> Office:
    office.close()
    return sign_in(office.folder, "clerk", PASSWORD, clock=lambda: MONDAY)


def a_roster(folder: Path) -> Path:
    """The households of another office of the same town, as a workbook."""
    other, file = an_office(folder / "other"), folder / "rosters.xlsx"
    for number in range(HOUSEHOLDS):
        a_household(other, name="Zhao", code=f"5108121030{number:04}")
    export_workbook(other, ["national-households", "national-persons"], file)
    other.close()
    return file


def count(office: Office, table: str) -> int:
    return int(office.archive.read(f'SELECT count(*) FROM "{table}"')[0][0])


@pytest.mark.parametrize("lines", [1, 3, 5])
def test_killed_while_importing(tmp_path: Path, lines: int) -> None:
    file = a_roster(tmp_path)
    office = an_office(tmp_path)
    said = killed("import", office, file, lines)
    again = opened_again(office)
    households = count(again, "household")
    assert households in (0, HOUSEHOLDS)
    assert count(again, "person") == count(again, "membership") == households
    assert households == HOUSEHOLDS or "whole" not in said
    assert verify_archive(again).whole
    report = import_workbooks(again, [file])
    assert report.households.created + report.households.unchanged == HOUSEHOLDS
    again.close()


@pytest.mark.parametrize("lines", [1, 12])
def test_killed_while_editing(tmp_path: Path, lines: int) -> None:
    office = an_office(tmp_path)
    a_household(office)
    said = killed("edit", office, tmp_path, lines)
    again = opened_again(office)
    ((phone, address),) = again.archive.read("SELECT phone, address FROM household")
    assert phone == address and int(phone) in (int(said[-1]), int(said[-1]) + 1)
    assert verify_archive(again).whole
    again.close()


def test_an_import_that_was_edited_since_is_not_undone_and_says_why(tmp_path: Path) -> None:
    file = a_roster(tmp_path)
    office = an_office(tmp_path)
    report = import_workbooks(office, [file])
    assert report.batch
    ((household,),) = office.archive.read("SELECT id FROM household LIMIT 1")
    own = correct_household(office, household, [(Subject("household", household), {"phone": "13900000000"})])
    with pytest.raises(Problem) as refused, faults_told():
        undo_batch(office, report.batch)
    assert refused.value.code == "batches.undo_blocked" and "1" in sentence(refused.value)
    told = str(refused.value.values["told"])
    assert told.startswith("Zhao户 ") and told.endswith("（2026-11-02 09:12，clerk）")
    assert count(office, "household") == HOUSEHOLDS
    undo_batch(office, own.batch)
    undo_batch(office, report.batch)
    assert [count(office, table) for table in ("household", "person", "membership", "income")] == [0] * 4
    assert len(list_batches(office)) == 4
    with pytest.raises(Problem) as twice:
        undo_batch(office, report.batch)
    assert twice.value.code == "batches.undone_already"
    office.close()
