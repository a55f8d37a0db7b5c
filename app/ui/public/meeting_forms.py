"""A meeting as it is written down: where and who, the representatives ticked, whether it is valid, how it voted."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.answering import issue_words
from app.operations.cases.representatives import Remembered
from app.operations.cases.viewing import CaseView
from app.rules.dossiers import Answers
from app.rules.forms import Forms
from app.rules.meetings import Meeting, Rule, Votes, find_faults, needed
from app.texts import say
from app.ui.household.loose import LooseForm
from app.ui.kit.labels import Text
from app.ui.public.attendances import Attendance, AttendanceList
from app.ui.public.ballots import Ballot

_ABOUT = ("kind", "held_on", "clock", "place", "chair", "recorder")
_NUMBERS = ("entitled", "present")


class MeetingForm(QWidget):
    """`remembered`: the village's last meeting. With names the numbers are counted from them, else they are typed."""

    def __init__(
        self, forms: Forms, case: CaseView, today: date, rule: Rule, remembered: Remembered | None = None
    ) -> None:
        super().__init__()
        self._rule = rule
        asked = frozenset(one.path for one in forms.public["meeting"].fields if one.required)
        self.form = LooseForm(forms, [f"meeting.{key}" for key in _ABOUT], asked)
        self.form.set_answer("meeting.kind", "1")
        self.form.set_answer("meeting.held_on", today)
        self.people = AttendanceList()
        self.numbers = LooseForm(forms, [f"meeting.{key}" for key in _NUMBERS], asked)
        self.quorum = Text("", "note", wrap=True)
        self.ballot = Ballot([one for one in case.households if one.state == "in"], rule)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        self.hint = Text(say("public_meetings.attendance_hint"), "note", wrap=True)
        for part in (self.form, self.hint, self.people, self.numbers, self.quorum):
            whole.addWidget(part)
        whole.addWidget(Text(say("public_meetings.votes"), "strong"))
        whole.addWidget(Text(say("public.votes_hint"), "note", wrap=True))
        whole.addWidget(self.ballot)
        if remembered is not None:
            self._remember(remembered)
        self._take_over(case)
        self.people.changed.connect(self._counted)
        self.form.inputs["meeting.recorder"].after_enter = self._to_people
        self.numbers.inputs["meeting.present"].after_enter = self._to_votes
        for key in _NUMBERS:
            self.numbers.inputs[f"meeting.{key}"].typed.connect(self._judge)
            self.numbers.inputs[f"meeting.{key}"].answered.connect(self._judge)
        self._counted()

    def _remember(self, last: Remembered) -> None:
        for key, value in last.answers.items():
            if value is not None:
                self.form.set_answer(f"meeting.{key}", value)
        self.people.show_names(last.names)
        if last.names:
            told = say("public_meetings.remembered", count=len(last.names))
            self.hint.setText(told + say("public_meetings.attendance_hint"))

    def _take_over(self, case: CaseView) -> None:
        """What was kept already of this step's meeting."""
        if case.now is None or not case.meetings or case.meetings[-1].step != case.now.step.key:
            return
        meeting = case.meetings[-1]
        for key in _ABOUT:
            self.form.set_answer(f"meeting.{key}", meeting.answers.get(key))
        for key in _NUMBERS:
            self.numbers.set_answer(f"meeting.{key}", meeting.answers.get(key))
        self.people.show_names(
            [name for name, _ in meeting.attendance], [came for _, came in meeting.attendance]
        )
        self.ballot.take_over(meeting.meeting.votes)

    def _to_people(self) -> None:
        """Enter after the last word about the meeting: to the names, or where there are none, to the numbers."""
        if self.people.names:
            self.people.table.setFocus()
            self.people.table.go_to(max(self.people.table.currentIndex().row(), 0))
        else:
            self.numbers.inputs["meeting.entitled"].setFocus()

    def _to_votes(self) -> None:
        """Enter after the numbers: to the first household's votes."""
        if self.ballot.homes:
            self.ballot.grid.go_to_cell(self.ballot.homes[0].household_id, "against")

    # live numbers

    def _counted(self) -> None:
        """The names tell the numbers where there are names."""
        told = self.people.attendance()
        for key, count in zip(_NUMBERS, (len(told), sum(came for _, came in told)), strict=True):
            if told:
                self.numbers.set_answer(f"meeting.{key}", count)
            self.numbers.inputs[f"meeting.{key}"].set_locked(bool(told))
        self._judge()

    def _judge(self) -> None:
        """Whether it is valid, and what it decided."""
        entitled, present = (self._number(key) for key in _NUMBERS)
        faults = find_faults(Meeting(entitled, present), self._rule) if entitled or present else []
        if faults:
            self.quorum.setText("".join(issue_words(one) for one in faults))
        elif entitled:
            least = needed(Meeting(entitled, present), self._rule)
            told = {"entitled": entitled, "present": present, "needed": least}
            self.quorum.setText(say("public_meetings.quorum", **told))
        else:
            self.quorum.setText(say("public_meetings.no_numbers"))
        self.quorum.set_tone("bad" if faults else "ok" if entitled else "")
        self.ballot.show_meeting(entitled, present)

    def _number(self, key: str) -> int:
        value = self.numbers.answer(f"meeting.{key}")
        return value if isinstance(value, int) else 0

    # what was answered

    def is_right(self) -> bool:
        """Whether all can be written; else the first wrong field has its sentence and the keyboard."""
        return self.form.is_right() and self.numbers.is_right()

    def answers(self) -> Answers:
        """The meeting's answers."""
        return {**self.form.of_record("meeting"), **self.numbers.of_record("meeting")}

    def attendance(self) -> Attendance:
        """Everybody entitled by name, and whether he came; nobody where only numbers were told."""
        return self.people.attendance()

    def votes(self) -> Mapping[str, Votes]:
        """How it voted on each household."""
        return self.ballot.votes()
