"""The password line of the entry pages: label, field with eye, and one reserved line for what is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.texts import say
from app.ui.kit.labels import Text
from app.ui.kit.rows import IssueLine
from app.ui.kit.secret_fields import PasswordField
from app.ui.kit.theme import scaled


class PasswordEntry(QWidget):
    """`entered` by Enter. The line below says what is wrong or that capitals are locked; its room is always kept."""

    entered = Signal()

    def __init__(self, label: str = "") -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        words = label or say("login.password")
        whole.addWidget(Text(words, "label"))
        self.field = PasswordField()
        self.field.setAccessibleName(words)
        whole.addWidget(self.field)
        self._issue = IssueLine()
        self._issue.setFixedHeight(scaled(24))
        keep = QWidget()
        keep.setFixedHeight(scaled(24))
        kept = QVBoxLayout(keep)
        kept.setContentsMargins(0, 0, 0, 0)
        kept.addWidget(self._issue)
        whole.addWidget(keep)
        self._issue.hide()
        self.field.returnPressed.connect(self.entered)
        self.field.capitals.connect(self._warn_capitals)
        self.field.typed.connect(self._forget)

    def empty(self) -> None:
        """Forget what was typed."""
        self.field.clear()
        self._forget()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong and select the text, ready for another try."""
        self.field.set_issue("error")
        self._issue.say(sentence, "error")
        self.field.setFocus()
        self.field.selectAll()

    def _forget(self) -> None:
        self.field.set_issue("")
        if self.field.capitals_on:
            self._issue.say(say("login.capitals"), "doubt")
        else:
            self._issue.say("", "doubt")

    def _warn_capitals(self, on: bool) -> None:
        self._issue.say(say("login.capitals") if on else "", "doubt")
