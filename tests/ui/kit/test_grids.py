"""The grid: typed in cell by cell, and a block pasted out of a spreadsheet."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.kit.calendars import MonthSheet
from app.ui.kit.cells import Column, Row
from app.ui.kit.choices import ChoiceField
from app.ui.kit.fields import TextField
from app.ui.kit.grids import Grid
from app.ui.kit.number_fields import DateField
from app.ui.kit.popups import Option

SEXES = (Option("1", "男"), Option("2", "女"))


def members(qtbot: QtBot) -> Grid:
    answers = {("m1", "name"): "赵德厚", ("m1", "sex"): "1", ("m2", "name"): "王桂芳", ("m2", "sex"): "2"}
    columns = (
        Column("name", "姓名", 120, editor=lambda parent: TextField()),
        Column("sex", "性别", 80, editor=lambda parent: ChoiceField(SEXES)),
        Column("age", "年龄", 60, "number"),
    )
    grid = Grid(columns, lambda key, column: answers.get((key, column)))
    qtbot.addWidget(grid)
    grid.resize(400, 200)
    grid.show_rows([Row("m1", ("赵德厚", "男", "61")), Row("m2", ("王桂芳", "女", "58"))])
    grid.show()
    grid.activateWindow()
    qtbot.waitUntil(grid.isActiveWindow)
    return grid


def field_of(grid: Grid) -> QLineEdit:
    field = grid.viewport().findChild(QLineEdit)
    assert field is not None
    return field


def test_typing_opens_the_cell_and_enter_takes_it_and_goes_on(qtbot: QtBot):
    grid = members(qtbot)
    grid.go_to_cell("m1", "name")
    qtbot.keyClick(grid, "Z")
    field = field_of(grid)
    qtbot.keyClicks(field, "hao")
    with qtbot.waitSignal(grid.answered) as answered:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert answered.args == ["m1", "name", "Zhao"]
    assert grid.column_key() == "sex"


def test_the_last_cell_of_a_row_leads_to_the_first_of_the_next(qtbot: QtBot):
    grid = members(qtbot)
    grid.go_to_cell("m1", "sex")
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    with qtbot.assertNotEmitted(grid.answered):
        qtbot.keyClick(field_of(grid), Qt.Key.Key_Return)
    assert (grid.current_key(), grid.column_key()) == ("m2", "name")


def test_escape_leaves_the_answer_as_it_was(qtbot: QtBot):
    grid = members(qtbot)
    grid.go_to_cell("m2", "name")
    qtbot.keyClick(grid, "X")
    with qtbot.assertNotEmitted(grid.answered):
        qtbot.keyClick(field_of(grid), Qt.Key.Key_Escape)


def test_a_code_is_picked_in_the_cell_by_its_number(qtbot: QtBot):
    grid = members(qtbot)
    grid.go_to_cell("m1", "sex")
    qtbot.keyClick(grid, "2")
    with qtbot.waitSignal(grid.answered) as answered:
        qtbot.keyClick(field_of(grid), Qt.Key.Key_Return)
    assert answered.args == ["m1", "sex", "2"]


def test_delete_empties_a_cell_that_can_be_typed_in_and_no_other(qtbot: QtBot):
    grid = members(qtbot)
    grid.go_to_cell("m1", "name")
    with qtbot.waitSignal(grid.answered) as answered:
        qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert answered.args == ["m1", "name", None]
    grid.go_to_cell("m1", "age")
    with qtbot.assertNotEmitted(grid.answered):
        qtbot.keyClick(grid, Qt.Key.Key_Delete)


def test_a_pasted_block_is_handed_over_with_the_cell_it_begins_in(qtbot: QtBot):
    grid = members(qtbot)
    grid.go_to_cell("m1", "name")
    QGuiApplication.clipboard().setText("赵小军\t男\r\n刘芸\t女\r\n")
    with qtbot.waitSignal(grid.pasted) as pasted:
        qtbot.keyClick(grid, "V", Qt.KeyboardModifier.ControlModifier)
    assert pasted.args == ["m1", "name", [["赵小军", "男"], ["刘芸", "女"]]]


def test_chinese_typed_on_a_cell_goes_into_its_field(qtbot: QtBot):
    grid = members(qtbot)
    grid.go_to_cell("m1", "name")
    event = QInputMethodEvent()
    event.setCommitString("张三丰")
    QApplication.sendEvent(grid, event)
    field = field_of(grid)
    assert field.text() == "张三丰"


def test_leaving_the_field_by_the_mouse_takes_what_stands_in_it(qtbot: QtBot):
    grid = members(qtbot)
    other = TextField()
    qtbot.addWidget(other)
    grid.go_to_cell("m1", "name")
    qtbot.keyClick(grid, "Q")
    with qtbot.waitSignal(grid.answered) as answered:
        field_of(grid).clearFocus()
    assert answered.args == ["m1", "name", "Q"]


def test_a_day_is_picked_from_the_month_of_a_cell(qtbot: QtBot):
    columns = (Column("born", "出生日期", 140, editor=lambda parent: DateField()),)
    grid = Grid(columns, lambda key, column: date(2020, 5, 1))
    qtbot.addWidget(grid)
    grid.resize(500, 400)
    grid.show_rows([Row("m1", ("2020年5月1日",))])
    grid.show()
    grid.activateWindow()
    qtbot.waitUntil(grid.isActiveWindow)
    grid.go_to_cell("m1", "born")
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    field = field_of(grid)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    sheet = grid.findChild(MonthSheet)
    assert sheet is not None
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    with qtbot.waitSignal(grid.answered) as answered:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert answered.args == ["m1", "born", date(2020, 5, 2)]
