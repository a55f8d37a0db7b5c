"""The smaller parts: segments, tree, action bar, status line, dialog, filter chips, buttons."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.ui.kit.bars import ActionBar, ProgressLine, StatusLine
from app.ui.kit.buttons import Button
from app.ui.kit.chips import FilterChip
from app.ui.kit.dialogs import Dialog, ask, is_deciding
from app.ui.kit.fields import TextField
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.trees import Branch, Tree


def window_of(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_segments_move_by_the_arrow_keys_and_stop_at_their_ends(qtbot: QtBot):
    segments = Segments([Choice("a", "全部"), Choice("b", "公示")])
    qtbot.addWidget(segments)
    segments.show()
    with qtbot.waitSignal(segments.chosen) as chosen:
        qtbot.keyClick(segments, Qt.Key.Key_Right)
    assert chosen.args == ["b"]
    with qtbot.assertNotEmitted(segments.chosen):
        qtbot.keyClick(segments, Qt.Key.Key_Right)


def places() -> list[Branch]:
    return [
        Branch(
            "t",
            "青石镇",
            "1,600",
            [Branch("v1", "双河村", "286", [Branch("g1", "一组", "58")]), Branch("v2", "石桥村")],
        )
    ]


def test_the_tree_opens_closes_and_chooses_by_keys(qtbot: QtBot):
    tree = Tree()
    qtbot.addWidget(tree)
    tree.show_tree(places(), "t")
    tree.show()
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    with qtbot.waitSignal(tree.chosen) as chosen:
        qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert chosen.args == ["v1"]
    qtbot.keyClick(tree, Qt.Key.Key_Up)
    qtbot.keyClick(tree, Qt.Key.Key_Left)
    with qtbot.waitSignal(tree.chosen):
        qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert tree.key() == "t"


def test_fresh_counts_leave_the_tree_open_and_its_choice_where_it_was(qtbot: QtBot):
    tree = Tree()
    qtbot.addWidget(tree)
    tree.show_tree(places())
    tree.choose("g1")
    tree.show_tree(places())
    assert tree.key() == "g1"
    assert [branch.key for _, branch in tree._lines] == ["t", "v1", "g1", "v2"]


def test_the_action_bar_has_one_height_with_and_without_a_selection(qtbot: QtBot):
    bar = ActionBar([("打印", "printer", lambda: None)])
    qtbot.addWidget(bar)
    bar.show()
    before = bar.height()
    bar.show_counts("共 64 户", "已选 4 户")
    assert bar.height() == before


def test_an_error_stays_until_it_is_closed_and_a_word_of_success_has_its_undo(qtbot: QtBot):
    line, undone = StatusLine(), []
    window = window_of(qtbot)
    line.setParent(window)
    line.tell("没有保存。", "bad")
    assert not line._life.isActive()
    line.tell("已导入。", "ok", "撤销", lambda: undone.append(True))
    assert line._life.isActive()
    line._undo.click()
    assert undone == [True]
    assert line.isHidden()


def test_progress_shows_nothing_in_its_first_second(qtbot: QtBot):
    line = ProgressLine()
    qtbot.addWidget(line)
    line.show()
    line.start("读取")
    line.step(10, 100, "读取")
    assert line._words.isHidden()
    line.finish()
    assert not line._patience.isActive()


def test_a_dialog_gives_the_safe_answer_to_escape_and_the_keyboard_back(qtbot: QtBot):
    window, decided = window_of(qtbot), []
    field = TextField()
    window.setCentralWidget(field)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    answers = [("keep", "不撤销", "quiet"), ("undo", "撤销这批导入", "primary")]
    dialog = Dialog(window, "撤销？", "会移走 12 户。", answers, decided.append)
    dialog.ask()
    assert is_deciding(window)
    assert dialog.buttons["keep"].hasFocus()
    qtbot.keyClick(dialog.buttons["keep"], Qt.Key.Key_Tab)
    assert dialog.buttons["undo"].hasFocus()
    qtbot.keyClick(dialog.buttons["undo"], Qt.Key.Key_Tab)
    assert dialog.buttons["keep"].hasFocus()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert decided == ["keep"]
    assert field.hasFocus()
    assert not is_deciding(window)


def test_only_the_verb_does_it(qtbot: QtBot):
    window, done = window_of(qtbot), []
    ask(window, "停用？", "", "停用", "不停用", lambda: done.append(True)).decide("no")
    assert done == []
    ask(window, "停用？", "", "停用", "不停用", lambda: done.append(True)).decide("yes")
    assert done == [True]


def test_a_filter_opens_by_its_words_and_goes_by_its_cross(qtbot: QtBot):
    chip = FilterChip("户类型：", "脱贫户")
    qtbot.addWidget(chip)
    chip.show()
    chip.resize(chip.sizeHint())
    with qtbot.waitSignal(chip.opened):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    with qtbot.waitSignal(chip.removed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 8, 10))
    with qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)


def test_enter_and_space_press_a_button(qtbot: QtBot):
    pressed: list[bool] = []
    button = Button("打印", pressed_do=lambda: pressed.append(True))
    qtbot.addWidget(button)
    button.show()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [True, True]
