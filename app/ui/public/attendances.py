"""Who was entitled to a meeting and who came: names to tick with the keyboard, and names to add."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.texts import say
from app.ui.kit.buttons import IconButton
from app.ui.kit.cells import Column, Row
from app.ui.kit.fields import TextField
from app.ui.kit.labels import Text
from app.ui.kit.tables import Table
from app.ui.kit.theme import height, scaled

Attendance = tuple[tuple[str, bool], ...]
MOST = 6  # rows in sight


class NameTable(Table):
    """Space ticks a name and goes on to the next one; Delete takes it out."""

    removed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current_key():
            self.removed.emit(self.current_key())
            return
        super().keyPressEvent(event)
        number = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and 0 <= number < self.rows.rowCount() - 1:
            self.go_to(number + 1)


class AttendanceList(QWidget):
    """`changed` when a name is ticked, added or taken out; with no names the meeting is told by numbers alone."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.table = NameTable(
            [Column("name", say("public_meetings.attendance"), 160, stretch=True)], ticks=True
        )
        self.table.ticks_changed.connect(self._ticked)
        self.table.ticked_all.connect(self.tick_all)
        self.table.removed.connect(self.remove)
        self.more = TextField(say("public_meetings.add_hint"))
        self.more.after_enter = self._add_typed
        self.out = IconButton(
            "x", say("public_meetings.remove"), self._remove_current, size=height("control") - 2
        )
        self.count = Text("", "note")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.more, 1)
        line.addWidget(self.out)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.table)
        whole.addLayout(line)
        whole.addWidget(self.count)
        self.show_names((), ())

    def show_names(self, names: Sequence[str], came: Sequence[bool] = ()) -> None:
        """Show these, ticked where they came."""
        self.names = list(names)
        self.table.show_rows([Row(str(at), (name,)) for at, name in enumerate(self.names)])
        self.table.ticked = {str(at) for at, one in enumerate(came) if one}
        self.table.setFixedHeight(scaled(36) + height("table_row") * min(len(self.names), MOST) + 2)
        for part in (self.table, self.out, self.count):
            part.setVisible(bool(self.names))
        self._ticked()

    def attendance(self) -> Attendance:
        """Everybody entitled by name, and whether he came."""
        return tuple((name, str(at) in self.table.ticked) for at, name in enumerate(self.names))

    def add(self, names: Sequence[str]) -> None:
        """Add names at the end; who is added came."""
        came = [came for _, came in self.attendance()]
        self.show_names([*self.names, *names], [*came, *(True for _ in names)])

    def remove(self, key: str) -> None:
        """Take a name out."""
        at, told = int(key), list(self.attendance())
        del told[at]
        self.show_names([name for name, _ in told], [came for _, came in told])
        if told:
            self.table.go_to(min(at, len(told) - 1))

    def tick_all(self, on: bool) -> None:
        """All came, or nobody."""
        self.table.tick([str(at) for at in range(len(self.names))], on)

    def _remove_current(self) -> None:
        if key := self.table.current_key():
            self.remove(key)

    def _add_typed(self) -> None:
        if names := split_names(str(self.more.answer() or "")):
            self.more.set_answer(None)
            self.add(names)

    def _ticked(self) -> None:
        present = len(self.table.ticked)
        self.count.setText(say("public_meetings.came", present=present, entitled=len(self.names)))
        self.changed.emit()


def split_names(text: str) -> list[str]:
    """The names of a line, divided by 、 commas, blanks or line ends; a name's own · stays."""
    return [one for one in re.split(r"[\s\u3001,\uff0c;\uff1b]+", text) if one]
