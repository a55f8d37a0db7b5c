"""Fields that hide what stands in them: numbers masked until somebody may see them, passwords."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.texts import say
from app.ui.kit.buttons import IconButton
from app.ui.kit.fields import TextField
from app.ui.kit.theme import height, scaled


class MaskedField(TextField):
    """A number shown masked and sunken. The eye asks (`reveal_asked`); the page logs it and calls `reveal(plain)`."""

    reveal_asked = Signal()

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder)
        self._plain: str | None = None
        self._masked = False
        self._eye = IconButton("eye", say("window.show_number"), self._eye_pressed, size=scaled(26))
        self._eye.setParent(self)
        self._eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextMargins(0, 0, 28, 0)
        self._eye.setVisible(False)

    def show_masked(self, masked: str) -> None:
        """Show only the masked form; typing is not possible until it is revealed."""
        self._masked = True
        self.setText(masked)
        self.set_locked(True)
        self._eye.set_icon("eye")
        self._eye.setVisible(bool(masked))
        if not masked:
            self.reveal(None)

    def reveal(self, plain: str | None) -> None:
        """Show the whole number and let it be typed in."""
        self._masked = False
        self.set_locked(False)
        self.set_answer(plain)
        self._eye.set_icon("eye-slash")

    def is_masked(self) -> bool:
        """Whether only the masked form is known to the field: then `answer()` means nothing and must not be saved."""
        return self._masked

    def _eye_pressed(self) -> None:
        if self._masked:
            self.reveal_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._masked and event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.reveal_asked.emit()
            return
        super().keyPressEvent(event)

    def finish(self) -> None:
        if not self._masked:
            super().finish()

    def resizeEvent(self, event: object) -> None:
        self._eye.move(self.width() - self._eye.width() - 4, (self.height() - self._eye.height()) // 2)


class PasswordField(TextField):
    """A password with an eye that shows it; `capitals(on)` tells that the capitals lock seems to be on or off.

    A `judged` one (a new password) tells `answered` when it is left, as other fields do.
    """

    capitals = Signal(bool)

    def __init__(self, placeholder: str = "", judged: bool = False) -> None:
        super().__init__(placeholder, height("login_control"))
        self.capitals_on, self._judged = False, judged
        self.setProperty("size", "login")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setTextMargins(0, 0, 32, 0)
        self._eye = IconButton("eye", say("window.show_password"), self._show_or_hide, size=scaled(30))
        self._eye.setParent(self)
        self._eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def answer(self) -> Any:
        return self.text() or None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt does not know the lock: a capital without Shift (or a small letter with it) tells of it."""
        letter = event.text()
        if letter.isalpha() and letter.isascii():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            on = letter.isupper() != shifted
            if on != self.capitals_on:
                self.capitals_on = on
                self.capitals.emit(on)
        super().keyPressEvent(event)

    def finish(self) -> None:
        """A password is never kept to be compared: a new one is judged each time it is left."""
        if self._judged:
            self.answered.emit()

    def _entered(self) -> None:
        self.finish()
        if self._judged:
            self.go_on()

    def _show_or_hide(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.set_icon("eye-slash" if hidden else "eye")

    def resizeEvent(self, event: object) -> None:
        self._eye.move(self.width() - self._eye.width() - 6, (self.height() - self._eye.height()) // 2)
