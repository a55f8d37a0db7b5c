"""The panel of one household's plan: what it says, what its next step lacks, what is suggested for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.offices import Office
from app.operations.plans import (
    MeasureLine,
    PlanRow,
    PlanView,
    Suggestion,
    plan_of,
    save_plan,
    suggestions,
    take_suggestion,
)
from app.rules.forms import Forms
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.help.plans.give_panels import refused
from app.ui.help.plans.shown import cause_words, state_mark, step_verb
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Line, Text
from app.ui.kit.rows import ReadRow
from app.ui.kit.theme import scaled

FEW = 5  # suggestions shown at first
OVER = ("done", "stopped")  # states of a measure nobody waits for any more
EDITABLE = ("", "draft")  # states in which suggestions are offered


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """What the panel shows of a household: its plan, if there is one, and what is suggested and not yet taken."""

    plan: PlanView | None
    suggested: Sequence[Suggestion]


def read_plan(office: Office, household: str, year: int) -> PlanSeen:
    """Read what the panel shows."""
    plan = plan_of(office, household, year)
    offered = plan is None or plan.state in EDITABLE
    found = [one for one in suggestions(office, household, year) if not one.taken] if offered else []
    return PlanSeen(plan, found)


class PlanPanel(SidePanel):
    """`step(row)` opens the panel of the next step, `open_page(household)` the household's page."""

    def __init__(
        self,
        desk: Desk,
        row: PlanRow,
        year: int,
        step: Callable[[PlanRow], object],
        open_page: Callable[[str], object],
    ) -> None:
        super().__init__(row.head, " ".join(part for part in (row.village, row.group) if part))
        self._desk, self.row, self._year, self._step = desk, row, year, step
        self.seen: PlanSeen | None = None
        self._all = False
        self.told = ToldLines()
        self.chip = Chip("", "neutral")
        self._inner = QWidget()
        self._lines = QVBoxLayout(self._inner)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.page.body.addWidget(self._inner)
        self.page.body.addWidget(self.told)
        self.page.body.addStretch(1)
        self.go = Button("", "primary", pressed_do=self._go)
        self.open_button = Button(say("help_plans.open_page"), "quiet", "house",
                                  partial(open_page, row.household_id))  # fmt: skip
        self.foot.addWidget(self.open_button)
        self.foot.addWidget(self.go)
        self.tools.insertWidget(0, self.chip)
        self.go.hide()
        self.chip.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read the plan again."""
        office, household, year = self._desk.office, self.row.household_id, self._year
        self._desk.lanes.run("errand", lambda _: read_plan(office, household, year), self._show, owner=self)

    def show_row(self, row: PlanRow) -> None:
        """The list was read again: this is how the household stands there now."""
        self.row = row
        self.refresh()

    def _show(self, seen: PlanSeen) -> None:
        self.seen = seen
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        forms, plan = self._desk.office.forms, seen.plan
        mark = state_mark(forms, plan.state if plan else "")
        self.chip.show_chip(mark.words, mark.tone)
        self.chip.show()
        parts = (
            plan_lines(forms, plan, self._desk.office.clock().date(), self.row.helper)
            if plan
            else [Text(say("help_plans.no_plan", year=self._year), "label", wrap=True)]
        )
        if seen.suggested:
            parts.append(Text(say("help_plans.suggested", count=len(seen.suggested)), "strong"))
            shown = seen.suggested if self._all else seen.suggested[:FEW]
            parts += [self._suggestion(one) for one in shown]
            if len(shown) < len(seen.suggested):
                parts.append(Button(say("help_plans.all_suggested"), "link", pressed_do=self._show_all))
        for part in parts:
            self._lines.addWidget(part)
        following = plan.next_state if plan else "draft"
        self.go.setVisible(following is not None)
        self.go.setText(step_verb(following) if following and plan else say("help_plans.draft"))
        self.go.updateGeometry()

    def _suggestion(self, one: Suggestion) -> QWidget:
        """A measure that is suggested, why, and the button that takes it."""
        made = Surface("sunken", "", 6)
        whole = QVBoxLayout(made)
        whole.setContentsMargins(12, 6, 8, 8)
        whole.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(Line(one.item.name, "body", True), 1)
        head.addWidget(Button(say("help_plans.take"), "link", pressed_do=partial(self.take, one.item.code)))
        whole.addLayout(head)
        whole.addWidget(Text(one.reason, "note", wrap=True))
        return made

    def _show_all(self) -> None:
        self._all = True
        if self.seen is not None:
            self._show(self.seen)

    # what a person does

    def take(self, item: str) -> None:
        """Put a suggested measure into the plan."""
        office, household, year = self._desk.office, self.row.household_id, self._year
        self._desk.lanes.run(
            "writer",
            lambda _: take_suggestion(office, household, year, item),
            self._wrote,
            self._refuse,
            owner=self,
        )

    def _go(self) -> None:
        """Take the plan on: to its next step, or where there is none draft it."""
        if self.seen is not None and self.seen.plan is not None:
            plan = self.seen.plan
            self._step(replace(self.row, plan_id=plan.id, state=plan.state))
            return
        office, household, year = self._desk.office, self.row.household_id, self._year
        self._desk.lanes.run(
            "writer", lambda _: save_plan(office, household, year, {}), self._wrote, self._refuse, owner=self
        )

    def _wrote(self, _: object) -> None:
        self.told.show_lines([])
        self.refresh()
        self._desk.changed.emit("households")

    def _refuse(self, problem: Problem) -> None:
        self.told.show_lines(refused(problem))


def plan_lines(forms: Forms, plan: PlanView, today: date, helper: str) -> list[QWidget]:
    """What a plan says, and first what its next step still lacks."""
    parts: list[QWidget] = []
    if plan.issues:
        parts.append(ToldLines([Told("", say(one.code, **one.values), "warn") for one in plan.issues]))
    answers = plan.answers
    causes = cause_words(forms, answers.get("causes") or (), answers.get("risks") or ())  # type: ignore[arg-type]
    goal_income = answers.get("goal_income")
    month = answers.get("goal_month")
    rows = [
        (say("help_plans.causes"), causes),
        (say("help_plans.helper"), helper),
        (say("help_plans.goal_income"), show("money", goal_income) if goal_income is not None else ""),
        (say("help_plans.goal"), show("month", month) if month else ""),
    ]
    if answers.get("result"):
        rows.append((say("help_plans.result"), forms.codes["plan_result"].name(str(answers["result"]))))
    parts.append(_together([ReadRow(words, value, label_width=scaled(112)) for words, value in rows]))
    for key in ("goal", "wishes", "needs", "achieved", "unfinished"):
        if answers.get(key):
            parts.append(
                Text(f"{forms.help['plan'].by_key[key].label}\uff1a{answers[key]}", "note", wrap=True)
            )
    parts.append(Text(say("help_plans.measure_count", count=len(plan.measures)), "strong"))
    return parts + [_measure(forms, one, today) for one in plan.measures]


def _together(rows: Sequence[QWidget]) -> QWidget:
    """Lines that stand close to each other."""
    made = QWidget()
    whole = QVBoxLayout(made)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    for row in rows:
        whole.addWidget(row)
    return made


def _measure(forms: Forms, one: MeasureLine, today: date) -> QWidget:
    """A measure in two lines: its name and state, then kind, amount and until when."""
    made = Surface("sunken", "", 6)
    whole = QVBoxLayout(made)
    whole.setContentsMargins(12, 6, 12, 8)
    whole.setSpacing(2)
    head = QHBoxLayout()
    head.addWidget(Line(str(one.answers.get("name") or ""), "body", True), 1)
    state, until = one.answers.get("state"), one.answers.get("to_on")
    if isinstance(until, date) and until < today and state not in OVER:
        head.addWidget(Chip(say("help_plans.overdue", days=(today - until).days), "bad"))
    elif state:
        head.addWidget(
            Chip(forms.codes["measure_state"].name(str(state)), "ok" if state == "done" else "neutral")
        )
    whole.addLayout(head)
    kind, amount = one.answers.get("kind"), one.answers.get("amount")
    facts = [forms.codes["measure_kind"].name(str(kind)) if kind else ""]
    facts.append(say("help_plans.yuan", amount=show("money", amount)) if amount is not None else "")
    facts.append(say("help_plans.until", day=show("date", until)) if until else "")
    whole.addWidget(Line(" \u00b7 ".join(part for part in facts if part), "note", tone="text2"))
    for issue in one.issues:
        whole.addWidget(Text(say(issue.code, **issue.values), "note", "warn", wrap=True))
    return made
