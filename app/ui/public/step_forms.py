"""What is asked for a step: who did it and when; a meeting with its votes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.cases.viewing import CaseView
from app.rules.dossiers import Answers
from app.rules.forms import Forms
from app.rules.meetings import Votes
from app.texts import say
from app.ui.household.loose import LooseForm
from app.ui.kit.cells import Column, Row
from app.ui.kit.grids import Grid
from app.ui.kit.labels import Text
from app.ui.kit.number_fields import NumberField
from app.ui.kit.theme import scaled

_COUNTS = ("in_favour", "against", "abstained")


class StepForm(LooseForm):
    """Day, who, opinion of a step."""

    def __init__(self, forms: Forms, today: date, who: str) -> None:
        super().__init__(forms, ["case_step.done_on", "case_step.done_by", "case_step.opinion"])
        self.set_answer("case_step.done_on", today)
        self.set_answer("case_step.done_by", who)

    def day(self) -> date | None:
        """The day as it was answered."""
        value = self.answer("case_step.done_on")
        return value if isinstance(value, date) else None

    def who(self) -> str:
        """Who did it."""
        return str(self.answer("case_step.done_by") or "")

    def opinion(self) -> str:
        """What was said of it."""
        return str(self.answer("case_step.opinion") or "")


class MeetingForm(QWidget):
    """A meeting and how it voted on each household; everybody present agrees until somebody types otherwise."""

    def __init__(self, forms: Forms, case: CaseView, today: date) -> None:
        super().__init__()
        self._homes = [one for one in case.households if one.state == "in"]
        self._votes: dict[str, dict[str, int]] = {}
        paths = ["kind", "held_on", "place", "chair", "recorder", "entitled", "present"]
        self.form = LooseForm(forms, [f"meeting.{key}" for key in paths])
        self.form.set_answer("meeting.kind", "1")
        self.form.set_answer("meeting.held_on", today)
        self.form.inputs["meeting.present"].answered.connect(self._present_changed)
        editor = NumberField
        self.grid = Grid(
            [
                Column("head", say("public.head"), 100, stretch=True),
                Column("in_favour", say("public.in_favour"), 62, "number", editor=lambda parent: editor()),
                Column("against", say("public.against"), 62, "number", editor=lambda parent: editor()),
                Column("abstained", say("public.abstained"), 62, "number", editor=lambda parent: editor()),
            ],
            self._answer,
        )
        self.grid.answered.connect(self._typed)
        self.grid.setFixedHeight(scaled(36 + 34 * min(len(self._homes), 8) + 4))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.form)
        whole.addWidget(Text(say("public.votes_hint"), "note", wrap=True))
        whole.addWidget(self.grid)
        self._take_over(case)
        self._show()

    def _take_over(self, case: CaseView) -> None:
        """What a meeting said that was kept already."""
        if case.now is None or not case.meetings or case.meetings[-1].step != case.now.step.key:
            return
        meeting = case.meetings[-1]
        for key in ("kind", "held_on", "place", "chair", "recorder", "entitled", "present"):
            self.form.set_answer(f"meeting.{key}", meeting.answers.get(key))
        for home, one in meeting.meeting.votes.items():
            counts = (one.in_favour, one.against, one.abstained)
            self._votes[home] = dict(zip(_COUNTS, counts, strict=True))

    def _present(self) -> int:
        value = self.form.answer("meeting.present")
        return value if isinstance(value, int) else 0

    def _present_changed(self) -> None:
        self._show()

    def _count(self, home: str, column: str) -> int:
        typed = self._votes.get(home, {})
        if column in typed:
            return typed[column]
        rest = sum(typed.get(other, 0) for other in _COUNTS if other != column)
        return max(self._present() - rest, 0) if column == "in_favour" else 0

    def _answer(self, key: str, column: str) -> Any:
        return self._count(key, column)

    def _typed(self, key: str, column: str, value: object) -> None:
        if isinstance(value, int):
            self._votes.setdefault(key, {})[column] = value
        else:
            self._votes.get(key, {}).pop(column, None)
        self._show()

    def _show(self) -> None:
        self.grid.show_rows(
            [
                Row(
                    one.household_id,
                    (one.head, *(str(self._count(one.household_id, key)) for key in _COUNTS)),
                )
                for one in self._homes
            ]
        )

    def answers(self) -> Answers:
        """The meeting's answers."""
        return self.form.of_record("meeting")

    def votes(self) -> Mapping[str, Votes]:
        """How it voted on each household."""
        return {
            one.household_id: Votes(*(self._count(one.household_id, key) for key in _COUNTS))
            for one in self._homes
        }
