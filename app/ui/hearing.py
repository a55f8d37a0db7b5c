"""Who shows something reads it again when it was written, but not before somebody looks."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.ui.desks import Desk

HOUSEHOLDS = frozenset({"households", "imports"})
"""What nearly every page shows something of."""


class Hearing(QObject):
    """Calls `again` when one of `what` was written (`Desk.changed`): at once while `page` is in sight, else when it
    comes into sight. A page that reads for another reason meanwhile calls `heard`."""

    def __init__(
        self, desk: Desk, page: QWidget, again: Callable[[], object], what: Collection[str] = HOUSEHOLDS
    ) -> None:
        super().__init__(page)
        self._page, self._again, self._what, self._waits = page, again, what, False
        desk.changed.connect(self._changed)
        page.installEventFilter(self)

    def heard(self) -> None:
        """It is being read: nothing waits any more."""
        self._waits = False

    def _changed(self, what: str) -> None:
        if what not in self._what:
            return
        if self._page.isVisible():
            self._again()
        else:
            self._waits = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page comes into sight."""
        if self._waits and event.type() == QEvent.Type.Show:
            self._waits = False
            self._again()
        return False
