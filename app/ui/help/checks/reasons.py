"""Asks why something is done: a sheet over the window that gives nothing until a reason is written."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.texts import say
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TextField
from app.ui.kit.rows import FieldGrid


class ReasonSheet:
    """`then(reason)` once a reason is written and `verb` pressed; Esc and the other button do nothing."""

    def __init__(
        self, page: QWidget, title: str, body: str, verb: str, then: Callable[[str], object]
    ) -> None:
        self._then = then
        answers = [("no", say("help_checks.not_now"), "quiet"), ("yes", verb, "primary")]
        self.dialog = Dialog(page, title, body, answers, self._decided, wide=520)
        self.dialog.accepts = self._accepts
        self.reason = TextField()
        self.reason.after_enter = self._enter
        grid = FieldGrid()
        self._row = grid.add(say("help_checks.reason"), self.reason, required=True, whole=True)
        self._row.reserved = True
        grid.arrange()
        self.dialog.content.addWidget(grid)

    def ask(self) -> None:
        """Open the sheet."""
        self.dialog.ask(self.reason)

    def _enter(self) -> None:
        self.dialog.decide("yes")

    def _accepts(self, key: str) -> bool:
        missing = key == "yes" and not self.reason.answer()
        self._row.say_issue(say("help_checks.reason_wanted") if missing else "")
        return not missing

    def _decided(self, key: str) -> None:
        if key == "yes":
            self._then(str(self.reason.answer()))
