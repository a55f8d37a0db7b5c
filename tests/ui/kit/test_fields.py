"""Fields: what they give for what is typed, moving on by Enter, Chinese typing left alone."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.buttons import Button
from app.ui.kit.calendars import MonthSheet, month_after
from app.ui.kit.fields import LongTextField, TextField
from app.ui.kit.number_fields import DateField, NumberField, read_day
from app.ui.kit.secret_fields import MaskedField, PasswordField


def page_of(qtbot: QtBot, *parts: QWidget) -> QWidget:
    page = QWidget()
    lines = QVBoxLayout(page)
    for part in parts:
        lines.addWidget(part)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def test_enter_finishes_a_field_and_moves_on_to_the_next_one_past_buttons(qtbot: QtBot):
    first, second = TextField(), TextField()
    _page = page_of(qtbot, first, Button("x"), second)
    first.setFocus()
    qtbot.keyClicks(first, " 13900002738 ")
    with qtbot.waitSignal(first.answered):
        qtbot.keyClick(first, Qt.Key.Key_Return)
    assert second.hasFocus()
    assert first.answer() == "13900002738"


def test_a_field_left_as_it_was_tells_nothing(qtbot: QtBot):
    field, other = TextField(), TextField()
    _page = page_of(qtbot, field, other)
    field.set_answer("x")
    field.setFocus()
    with qtbot.assertNotEmitted(field.answered):
        other.setFocus()


def test_chinese_being_typed_is_not_judged_before_the_input_method_commits_it(qtbot: QtBot):
    field = TextField()
    _page = page_of(qtbot, field)
    field.setFocus()
    with qtbot.assertNotEmitted(field.typed):
        QApplication.sendEvent(field, QInputMethodEvent("zhang", []))
    assert field.answer() is None
    event = QInputMethodEvent("", [])
    event.setCommitString("张三丰")
    with qtbot.waitSignal(field.typed):
        QApplication.sendEvent(field, event)
    assert field.answer() == "张三丰"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("11860", Decimal("11860")),
        ("11,860.5", Decimal("11860.5")),
        ("-3", Decimal("-3")),
        ("", None),
        ("一千", "一千"),
    ],
)
def test_a_decimal_is_read_with_its_separators_and_left_as_text_where_it_is_none(
    qtbot: QtBot, typed: str, answer: object
):
    field = NumberField(2)
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.answer() == answer


def test_money_is_shown_with_separators_and_two_decimals(qtbot: QtBot):
    field = NumberField(2)
    qtbot.addWidget(field)
    field.set_answer(Decimal("111111111.1"))
    assert field.text() == "111,111,111.10"
    assert field.answer() == Decimal("111111111.1")


def test_a_whole_number_is_an_int(qtbot: QtBot):
    field = NumberField()
    qtbot.addWidget(field)
    field.setText("1,600")
    assert field.answer() == 1600
    field.setText("1.5")
    assert field.answer() == "1.5"


@pytest.mark.parametrize("typed", ["2026-11-3", "20261103", "2026.11.03", "2026年11月3日", "2026/11/3"])
def test_a_day_is_read_however_people_write_it(typed: str):
    assert read_day(typed) == date(2026, 11, 3)


@pytest.mark.parametrize("typed", ["2026-13-01", "11月3日", "2026", "26-11-3", "2026-02-29", "20261"])
def test_what_is_no_day_stays_as_it_was_typed(typed: str):
    assert read_day(typed) == typed


def test_a_month_drops_the_day():
    assert read_day("2026-3", month=True) == "2026-03"
    assert read_day("202603", month=True) == "2026-03"
    assert read_day("2026-3-1", month=True) == "2026-3-1"


def test_a_day_at_rest_is_written_as_the_papers_write_it_and_plainly_while_it_is_typed(qtbot: QtBot):
    field, other = DateField(), TextField()
    _page = page_of(qtbot, field, other)
    other.setFocus()
    field.set_answer(date(2026, 11, 3))
    assert field.text() == "2026年11月3日"
    field.setFocus()
    assert field.text() == "2026-11-03"
    with qtbot.assertNotEmitted(field.answered):
        other.setFocus()
    assert field.text() == "2026年11月3日"


def test_a_masked_number_cannot_be_typed_over_and_asks_to_be_shown(qtbot: QtBot):
    field = MaskedField()
    _page = page_of(qtbot, field)
    field.show_masked("990000 ******** 0014")
    qtbot.keyClicks(field, "1")
    assert field.text() == "990000 ******** 0014"
    with qtbot.assertNotEmitted(field.answered):
        field.finish()
    with qtbot.waitSignal(field.reveal_asked):
        qtbot.keyClick(field, Qt.Key.Key_F2)
    field.reveal("990000197001010014")
    assert field.answer() == "990000197001010014"
    assert not field.is_masked()


def test_capitals_without_shift_warn_of_the_lock(qtbot: QtBot):
    field = PasswordField()
    _page = page_of(qtbot, field)
    with qtbot.waitSignal(field.capitals) as told:
        qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
        qtbot.keyClicks(field, "A")
    assert told.args == [True]


def test_long_text_lets_tab_move_on(qtbot: QtBot):
    field, after = LongTextField(), TextField()
    _page = page_of(qtbot, field, after)
    field.setFocus()
    qtbot.keyClicks(field, "x")
    with qtbot.waitSignal(field.answered):
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_an_issue_colours_the_field_and_does_not_change_its_size(qtbot: QtBot):
    field = TextField()
    _page = page_of(qtbot, field)
    before = field.size()
    field.set_issue("error")
    assert field.property("issue") == "error"
    assert field.size() == before


def test_a_day_is_picked_from_the_month_with_the_keys(qtbot: QtBot):
    field = DateField()
    _page = page_of(qtbot, field)
    field.set_answer(date(2026, 11, 30))
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    sheet = field.window().findChild(MonthSheet)
    assert sheet is not None
    qtbot.keyClick(sheet, Qt.Key.Key_PageDown)
    qtbot.keyClick(sheet, Qt.Key.Key_Up)
    with qtbot.waitSignal(field.answered):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert field.answer() == date(2026, 12, 23)
    assert not sheet.isVisible()


def test_a_month_on_from_its_last_day_stays_in_the_next_month():
    assert month_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert month_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert month_after(date(2026, 12, 15), 1) == date(2027, 1, 15)
    assert month_after(date(2026, 1, 15), -1) == date(2025, 12, 15)


def test_escape_leaves_the_day_as_it_was(qtbot: QtBot):
    field = DateField()
    _page = page_of(qtbot, field)
    field.set_answer(date(2026, 11, 30))
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    sheet = field.window().findChild(MonthSheet)
    assert sheet is not None
    with qtbot.assertNotEmitted(field.answered):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert field.answer() == date(2026, 11, 30)
    assert field.hasFocus()
