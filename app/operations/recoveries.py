"""Coming in with the code of the recovery sheet, when a password is lost."""

from pathlib import Path

from app.errors import Problem
from app.operations.book_orders import FUNCTIONS
from app.operations.faults import faults_told
from app.operations.offices import Clock, Office, now
from app.operations.openings import ARCHIVE, KEYS, has_office, sign_in
from app.paths import private_folder
from db.archives import Archive
from db.keys import read_keys, write_keys
from db.peppers import make_pepper


def sign_in_by_recovery(folder: Path, name: str, code: str, password: str, clock: Clock = now) -> Office:
    """Open the archive with the recovery code; `password` becomes the user's new one, the old one opens nothing more.

    Raises Problem for a mistyped or foreign code, and for a user the archive does not know or has closed: the keys
    are then untouched.
    """
    with faults_told():
        if not has_office(folder):
            raise Problem("office.none_here", folder=folder)
        keys = read_keys(folder / KEYS)
        key = keys.recover(code)
        _need_user(folder, key, name)
        write_keys(folder / KEYS, keys.with_user(name, password, key, make_pepper(private_folder())))
    return sign_in(folder, name, password, clock)


def _need_user(folder: Path, key: bytes, name: str) -> None:
    archive = Archive.open(folder / ARCHIVE, key, FUNCTIONS)
    try:
        rows = archive.read('SELECT id FROM "user" WHERE name = ? AND closed_on IS NULL', (name,))
    finally:
        archive.close()
    if not rows:
        raise Problem("office.user_closed", user=name)
