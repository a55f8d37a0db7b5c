"""The sheet on which the signed-in person changes the own password."""

from PySide6.QtWidgets import QWidget

from app.errors import Problem
from app.progress import Progress
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.kit.dialogs import Dialog
from app.ui.kit.rows import FieldGrid
from app.ui.kit.secret_fields import PasswordField
from app.ui.kit.theme import scaled


class PasswordChange:
    """Asks for the old password and twice for the new one; stays open until it is done or left."""

    def __init__(self, owner: QWidget, desk: Desk) -> None:
        self._desk = desk
        answers = [
            ("leave", say("window.not_change"), "quiet"),
            ("change", say("window.change_password"), "primary"),
        ]
        self._dialog = Dialog(owner, say("window.change_password"), "", answers, lambda key: None)
        self._dialog.accepts = self._accepts
        grid = FieldGrid(scaled(84))
        self.fields = [PasswordField(judged=True) for _ in range(3)]
        words = (say("window.old_password"), say("window.new_password"), say("window.new_password_again"))
        self._rows = [
            grid.add(word, field, required=True) for word, field in zip(words, self.fields, strict=True)
        ]
        for field, row in zip(self.fields, self._rows, strict=True):
            field.setFixedHeight(scaled(34))
            row.reserved = True
        grid.arrange()
        self._dialog.content.addWidget(grid)

    def ask(self) -> None:
        """Open the sheet."""
        self._dialog.ask(self.fields[0])

    def _accepts(self, key: str) -> bool:
        if key == "leave":
            return True
        from app.operations.openings import password_fault

        old, new, again = (field.text() for field in self.fields)
        weak = password_fault(new)
        faults = (
            "" if old else say("window.password_wanted"),
            say(weak) if weak else "",
            "" if new == again else say("window.password_differs"),
        )
        for row, fault in zip(self._rows, faults, strict=True):
            row.say_issue(fault)
        if not any(faults):
            self._change(old, new)
        return False

    def _change(self, old: str, new: str) -> None:
        def work(progress: Progress) -> None:
            from app.operations.faults import faults_told
            from app.operations.users import change_password

            with faults_told():
                change_password(self._desk.office, old, new)

        self._dialog.buttons["change"].setEnabled(False)
        self._desk.lanes.run("writer", work, self._done, self._refuse, owner=self._dialog)

    def _done(self, _: object) -> None:
        self._dialog.accepts = lambda key: True
        self._dialog.decide("leave")
        self._desk.tell(say("window.password_changed"))

    def _refuse(self, problem: Problem) -> None:
        self._dialog.buttons["change"].setEnabled(True)
        self._rows[0].say_issue(sentence(problem))
