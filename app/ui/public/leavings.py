"""Who goes no further: one household leaves and the others go on, or the whole case is ended without a result."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.cases.opening import drop_case, leave_case
from app.operations.cases.viewing import CaseView
from app.operations.offices import Office
from app.rules.forms import Forms
from app.texts import say
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option

Do = Callable[[Callable[[Office], object], str], None]
WHY, NOTE = "case_household.left_reason", "case.note"


class Leavings(QWidget):
    """`begin_leaving()` asks who leaves and why, `begin_ending()` why all of it ends; never without a reason."""

    def __init__(self, forms: Forms, case: CaseView, do: Do) -> None:
        super().__init__()
        self._forms, self._case, self._do = forms, case, do
        self.form: LooseForm | None = None
        self.who: ChoiceField | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(8)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self._staying = [one for one in case.households if one.state == "in"]
        if self._staying:
            line.addWidget(Button(say("leavings.leave"), "link", pressed_do=self.begin_leaving))
        line.addWidget(Button(say("leavings.end"), "link", pressed_do=self.begin_ending))
        line.addStretch(1)
        self._whole.addWidget(self._line)

    def begin_leaving(self) -> None:
        """Ask which household leaves, and why."""
        options = [Option(one.household_id, f"{one.head} {one.group}".strip()) for one in self._staying]
        self.who = ChoiceField(options)
        self._ask(say("leavings.leave"), say("leavings.leave_hint"), WHY, self.who)
        self._keep(say("leavings.leave_now"), self.leave)
        self.who.setFocus()

    def begin_ending(self) -> None:
        """Ask why the case ends without a result."""
        form = self._ask(say("leavings.end"), say("leavings.end_hint"), NOTE)
        self._keep(say("leavings.end_now"), self.end)
        form.inputs[NOTE].setFocus()

    def _ask(self, title: str, hint: str, path: str, who: ChoiceField | None = None) -> LooseForm:
        self._line.hide()
        why = say("leavings.reason")
        form = self.form = LooseForm(self._forms, (), frozenset([path]), {path: why})
        if who is not None:
            form.add(say("leavings.who"), who, required=True)
        form.add_path(path)
        self._whole.addWidget(Text(title, "strong"))
        self._whole.addWidget(Text(hint, "note", wrap=True))
        self._whole.addWidget(form)
        return form

    def _keep(self, words: str, do: Callable[[], object]) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Button(words, "quiet", pressed_do=do))
        line.addStretch(1)
        self._whole.addLayout(line)

    def leave(self) -> None:
        """Take the household out."""
        home = self.who.answer() if self.who else None
        if self.who and not home:
            self.who.setFocus()
        if self.form is None or not home or not self.form.is_right():
            return
        case, why = self._case.id, str(self.form.answer(WHY))
        self._do(lambda office: leave_case(office, case, home, why), say("leavings.left"))

    def end(self) -> None:
        """End the case."""
        if self.form is not None and self.form.is_right():
            case, why = self._case.id, str(self.form.answer(NOTE))
            self._do(lambda office: drop_case(office, case, why), say("leavings.ended"))
