"""The upper part of a plan's card: its steps, the next one with what it lacks, the form of the one being taken."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.answering import issue_words
from app.operations.plan_views import PlanView
from app.operations.subjects import Subject
from app.rules.plans import STATES
from app.texts import say
from app.ui.household.help.plan_words import step_lines
from app.ui.household.help.step_forms import BACK_TO, BackForm, StepBand, StepForm, step_word
from app.ui.household.keeping import Keeper
from app.ui.household.shown import Shown
from app.ui.kit.labels import Text
from app.ui.kit.steps import Steps


class StepPart(QWidget):
    """The form of a step opens in the place of the band that says what is next: `opened(form)`."""

    opened = Signal(QWidget)

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        self._keeper = keeper
        self.plan: PlanView | None = None
        self._head = ""
        names = keeper.office.forms.codes["plan_state"]
        self.steps = Steps([names.name(state) for state in STATES])
        self.band = StepBand(self.open_next)
        self.facts = Text("", "note", wrap=True)
        self.forms: dict[str, StepForm] = {}
        self._place = QVBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.steps)
        whole.addWidget(self.band)
        whole.addLayout(self._place)
        whole.addWidget(self.facts)

    def show_plan(self, shown: Shown, plan: PlanView) -> None:
        """Show how far a plan is, and what the next step still lacks."""
        head = shown.dossier.head
        self.plan, self._head = plan, head.name if head else ""
        self.steps.show_step(STATES.index(plan.state) + (plan.state == "closed"))
        for key, form in self.forms.items():
            if not form.isHidden() and key not in (plan.next_state, BACK_TO):
                form.put_away()
        self._take_up(shown, plan)
        lacks = [(issue_words(one), one.level) for one in plan.issues]
        button = step_word(plan.next_state) if plan.next_state else ""
        self.band.show_step(next_words(plan), lacks, button, not shown.locked)
        self.band.setVisible(self.open_form() is None)
        words = step_lines(self._keeper.office.forms, plan.answers)
        self.facts.setText(words)
        self.facts.setVisible(bool(words))

    def _take_up(self, shown: Shown, plan: PlanView) -> None:
        """Open what was begun and not written the last time."""
        for to in (plan.next_state, BACK_TO) if not shown.locked else ():
            if (
                to
                and self.open_form() is None
                and self._keeper.holds(Subject(f"step.{to}", plan.household_id))
            ):
                self.open_step(to)

    def put_away(self) -> None:
        """Close what is open; what was typed in it stays a draft."""
        for form in self.forms.values():
            form.hide()

    def open_form(self) -> StepForm | None:
        """The form that is open."""
        return next((form for form in self.forms.values() if not form.isHidden()), None)

    def open_next(self) -> None:
        """Begin the next step."""
        if self.plan is not None and self.plan.next_state:
            self._ask_step(self.plan.next_state)

    def open_back(self) -> None:
        """Begin going back."""
        self._ask_step(BACK_TO)

    def open_step(self, to: str) -> None:
        """Open the form of a step in the band's place."""
        if self.plan is None:
            return
        self.put_away()
        if to not in self.forms:
            form = BackForm(self._keeper) if to == BACK_TO else StepForm(self._keeper, to)
            form.closed.connect(self._step_closed)
            self._place.addWidget(form)
            self.forms[to] = form
        user = self._keeper.office.user
        self.forms[to].open_step(self.plan, self._head if to == "agreed" else user.shown)
        self.band.hide()

    def _ask_step(self, to: str) -> None:
        """Open a step's form, bring it in sight and give it the keyboard."""
        self.open_step(to)
        if (form := self.open_form()) is not None:
            self.opened.emit(form)
            form.form.give_keyboard()

    def _step_closed(self) -> None:
        self.band.show()


def next_words(plan: PlanView) -> str:
    """What stands before the button of the next step."""
    if plan.next_state is None:
        return say("household_plan.is_closed")
    step = step_word(plan.next_state)
    return (
        say("household_plan.still_lacks", step=step)
        if plan.issues
        else say("household_plan.ready", step=step)
    )
