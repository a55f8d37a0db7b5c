"""F1 opens the manual at the page in use; it stays beside the window, turns with it, and is written as a book."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from app.ui.kit.labels import Text
from app.ui.manual.windows import ManualWindow
from app.ui.shell.frames import Frame
from tests.ui.test_pages import entered


def opened(qtbot: QtBot, folder: Path, page: str) -> tuple[Frame, ManualWindow]:
    """The manual as F1 opens it on a page."""
    window = entered(qtbot, folder)
    assert window.visit is not None and window.visit.frame is not None
    frame = window.visit.frame
    frame.open_page(page)
    (key,) = [one for one in frame.findChildren(QShortcut) if one.key() == QKeySequence("F1")]
    key.activated.emit()  # pressing it needs a window manager that makes the window active
    assert frame.manual is not None and frame.manual.isVisible()
    return frame, frame.manual


def test_f1_opens_the_chapter_of_the_page_in_use_and_turns_with_it(qtbot: QtBot, tmp_path: Path):
    frame, manual = opened(qtbot, tmp_path / "office", "public")
    assert manual.now == "public"
    frame.open_page("settings")
    frame.open_manual()
    assert frame.manual is manual and manual.now == "settings"
    frame.window().close()


def test_a_chapter_is_chosen_with_the_arrows_and_says_its_steps(qtbot: QtBot, tmp_path: Path):
    frame, manual = opened(qtbot, tmp_path / "office", "home")
    qtbot.keyClick(manual.list, Qt.Key.Key_Down)
    assert manual.now == "households"
    chapter = next(one for one in manual.chapters if one.key == "households")
    said = {text.text() for text in manual.stack.currentWidget().findChildren(Text)}
    assert {step for part in chapter.parts for step in part.steps} <= said
    frame.window().close()


def test_the_manual_is_written_as_a_book(qtbot: QtBot, tmp_path: Path):
    frame, manual = opened(qtbot, tmp_path / "office", "home")
    target = tmp_path / "manual.pdf"
    manual.write(target)
    qtbot.waitUntil(target.exists, timeout=30_000)
    assert target.read_bytes().startswith(b"%PDF")
    frame.window().close()
