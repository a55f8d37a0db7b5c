"""The search box: what is typed is answered at once out of the index in memory; Enter opens what is meant."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.operations.searches import SearchResult, find, prepare
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.fields import SearchField
from app.ui.kit.popups import EDGE, Popup
from app.ui.kit.theme import scaled
from app.ui.search.lines import ResultLine, result_lines
from app.ui.search.lists import ResultList

_WIDE = 560
_LIMIT = 16
_ROUND = 9  # pixels of the popup's rounded ends above and below the list


class SearchBox(SearchField):
    """Made by the frame with the desk; `Ctrl+K` comes here from everywhere.

    The index is made and kept up beside the screen; until it stands, what was typed waits for it.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("window.search_hint"), scaled(36), "Ctrl+K")
        self.setAccessibleName(say("searchbox.name"))
        self._desk = desk
        self._ready = self._making = False
        self._asked = ""
        self.list = ResultList()
        self.list.picked.connect(self.open_line)
        self._popup: Popup | None = None
        self.typed.connect(self._search)
        desk.changed.connect(self._heard)
        self.make_ready()

    # the index

    def make_ready(self) -> None:
        """Make the index, or bring it up to date, beside the screen."""
        if self._making:
            return
        self._making = True
        office = self._desk.office
        self._desk.lanes.run(
            "background", lambda progress: prepare(office, progress), lambda _: self._is_ready(), owner=self
        )

    def _is_ready(self) -> None:
        self._ready, self._making = True, False
        if self.hasFocus() and self.text().strip() and (self._popup is None or self._popup.isVisible()):
            self._asked = ""
            self._search()

    def _heard(self, what: str) -> None:
        if what in ("imports", "places"):
            self._ready = False  # many changes: following them would be felt at the next key
            self.make_ready()

    # asking

    def _search(self) -> None:
        text = self.text().strip()
        if text == self._asked and self._is_open():
            return
        self._asked = text
        if not text:
            self.close_list()
        elif not self._ready:
            self._show([], 0, say("searchbox.preparing"))
            self.make_ready()
        else:
            self._answer(text, find(self._desk.office, text, _LIMIT))

    def _answer(self, text: str, found: SearchResult) -> None:
        self._show(result_lines(found), found.count, say("searchbox.nothing", text=text))

    def _show(self, lines: list[ResultLine], count: int, otherwise: str) -> None:
        window: QWidget = self.window()
        room = window.height() - self.mapTo(window, self.rect().bottomLeft()).y() - 2 * EDGE
        if lines:
            self.list.show_lines(lines, count, room)
        else:
            self.list.say_nothing_found(otherwise)
        if self._popup is None:
            self._popup = Popup(self)
            self._popup.body.setContentsMargins(EDGE + 1, EDGE + _ROUND, EDGE + 1, EDGE + _ROUND)
            self._popup.body.addWidget(self.list)
        self._popup.open_under(scaled(_WIDE), self.list.wanted_height() + 2 * _ROUND)

    def _is_open(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def close_list(self) -> None:
        """Close the drop-down; what is typed stays."""
        if self._popup is not None:
            self._popup.close_popup()

    # opening

    def open_line(self, line: ResultLine) -> None:
        """Go to what a line names: a household (at its member), or a place in the list."""
        self.close_list()
        self.clear()
        self._asked = ""
        self.clearFocus()
        if line.place:
            self._desk.go("households", village=line.place)
        else:
            member = line.person_id if line.group == "member" else ""
            self._desk.go(
                "household", id=line.household_id, person=member, field="person.name" if member else ""
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self._is_open():
                self.list.step(1 if key == Qt.Key.Key_Down else -1)
            else:
                self._asked = ""
                self._search()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            line = self.list.line() if self._is_open() else None
            if line is not None:
                self.open_line(line)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """First the list goes, then the words, then the keyboard."""
        if self._is_open():
            self.close_list()
        elif self.text():
            self.clear()
            self._asked = ""
        else:
            self.clearFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.text().strip() and not self._is_open():
            self._asked = ""
            self._search()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.close_list()
