"""What a decision needs beside the choice: a word of one's own, the reason, and who agrees where that is asked."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.confirmations import Witness, witnesses
from app.operations.conflict_lists import InboxLine, form_of
from app.texts import say
from app.ui.desks import Desk
from app.ui.household.asked import make_field
from app.ui.kit.buttons import Button
from app.ui.kit.choices import ChoiceField
from app.ui.kit.fields import TextField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option
from app.ui.kit.rows import FieldGrid, FieldRow
from app.ui.kit.secret_fields import MaskedField, PasswordField


class DecisionForm(QWidget):
    """`finished` by Enter in the last field. It is built anew for each conflict."""

    finished = Signal()

    def __init__(self, desk: Desk, line: InboxLine) -> None:
        super().__init__()
        self._desk, self.line = desk, line
        self.typed: Any = None
        self._typed_row: FieldRow | None = None
        self.who: ChoiceField | None = None
        self.password: PasswordField | None = None
        self._witness_rows: list[FieldRow] = []
        self.grid = FieldGrid()
        self._add_typed()
        self.reason = TextField()
        self._reason_row = self.grid.add(say("sync_page.reason"), self.reason, required=True, whole=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.grid)
        self._add_witness()
        whole.addLayout(self._usual())
        if self.password is None:
            self.reason.after_enter = self.finished.emit
        else:
            self.password.returnPressed.connect(self.finished)

    def _add_typed(self) -> None:
        one = self.line.conflict
        form = form_of(self._desk.office, one.record)
        field = form.by_key.get(one.field) if form else None
        if field is None:
            return
        self.typed = make_field(self._desk.office.forms, field)
        if isinstance(self.typed, MaskedField):
            self.typed.reveal(None)
        self._typed_row = self.grid.add(say("sync_page.chosen_value"), self.typed, required=True, whole=True)
        self.grid.show_row(self._typed_row, False)

    def _add_witness(self) -> None:
        confirm = self.line.confirm
        if not confirm:
            return
        second = confirm == "second"
        people = witnesses(self._desk.office, confirm)
        title = say("sync_page.second") if second else say("sync_page.supervisor")
        if not people:
            none = say("sync_page.nobody_second") if second else say("sync_page.nobody_supervisor")
            self._nobody = Text(none, "note", tone="warn", wrap=True)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self._nobody)
            return
        options = [Option(one.name, one.full_name or one.name, one.name) for one in people]
        self.who, self.password = ChoiceField(options), PasswordField()
        if len(options) == 1:
            self.who.set_answer(options[0].code)
        self.password.setFixedHeight(self.reason.height())
        self.password.setProperty("size", "")
        self._witness_rows = [
            self.grid.add(title, self.who, required=True, whole=True),
            self.grid.add(say("sync_page.password"), self.password, required=True, whole=True),
        ]

    def _usual(self) -> QHBoxLayout:
        """Reasons that are one press away."""
        line = QHBoxLayout()
        line.setSpacing(8)
        usual = (
            say("sync_page.reason_card"),
            say("sync_page.reason_called"),
            say("sync_page.reason_visited"),
        )
        for words in usual:
            line.addWidget(Button(words, "link", pressed_do=partial(self._take, words)))
        line.addStretch(1)
        return line

    def _take(self, words: str) -> None:
        self.reason.set_answer(words)
        self._reason_row.say_issue("")
        (self.who or self.reason).setFocus()

    # the choice and what follows

    @property
    def hindered(self) -> bool:
        """Whether nobody here may agree."""
        return bool(self.line.confirm) and self.who is None

    def show_choice(self, choice: str) -> None:
        """Ask for a word of one's own only where that was chosen."""
        if self._typed_row is not None:
            self.grid.show_row(self._typed_row, choice == "type")

    def take_keyboard(self, choice: str) -> None:
        """Put the keyboard into the first field."""
        first = self.typed if choice == "type" and self.typed is not None else self.reason
        first.setFocus()

    def fields(self) -> Sequence[QWidget]:
        """Every field, to see which has the keyboard."""
        return [one for one in (self.typed, self.reason, self.who, self.password) if one is not None]

    def is_right(self, choice: str) -> bool:
        """Say what is missing beside its field; True where nothing is."""
        typed = choice != "type" or (self.typed is not None and self.typed.answer() is not None)
        if self._typed_row is not None:
            self._typed_row.say_issue("" if typed else say("sync_page.type_wanted"))
        self._reason_row.say_issue("" if self.reason.answer() else say("sync_page.reason_wanted"))
        agreed = not self.line.confirm or self.witness() is not None
        if self._witness_rows:
            self._witness_rows[-1].say_issue("" if agreed else say("sync_page.second_wanted"))
        return bool(typed and self.reason.answer() and agreed)

    def refuse_typed(self, sentence: str) -> None:
        """What was typed is no such value."""
        if self._typed_row is not None:
            self._typed_row.say_issue(sentence)
            self.typed.setFocus()

    def refuse_witness(self, sentence: str) -> None:
        """The password is not his."""
        if self._witness_rows and self.password is not None:
            self.password.set_answer(None)
            self._witness_rows[-1].say_issue(sentence)
            self.password.setFocus()

    def witness(self) -> Witness | None:
        """Who agrees, with his password; None while one of both is missing."""
        if self.who is None or self.password is None or not self.who.answer() or not self.password.answer():
            return None
        return Witness(str(self.who.answer()), str(self.password.answer()))
