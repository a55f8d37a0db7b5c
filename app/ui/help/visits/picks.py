"""Picking the household that was visited by typing a name, its pinyin initials or the end of a number."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.texts import say
from app.ui.desks import Desk
from app.ui.help.visits.works import households_meant
from app.ui.kit.fields import SearchField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option, PickList


class _Typed(SearchField):
    """The field; the arrows and Enter drive the list below it."""

    stepped = Signal(int)
    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class HouseholdPick(QWidget):
    """`picked(household)` when one is taken by Enter or a press."""

    picked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._asked = desk, ""
        self.field = _Typed(say("help_visits.pick_hint"))
        self.list = PickList()
        self.none = Text(say("help_visits.pick_none"), "note")
        self.field.paused.connect(self._look_up)
        self.field.stepped.connect(self.list.move)
        self.field.taken.connect(self._take)
        self.list.picked.connect(self.picked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        for part in (self.field, self.list, self.none):
            whole.addWidget(part)
        whole.addStretch(1)
        self._show([])

    def _look_up(self) -> None:
        office, typed = self._desk.office, str(self.field.answer() or "")
        self._asked = typed

        def shown(found: list[Option]) -> None:
            if typed == self._asked:
                self._show(found)

        self._desk.lanes.run("errand", lambda _: households_meant(office, typed), shown, owner=self)

    def _show(self, found: list[Option]) -> None:
        self.list.show_options(found)
        self.list.setFixedHeight(self.list.wanted_height() if found else 0)
        self.none.setVisible(bool(self._asked) and not found)

    def _take(self) -> None:
        option = self.list.option()
        if option:
            self.picked.emit(option.code)
