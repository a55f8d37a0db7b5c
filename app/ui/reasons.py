"""Asking why: one line that must be written, a few usual reasons one press away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TextField
from app.ui.kit.rows import FieldGrid


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """What the sheet says: title, text, name of the line, the two answers, what is said while nothing is written."""

    title: str
    body: str
    name: str
    verb: str
    safe: str
    missing: str
    usual: Sequence[str] = ()


class ReasonSheet:
    """Gives the reason to `take`; nothing until one is written."""

    def __init__(self, owner: QWidget, words: ReasonWords, take: Callable[[str], object]) -> None:
        self._words, self._take_reason = words, take
        answers = [("no", words.safe, "quiet"), ("yes", words.verb, "primary")]
        self.dialog = Dialog(owner, words.title, words.body, answers, self._decided, wide=520)
        self.dialog.accepts = self._accepts
        self.reason = TextField()
        grid = FieldGrid()
        self._row = grid.add(words.name, self.reason, required=True, whole=True)
        self._row.reserved = True
        grid.arrange()
        self.reason.after_enter = self._enter
        usual = QHBoxLayout()
        usual.setSpacing(8)
        for one in words.usual:
            usual.addWidget(Button(one, "link", pressed_do=partial(self._put, one)))
        usual.addStretch(1)
        self.dialog.content.addWidget(grid)
        self.dialog.content.addLayout(usual)

    def ask(self) -> None:
        """Open the sheet."""
        self.dialog.ask(self.reason)

    def _put(self, words: str) -> None:
        self.reason.set_answer(words)
        self._row.say_issue("")
        self.reason.setFocus()

    def _enter(self) -> None:
        self.dialog.decide("yes")

    def _accepts(self, key: str) -> bool:
        missing = key == "yes" and not self.reason.answer()
        self._row.say_issue(self._words.missing if missing else "")
        return not missing

    def _decided(self, key: str) -> None:
        if key == "yes":
            self._take_reason(str(self.reason.answer()))
