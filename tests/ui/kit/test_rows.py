"""Form rows: two columns where there is room, issues beside or below their field, nothing that jumps back."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.fields import LongTextField, TextField
from app.ui.kit.rows import FieldGrid


def card_of(qtbot: QtBot, grid: FieldGrid, wide: int) -> QWidget:
    card = QWidget()
    lines = QVBoxLayout(card)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.addWidget(grid)
    lines.addStretch(1)
    qtbot.addWidget(card)
    card.resize(wide, 400)
    card.show()
    return card


def test_a_wide_card_has_two_columns_and_a_narrow_one_has_one(qtbot: QtBot):
    grid = FieldGrid()
    first, second = grid.add("姓名", TextField(), required=True), grid.add("电话", TextField())
    card = card_of(qtbot, grid, 900)
    assert first.field.y() == second.field.y()
    card.resize(500, 400)
    qtbot.waitUntil(lambda: second.field.y() > first.field.y())


def test_fields_of_one_column_stand_under_each_other(qtbot: QtBot):
    grid = FieldGrid()
    rows = [grid.add(words, TextField()) for words in ("姓名", "电话", "家庭住址", "村")]
    _card = card_of(qtbot, grid, 900)
    assert rows[0].field.x() == rows[2].field.x()
    assert rows[1].field.x() == rows[3].field.x()


def test_an_issue_of_a_row_that_stands_alone_takes_the_neighbours_place_and_moves_nothing(qtbot: QtBot):
    grid = FieldGrid()
    row, after = grid.add("电话", TextField(), alone=True), grid.add("银行", TextField())
    _card = card_of(qtbot, grid, 900)
    before = (after.field.y(), grid.height())
    row.say_issue("少 1 位：手机号应为 11 位。")
    assert (after.field.y(), grid.height()) == before
    assert row.issue.x() > row.field.geometry().right()
    assert row.field.property("issue") == "error"


def test_room_made_for_a_sentence_stays_when_it_goes(qtbot: QtBot):
    grid = FieldGrid()
    row, _ = grid.add("电话", TextField()), grid.add("银行", TextField())
    after = grid.add("村", TextField())
    _card = card_of(qtbot, grid, 900)
    row.say_issue("这里要填。", "doubt")
    low = after.field.y()
    row.say_issue("")
    assert abs(after.field.y() - low) <= 2
    assert row.field.property("issue") == ""


def test_a_hidden_row_takes_no_room(qtbot: QtBot):
    grid = FieldGrid()
    first, second = grid.add("甲", TextField(), whole=True), grid.add("乙", LongTextField(), whole=True)
    _card = card_of(qtbot, grid, 900)
    high = grid.height()
    grid.show_row(second, False)
    assert grid.height() < high
    assert first.field.y() == 0


def test_parts_of_one_form_share_their_label_column(qtbot: QtBot):
    parts = [FieldGrid(), FieldGrid()]
    short, long = parts[0].add("村", TextField()), parts[1].add("居住在集中安置区", TextField())
    page = QWidget()
    lines = QVBoxLayout(page)
    for part in parts:
        lines.addWidget(part)
    qtbot.addWidget(page)
    page.resize(900, 300)
    page.show()
    for part in parts:
        part.set_label_width(max(one.label_room() for one in parts))
    assert short.field.x() == long.field.x()
