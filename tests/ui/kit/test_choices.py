"""Picking from lists: by code, by words, by pinyin initials, with the keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.choices import ChoiceField, MultiChoiceField, YesNoField
from app.ui.kit.fields import TextField
from app.ui.kit.matching import initials, matching
from app.ui.kit.popups import Option

CAUSES = (
    Option("01", "因病"),
    Option("02", "因学"),
    Option("03", "因残"),
    Option("10", "缺劳动力"),
    Option("11", "缺技术"),
)


def placed(qtbot: QtBot, field: TextField) -> tuple[QWidget, TextField]:
    """A page with the field and another one below it; both live as long as the page is held."""
    page = QWidget()
    lines = QVBoxLayout(page)
    following = TextField()
    lines.addWidget(field)
    lines.addWidget(following)
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    field.setFocus()
    return page, following


def test_initials_are_those_of_the_pinyin():
    assert initials("缺劳动力") == "qldl"
    assert initials("B级") == "bj"


def test_a_code_stands_before_words_and_words_before_sounds():
    assert [option.code for option in matching(CAUSES, "01")] == ["01"]
    assert [option.code for option in matching(CAUSES, "缺")] == ["10", "11"]
    assert [option.code for option in matching(CAUSES, "QL")] == ["10"]
    assert matching(CAUSES, "zzz") == []
    assert matching(CAUSES, " ") == list(CAUSES)


def test_initials_and_enter_pick_and_move_on(qtbot: QtBot):
    field = ChoiceField(CAUSES)
    _page, following = placed(qtbot, field)
    qtbot.keyClicks(field, "qjs")
    assert field.is_open()
    with qtbot.waitSignal(field.answered):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.answer() == "11"
    assert field.text() == "缺技术"
    assert following.hasFocus()
    assert not field.is_open()


def test_arrows_walk_through_the_list_and_escape_leaves_the_answer(qtbot: QtBot):
    field = ChoiceField(CAUSES)
    _page, _ = placed(qtbot, field)
    field.set_answer("02")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.answer(), field.text()) == ("02", "因学")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.answer() == "03"


def test_words_that_mean_nothing_leave_the_old_answer(qtbot: QtBot):
    field = ChoiceField(CAUSES)
    _page, following = placed(qtbot, field)
    field.set_answer("02")
    field.selectAll()
    qtbot.keyClicks(field, "xyz")
    following.setFocus()
    assert (field.answer(), field.text()) == ("02", "因学")


def test_emptied_text_empties_the_answer(qtbot: QtBot):
    field = ChoiceField(CAUSES)
    _page, _ = placed(qtbot, field)
    field.set_answer("02")
    with qtbot.waitSignal(field.answered):
        qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert field.answer() is None


def test_a_code_the_list_does_not_know_is_shown_and_kept(qtbot: QtBot):
    field = ChoiceField(CAUSES)
    _page, following = placed(qtbot, field)
    field.set_answer("77")
    following.setFocus()
    assert (field.answer(), field.text()) == ("77", "77")


def test_several_are_ticked_in_the_order_they_were_picked(qtbot: QtBot):
    field = MultiChoiceField(CAUSES)
    _page, _ = placed(qtbot, field)
    for letters in ("yc", "yb"):
        field.selectAll()
        qtbot.keyClicks(field, letters)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.answer() == ("03", "01")
    assert field.text() == "因残、因病"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert field.answer() is None


def test_yes_no_knows_unknown(qtbot: QtBot):
    field = YesNoField()
    _page, _ = placed(qtbot, field)
    assert field.answer() is None
    qtbot.keyClicks(field, "f")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.answer() is False
    field.set_answer(True)
    assert field.text() == "是"
    field.set_answer(None)
    assert field.text() == ""
