"""The calendar of deadlines: gone through by keys, opened by a press or Enter, read out as a list."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.kit.buttons import Button
from app.ui.public.calendars import DeadlineCalendar
from app.ui.public.pages import PublicPage
from tests.operations.public.batches import TODAY, a_posted_notice, an_office_with_twelve, to_the_notice
from tests.ui.household.desks import Told
from tests.ui.public.test_public_page import a_page

ENDS = TODAY + timedelta(days=5)


def a_calendar(qtbot: QtBot, tmp_path: Path) -> tuple[PublicPage, DeadlineCalendar, str, Told]:
    """The calendar with a notice that hangs, and its case."""
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    a_posted_notice(office, case, TODAY)
    page, told = a_page(qtbot, office)
    page.open_at(view="days")
    qtbot.waitUntil(lambda: bool(page.calendar.month.events(TODAY)))
    return page, page.calendar, case, told


def test_keys_go_through_days_and_months(qtbot: QtBot, tmp_path: Path):
    _, calendar, _, _ = a_calendar(qtbot, tmp_path)
    for key, day in (
        (Qt.Key.Key_Right, TODAY + timedelta(days=1)),
        (Qt.Key.Key_Down, TODAY + timedelta(days=8)),
        (Qt.Key.Key_PageUp, date(2026, 10, 10)),
        (Qt.Key.Key_Home, TODAY),
    ):
        qtbot.keyClick(calendar.month, key)
        assert calendar.month.day == day


def test_enter_on_a_day_and_a_press_on_a_line_open_the_case(qtbot: QtBot, tmp_path: Path):
    _, calendar, case, told = a_calendar(qtbot, tmp_path)
    calendar.month.choose(ENDS)
    qtbot.keyClick(calendar.month, Qt.Key.Key_Return)
    assert told.went[-1] == ("public", {"case": case})
    calendar.month.choose(ENDS + timedelta(days=1))
    calendar.day_list.findChildren(Button)[0].click()
    assert len(told.went) == 2


def test_a_press_on_what_is_painted_opens_it(qtbot: QtBot, tmp_path: Path):
    _, calendar, _, told = a_calendar(qtbot, tmp_path)
    month = calendar.month
    number = month.days().index(ENDS)
    (chip,) = month.chip_places(month.place_of(number), 1)
    qtbot.mouseClick(month, Qt.MouseButton.LeftButton, pos=chip.center().toPoint())
    assert month.day == ENDS and len(told.went) == 1


def test_another_month_is_read_when_it_is_gone_to_and_the_day_stays_on_refresh(qtbot: QtBot, tmp_path: Path):
    page, calendar, _, _ = a_calendar(qtbot, tmp_path)
    calendar.go_back()
    qtbot.waitUntil(lambda: bool(calendar.month.events(date(2026, 10, 8))))  # the meeting
    calendar.month.choose(date(2026, 10, 8))
    page.refresh()
    qtbot.waitUntil(lambda: not page._desk.lanes.busy())
    assert calendar.month.day == date(2026, 10, 8)


def test_the_month_is_a_list_too_and_its_days_are_spoken(qtbot: QtBot, tmp_path: Path):
    _, calendar, case, told = a_calendar(qtbot, tmp_path)
    calendar.show_way("list")
    assert calendar.table.rows.rowCount() == 3  # posted, ends, comes down
    calendar.table.go_to(1)
    qtbot.keyClick(calendar.table, Qt.Key.Key_Return)
    assert told.went[-1] == ("public", {"case": case})
    calendar.month.choose(ENDS)
    assert "1 件" in calendar.month.accessibleName()


def test_many_on_one_day_are_counted_in_what_room_there_is(qtbot: QtBot, tmp_path: Path):
    _, calendar, _, _ = a_calendar(qtbot, tmp_path)
    month = calendar.month
    place = month.place_of(10)
    assert len(month.chip_places(place, 40)) < 40
    assert all(place.contains(chip) for chip in month.chip_places(place, 40))
