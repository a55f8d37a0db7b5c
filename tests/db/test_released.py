"""An archive of every released version opens: one small file each in `released/`, made by that version.

The key is the same for all and opens nothing else. After a release: `python -m tests.db.test_released` adds its file.
"""

import shutil
from pathlib import Path

import pytest

from db.archives import Archive
from db.schema import SCHEMA
from db.verifications import verify
from tests.db.archives import MONDAY, a_household, a_village

RELEASED = Path(__file__).parent / "released"
KEY = bytes(range(32))


@pytest.mark.parametrize("released", sorted(RELEASED.glob("*.db")), ids=lambda path: path.stem)
def test_an_archive_of_a_released_version_opens_and_is_whole(released: Path, tmp_path: Path):
    copy = tmp_path / "archive.db"
    shutil.copyfile(released, copy)
    with Archive.open(copy, KEY) as archive:
        assert archive.read("SELECT phone FROM household") == [("13900000001",)]
        assert archive.read("PRAGMA user_version") == [(SCHEMA,)]
        assert verify(archive) == ()


def test_the_version_of_today_has_its_file():
    assert (RELEASED / f"{SCHEMA}.db").exists()


def make_released(folder: Path) -> Path:
    """Write today's version of the small archive; gives its path."""
    path = folder / f"{SCHEMA}.db"
    with Archive.create(path, KEY) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            household = a_household(work, a_village(work), phone="13900000000")
        with archive.work("clerk", "asked at home", at=MONDAY) as work:
            work.update("household", household, {"phone": "13900000001"})
    return path


if __name__ == "__main__":
    print(make_released(RELEASED))
