"""What a process does for `bench.windows`: open a window, print when it began (0: with the process) and was done."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 60.0  # seconds


def empty(_: Path) -> None:
    """An empty main window, painted."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])

    class Empty(QMainWindow):
        painted = False

        def paintEvent(self, event: object) -> None:
            self.painted = True

    window = Empty()
    window.resize(1366, 768)
    window.show()
    _until(app.processEvents, lambda: window.painted)
    print(0, time.time())


def painted(folder: Path) -> None:
    """The program's window, painted for the first time."""
    from PySide6.QtWidgets import QApplication

    from app.ui.windows import Window

    app = QApplication([])

    class Watched(Window):
        painted = False

        def paintEvent(self, event: object) -> None:
            super().paintEvent(event)  # type: ignore[arg-type]
            self.painted = True

    window = Watched(folder)
    window.show()
    _until(app.processEvents, lambda: window.painted)
    print(0, time.time())


def rows(folder: Path) -> None:
    """From the accepted password to the first rows of the list of households on the screen."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    from app.operations.openings import sign_in
    from app.ui.windows import Window
    from bench.offices import PASSWORD

    class Paints(QObject):
        """Looks for the first paint of the list that has rows to paint."""

        with_rows = False

        def eventFilter(self, _: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and table.rows.source.row(0) is not None:
                self.with_rows = True
            return False

    app = QApplication([])
    window = Window(folder)
    window.show()
    window.furnish()
    visit = window.visit
    assert visit is not None
    _until(app.processEvents, lambda: not visit.lanes.busy())
    office = sign_in(folder, "clerk", PASSWORD)
    begun = time.time()
    visit.enter(office)
    assert visit.frame is not None
    from app.ui.households.pages import HouseholdsPage

    visit.frame.open_page("households")
    page = visit.frame.stack.currentWidget()
    assert isinstance(page, HouseholdsPage)
    table = page.table
    paints = Paints()
    table.viewport().installEventFilter(paints)
    _until(app.processEvents, lambda: paints.with_rows)
    print(begun, time.time())
    visit.lanes.end()
    office.close()


def _until(work: Callable[[], object], done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        work()
        if time.monotonic() > end:
            raise TimeoutError("nothing came on the screen")


JOBS = {"empty": empty, "painted": painted, "rows": rows}

if __name__ == "__main__":
    JOBS[sys.argv[1]](Path(sys.argv[2]))
