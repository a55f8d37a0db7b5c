"""A process that does one thing over and over, and says what it has done, until it is killed.

Run as `python -m tests.db.doomed DEED FOLDER`; each line it prints is a promise that what it names is kept.
"""

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from db.archives import Archive
from db.backups import back_up
from db.restores import restore
from tests.db.archives import KEY, MONDAY, household_rows


def edit(archive: Archive) -> None:
    """A household with its person and membership, again and again."""
    ((village,),) = archive.read("SELECT id FROM division")
    for number in count(1):
        with archive.work("clerk", at=MONDAY) as work:
            household = work.create("household", {"division_id": village, "address": "x" * 500})
            person = work.create("person", {"name": str(number)}, about=household)
            work.create("membership", {"household_id": household, "person_id": person})
        promise(number)


def load(archive: Archive) -> None:
    """One import of many households; a line for each thousand rows, before anything is kept."""
    ((village,),) = archive.read("SELECT id FROM division")
    with archive.work("clerk", at=MONDAY, batch="import") as work:
        work.create_many("household", household_rows(village, 20_000), step=lambda done, _: promise(done))
    promise("whole")


def copy(archive: Archive) -> None:
    """A backup over the one before."""
    for number in count(1):
        back_up(archive, archive.path.with_name("keys.json"), archive.path.with_name("backup.hdb"), at=MONDAY)
        promise(number)


def put_back(archive: Archive) -> None:
    """A restore of the same backup."""
    archive.close()
    folder = archive.path.parent
    for number in count(1):
        moment = MONDAY.replace(microsecond=number)
        restore(
            folder / "backup.hdb", archive.path, folder / "keys.json", lambda _: KEY, at=moment, actor="clerk"
        )
        promise(number)


def promise(what: object) -> None:
    """Say that it is done."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


DEEDS: dict[str, Callable[[Archive], None]] = {"edit": edit, "load": load, "copy": copy, "put_back": put_back}

if __name__ == "__main__":
    DEEDS[sys.argv[1]](Archive.open(Path(sys.argv[2]) / "archive.db", KEY))
