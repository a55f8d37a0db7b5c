"""The program is killed in the middle of an import: the next start finds all of it or nothing, and asks no question."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.operations.imports import import_workbooks
from app.operations.openings import sign_in
from app.operations.samples import SampleFiles, find_town, make_township, write_sample
from app.paths import forms
from app.rules.formfiles import load_forms
from tests.acceptance.townships import TOWN
from tests.operations.offices import PASSWORD, an_office

HOUSEHOLDS = 600
CHILD = """
import sys
from pathlib import Path
from app.operations.imports import import_workbooks
from app.operations.openings import sign_in
from app.progress import Progress

folder, password, *files = sys.argv[1:]
office = sign_in(Path(folder), "clerk", password)
report = import_workbooks(
    office, list(map(Path, files)), progress=Progress(lambda done, total, what: print(what, done, total, flush=True))
)
print("done", report.batch, flush=True)
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    made = load_forms(forms())
    township = make_township(HOUSEHOLDS, 5, find_town(TOWN), made)
    return write_sample(tmp_path_factory.mktemp("files"), township, made)


def kill_at(folder: Path, files: SampleFiles, moment: str) -> None:
    """Import in another process and kill it when it says that moment has come."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), PASSWORD, str(files.households), str(files.persons)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    with child, child.stdout as told:
        for line in told:
            if line.startswith(moment):
                child.kill()
                break
        else:
            pytest.fail(f"the import never came to {moment!r}")


@pytest.mark.parametrize(
    "moment", ["import.comparing", "import.writing 0", "import.writing 5", "import.writing 1", "done"]
)
def test_a_killed_import_leaves_all_or_nothing(tmp_path: Path, files: SampleFiles, moment: str) -> None:
    office = an_office(tmp_path)
    folder = office.folder
    office.close()
    kill_at(folder, files, moment)

    office = sign_in(folder, "clerk", PASSWORD)
    kept = office.archive.read("SELECT count(*) FROM household")[0][0]
    assert kept == (HOUSEHOLDS if moment == "done" else 0)
    assert office.archive.read("PRAGMA integrity_check") == [("ok",)]
    report = import_workbooks(office, [files.households, files.persons])
    assert report.households.created == HOUSEHOLDS - kept
    assert report.households.unchanged == kept
    office.close()
