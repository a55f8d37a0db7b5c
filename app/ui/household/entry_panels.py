"""All answers of one line (an income item, a paper), below the grid that shows the most asked of them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.operations.entries import save_entry
from app.rules.dossiers import Answers
from app.rules.forms import Record
from app.rules.values import same
from app.texts import say
from app.ui.household.keeping import Keeper
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Line
from app.ui.kit.popups import Option


class EntryPanel(Surface):
    """Each field saves itself when it is left. With `of_person` a line can be put to a member's name."""

    closed = Signal()

    def __init__(self, keeper: Keeper, record: Record, of_person: bool = False) -> None:
        super().__init__("tint2", "tint_line", 6)
        self._keeper, self.record = keeper, record
        self.entry = ""
        self._answers: Answers = {}
        self.title = Line("", "body", True)
        self.form = LooseForm(keeper.office.forms, [one.path for one in record.fields])
        self.person = ChoiceField([])
        if of_person:
            self.form.add(say("household.whose_income"), self.person)
            self.person.answered.connect(self._person_answered)
        for path, made in self.form.inputs.items():
            made.answered.connect(partial(self._answered, path))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(Button(say("household.close"), "plain", "x", self.closed.emit))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 4, 12, 12)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addWidget(self.form)
        self.hide()

    def show_entry(self, entry: str, answers: Answers, locked: bool) -> None:
        """Show one line; what is being typed in it stays."""
        other = entry != self.entry
        self.entry = entry
        for path, made in self.form.inputs.items():
            key = path.partition(".")[2]
            if other or not made.hasFocus():
                made.set_answer(answers.get(key))
            made.set_locked(locked)
        self._answers = answers
        self.title.setText(self.form.words(f"{self.record.key}.{self.record.fields[0].key}"))

    def show_person(self, members: Sequence[Option], person_id: str | None) -> None:
        """Offer the members, the one it belongs to chosen."""
        self.person.set_options(members)
        self.person.set_answer(person_id)

    def _answered(self, path: str) -> None:
        key = path.partition(".")[2]
        value, one = self.form.answer(path), self.record.by_key[key]
        if self.form.say_fault(path) or same(one.kind, value, self._answers.get(key)):
            return
        if value is None and one.required:
            self.form.inputs[path].set_answer(self._answers.get(key))
            return
        self._save({key: value}, None)

    def _person_answered(self) -> None:
        self._save({}, {"person_id": self.person.answer()})

    def _save(self, answers: Answers, linked: dict[str, str | int | None] | None) -> None:
        office, household, record, entry = (
            self._keeper.office,
            self._keeper.household_id,
            self.record.key,
            self.entry,
        )
        self._keeper.do(lambda: save_entry(office, record, household, answers, entry=entry, linked=linked))
