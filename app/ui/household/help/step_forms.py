"""How far a plan is: its steps in a line, the next one as a button with what it still lacks, and the way back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.plan_steps import step
from app.operations.plan_views import PlanView
from app.rules.plans import STAMPS, STATES
from app.texts import say
from app.ui.household.help.kept_forms import KeptForm, Own
from app.ui.household.keeping import Keeper
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.choices import ChoiceField
from app.ui.kit.fields import LongTextField
from app.ui.kit.labels import Line, Sign, Text
from app.ui.kit.popups import Option
from app.ui.kit.rows import IssueLine

REASON, BACK_TO = "reason", "back"


class StepForm(Surface):
    """What is said with a step: day, who, the result; a reason where something stands against it. Kept while typed."""

    closed = Signal()

    def __init__(self, keeper: Keeper, to: str) -> None:
        super().__init__("tint2", "tint_line", 6)
        self._keeper, self.to = keeper, to
        self.plan: PlanView | None = None
        self.title, self.fault = Text(step_word(to), "strong"), IssueLine()
        self.fault.hide()
        self.reason = LongTextField(say("household_plan.reason_hint"), 2)
        why = Own(REASON, say("household_plan.reason"), self.reason, whole=True)
        self.form = KeptForm(keeper, f"step.{to}", [*self._fields(), why], frozenset(self._needed()))
        self.go = Button(step_word(to), "quiet", "check", self.write)
        self._lay_out()

    def _fields(self) -> Sequence[str | Own]:
        return [f"plan.{key}" for key in STAMPS[self.to]]

    def _needed(self) -> Sequence[str]:
        needed = [f"plan.{STAMPS[self.to][0]}"]
        return [*needed, "plan.result"] if self.to == "closed" else needed

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(Button(say("household.close"), "plain", "x", self.put_away))
        foot.addStretch(1)
        foot.addWidget(self.go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 4, 12, 12)
        whole.setSpacing(8)
        whole.addLayout(head)
        for part in (self.form, self.fault):
            whole.addWidget(part)
        whole.addLayout(foot)
        self.hide()

    def open_step(self, plan: PlanView, signer: str) -> None:
        """Begin the step: today, by `signer`; with what was left unwritten. The reason is asked where doubts stand."""
        self.plan = plan
        self._empty()
        keys = STAMPS.get(self.to, ())
        if keys:
            self.form.set_answer(f"plan.{keys[0]}", self._keeper.office.clock().date())
        if signer and len(keys) > 1 and self.to != "closed":
            self.form.set_answer(f"plan.{keys[1]}", signer)
        self.form.take_up()
        self.fault.hide()
        self.form.show_own(REASON, self._asks_reason(plan))
        self.show()

    def _empty(self) -> None:
        self.form.empty_all()

    def _asks_reason(self, plan: PlanView) -> bool:
        return any(one.level == "doubt" for one in plan.issues) or bool(self.reason.answer())

    def put_away(self) -> None:
        """Throw away what was typed."""
        self.form.let_go()
        self.hide()
        self.closed.emit()

    def write(self) -> None:
        """Take the step with what was typed."""
        if self.plan is None or not self.form.is_right():
            return
        office, plan, to = self._keeper.office, self.plan.id, self._goal()
        keys = STAMPS.get(self.to, ())
        said = {key: self.form.answer(f"plan.{key}") for key in keys}
        on = said.get(keys[0]) if keys else None
        by = str(said.get(keys[1]) or "") if len(keys) > 1 and self.to != "closed" else ""
        reason, result = str(self.reason.answer() or ""), said.get("result")
        self._keeper.do(
            lambda: step(
                office,
                plan,
                to,
                by=by,
                on=on if isinstance(on, date) else None,
                reason=reason,
                result=str(result) if result else None,
                achieved=str(said.get("achieved") or ""),
                unfinished=str(said.get("unfinished") or ""),
            ),
            self._written,
            self._refused,
        )

    def _goal(self) -> str:
        return self.to

    def _written(self, now: PlanView) -> None:
        self.put_away()
        state = self._keeper.office.forms.codes["plan_state"].name(now.state)
        self._keeper.tell(say("household_plan.stepped", state=state))

    def _refused(self, problem: Problem) -> None:
        """What stands against it is said beside its field; a doubt passes with a reason, which is asked now."""
        if any(one.level == "doubt" for one in getattr(problem, "issues", ())):
            self.form.show_own(REASON, True)
        self.form.say_problem(problem, "plan", self.fault)


class BackForm(StepForm):
    """Back to an earlier state, with the reason that the history keeps."""

    def __init__(self, keeper: Keeper) -> None:
        self.states = ChoiceField([])
        self._nearest: str | None = None
        super().__init__(keeper, BACK_TO)

    def _fields(self) -> Sequence[str | Own]:
        return [Own(BACK_TO, say("household_plan.back_to"), self.states, required=True)]

    def _needed(self) -> Sequence[str]:
        return ()

    def open_step(self, plan: PlanView, signer: str) -> None:
        """Offer the states behind the plan's, the nearest one chosen."""
        names = self._keeper.office.forms.codes["plan_state"]
        earlier = STATES[: STATES.index(plan.state)]
        self.states.set_options([Option(one, names.name(one)) for one in earlier])
        self._nearest = earlier[-1] if earlier else None
        super().open_step(plan, signer)

    def _empty(self) -> None:
        super()._empty()
        self.states.set_answer(self._nearest)

    def _asks_reason(self, plan: PlanView) -> bool:
        return True

    def write(self) -> None:
        """Go back, where a reason is given."""
        given = self.reason.answer() is not None
        self.form.say_issue(REASON, "" if given else say("household_plan.reason_wanted"))
        if given and self.states.answer():
            super().write()
        elif not given:
            self.reason.setFocus()

    def _goal(self) -> str:
        return str(self.states.answer())


class StepBand(Surface):
    """The next step: its button at the right, beside it what it still lacks. `asked` when it is pressed."""

    def __init__(self, ask: Callable[[], object]) -> None:
        super().__init__("sunken", "line", 6)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.says = Line("", "body")
        self.go = Button("", "quiet", "check", ask)
        across = QHBoxLayout(self)
        across.setContentsMargins(14, 8, 8, 8)
        across.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.says)
        words.addLayout(self._lines)
        words.addStretch(1)
        across.addLayout(words, 1)
        across.addWidget(self.go)
        self._told: list[tuple[str, str]] = []

    def show_step(self, says: str, lacks: Sequence[tuple[str, str]], button: str, may: bool) -> None:
        """`lacks`: sentences with their levels; the button cannot be pressed while an error stands."""
        self.says.setText(says)
        self.says.setVisible(bool(says))
        self.go.setText(button)
        self.go.updateGeometry()
        self.go.setVisible(bool(button))
        self.go.setEnabled(may and all(level != "error" for _, level in lacks))
        if list(lacks) == self._told:
            return
        self._told = list(lacks)
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for words, _ in lacks:
            self._lines.addWidget(_lack(words))


def _lack(words: str) -> QWidget:
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    across.addWidget(Sign("warning", "warn", 16))
    across.addWidget(Text(words, "note", "warn", wrap=True), 1)
    return line


def step_word(to: str) -> str:
    """The verb of a step."""
    words: Mapping[str, str] = {
        "agreed": say("household_plan.to_agreed"),
        "village": say("household_plan.to_village"),
        "township": say("household_plan.to_township"),
        "running": say("household_plan.to_running"),
        "closed": say("household_plan.to_closed"),
        BACK_TO: say("household_plan.go_back"),
    }
    return words[to]
