"""The page of doubts: places, levels and checks narrow it, settling asks why, the list becomes a table."""

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.doubt_lists import doubt_list
from app.operations.doubt_tables import rule_word, write_doubts
from app.operations.offices import Office
from app.operations.places import villages
from app.rules.checks import CHECKS
from app.texts import say
from app.ui.desks import Desk
from app.ui.doubts.deeds import filter_words
from app.ui.doubts.pages import DoubtsPage
from app.ui.doubts.shown import Narrowing, doubt_key, told_apart
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TextField
from tests.operations.offices import a_household, an_office
from tests.ui.household.desks import Told, a_desk, a_window


def opened(qtbot: QtBot, office: Office, **place: str) -> tuple[DoubtsPage, Desk, Told]:
    desk, told = a_desk(office)
    page = DoubtsPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    page.open_at(**place)
    settled(qtbot, desk)
    return page, desk, told


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.lanes.busy())


def two_villages(folder: Path) -> Office:
    office = an_office(folder)
    a_household(office, village=0, name="Zhao")
    a_household(office, village=1, name="Qian", phone="123")
    return office


def test_the_counts_of_the_places_add_up_to_the_open_doubts(qtbot: QtBot, tmp_path: Path):
    office = two_villages(tmp_path)
    page, desk, _ = opened(qtbot, office)
    open_ones = sum(not one.settled for one in doubt_list(office).all())
    assert len(page.shown) == open_ones > 0
    first, second = (one.name for one in villages(office)[:2])
    page.places.chosen.emit(first, "")
    here = len(page.shown)
    page.places.chosen.emit(second, "")
    assert here + len(page.shown) == open_ones
    desk.close()


def test_it_opens_at_the_village_and_the_check_the_desk_names(qtbot: QtBot, tmp_path: Path):
    office = two_villages(tmp_path)
    village = villages(office)[1].name
    page, desk, _ = opened(qtbot, office, village=village, rule="required")
    assert {(one.village, one.doubt.rule) for one in page.shown} <= {(village, "required")}
    page.show_everything()
    assert {one.village for one in page.shown} == {one.name for one in villages(office)[:2]}
    desk.close()


def test_enter_opens_the_household_at_the_doubted_field(qtbot: QtBot, tmp_path: Path):
    page, desk, told = opened(qtbot, two_villages(tmp_path))
    page.table.go_to(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    doubt = page.shown[0].doubt
    name, place = told.went[0]
    assert (name, place["id"], place["field"], place["year"]) == (
        "household", doubt.household_id, doubt.field, doubt.year,
    )  # fmt: skip
    desk.close()


def test_settling_wants_a_reason_and_the_settled_ones_show_it_until_opened_again(
    qtbot: QtBot, tmp_path: Path
):
    page, desk, told = opened(qtbot, two_villages(tmp_path))
    chosen, before = page.shown[0], len(page.shown)
    page.table.tick([doubt_key(chosen)])
    page.deeds.settle_ticked()
    sheet = page.window().findChild(Dialog)
    assert sheet is not None
    sheet.buttons["yes"].click()
    assert sheet.isVisible()
    field = sheet.findChild(TextField)
    assert field is not None
    field.set_answer("visited")
    sheet.buttons["yes"].click()
    qtbot.waitUntil(lambda: not desk.lanes.busy() and len(page.shown) == before - 1)
    page.filters.states.choose("settled")
    page.filters.changed.emit()
    assert [one.settled for one in page.shown] == ["visited"]
    undo = told.undo[0]
    assert callable(undo)
    undo()
    qtbot.waitUntil(lambda: not desk.lanes.busy() and not page.shown)
    desk.close()


def test_the_list_becomes_a_workbook_with_a_line_for_each_doubt(tmp_path: Path):
    office = two_villages(tmp_path)
    found = doubt_list(office).all()
    assert write_doubts(office, found, tmp_path / "doubts.xlsx", "Doubts", "all") == len(found)
    assert write_doubts(office, found, tmp_path / "doubts.pdf", "Doubts") == len(found)
    sheet = openpyxl.load_workbook(tmp_path / "doubts.xlsx").active
    assert sheet is not None
    said = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {one.doubt.sentence for one in found} <= said
    assert (tmp_path / "doubts.pdf").read_bytes().startswith(b"%PDF")
    office.close()


def test_every_check_has_a_short_name_of_its_own():
    common = say("doubtlist.rule_of_forms")
    assert [check.id for check in CHECKS if rule_word(check.id) == common] == []


def test_a_sentence_is_told_in_two_parts_where_it_asks_for_something():
    assert told_apart("甲，请核对。") == ("甲", "请核对。")
    assert told_apart("甲不对。") == ("甲不对。", "")


def test_a_table_says_what_it_was_narrowed_to():
    words = filter_words(Narrowing(village="双河村", rule="required", level="error"), "青石镇", 3)
    assert words.startswith("双河村")
    assert rule_word("required") in words
    assert "青石镇" in filter_words(Narrowing(settled=True), "青石镇", 0)
