"""Pictures of the window without a screen: for the tour, the README and the self-test."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication

from app.ui.windows import Window

PATIENCE = 20_000
SIZE = (1366, 768)


def take(
    folder: Path, password: str, target: Path, page: str = "", place: dict[str, object] | None = None
) -> None:
    """Sign in, go to a page (the first one if none is named), and save what the window shows to `target`.

    Raises RuntimeError where nothing came on the screen.
    """
    from app.operations.openings import sign_in, users_of

    window = _window(folder)
    visit = window.visit
    assert visit is not None
    office = sign_in(folder, users_of(folder)[0].name, password)
    try:
        visit.enter(office)
        if page and visit.frame:
            visit.frame.open_page(page, place or {})
        _wait(lambda: not visit.lanes.busy())
        target.parent.mkdir(parents=True, exist_ok=True)
        if not window.grab().save(str(target)):
            raise RuntimeError(f"no picture at {target.name}")
    finally:
        visit.lanes.end()
        window.close()
        office.close()


def open_once(folder: Path) -> None:
    """Open a window on an empty folder and close it. Raises RuntimeError where it paints nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    window = _window(folder)
    try:
        picture = window.grab().toImage()
        if picture.isNull() or len({picture.pixel(x, 300) for x in range(0, picture.width(), 40)}) < 2:
            raise RuntimeError("the window is blank")
    finally:
        if window.visit:
            window.visit.lanes.end()
        window.close()


def _window(folder: Path) -> Window:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QApplication.instance() or QApplication([])
    window = Window(folder)
    window.resize(*SIZE)
    window.show()
    window.furnish()
    visit = window.visit
    _wait(lambda: visit is not None and not visit.lanes.busy())
    return window


def _wait(ready: Callable[[], bool]) -> None:
    """Let the window work until nothing is under way any more, and a breath longer for the last paint."""
    clock = QElapsedTimer()
    clock.start()
    calm = 0
    while calm < 20 and clock.elapsed() < PATIENCE:
        QApplication.processEvents()
        calm = calm + 1 if ready() else 0
