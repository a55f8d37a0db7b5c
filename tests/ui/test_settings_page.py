"""The settings: each part writes what it says, refuses in words, and may be taken back."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.errors import Problem
from app.operations.backup_lists import list_backups
from app.operations.batches import list_batches
from app.operations.office_settings import add_village, rename_office, rename_village
from app.operations.offices import Office
from app.operations.openings import sign_in
from app.operations.places import villages
from app.operations.support_reports import support_report
from app.operations.users import list_users
from app.operations.years import known_years
from app.ui.desks import Desk
from app.ui.kit.dialogs import Dialog
from app.ui.settings.asking import AskSheet
from app.ui.settings.pages import PARTS, SettingsPage
from app.ui.windows import Window
from tests.operations.offices import PASSWORD, a_household, an_office
from tests.ui.household.desks import Told, a_desk, a_window

LONG = 20_000  # ms: keys are made slowly on purpose


def opened(qtbot: QtBot, office: Office, part: str) -> tuple[SettingsPage, Desk, Told]:
    desk, told = a_desk(office)
    page = SettingsPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    page.open_at(part=part)
    settled(qtbot, desk)
    return page, desk, told


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.lanes.busy(), timeout=LONG)


def sheet_of(page: SettingsPage) -> Dialog:
    sheets = [one for one in page.window().findChildren(Dialog) if one.isVisible()]
    assert len(sheets) == 1
    return sheets[0]


def test_every_part_opens_by_its_name(qtbot: QtBot, tmp_path: Path):
    page, desk, told = opened(qtbot, an_office(tmp_path), "recovery")
    assert page.now == "password"
    for part in PARTS:
        page.open_at(part=part.key)
        settled(qtbot, desk)
        assert page.stack.currentWidget() is page.part(part.key)
    assert told.problems == []
    desk.close()


def test_a_village_is_added_by_name_or_code_once_and_renamed(tmp_path: Path):
    office = an_office(tmp_path)
    known = villages(office)[0]
    assert add_village(office, "新风村").code == ""
    for again in ("新风村", known.code, known.name):
        with pytest.raises(Problem, match="village_there"):
            add_village(office, again)
    with pytest.raises(Problem, match="unknown_code"):
        add_village(office, "999999999999")
    rename_village(office, known.id, "双河村")
    assert {"双河村", "新风村"} <= {one.name for one in villages(office)}
    with pytest.raises(Problem, match="village_there"):
        rename_village(office, known.id, "新风村")
    rename_office(office, " 青石镇人民政府 ")
    assert office.name == "青石镇人民政府"
    office.close()


def test_a_user_is_added_with_a_role_and_can_sign_in_until_closed(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    page, desk, told = opened(qtbot, office, "users")
    part = page.part("users")
    sheet: AskSheet = part.sheets.ask_new()
    sheet.fields["full_name"].set_answer("李雪")
    sheet.fields["login"].set_answer("lixue")
    sheet.fields["villages"].set_answer((villages(office)[0].id,))
    sheet.fields["password"].setText("short")
    sheet.dialog.buttons["yes"].click()
    assert sheet.fields["password"].property("issue") == "error"
    for key in ("password", "again"):
        sheet.fields[key].setText("autumn-rice-8")
    sheet.dialog.buttons["yes"].click()
    settled(qtbot, desk)
    added = next(one for one in list_users(office) if one.name == "lixue")
    assert (added.role, added.villages) == ("enter", (villages(office)[0].id,))
    sign_in(office.folder, "lixue", "autumn-rice-8").close()
    part.sheets.ask_close(added)
    sheet_of(page).buttons["yes"].click()
    settled(qtbot, desk)
    assert next(one for one in list_users(office) if one.name == "lixue").closed
    assert told.problems == []
    desk.close()


def test_a_name_that_is_taken_is_refused_in_the_sheet(qtbot: QtBot, tmp_path: Path):
    page, desk, _ = opened(qtbot, an_office(tmp_path), "users")
    sheet: AskSheet = page.part("users").sheets.ask_new()
    sheet.fields["full_name"].set_answer("周敏")
    sheet.fields["login"].set_answer("clerk")
    for key in ("password", "again"):
        sheet.fields[key].setText("autumn-rice-8")
    sheet.dialog.buttons["yes"].click()
    settled(qtbot, desk)
    assert sheet.dialog.isVisible()
    assert sheet.fields["full_name"].property("issue") == "error"
    desk.close()


def test_who_may_only_enter_changes_no_users(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    office.user = type(office.user)(office.user.id, office.user.name, "", "enter")
    page, desk, _ = opened(qtbot, office, "users")
    assert not page.part("users").add.isEnabled()
    desk.close()


def test_a_backup_goes_to_both_places_and_a_stick_that_is_away_is_told(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    page, desk, told = opened(qtbot, office, "backup")
    part = page.part("backup")
    part.set_second(office.folder)
    assert desk.settings().get("backup_folder") is None
    stick = tmp_path / "stick" / "backups"
    stick.parent.mkdir()
    part.set_second(stick)
    part.back_up()
    settled(qtbot, desk)
    assert [one.second for one in list_backups(office)].count(True) == 1
    assert len(part.found) == 2
    part.set_second(tmp_path / "gone" / "backups")
    part.back_up()
    settled(qtbot, desk)
    assert str(tmp_path / "gone" / "backups") in told.sentences[-1]
    desk.close()


def test_checking_the_archive_says_that_it_is_whole(qtbot: QtBot, tmp_path: Path):
    page, desk, _ = opened(qtbot, an_office(tmp_path), "backup")
    row = page.part("backup").verify
    row.verify()
    settled(qtbot, desk)
    assert row.note.property("tone") == "ok"
    desk.close()


def test_a_backup_is_put_back_through_the_entry_door(qtbot: QtBot, tmp_path: Path):
    from app.operations.backup_lists import back_up_now
    from app.ui.entry.recoveries import RecoveryPage
    from app.ui.settings.restores import restore_at_door

    office = an_office(tmp_path)
    folder, file = office.folder, back_up_now(office)[0][0].path
    a_household(office)
    office.close()
    window = Window(folder)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.visit is not None and not window.visit.lanes.busy())
    visit = window.visit
    assert visit is not None
    visit.enter(sign_in(folder, "clerk", PASSWORD))
    qtbot.waitUntil(lambda: not visit.lanes.busy(), timeout=LONG)
    restore_at_door(visit, file)
    qtbot.waitUntil(lambda: bool(window.findChildren(RecoveryPage)), timeout=LONG)
    form = window.findChildren(RecoveryPage)[0]
    assert form.file.answer() == str(file)
    form.way.chosen.emit("password")
    form.way.choose("password")
    form.password.setText(PASSWORD)
    form.open.click()
    qtbot.waitUntil(lambda: visit.desk is not None, timeout=LONG)
    assert visit.desk is not None
    rows = visit.desk.office.archive.read("SELECT count(*) FROM household")
    assert rows[0][0] == 0
    window.close()


def test_the_next_year_is_opened_for_everybody_and_taken_back(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    a_household(office, year=2025)
    with office.archive.work("clerk", at=office.clock()) as work:
        household = work.read("SELECT id FROM household")[0][0]
        work.create("standing", {"household_id": household, "year": 2025})
    page, desk, told = opened(qtbot, office, "years")
    part = page.part("years")
    assert part.next == 2026
    part.ask_open()
    sheet_of(page).buttons["yes"].click()
    settled(qtbot, desk)
    assert 2026 in known_years(office)
    undo = told.undo[0]
    assert callable(undo)
    undo()
    settled(qtbot, desk)
    assert 2026 not in known_years(office)
    desk.close()


def test_a_batch_is_taken_back_after_a_decision(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    with office.archive.work("clerk", "import", at=office.clock(), batch="b1") as work:
        work.update("office", office.archive.read("SELECT id FROM office")[0][0], {"name": "Other"})
    page, desk, told = opened(qtbot, office, "batches")
    part = page.part("batches")
    part.ask_undo(list_batches(office)[0].batch)
    sheet_of(page).buttons["yes"].click()
    settled(qtbot, desk)
    assert office.name == "Town office"
    assert told.problems == []
    desk.close()


def test_a_file_that_cannot_print_is_refused_and_the_fonts_stay(qtbot: QtBot, tmp_path: Path):
    page, desk, told = opened(qtbot, an_office(tmp_path), "fonts")
    part = page.part("fonts")
    (tmp_path / "no.ttf").write_bytes(b"nothing")
    part.take("song", tmp_path / "no.ttf")
    settled(qtbot, desk)
    assert [problem.code for problem in told.problems] == ["papers.font_unusable"]
    part.take("song", part.roles[0].file)
    settled(qtbot, desk)
    assert desk.settings()["fonts"] == {"song": str(part.roles[0].file)}
    part.give_back("song")
    settled(qtbot, desk)
    assert desk.settings()["fonts"] == {}
    desk.close()


def test_the_look_and_the_lock_are_kept_as_settings_of_this_pc(qtbot: QtBot, tmp_path: Path):
    page, desk, _ = opened(qtbot, an_office(tmp_path), "look")
    part = page.part("look")
    part.percent.chosen.emit("130")
    with qtbot.waitSignal(desk.changed) as changed:
        part.minutes.chosen.emit("0")
    assert changed.args == ["settings"]
    assert (desk.settings()["text_percent"], desk.settings()["lock_minutes"]) == (130, 0)
    desk.close()


def test_a_new_recovery_code_is_shown_until_it_is_said_to_be_on_paper(qtbot: QtBot, tmp_path: Path):
    page, desk, _ = opened(qtbot, an_office(tmp_path), "password")
    page.part("password").ask_renew()
    sheet_of(page).buttons["yes"].click()
    settled(qtbot, desk)
    sheet = sheet_of(page)
    assert not sheet.buttons["close"].isEnabled()
    sheet.decide("close")
    assert sheet.isVisible()
    desk.close()


def test_the_report_for_support_names_nobody(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    a_household(office, name="Zhao")
    report = support_report(office)
    assert "household 1" in report
    assert not any(word in report for word in ("Zhao", "Zhou Min", "clerk"))
    page, desk, told = opened(qtbot, office, "about")
    page.part("about").copy_report()
    settled(qtbot, desk)
    assert "household 1" in QGuiApplication.clipboard().text()
    assert told.sentences
    desk.close()


def test_a_new_code_that_was_never_put_away_is_asked_for_again(qtbot: QtBot, tmp_path: Path):
    from app.ui.entry.first_runs import sheet_waits
    from app.ui.entry.wizard_steps import RecoveryStep

    office = an_office(tmp_path)
    page, desk, _ = opened(qtbot, office, "password")
    page.part("password").show_code("7K2MX-QQ3PD-VWT8R-NHB4C-E6YJF")
    assert sheet_waits(office.folder)
    sheet = sheet_of(page)
    step = sheet.findChild(RecoveryStep)
    assert step is not None
    step.confirmed.click()
    sheet.buttons["close"].click()
    assert not sheet_waits(office.folder)
    desk.close()
