"""The page 数据比对: a list is compared, guesses are accepted by a person, doubts are handed over, applied and kept."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.crosschecks.listing import list_differences
from app.operations.findings import list_findings
from app.operations.offices import Office
from app.texts import say
from app.ui.crosschecks.deeds import keep_sheet
from app.ui.crosschecks.pages import CrossChecksPage
from app.ui.crosschecks.shown import DIFFERENCES, GUESSES, STRANGERS
from app.ui.kit.dialogs import Dialog
from tests.imports.rosters import number
from tests.operations.crosschecks.lists import YEAR, a_list, fares, listed, somebody, stands
from tests.operations.offices import an_office
from tests.ui.household.desks import Told, a_desk, a_window


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with three people: two whom the archive says get no allowance, one of whom it does not say."""
    office = an_office(tmp_path)
    for serial, name in enumerate("甲乙丙", 1):
        home = somebody(office, serial, name)
        stands(office, home, attribute="05")
        if name != "丙":
            fares(office, home, dibao=False)
    return office


def opened(qtbot: QtBot, office: Office, **place: object) -> tuple[CrossChecksPage, Told]:
    desk, told = a_desk(office)
    page = CrossChecksPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    page.open_at(**place)  # type: ignore[arg-type]
    rest(qtbot, page)
    return page, told


def rest(qtbot: QtBot, page: CrossChecksPage) -> None:
    """Wait until nothing is compared, written or read any more."""
    view = page.compare
    qtbot.waitUntil(
        lambda: not (page._desk.lanes.busy() or view.job.under_way or view.hand.job.under_way), timeout=30_000
    )


def compare(qtbot: QtBot, page: CrossChecksPage, path: Path) -> None:
    """Compare a list as a clerk would."""
    page.begin()
    page.compare.ask.year.set_answer(YEAR)
    page.compare.take_files([path])
    rest(qtbot, page)


def hand_over(qtbot: QtBot, page: CrossChecksPage, owner: str = "王主任") -> None:
    page.compare.hand.owner.set_answer(owner)
    page.compare.hand.hand_over()
    rest(qtbot, page)


def two_listed(folder: Path) -> Path:
    return a_list(folder, [listed("甲", 1), listed("乙", 2), listed("无名氏", 9), listed("丙", None)])


def test_an_empty_page_leads_to_the_first_comparison(qtbot: QtBot, office: Office):
    page, _ = opened(qtbot, office)
    assert page.doubts.first.isVisible() and not page.new.isVisible()
    page.doubts.compare_wanted.emit()
    assert page.stack.currentIndex() == 1 and page.compare.ask.asked() is None
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.stack.currentIndex() == 0


def test_a_list_shows_what_differs_what_may_be_somebody_and_who_is_nobody(
    qtbot: QtBot, office: Office, tmp_path: Path
):
    page, told = opened(qtbot, office, new=True)
    compare(qtbot, page, two_listed(tmp_path))
    view = page.compare
    assert {part: len(rows) for part, rows in view.rows.items()} == {DIFFERENCES: 2, GUESSES: 1, STRANGERS: 1}
    assert view.columns.fields["number"].answer() == "身份证号码"
    assert view.hand.go.isEnabled() and told.problems == [] and list_differences(office) == []


def test_a_guess_that_is_accepted_is_compared(qtbot: QtBot, office: Office, tmp_path: Path):
    page, _ = opened(qtbot, office, new=True)
    compare(qtbot, page, two_listed(tmp_path))
    view = page.compare
    view._show_part(GUESSES)
    view.table.tick([view.rows[GUESSES][0].key], True)
    view.accept_ticked()
    rest(qtbot, page)
    assert len(view.rows[GUESSES]) == 0 and len(view.rows[DIFFERENCES]) == 3


def test_two_persons_for_one_row_are_not_taken(qtbot: QtBot, office: Office, tmp_path: Path):
    somebody(office, 4, "丙")
    page, told = opened(qtbot, office, new=True)
    compare(qtbot, page, a_list(tmp_path, [listed("丙", None)]))
    view = page.compare
    view._show_part(GUESSES)
    view.table.tick([row.key for row in view.rows[GUESSES]], True)
    view.accept_ticked()
    assert told.sentences == [say("crosscheck_page.one_of_each")] and view.accepted == {}


def test_nobody_is_handed_a_doubt_without_name_and_deadline(qtbot: QtBot, office: Office, tmp_path: Path):
    page, _ = opened(qtbot, office, new=True)
    compare(qtbot, page, two_listed(tmp_path))
    hand_over(qtbot, page, "")
    assert page.compare.hand.fault.isVisible() and list_differences(office) == []


