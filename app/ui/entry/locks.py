"""Locking after some minutes without a hand on it: what is shown is covered, work goes on, drafts are kept."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWindow
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Problem
from app.texts import say, sentence
from app.ui.entry.faces import PersonCard
from app.ui.entry.passwords import PasswordEntry
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Text
from app.ui.kit.popups import close_popups
from app.ui.kit.theme import colour, height, scaled

_DEEDS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}
_HANDS = _DEEDS | {QEvent.Type.MouseMove}


class IdleWatch(QObject):
    """`tired` after so many minutes without key or mouse; 0 minutes never. Watches the native window only.

    `stirred` at each key, press and turn of the wheel.
    """

    tired = Signal()
    stirred = Signal()

    def __init__(self, window: QWindow, minutes: float) -> None:
        super().__init__(window)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tired)
        self.set_minutes(minutes)
        window.installEventFilter(self)

    def set_minutes(self, minutes: float) -> None:
        """Another patience; 0 for none."""
        self._timer.stop()
        if minutes > 0:
            self._timer.setInterval(round(minutes * 60_000))
            self._timer.start()

    def waits(self) -> bool:
        """Whether the time is running."""
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS and self._timer.isActive():
            self._timer.start()
        if event.type() in _DEEDS:
            self.stirred.emit()
        return False


class LockScreen(QWidget):
    """Covers the whole window. `unlock_asked(password)`, `leave_asked` to change the user."""

    unlock_asked = Signal(str)
    leave_asked = Signal()

    def __init__(self, parent: QWidget, name: str, role: str) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        block = QWidget()
        block.setFixedWidth(scaled(400))
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        whole.addStretch(3)
        whole.addWidget(block, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(4)
        column.addWidget(Text(say("window.locked"), "headline"))
        column.addWidget(Text(say("window.locked_line"), "note"))
        card = PersonCard(name, role)
        card.choose(True)
        card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(card)
        self.password = PasswordEntry()
        column.addWidget(self.password)
        self.open = Button(
            say("window.unlock"), "primary", pressed_do=self._ask, high=height("login_control")
        )
        column.addWidget(self.open)
        leave = Button(say("window.change_user"), "link", pressed_do=self.leave_asked.emit)
        column.addWidget(leave, 0, Qt.AlignmentFlag.AlignRight)
        self.password.entered.connect(self._ask)
        self.hide()

    def cover(self) -> None:
        """Lie over everything and take the keyboard."""
        close_popups(self.window())
        self.window().installEventFilter(self)
        self.setGeometry(self.window().rect())
        self.password.empty()
        self.open.setEnabled(True)
        self.show()
        self.raise_()
        self.password.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever comes up in the window while it is locked comes up below."""
        if event.type() == QEvent.Type.ChildAdded:
            QTimer.singleShot(0, self, self.raise_)
        return False

    def refuse(self, problem: Problem) -> None:
        """Say why the screen stays locked."""
        self.open.setEnabled(True)
        self.password.refuse(sentence(problem))

    def _ask(self) -> None:
        if self.password.field.text() and self.open.isEnabled():
            self.open.setEnabled(False)
            self.unlock_asked.emit(self.password.field.text())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The keyboard stays on the lock: field, button, field."""
        here = self.password.field.hasFocus()
        (self.open if here else self.password.field).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key reaches what lies below."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("ground"))
