"""A title or a text being typed: what the program fills cannot be broken by keys, clipboard or Chinese input."""

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.public.wording_edits import WordingEdit

NAMES = {"village": "村", "households": "户数", "begins": "公示起", "year": "年份"}
TEXT = "拟将{village}{households}户纳入。\n公示期：{begins}。"


def an_edit(qtbot: QtBot, text: str = TEXT, lines: int = 0) -> WordingEdit:
    """A field with three gaps that must stand, shown with a text."""
    edit = WordingEdit(["village", "households", "begins"], NAMES, lines)
    qtbot.addWidget(edit)
    edit.show()
    edit.set_answer(text)
    edit.setFocus()
    return edit


def at(edit: WordingEdit, place: int, to: int | None = None) -> None:
    """Put the cursor there, or select from there."""
    cursor = edit.textCursor()
    cursor.setPosition(place)
    if to is not None:
        cursor.setPosition(to, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


def test_what_is_shown_is_what_is_answered(qtbot: QtBot):
    for text in (TEXT, "", "{village}{households}{begins}", "𠮷{village}𠮷\n\n{begins}", "a {strange} b {"):
        assert an_edit(qtbot, text).answer() == text


def test_everything_selected_and_typed_over_leaves_the_blocks(qtbot: QtBot):
    edit = an_edit(qtbot)
    edit.selectAll()
    qtbot.keyClicks(edit, "x")
    assert edit.answer() == "x{village}{households}{begins}"
    assert edit.missing() == []


def test_backspace_steps_over_a_block_and_says_so(qtbot: QtBot):
    edit = an_edit(qtbot)
    at(edit, 3)
    with qtbot.waitSignal(edit.protected) as told:
        qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert told.args == ["村"]
    assert edit.answer() == TEXT
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.answer() == TEXT.replace("拟将", "拟")


def test_delete_steps_over_a_block_forwards(qtbot: QtBot):
    edit = an_edit(qtbot)
    at(edit, 2)
    for _ in range(3):
        qtbot.keyClick(edit, Qt.Key.Key_Delete)
    assert edit.answer() == TEXT.replace("户纳", "纳")


def test_words_and_lines_deleted_by_keys_leave_the_blocks(qtbot: QtBot):
    edit = an_edit(qtbot)
    at(edit, 0)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_K, Qt.Key.Key_Backspace):
        for _ in range(4):
            qtbot.keyClick(edit, key, Qt.KeyboardModifier.ControlModifier)
    assert edit.missing() == []


def test_cut_copies_gaps_in_braces_and_leaves_the_blocks(qtbot: QtBot):
    edit = an_edit(qtbot)
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == TEXT
    assert edit.answer() == "{village}{households}{begins}"


def test_pasted_gaps_are_blocks_and_a_second_one_may_go(qtbot: QtBot):
    edit = an_edit(qtbot)
    at(edit, 0)
    pasted = QMimeData()
    pasted.setText("{village}、{year}、{nonsense}")
    edit.insertFromMimeData(pasted)
    assert edit.answer() == "{village}、{year}、{nonsense}" + TEXT
    at(edit, 1)
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.answer() == "、{year}、{nonsense}" + TEXT


def test_chinese_is_composed_beside_a_block_without_touching_it(qtbot: QtBot):
    edit = an_edit(qtbot)
    at(edit, 3)
    QApplication.sendEvent(edit, QInputMethodEvent("pin yin", []))
    assert edit.answer() == TEXT
    committed = QInputMethodEvent()
    committed.setCommitString("共有")
    QApplication.sendEvent(edit, committed)
    assert edit.answer() == TEXT.replace("{village}", "{village}共有")


def test_chinese_composed_over_a_selection_leaves_the_blocks(qtbot: QtBot):
    edit = an_edit(qtbot)
    edit.selectAll()
    QApplication.sendEvent(edit, QInputMethodEvent("pin", []))
    committed = QInputMethodEvent()
    committed.setCommitString("品")
    QApplication.sendEvent(edit, committed)
    assert edit.missing() == []
    assert "品" in edit.answer()


def test_an_input_method_that_replaces_behind_the_cursor_breaks_no_block(qtbot: QtBot):
    edit = an_edit(qtbot)
    at(edit, 3)
    event = QInputMethodEvent()
    event.setCommitString("x", -1, 1)
    QApplication.sendEvent(edit, event)
    assert edit.missing() == []


def test_undo_takes_back_what_was_typed_and_no_more(qtbot: QtBot):
    edit = an_edit(qtbot)
    edit.selectAll()
    qtbot.keyClicks(edit, "abc")
    for _ in range(5):
        edit.undo()
    assert edit.answer() == TEXT
    edit.put_back("{village}{households}{begins}!")
    edit.undo()
    assert edit.answer() == TEXT


def test_what_is_typed_behind_a_block_is_words(qtbot: QtBot):
    edit = an_edit(qtbot, "{village}")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(edit, "ab")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "c")
    assert edit.answer() == "{village}ab\nc"


def test_a_title_has_one_line(qtbot: QtBot):
    edit = an_edit(qtbot, "关于{village}", lines=1)
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    pasted = QMimeData()
    pasted.setText("a\nb")
    edit.insertFromMimeData(pasted)
    assert edit.answer() == "关于{village}a b"


def test_dragging_words_out_takes_no_block(qtbot: QtBot):
    edit = an_edit(qtbot)
    edit.selectAll()
    qtbot.mousePress(edit.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 15))
    qtbot.mouseRelease(edit.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 15))
    assert edit.answer() == TEXT