def test_doubts_are_handed_over_applied_taken_back_and_kept(qtbot: QtBot, office: Office, tmp_path: Path):
    page, told = opened(qtbot, office, new=True)
    compare(qtbot, page, two_listed(tmp_path))
    page.compare.table.tick(["0"], True)
    assert len(page.compare.chosen()) == 1
    page.compare.table.untick_all()
    hand_over(qtbot, page)
    assert page.stack.currentIndex() == 0 and len(page.doubts.shown) == 2
    assert {row.answers["owner"] for row in list_findings(office)} == {"王主任"}
    first, second = page.doubts.shown
    page.doubts.deeds.apply([first])
    rest(qtbot, page)
    qtbot.waitUntil(lambda: page.doubts.shown[0].state == "applied", timeout=30_000)
    told.undo[-1]()  # type: ignore[operator]
    qtbot.waitUntil(lambda: page.doubts.shown[0].state == "open", timeout=30_000)
    page.doubts.deeds.keep([second], "是同名的另一个人")
    qtbot.waitUntil(lambda: page.doubts.shown[1].state == "kept", timeout=30_000)
    page.doubts.show_state("kept")
    assert [one.id for one in page.doubts.shown] == [second.id]


def test_keeping_the_archive_asks_for_a_reason(qtbot: QtBot, office: Office, tmp_path: Path):
    page, _ = opened(qtbot, office, new=True)
    compare(qtbot, page, two_listed(tmp_path))
    hand_over(qtbot, page)
    kept: list[tuple[int, str]] = []
    sheet = keep_sheet(page, page.doubts.shown, lambda chosen, reason: kept.append((len(chosen), reason)))
    sheet.ask()
    sheet.dialog.decide("yes")
    assert kept == []
    sheet.reason.set_answer("看过证件")
    sheet.dialog.decide("yes")
    assert kept == [(2, "看过证件")]


def test_applying_asks_first(qtbot: QtBot, office: Office, tmp_path: Path):
    page, _ = opened(qtbot, office, new=True)
    compare(qtbot, page, two_listed(tmp_path))
    hand_over(qtbot, page)
    page.doubts.table.tick([one.id for one in page.doubts.shown], True)
    page.doubts.deeds.apply_ticked()
    dialog = page.window().findChild(Dialog)
    assert dialog is not None and list_differences(office)[0].state == "open"


def test_a_list_in_which_nobody_is_named_lets_the_clerk_say_which_heading_is_what(
    qtbot: QtBot, office: Office, tmp_path: Path
):
    path = a_list(tmp_path, [{"享受者": "甲", "号": number(1), "地方": "x"}])
    page, _ = opened(qtbot, office, new=True)
    compare(qtbot, page, path)
    view = page.compare
    assert view.ask.fault.isVisible() and view.done is None
    assert not view.hand.go.isEnabled()
    field = view.columns.fields["name"]
    field.set_answer("享受者")
    field.answered.emit()
    rest(qtbot, page)
    assert view.done is not None and not view.ask.fault.isVisible()
    assert len(view.rows[STRANGERS]) == 1


def test_another_kind_of_list_is_compared_at_once_and_a_wrong_file_is_said(
    qtbot: QtBot, office: Office, tmp_path: Path
):
    page, _ = opened(qtbot, office, new=True)
    compare(qtbot, page, two_listed(tmp_path))
    page.compare.ask.profile.set_answer("insured")
    page.compare.ask.profile.answered.emit()
    rest(qtbot, page)
    assert page.compare.done is not None and page.compare.done.profile.key == "insured"
    page.compare.take_files([tmp_path / "none.xlsx"])
    rest(qtbot, page)
    assert page.compare.ask.fault.isVisible()
    page.compare.start_over()
    assert page.compare.stack.currentIndex() == 0


def test_enter_opens_the_household_at_the_field(qtbot: QtBot, office: Office, tmp_path: Path):
    page, told = opened(qtbot, office, new=True)
    compare(qtbot, page, two_listed(tmp_path))
    hand_over(qtbot, page)
    page.doubts.table.go_to(0)
    qtbot.keyClick(page.doubts.table, Qt.Key.Key_Return)
    name, place = told.went[0]
    assert (name, place["id"], place["field"]) == (
        "household",
        page.doubts.shown[0].household_id,
        "member_year.dibao",
    )


def test_result_and_doubts_are_written_as_tables(qtbot: QtBot, office: Office, tmp_path: Path):
    page, told = opened(qtbot, office, new=True)
    compare(qtbot, page, two_listed(tmp_path))
    page.compare.hand.write_table(tmp_path / "result.xlsx")
    rest(qtbot, page)
    sheet = openpyxl.load_workbook(tmp_path / "result.xlsx").active
    assert sheet is not None and sheet["A1"].value == "农村低保名单比对结果表"
    hand_over(qtbot, page)
    page.doubts.deeds.write_table(tmp_path / "doubts.pdf")
    qtbot.waitUntil(lambda: "doubts.pdf" in told.sentences[-1], timeout=30_000)
    assert (tmp_path / "doubts.pdf").read_bytes().startswith(b"%PDF")
