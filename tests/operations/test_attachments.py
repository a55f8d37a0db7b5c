"""Files kept with a household: encrypted beside the archive, and whole or not given at all."""

from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.attachments import attach_file, list_attachments, read_attachment
from app.operations.backups import back_up, restore_backup
from app.operations.openings import sign_in
from tests.operations.offices import MONDAY, PASSWORD, a_household, an_office

CONTENT = b"the photograph of a house " * 200


def a_photo(folder: Path, name: str = "house.JPG", content: bytes = CONTENT) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_a_file_is_kept_once_and_encrypted(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household, other = a_household(office), a_household(office)
    attach_file(office, household, a_photo(tmp_path))
    attach_file(office, other, a_photo(tmp_path, "copy.jpg"))
    (one,) = list_attachments(office, household)
    assert (one.name, one.media, one.size) == ("house.JPG", ".jpg", len(CONTENT))
    assert read_attachment(office, one.hash) == CONTENT
    (kept,) = (path for path in (office.folder / "files").rglob("*") if path.is_file())
    assert b"photograph" not in kept.read_bytes()
    assert "house" not in kept.name


@pytest.mark.parametrize("harm", ["changed", "cut", "gone"])
def test_a_damaged_file_is_said_and_not_given(tmp_path: Path, harm: str) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    attach_file(office, household, a_photo(tmp_path))
    (one,) = list_attachments(office, household)
    (kept,) = (path for path in (office.folder / "files").rglob("*") if path.is_file())
    content = kept.read_bytes()
    kept.unlink()
    if harm != "gone":
        kept.write_bytes(content[:5] if harm == "cut" else content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(Problem) as refused:
        read_attachment(office, one.hash)
    assert refused.value.code == "attachments.damaged"


def test_an_empty_or_missing_file_is_refused(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    for file in (a_photo(tmp_path, content=b""), tmp_path / "none.jpg", tmp_path):
        with pytest.raises(Problem):
            attach_file(office, household, file)
    assert list_attachments(office, household) == []


def test_attachments_travel_with_the_backup(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    attach_file(office, household, a_photo(tmp_path))
    made = back_up(office, tmp_path / "stick" / "today.hudang-backup")
    office.close()
    restore_backup(tmp_path / "new", made.path, PASSWORD, clock=lambda: MONDAY)
    again = sign_in(tmp_path / "new", "clerk", PASSWORD, clock=lambda: MONDAY)
    (one,) = list_attachments(again, household)
    assert read_attachment(again, one.hash) == CONTENT
    again.close()
