"""The window itself: painted first, furnished right after.

Only what paints an empty window is imported before the first paint (Qt's own namespace alone costs 20 ms); the pages
come in the next breath, the database's libraries beside the screen.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from app.settings import read_settings, write_settings

if TYPE_CHECKING:
    from app.ui.visits import Visit

SMALLEST = (1024, 600)
# The colours of theme.toml, which is read after the first paint. A sheet, since QPainter's colours would bring in
# all of Qt's own namespace.
_STOPS = "x1:0, y1:0, x2:1, y2:0, stop:0 #1B57A6, stop:0.319 #1B57A6, stop:0.32 #F5F7F9"
_FIRST = f"QMainWindow {{ background: qlineargradient({_STOPS}) }}"


class Window(QMainWindow):
    """The one window on a data folder. Its `visit` is what happens in it, from a breath after the first paint on."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.visit: Visit | None = None
        self._painted = self._closing = False
        self.setMinimumSize(*SMALLEST)
        self.setStyleSheet(_FIRST)
        kept = read_settings(folder).get("window")
        if not (isinstance(kept, str) and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            self.resize(1366, 768)

    def furnish(self) -> None:
        """Dress the program and show the entry door."""
        if self.visit is None:
            from app.ui.kit.theme import dress
            from app.ui.visits import Visit

            app = QApplication.instance()
            if isinstance(app, QApplication):
                dress(app, int(read_settings(self.folder).get("text_percent", 100)))
            self.setStyleSheet("")
            self.visit = Visit(self, self.folder)

    def come_to_front(self) -> None:
        """Show the window over the others."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.furnish)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.visit is not None:
            self.visit.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Where something is being written, ask how that ends; else keep drafts and the window's place."""
        if self.visit is not None:
            if self.visit.lanes.writes() and not self._closing:
                event.ignore()
                self.visit.when_done(self._close_now)
                return
            self.visit.end()
        settings = read_settings(self.folder)
        if settings:
            place = bytes(self.saveGeometry().toBase64().data()).decode()
            write_settings(self.folder, {**settings, "window": place})
        super().closeEvent(event)

    def _close_now(self) -> None:
        self._closing = True
        self.close()


def open_window(folder: Path) -> int:
    """Open the window on a data folder and stay until it is closed; 0, also when another window already holds it."""
    from app.ui.shell.instances import call_first, hear_second, hold_folder

    app = QApplication(sys.argv[:1])
    app.setApplicationName("Hudang")
    lock = hold_folder(folder)
    if lock is None:
        call_first(folder)
        return 0
    window = Window(folder)

    def report(kind: type[BaseException], fault: BaseException, trace: object) -> None:
        from app.log import see_to_log
        from app.ui.shell.reports import report_fault

        see_to_log(folder)
        report_fault(window, fault)

    sys.excepthook = report
    window.show()

    def settle_in() -> None:
        from app.log import start_log

        start_log(folder / "log")
        hear_second(window, folder, window.come_to_front)

    QTimer.singleShot(1000, settle_in)
    status = app.exec()
    lock.unlock()
    return status
