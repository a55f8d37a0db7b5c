"""年度结果 on screen: made and taken back, two years side by side, corrected with a reason."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.edits import save_answers
from app.operations.entries import save_entry
from app.operations.offices import Office
from app.operations.snapshots import make_snapshots, snapshots_of
from app.operations.subjects import Subject
from app.ui.desks import Desk
from app.ui.help.results.comparisons import ComparisonPanel
from app.ui.help.results.sections import ResultsSection
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TextField
from tests.operations.offices import a_household, an_office
from tests.ui.help.pages import open_help, settled
from tests.ui.household.desks import Told


def opened(qtbot: QtBot, office: Office) -> tuple[ResultsSection, Desk, Told]:
    _, section, desk, told = open_help(qtbot, office, "results", year=2025)
    return section, desk, told


def a_dialog(section: ResultsSection) -> Dialog:
    sheet = section.window().findChild(Dialog)
    assert sheet is not None
    return sheet


def two_years(office: Office, name: str = "Zhao") -> str:
    household = a_household(office, year=2024, name=name)
    for year, amount in ((2024, 10_000), (2025, 15_000)):
        answers = {"kind": "wages.work", "amount": Decimal(amount)}
        save_entry(office, "income", household, answers, linked={"year": year})
    return household


def a_panel(qtbot: QtBot, section: ResultsSection, desk: Desk) -> ComparisonPanel:
    section.table.go_to(0)
    qtbot.waitUntil(lambda: bool(section.table.current_key()))
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    settled(qtbot, desk)
    panel = section.place.panel
    assert isinstance(panel, ComparisonPanel)
    qtbot.waitUntil(lambda: panel.found is not None and not desk.lanes.busy())
    return panel


def test_results_are_made_from_the_empty_page_after_asking_and_can_be_taken_back(
    qtbot: QtBot, tmp_path: Path
):
    office = an_office(tmp_path)
    household = two_years(office)
    section, desk, told = opened(qtbot, office)
    assert section.empty.isVisibleTo(section)
    section.make()
    a_dialog(section).buttons["yes"].click()
    settled(qtbot, desk)
    assert len(snapshots_of(office, household)) == 1
    assert section.found is not None and section.found.ids == (household,)
    undo = told.undo[0]
    assert callable(undo)
    undo()
    settled(qtbot, desk)
    assert snapshots_of(office, household) == []
    desk.close()


def test_enter_lays_the_two_newest_years_beside_each_other_and_other_years_can_be_picked(
    qtbot: QtBot, tmp_path: Path
):
    office = an_office(tmp_path)
    two_years(office)
    for year in (2024, 2025):
        make_snapshots(office, year)
    section, desk, _ = opened(qtbot, office)
    panel = a_panel(qtbot, section, desk)
    assert panel.found is not None and (panel.found.old.year, panel.found.new.year) == (2024, 2025)
    assert panel.table is not None
    only_changed = panel.table.rows.source.count()
    panel.every.setChecked(True)
    assert panel.table.rows.source.count() > only_changed > 0
    panel.old.take("2025")
    panel.new.take("today")
    settled(qtbot, desk)
    assert panel.found.new.made_on is None and panel.found.differences == ()
    qtbot.keyClick(section.table, Qt.Key.Key_Escape)
    assert section.place.panel is None
    desk.close()


def test_a_correction_asks_why_and_is_shown_at_once(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = two_years(office)
    for year in (2024, 2025):
        make_snapshots(office, year)
    save_answers(office, Subject("standing", household, 2025), {"house_now": True})
    section, desk, _ = opened(qtbot, office)
    panel = a_panel(qtbot, section, desk)
    panel.correct.click()
    sheet = a_dialog(section)
    field = sheet.findChild(TextField)
    assert field is not None
    field.set_answer("seen at home")
    sheet.buttons["yes"].click()
    qtbot.waitUntil(lambda: not desk.lanes.busy() and len(snapshots_of(office, household)) == 3)
    assert panel.found is not None and panel.found.new.reason == "seen at home"
    desk.close()


def test_the_list_is_narrowed_by_the_heads_name_and_says_whose_result_is_damaged(
    qtbot: QtBot, tmp_path: Path
):
    office = an_office(tmp_path)
    two_years(office)
    other = two_years(office, "Qian")
    make_snapshots(office, 2025)
    with office.archive.writing() as connection:
        connection.execute("DROP TRIGGER guard_snapshot_update")
        connection.execute("UPDATE snapshot SET body = body || ' ' WHERE household_id = ?", (other,))
    section, desk, told = opened(qtbot, office)
    section.search.set_answer("Qian")
    section.refresh()
    settled(qtbot, desk)
    assert section.found is not None and section.found.ids == (other,)
    assert section.found.page(0, 10)[0].damaged and told.problems == []
    section.search.set_answer("nobody")
    section.refresh()
    settled(qtbot, desk)
    assert section.nobody.isVisibleTo(section) and not section.empty.isVisibleTo(section)
    desk.close()
