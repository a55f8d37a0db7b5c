"""核查 on screen: villages, households and their sheets by keyboard alone, differences applied or refused, locking."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.campaigns import campaigns
from app.operations.drafts import list_drafts
from app.operations.edits import save_answers
from app.operations.marking import Marked, mark_key
from app.operations.marks import marks_of
from app.operations.offices import Office
from app.operations.subjects import Subject
from app.operations.tasks import tasks
from app.ui.desks import Desk
from app.ui.help.checks.opening import CampaignPanel
from app.ui.help.checks.sections import ChecksSection
from app.ui.help.checks.sheets import SheetPanel
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TextField
from tests.operations.checks import a_check, a_sheet
from tests.operations.offices import a_household, an_office
from tests.ui.help.pages import open_help, settled
from tests.ui.household.desks import Told

PHONE, NEW_PHONE = "13900000001", "13900000002"


def opened(qtbot: QtBot, office: Office, view: str = "far") -> tuple[ChecksSection, Desk, Told]:
    _, section, desk, told = open_help(qtbot, office, "checks", year=2025, view=view)
    return section, desk, told


def a_panel(qtbot: QtBot, section: ChecksSection, desk: Desk, number: int = 0) -> SheetPanel:
    section.deeds.open_sheet(section.tasks.every[number].id)
    settled(qtbot, desk)
    panel = section.place.panel
    assert isinstance(panel, SheetPanel)
    return panel


def answer(sheet: Dialog, words: str) -> None:
    field = sheet.findChild(TextField)
    assert field is not None
    field.set_answer(words)
    sheet.buttons["yes"].click()


def test_a_check_is_opened_from_the_empty_page_for_the_year_in_sight(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    a_household(office)
    section, desk, told = opened(qtbot, office)
    assert section.empty.isVisibleTo(section)
    section.deeds.open_check()
    panel = section.place.panel
    assert isinstance(panel, CampaignPanel)
    panel.take()
    assert campaigns(office) == []  # the last day is missing: said beside its field
    panel.form.set_answer("campaign.to_on", date(2026, 11, 1))
    panel.take()
    settled(qtbot, desk)
    assert campaigns(office) == [] and panel.isVisible()  # ends before it begins
    panel.form.set_answer("campaign.to_on", date(2026, 11, 30))
    panel.take()
    settled(qtbot, desk)
    (known,) = campaigns(office)
    assert (known.year, known.tasks) == (2025, 1) and section.known is not None
    assert told.undo and section.place.panel is None
    desk.close()


def test_the_desk_opens_the_very_check_it_names(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    a_household(office)
    first, second = a_check(office, name="First"), a_check(office, name="Second")
    for wanted in (first, second):
        page, section, desk, _ = open_help(qtbot, office, "checks", year=2025, campaign=wanted.id)
        assert section.known.id == wanted.id
        desk.lanes.end()
        page.window().close()
    desk.office.close()


def test_enter_goes_from_the_village_to_its_households_to_the_sheet(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    a_household(office, village=0)
    there = a_household(office, village=1, name="Qian")
    a_check(office)
    section, desk, _ = opened(qtbot, office)
    section.villages.table.go_to(1)
    qtbot.keyClick(section.villages.table, Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert [one.household_id for one in section.tasks.lines] == [there]
    section.tasks.table.go_to(0)
    qtbot.keyClick(section.tasks.table, Qt.Key.Key_Return)
    settled(qtbot, desk)
    panel = section.place.panel
    assert isinstance(panel, SheetPanel) and panel.sheet.line.household_id == there
    desk.close()


def test_a_sheet_is_typed_in_the_order_of_the_paper_and_saved_with_what_was_changed(
    qtbot: QtBot, tmp_path: Path
):
    office = an_office(tmp_path)
    first = a_household(office, phone=PHONE)
    a_household(office, name="Qian")
    check = a_check(office)
    section, desk, _ = opened(qtbot, office, "tasks")
    panel = a_panel(qtbot, section, desk)
    assert QApplication.focusWidget() is panel.form.parts[0].inputs["task.checkers"]
    for words in ("Li, Wu", "Zhao", "96"):  # who went, who was met, then the first field of the sheet
        qtbot.keyClicks(QApplication.focusWidget(), words)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    area = panel.form.rows[f"conditions.house_area@{first}"]
    assert not area.row.issue.isHidden() and panel.form.answers()["outcome"] == "differs"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, desk)
    (mark,) = marks_of(office, check.id)
    assert (mark.household_id, mark.spot.field, mark.value) == (first, "house_area", "96")
    following = section.place.panel
    assert isinstance(following, SheetPanel) and following.sheet.line.head == "Qian"
    assert following.form.answers()["checkers"] == "Li, Wu"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    settled(qtbot, desk)
    assert [one.outcome for one in tasks(office, check.id)] == ["differs", "same"]
    assert section.place.panel is None
    desk.close()


def test_what_cannot_be_read_keeps_the_sheet_open_with_its_sentence(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    check = a_check(office)
    section, desk, _ = opened(qtbot, office, "tasks")
    panel = a_panel(qtbot, section, desk)
    area = panel.form.rows[f"conditions.house_area@{household}"]
    area.input.setText("large")
    panel.save()
    settled(qtbot, desk)
    assert not area.row.issue.isHidden() and tasks(office, check.id)[0].outcome == ""
    area.input.setText("")
    panel.form.set_answer("checked_on", date(2026, 10, 1))
    panel.form.set_answer("outcome", "same")
    panel.save()
    settled(qtbot, desk)
    assert section.place.panel is panel and tasks(office, check.id)[0].outcome == ""
    desk.close()


def test_a_sheet_left_half_done_is_there_again(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, phone=PHONE)
    a_check(office)
    section, desk, _ = opened(qtbot, office, "tasks")
    panel = a_panel(qtbot, section, desk)
    area = panel.form.rows[f"conditions.house_area@{household}"]
    area.input.setText("77")
    area.input.finish()
    qtbot.waitUntil(lambda: bool(list_drafts(office)))
    settled(qtbot, desk)
    section.place.close_panel()
    again = a_panel(qtbot, section, desk)
    assert [(mark.field, str(mark.value)) for mark in again.form.marks()] == [("house_area", "77.000")]
    again.save()
    settled(qtbot, desk)
    assert list_drafts(office) == []
    desk.close()


def test_a_masked_number_stays_masked_until_it_is_asked_for_and_then_can_be_corrected(
    qtbot: QtBot, tmp_path: Path
):
    office = an_office(tmp_path)
    household = a_household(office, phone=PHONE)
    a_check(office)
    section, desk, _ = opened(qtbot, office, "tasks")
    panel = a_panel(qtbot, section, desk)
    phone = panel.form.rows[mark_key(Marked("household", household, "phone", None))]
    assert phone.input.is_masked() and panel.form.marks() == []
    qtbot.keyClick(phone.input, Qt.Key.Key_F2)
    settled(qtbot, desk)
    assert phone.input.text() == PHONE
    phone.input.setText(NEW_PHONE)
    assert [mark.value for mark in panel.form.marks()] == [NEW_PHONE]
    desk.close()


def test_ticked_differences_are_written_and_what_the_archive_changed_since_is_asked_for(
    qtbot: QtBot, tmp_path: Path
):
    office = an_office(tmp_path)
    first, second = a_household(office, phone=PHONE), a_household(office, name="Qian", phone=PHONE)
    check = a_check(office)
    for one in (first, second):
        a_sheet(office, check.id, one, Marked("household", one, "phone", NEW_PHONE))
    save_answers(office, Subject("household", second), {"phone": "13900000009"})
    section, desk, told = opened(qtbot, office, "marks")
    section.marks.table.ticked_all.emit(True)
    section.deeds.apply()
    settled(qtbot, desk)
    assert [one.settled for one in marks_of(office, check.id)] == ["applied", ""]
    assert told.undo
    section.marks.table.ticked_all.emit(True)
    section.deeds.apply()
    sheet = section.window().findChild(Dialog)
    assert sheet is not None
    sheet.buttons["yes"].click()
    settled(qtbot, desk)
    assert [one.settled for one in marks_of(office, check.id)] == ["applied", "applied"]
    desk.close()


def test_refusing_and_locking_ask_why(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, phone=PHONE)
    a_household(office, name="Qian")
    check = a_check(office)
    a_sheet(office, check.id, household, Marked("household", household, "phone", NEW_PHONE))
    section, desk, _ = opened(qtbot, office, "marks")
    section.marks.table.ticked_all.emit(True)
    section.deeds.refuse()
    sheet = section.window().findChild(Dialog)
    assert sheet is not None
    sheet.buttons["yes"].click()
    assert sheet.isVisible()  # no reason yet
    answer(sheet, "wrong number")
    settled(qtbot, desk)
    assert [(one.settled, one.reason) for one in marks_of(office, check.id)] == [("refused", "wrong number")]
    qtbot.waitUntil(lambda: section.window().findChild(Dialog) is None)
    section.deeds.close_check()
    sheet = section.window().findChild(Dialog)
    assert sheet is not None
    answer(sheet, "the rest is away")
    settled(qtbot, desk)
    assert campaigns(office)[0].state == "closed" and not section.lock.isVisible()
    section.view.choose("tasks")
    section.show_view("tasks")
    settled(qtbot, desk)
    panel = a_panel(qtbot, section, desk)
    assert panel.sheet.shut and panel.told.shown and not panel.go.isVisible()
    desk.close()


def test_printing_goes_for_the_households_in_the_list_else_for_the_place(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    a_check(office)
    section, desk, told = opened(qtbot, office)
    section.deeds.print_sheets()
    section.show_view("tasks")
    settled(qtbot, desk)
    section.deeds.print_sheets()
    assert told.went == [
        ("print", {"paper": "house-check", "village": "", "year": 2025}),
        ("print", {"paper": "house-check", "households": (household,), "year": 2025}),
    ]
    desk.close()


def test_the_section_fits_the_smallest_window_with_a_sheet_open(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    a_household(office)
    a_check(office)
    section, desk, _ = opened(qtbot, office, "tasks")
    a_panel(qtbot, section, desk)
    assert section.minimumSizeHint().width() <= 1044 and section.minimumSizeHint().height() <= 480
    desk.close()
