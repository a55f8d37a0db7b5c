"""The window as a whole: first paint without the heavy libraries, what is being written is not cut off."""

import subprocess
import sys
import threading
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.kit.dialogs import Dialog
from app.ui.windows import Window

FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from app.ui.windows import Window
heavy = {"sqlmodel", "sqlalchemy", "sqlcipher3", "alembic", "reportlab", "openpyxl", "pypinyin", "pydantic", "db"}
class Probe(Window):
    def furnish(self):
        print(sorted(heavy & set(sys.modules)), "app.ui.kit" in sys.modules)
        app.quit()
window = Probe(Path(sys.argv[1]))
window.show()
app.exec()
"""


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["[]", "False"]


def test_closing_while_something_is_written_asks_and_waits_for_its_end(qtbot: QtBot, tmp_path: Path):
    window = Window(tmp_path / "office")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.visit is not None)
    visit = window.visit
    assert visit is not None
    gate, written = threading.Event(), []
    visit.lanes.run("writer", lambda _: gate.wait(5), written.append)
    window.close()
    assert window.isVisible()
    sheet = window.findChildren(Dialog)[0]
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    gate.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert written == [True]
