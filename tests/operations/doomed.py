"""A program that does one deed on an office, and says how far it is, until it is killed.

Run as `python -m tests.operations.doomed DEED FOLDER FILE`.
"""

import sys
from datetime import timedelta
from pathlib import Path

from app.operations.cases.walking import walk
from app.operations.edits import save_answers
from app.operations.imports import import_workbooks
from app.operations.offices import Office
from app.operations.openings import sign_in
from app.operations.subjects import Subject
from app.progress import Progress
from tests.operations.offices import MONDAY, PASSWORD


def promise(*what: object) -> None:
    """Say how far it is."""
    sys.stdout.write(" ".join(map(str, what)) + "\n")
    sys.stdout.flush()


def bring_in(office: Office, file: Path) -> None:
    """One import; a line for each step of it."""
    import_workbooks(office, [file], progress=Progress(promise))
    promise("whole")


def edit(office: Office, _: Path) -> None:
    """One household's phone and its housing, again and again, always the same number in both."""
    ((household,),) = office.archive.read("SELECT id FROM household LIMIT 1")
    for number in range(10_000):
        save_answers(office, Subject("household", household), {"phone": str(number), "address": str(number)})
        promise(number)


def finish(office: Office, _: Path) -> None:
    """The last step of the one case there is, which writes the standing of every household in it."""
    ((case,),) = office.archive.read('SELECT id FROM "case"')
    promise("begins")
    walk(office, str(case), "county", opinion="yes")
    promise("whole")


if __name__ == "__main__":
    deed = {"import": bring_in, "edit": edit, "finish": finish}[sys.argv[1]]
    clock = MONDAY + timedelta(days=20 if sys.argv[1] == "finish" else 0)
    deed(sign_in(Path(sys.argv[2]), "clerk", PASSWORD, clock=lambda: clock), Path(sys.argv[3]))
