"""The panel that takes plans one step further (or back): signing, reviewing, starting, closing with a result."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from app.errors import Problem
from app.operations.plans import STATES, BatchDone, PlanRow, step_many
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, ToldLines
from app.ui.help.plans.give_panels import refused, show_outcome
from app.ui.help.plans.shown import next_state, step_verb
from app.ui.help.reading_panels import tell_batch
from app.ui.household.loose import LooseForm
from app.ui.jobs import Job
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option

ON, BY, REASON = "plan.signed_on", "plan.signed_by", "plan.note"
RESULT, ACHIEVED, UNFINISHED = "plan.result", "plan.achieved", "plan.unfinished"
PATHS = (ON, BY, RESULT, ACHIEVED, UNFINISHED, REASON)


class StepPanel(SidePanel):
    """`rows` are the plans; each takes the step that is chosen, or is left out with what it lacks."""

    def __init__(self, desk: Desk, rows: Sequence[PlanRow]) -> None:
        super().__init__(
            rows[0].head if len(rows) == 1 else say("help_plans.step_title", count=f"{len(rows):,}")
        )
        self._desk, self._rows = desk, [row for row in rows if row.plan_id]
        self.words, self.told = Text("", "label", wrap=True), ToldLines()
        self.to = ChoiceField([Option(state, step_verb(state), state) for state in STATES])
        labels = {
            ON: say("help_plans.step_on"),
            BY: say("help_plans.step_by"),
            REASON: say("help_plans.reason"),
        }
        self.form = LooseForm(desk.office.forms, (), frozenset((ON,)), labels)
        self.form.add(say("help_plans.step"), self.to, required=True)
        for path in PATHS:
            self.form.add_path(path)
        self._lines = dict(zip(PATHS, self.form.rows[1:], strict=True))
        self._progress = ProgressLine()
        self.job = Job(desk, self._progress)
        self.go = Button("", "primary", pressed_do=self.write)
        for part in (self.words, self.form, self.told, self._progress):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        self.foot.addWidget(self.go)
        self.form.set_answer(ON, desk.office.clock().date())
        self.to.set_answer(self._likely())
        self.to.answered.connect(self._show_fields)
        self.job.rested.connect(self._show_fields)
        self._show_fields()

    def _likely(self) -> str:
        """The step most of the plans take next."""
        steps = Counter(step for row in self._rows if (step := next_state(row.state)))
        return steps.most_common(1)[0][0] if steps else STATES[1]

    def _show_fields(self) -> None:
        """The fields the step asks for, and how many of the plans are where it begins."""
        to = str(self.to.answer() or "")
        shown = {ON, REASON, *((RESULT, ACHIEVED, UNFINISHED) if to == "closed" else ())}
        shown |= {BY} if to in ("agreed", "village", "township") else set()
        for path, line in self._lines.items():
            self.form.show_row(line, path in shown)
        self.form.inputs[BY].setPlaceholderText(
            say("help_plans.head_signs") if to == "agreed" else self._desk.office.user.full_name or ""
        )
        ready = sum(next_state(row.state) == to for row in self._rows)
        self.words.setVisible(len(self._rows) != 1)
        self.words.setText(say("help_plans.step_ready", ready=f"{ready:,}", count=f"{len(self._rows):,}"))
        self.go.setText(step_verb(to) if to else say("help_plans.step"))
        self.go.updateGeometry()
        self.go.setEnabled(bool(to and self._rows))

    def take_keyboard(self) -> None:
        """The button has the keyboard: what it needs is filled in already."""
        self.go.setFocus()

    def write(self) -> None:
        """Take the step with all plans that may."""
        to = str(self.to.answer() or "")
        if not to or not self.form.is_right():
            return
        office, plans = self._desk.office, [row.plan_id for row in self._rows]
        said = self._said()
        self.go.setEnabled(False)
        self.told.show_lines([])
        self.job.run(
            "writer", say("help_plans.stepping"),
            lambda progress: step_many(office, plans, to, **said, progress=progress),
            self._stepped, self._refuse,
        )  # fmt: skip

    def _said(self) -> dict[str, Any]:
        day = self.form.answer(ON)
        assert isinstance(day, date)  # required, and read
        texts = {"by": BY, "reason": REASON, "achieved": ACHIEVED, "unfinished": UNFINISHED}
        said = {key: str(self.form.answer(path) or "") for key, path in texts.items()}
        return {**said, "on": day, "result": self.form.answer(RESULT)}

    def _refuse(self, problem: Problem) -> None:
        self.told.show_lines(refused(problem))

    def _stepped(self, done: BatchDone) -> None:
        words = say("help_plans.stepped", count=f"{len(done.done):,}", step=self.go.text())
        for part in (self.words, self.form, self.go):
            part.hide()
        show_outcome(self, self.told, words, done)
        tell_batch(self._desk, words, done.batch or None)
        self._desk.changed.emit("households")
