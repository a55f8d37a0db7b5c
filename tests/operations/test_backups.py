"""A backup opens where it must: with the password here, with the recovery code anywhere."""

from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.backups import back_up, daily_backup, restore_backup, verify_archive
from app.operations.dossiers import dossier
from app.operations.edits import save_answers
from app.operations.openings import NewOffice, create_office, sign_in
from app.operations.subjects import Subject
from tests.operations.offices import MONDAY, PASSWORD, TOWN, a_household, an_office


def test_a_restored_backup_is_what_it_was_and_keeps_what_it_replaced(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, phone="13900000000")
    made = back_up(office, tmp_path / "stick" / "today.hudang-backup")
    save_answers(office, Subject("household", household), {"phone": "13911111111"})
    office.close()
    done = restore_backup(office.folder, made.path, PASSWORD, clock=lambda: MONDAY)
    assert done.replaced is not None and done.replaced.exists()
    again = sign_in(office.folder, "clerk", PASSWORD, clock=lambda: MONDAY)
    page = dossier(again, household)
    assert page is not None
    assert page.household["phone"] == "13900000000"
    assert verify_archive(again).whole
    again.close()


def test_the_recovery_code_opens_a_backup_on_another_pc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = NewOffice("Town office", "clerk", "Zhou Min", PASSWORD, TOWN)
    office, code = create_office(tmp_path / "office", wanted, clock=lambda: MONDAY)
    household = a_household(office)
    made = back_up(office, tmp_path / "stick" / "today.hudang-backup")
    office.close()
    monkeypatch.setenv("HUDANG_PRIVATE", str(tmp_path / "another-pc"))
    with pytest.raises(Problem) as refused:
        restore_backup(tmp_path / "new", made.path, PASSWORD, clock=lambda: MONDAY)
    assert refused.value.code == "storage.pepper_missing"
    restore_backup(tmp_path / "new", made.path, "a new password", recovery=code, clock=lambda: MONDAY)
    again = sign_in(tmp_path / "new", "clerk", "a new password", clock=lambda: MONDAY)
    assert dossier(again, household) is not None
    assert verify_archive(again).whole
    again.close()


def test_a_wrong_code_changes_nothing(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    made = back_up(office, tmp_path / "today.hudang-backup")
    office.close()
    with pytest.raises(Problem):
        restore_backup(
            office.folder, made.path, PASSWORD, recovery="00000-00000-00000-00000-00000", clock=lambda: MONDAY
        )
    sign_in(office.folder, "clerk", PASSWORD, clock=lambda: MONDAY).close()


def test_the_daily_backup_is_written_once_a_day_and_to_the_second_disk(tmp_path: Path) -> None:
    from app.settings import read_settings, write_settings

    office = an_office(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    write_settings(office.folder, {**read_settings(office.folder), "backup_folder": str(stick)})
    assert len(daily_backup(office)) == 2
    assert daily_backup(office) == []
    assert sorted(path.name for path in stick.glob("*.hudang-backup")) == ["hudang-20261102.hudang-backup"]
    office.close()
