"""The card 帮扶计划: the plan of the shown year, how far it is, what it says, its measures, and the next step."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.answering import issue_words
from app.operations.plan_views import PlanView
from app.operations.subjects import Subject
from app.rules.plans import BY_STEPS
from app.texts import say
from app.ui.household.doubt_lines import DoubtLines, open_again
from app.ui.household.forms import RecordForm
from app.ui.household.help.measure_parts import MeasurePart
from app.ui.household.help.plan_deeds import PlanDeeds, save_plan_answers
from app.ui.household.help.step_parts import StepPart
from app.ui.household.keeping import Keeper
from app.ui.household.shown import Shown
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.labels import Text
from app.ui.kit.segments import Choice, Segments

PAPER = "help-plan"  # 一户一策表 (forms/papers/)
YEARS = 3  # offered besides the one that is shown


class PlanCard(Card):
    """One plan a household and year. `year_chosen(year)` by the segments; `opened(part)` when a part unfolds."""

    key = "plan"
    doubt_pressed = Signal(list)
    confirm_asked = Signal()
    year_chosen = Signal(int)
    opened = Signal(QWidget)

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(say("household_plan.title"), " ")
        self._keeper = keeper
        self.plan: PlanView | None = None
        self._place = ("", 0)
        self.deeds = PlanDeeds(keeper)
        keeper.writers["plan"] = save_plan_answers
        keeper.refused.connect(self._refused)
        self.steps = StepPart(keeper)
        self.measures = MeasurePart(keeper, self.deeds)
        self.steps.opened.connect(self.opened)
        self.measures.opened.connect(self.opened)
        self.form = RecordForm(keeper, keeper.office.forms.help["plan"], BY_STEPS)
        self.form.doubt_pressed.connect(self.doubt_pressed)
        self.doubts = DoubtLines()
        self.doubts.reason_asked.connect(self.doubt_pressed)
        self.doubts.reopen_asked.connect(partial(open_again, keeper))
        self._make_tools()
        self.none, self.there = self._make_none(), QWidget()
        whole = QVBoxLayout(self.there)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        for part in (self.steps, self.form, self.measures, self.doubts):
            whole.addWidget(part)
        self.body.addWidget(self.none)
        self.body.addWidget(self.there)

    def _make_tools(self) -> None:
        self.saved = Text("", "note")
        self.years = Segments([])
        self.years.chosen.connect(lambda year: self.year_chosen.emit(int(year)))
        self.suggest = Button(
            say("household_plan.suggest"), "plain", "info", self.measures.toggle_suggestions
        )
        self.back = Button(
            say("household_plan.go_back"), "plain", "arrow-counter-clockwise", self.steps.open_back
        )
        self.print = Button(say("household_plan.print"), "plain", "printer", self._print)
        for tool in (self.saved, self.suggest, self.back, self.print, self.years):
            self.tools.addWidget(tool)

    def _make_none(self) -> QWidget:
        none = QWidget()
        across = QHBoxLayout(none)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        self.none_words = Text("", "note", wrap=True)
        self.carry = Button("", "quiet", "copy", self._carry)
        self.begin = Button(say("household_plan.begin"), "quiet", "plus", self._begin)
        across.addWidget(self.none_words, 1)
        across.addWidget(self.carry)
        across.addWidget(self.begin)
        return none

    # what is shown

    def show_household(self, shown: Shown) -> None:
        """Show the plan of the dossier's year, or how to begin one."""
        year, plan = shown.help.year, shown.help.plan
        place = (shown.help.household_id, year)
        if place != self._place:
            self.steps.put_away()
            self.measures.put_away()
        self._place, self.plan = place, plan
        self.there.setVisible(plan is not None)
        self.none.setVisible(plan is None)
        for tool in (self.suggest, self.back, self.print):
            tool.setVisible(plan is not None)
        doubts = [one for one in shown.doubts if one.doubt.field.startswith(("plan.", "measure."))]
        self.doubts.show_doubts(doubts)
        self._show_years(shown)
        if plan is None:
            self._show_none(shown)
        else:
            self._show_plan(shown, plan)
        state = self._keeper.office.forms.codes["plan_state"].name(plan.state) if plan else ""
        self.note.setText(" · ".join(part for part in (say("household.year", year=year), state) if part))

    def _show_years(self, shown: Shown) -> None:
        """Years to go to: those with a plan, this year, and the one that is shown."""
        year, known = shown.help.year, {*shown.help.plan_years, shown.help.today.year}
        years = sorted({*sorted(known, reverse=True)[:YEARS], year}, reverse=True)
        self.years.show_choices([Choice(str(one), str(one)) for one in years])
        self.years.choose(str(year))
        self.years.setVisible(len(years) > 1)

    def _show_none(self, shown: Shown) -> None:
        year = shown.help.year
        self.none_words.setText(shown.help.fault or say("household_plan.none", year=year))
        self.none_words.set_tone("bad" if shown.help.fault else "")
        self.carry.setText(say("household_plan.carry", year=year - 1))
        self.carry.updateGeometry()
        self.carry.setVisible(year - 1 in shown.help.plan_years)
        for button in (self.begin, self.carry):
            button.setEnabled(not shown.locked and not shown.help.fault)

    def _show_plan(self, shown: Shown, plan: PlanView) -> None:
        signed = plan.state != "draft"
        self.steps.show_plan(shown, plan)
        subject = Subject("plan", plan.household_id, plan.year)
        self.form.show_answers(subject, plan.answers, shown.locked or signed)
        self.form.show_doubts([one for one in shown.open_doubts() if not one.doubt.person_id])
        self.measures.show_plan(shown, plan)
        self.back.setVisible(signed and not shown.locked)
        self.suggest.setVisible(not signed and not shown.locked)

    # what a person does

    def _begin(self) -> None:
        self.deeds.begin(self._place[1])

    def _carry(self) -> None:
        self.deeds.carry(self._place[1])

    def _print(self) -> None:
        household, year = self._place
        self._keeper.go("print", paper=PAPER, households=(household,), year=year)

    def _refused(self, subject: Subject, problem: object) -> None:
        """An answer the plan does not take stays in its field, with its sentence."""
        for one in getattr(problem, "issues", ()) if subject.record == "plan" else ():
            asked = self.form.asked.get(one.field.partition(".")[2])
            if asked is not None:
                asked.row.say_issue(issue_words(one), "error")

    def go_to(self, path: str, _: str = "") -> bool:
        """Put the keyboard into a field of the plan, on its measures, or where one begins."""
        record, _dot, key = path.partition(".")
        if self.plan is None:
            self.begin.setFocus()
        elif record != "plan" or not self.form.go_to(key):
            self.measures.grid.setFocus()
        return True

    def say_saved(self, words: str) -> None:
        """Say when something of it was last saved."""
        self.saved.setText(words)
