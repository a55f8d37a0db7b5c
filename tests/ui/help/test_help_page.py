"""The page of help: its sections, the year and village they share, and its size."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.places import villages
from app.ui.help.sections import SECTIONS
from app.ui.kit.theme import height, width
from tests.operations.offices import an_office
from tests.ui.help.pages import firsts, open_help, settled, three_needing


def test_every_section_opens_on_an_empty_office(qtbot: QtBot, tmp_path: Path):
    page, _, desk, told = open_help(qtbot, an_office(tmp_path), "plans")
    for section in SECTIONS:
        page.open_at(section=section.key)
        settled(qtbot, desk)
        assert page.stack.currentWidget() is page.section(section.key)
    assert told.problems == []
    desk.close()


def test_the_keyboard_stays_on_the_page_when_its_section_goes_out_of_sight(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    page, plans, desk, _ = open_help(qtbot, office, "plans", give=households)
    plans.place.panel.item.setFocus()
    qtbot.keyClick(plans.place.panel.item, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.now == "coverage"
    assert page.segments.hasFocus()
    settled(qtbot, desk)
    desk.close()


def test_the_village_and_year_go_with_one_from_section_to_section(qtbot: QtBot, tmp_path: Path):
    office, _ = three_needing(tmp_path)
    second = villages(office)[1]
    page, _, desk, _ = open_help(qtbot, office, "pairing", village=second.id)
    assert firsts(page.section("pairing").pairs.table) == ["Sun"]
    qtbot.keyClick(page.segments, Qt.Key.Key_Left)
    settled(qtbot, desk)
    assert page.now == "coverage"
    assert [row.head for row in page.section("coverage").matrix.rows] == ["Sun"]
    page.scope.villages.take("*")
    settled(qtbot, desk)
    assert len(page.section("coverage").matrix.rows) == 3
    page.show_section("pairing")
    settled(qtbot, desk)
    assert len(firsts(page.section("pairing").pairs.table)) == 3
    desk.close()


def test_only_the_buttons_of_the_section_in_sight_are_shown_and_its_line_is_said(
    qtbot: QtBot, tmp_path: Path
):
    office, _ = three_needing(tmp_path)
    page, plans, desk, _ = open_help(qtbot, office, "plans")
    assert plans.give_button.isVisible()
    said = page.header.line.text()
    page.show_section("pairing")
    settled(qtbot, desk)
    assert not plans.give_button.isVisible()
    assert page.section("pairing").pair_button.isVisible()
    assert page.header.line.text() != said
    page.show_section("plans")
    assert page.header.line.text() == said
    desk.close()


def test_who_helps_is_of_today_so_the_year_is_locked_there(qtbot: QtBot, tmp_path: Path):
    office, _ = three_needing(tmp_path)
    page, _, desk, _ = open_help(qtbot, office, "pairing")
    assert page.scope.years.isReadOnly()
    page.show_section("plans")
    assert not page.scope.years.isReadOnly()
    settled(qtbot, desk)
    desk.close()


def test_every_section_of_an_empty_office_says_what_belongs_there_and_fits_the_smallest_screen(
    qtbot: QtBot, tmp_path: Path
):
    page, plans, desk, _ = open_help(qtbot, an_office(tmp_path), "plans")
    room = (1280 - width("navigation"), 672 - height("top_bar"))
    for key in ("plans", "coverage", "pairing"):
        page.show_section(key)
        settled(qtbot, desk)
        least = page.minimumSizeHint()
        assert (least.width() <= room[0], least.height() <= room[1]) == (True, True), (key, least)
    assert not plans.empty.isHidden()
    assert not page.section("coverage").empty.isHidden()
    assert not page.section("pairing").pairs.empty.isHidden()
    desk.close()


def test_a_list_with_a_panel_beside_it_still_fits_the_smallest_screen(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    room = 1280 - width("navigation")
    page, plans, desk, _ = open_help(qtbot, office, "plans", room, 612)
    plans.deeds.give(households)
    settled(qtbot, desk)
    assert page.minimumSizeHint().width() <= room
    page.show_section("pairing")
    page.section("pairing").deeds.pair()
    settled(qtbot, desk)
    assert page.minimumSizeHint().width() <= room
    desk.close()
