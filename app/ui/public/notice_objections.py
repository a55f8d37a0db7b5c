"""What was said against a notice that hangs: each objection with its answer or the form for it, and a new one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.cases.viewing import case_view
from app.operations.notices.posting import answer_objection, record_objection
from app.operations.notices.viewing import NoticeView, ObjectionLine
from app.operations.offices import Office
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.choices import ChoiceField, YesNoField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option

Do = Callable[[Callable[[Office], object], str], None]
_NEW = ("objection.received_on", "objection.way", "objection.who", "objection.what")
_ANSWER = ("objection.investigator", "objection.found")


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """Where one objection is answered."""

    form: LooseForm
    upheld: YesNoField


class Objections(QWidget):
    """`answers` holds a form for each that waits; `begin()` opens the form of a new one."""

    def __init__(self, desk: Desk, case_id: str, view: NoticeView, do: Do, may_come: bool) -> None:
        super().__init__()
        self._desk, self._case, self._view, self._do = desk, case_id, view, do
        self.answers: dict[str, AnswerForm] = {}
        self.form: LooseForm | None = None
        self.about: ChoiceField | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(8)
        if view.objections:
            self._whole.addWidget(Text(say("wordings.objections"), "strong"))
        for one in view.objections:
            self._show(one)
        self.new = Button(say("public.new_objection"), "quiet", pressed_do=self.begin)
        if may_come:
            self._whole.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)

    def _show(self, one: ObjectionLine) -> None:
        answers = one.answers
        told = {"day": show("date", answers.get("received_on")), "what": answers.get("what") or ""}
        words = (
            say("public.objection", head=one.head, **told)
            if one.head
            else say("public.objection_all", **told)
        )
        self._whole.addWidget(Text(words, "body", wrap=True))
        if answers.get("answered_on"):
            result = say("public.upheld") if answers.get("upheld") else say("public.dismissed")
            answered = say("public.answered", result=result, found=answers.get("found") or "")
            self._whole.addWidget(Text(answered, "note", wrap=True))
            return
        made = self.answers[one.id] = AnswerForm(LooseForm(self._desk.office.forms, _ANSWER), YesNoField())
        made.form.add(say("public.is_upheld"), made.upheld)
        self._whole.addWidget(made.form)
        button = Button(say("public.answer"), "quiet", pressed_do=partial(self.answer, one.id))
        self._whole.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self) -> None:
        """Open the form of a new objection."""
        office = self._desk.office
        form = self.form = LooseForm(office.forms, _NEW)
        form.set_answer("objection.received_on", office.clock().date())
        self.about = _about_field(office, self._case)
        form.add(say("public.about"), self.about)
        self.new.hide()
        self._whole.addWidget(Text(say("public.new_objection"), "strong"))
        self._whole.addWidget(form)
        keep = Button(say("public.object"), "quiet", pressed_do=self.keep)
        self._whole.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
        form.inputs[_NEW[1]].setFocus()

    def keep(self) -> None:
        """Keep the new objection."""
        form = self.form
        if form is None or self.about is None or not form.is_right():
            return
        notice, answers, about = self._view.notice.id, form.of_record("objection"), self.about.answer()
        self._do(lambda office: record_objection(office, notice, answers, about), say("public.objected"))

    def answer(self, objection: str) -> None:
        """Answer one that waits."""
        made = self.answers[objection]
        if not made.form.is_right():
            return
        who, found = (str(made.form.answer(path) or "") for path in _ANSWER)
        upheld = made.upheld.answer() is True
        self._do(
            lambda office: answer_objection(office, objection, investigator=who, found=found, upheld=upheld),
            say("public.answer_kept"),
        )


def _about_field(office: Office, case_id: str) -> ChoiceField:
    """Which household of the case an objection is about."""
    homes = [one for one in case_view(office, case_id).households if one.state == "in"]
    return ChoiceField([Option(one.household_id, f"{one.head} {one.group}".strip()) for one in homes])
