"""Coming in by the recovery code: for a lost password, or to put a backup back, from another PC too."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.texts import say
from app.ui.entry.first_runs import password_sentence
from app.ui.kit.bars import WaitingBar
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.choices import ChoiceField
from app.ui.kit.fields import TextField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option
from app.ui.kit.rows import FieldGrid, FieldRow
from app.ui.kit.secret_fields import PasswordField
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.theme import scaled

LABEL = 96


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was filled in: the backup file ("" to open what stands here), user, recovery code or "", password."""

    file: str
    user: str
    code: str
    password: str


class RecoveryPage(QWidget):
    """A form for `wanted(Wanted)`; `left` goes back. With `restoring` a backup file is asked for, too."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, people: Sequence[tuple[str, str]], restoring: bool) -> None:
        super().__init__()
        self._restoring = restoring
        whole = QVBoxLayout(self)
        whole.setContentsMargins(48, 36, 48, 32)
        whole.setSpacing(0)
        title = say("login.restore_title") if restoring else say("login.recover_title")
        line = say("login.restore_line") if restoring else say("login.recover_line")
        whole.addWidget(Text(title, "headline"))
        whole.addSpacing(4)
        whole.addWidget(Text(line, "label", wrap=True))
        whole.addSpacing(16)
        whole.addWidget(self._form(people))
        whole.addStretch(1)
        self._problem = Text("", "note", "bad", wrap=True)
        whole.addWidget(self._problem)
        whole.addSpacing(8)
        self._bar = WaitingBar()
        whole.addWidget(self._bar)
        whole.addSpacing(12)
        whole.addLayout(self._foot())
        self._show_way("code")

    def _form(self, people: Sequence[tuple[str, str]]) -> Card:
        card = Card()
        self._grid = FieldGrid(scaled(LABEL))
        self.file = TextField()
        self.way = Segments(
            [Choice("code", say("login.by_code")), Choice("password", say("login.by_password"))]
        )
        self.way.chosen.connect(self._show_way)
        self.code = TextField(say("login.code_hint"))
        self.user: TextField = ChoiceField([Option(*one) for one in people]) if people else TextField()
        if people:
            self.user.set_answer(people[0][0])
        self.password, self.again = PasswordField(judged=True), PasswordField(judged=True)
        for field in (self.password, self.again):
            field.setFixedHeight(scaled(34))
        if self._restoring:
            self._add_file(card)
        self._rows: dict[str, FieldRow] = {
            "code": self._grid.add(say("login.recovery_code"), self.code, required=True, whole=True),
            "user": self._grid.add(say("login.login_name"), self.user, required=True, whole=True),
            "password": self._grid.add(say("login.new_password"), self.password, required=True, whole=True),
            "again": self._grid.add(say("login.password_again"), self.again, required=True, whole=True),
        }
        card.body.addWidget(self._grid)
        return card

    def _add_file(self, card: Card) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        label = Text(say("login.backup_file"), "label")
        label.setFixedWidth(scaled(LABEL) + 4)
        line.addWidget(label)
        line.addWidget(self.file, 1)
        line.addWidget(Button(say("login.choose_file"), "quiet", "folder-open", self._choose_file))
        card.body.addLayout(line)
        card.body.addSpacing(4)
        ways = QHBoxLayout()
        ways.addSpacing(scaled(LABEL) + 12)
        ways.addWidget(self.way)
        ways.addStretch(1)
        card.body.addLayout(ways)
        card.body.addSpacing(4)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(Button(say("login.back"), "quiet", pressed_do=self.left.emit))
        verb = say("login.restore_now") if self._restoring else say("login.recover_now")
        self.open = Button(verb, "primary", pressed_do=self._ask)
        foot.addWidget(self.open)
        return foot

    def start(self) -> None:
        """Put the keyboard into the first field."""
        (self.file if self._restoring else self.code).setFocus()

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, say("login.backup_file"), "", say("login.backup_files"))
        if path:
            self.file.set_answer(path)

    def _show_way(self, way: str) -> None:
        by_code = way == "code" or not self._restoring
        for name in ("code", "again"):
            self._grid.show_row(self._rows[name], by_code)

    def _by_code(self) -> bool:
        return not self._restoring or self.way.key() == "code"

    def _ask(self) -> None:
        faults = self._faults()
        for name, row in self._rows.items():
            row.say_issue(faults.get(name, ""))
        missing_file = self._restoring and not self.file.answer()
        self._problem.setText(say("login.file_wanted") if missing_file else "")
        if faults or missing_file:
            return
        self._wait(True)
        code = str(self.code.answer()) if self._by_code() else ""
        file = str(self.file.answer() or "")
        self.wanted.emit(Wanted(file, str(self.user.answer()), code, self.password.text()))

    def _faults(self) -> dict[str, str]:
        """What is wrong with the fields, by row."""
        faults: dict[str, str] = {}
        if not self.user.answer():
            faults["user"] = say("login.wanted")
        if not self._by_code():
            if not self.password.text():
                faults["password"] = say("login.password_wanted")
            return faults
        if not self.code.answer():
            faults["code"] = say("login.wanted")
        if weak := password_sentence(self.password.text()):
            faults["password"] = weak
        elif self.password.text() != self.again.text():
            faults["again"] = say("login.password_differs")
        return faults

    def refuse(self, sentence: str) -> None:
        """Say why it did not open."""
        self._wait(False)
        self._problem.setText(sentence)

    def _wait(self, waiting: bool) -> None:
        self.open.setEnabled(not waiting)
        self._bar.setVisible(waiting)
