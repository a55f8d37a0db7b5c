"""The card 标准核查: how the household stands by a standard, as of any day, item by item with the reasons."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import Problem
from app.operations.dossiers import dossier
from app.operations.faults import faults_told
from app.operations.offices import Office
from app.operations.standards import Question, assess, default_standard, standards
from app.operations.standards.assessing import concerns
from app.rules.dossiers import Dossier
from app.rules.standards import Judgement, Standard
from app.rules.values import show
from app.texts import say, sentence
from app.ui.household.help.kept_judgements import KeptLines
from app.ui.household.keeping import Keeper
from app.ui.household.shown import Shown
from app.ui.judgements.lines import ItemLines
from app.ui.judgements.options import standard_options
from app.ui.judgements.words import STATES
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Line, Text
from app.ui.kit.number_fields import DateField
from app.ui.kit.rows import IssueLine
from app.ui.kit.theme import scaled


@dataclass(frozen=True, slots=True)
class Asked:
    """A household by a standard on a day, as of a day (None: now)."""

    household_id: str
    standard: str
    on: date
    as_of: date | None


class StandardsCard(Card):
    """Judged beside the screen each time the household is shown; unfolded it says every item."""

    key = "standards"
    doubt_pressed = Signal(list)
    confirm_asked = Signal()
    opened = Signal(QWidget)

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(say("standards_page.title"), " ")
        self._keeper = keeper
        self._dossier: Dossier | None = None
        self._picked = ""  # a standard other than the place's own
        self.judgement: Judgement | None = None
        self.standard = ChoiceField(standard_options(keeper.office))
        self.standard.setAccessibleName(say("standards_page.standard"))
        self.standard.answered.connect(self._standard_picked)
        self.as_of = DateField()
        self.as_of.setPlaceholderText(say("standards_page.as_of_now"))
        self.as_of.setAccessibleName(say("standards_page.as_of"))
        self.as_of.answered.connect(self.judge)
        self.fault = IssueLine()
        self.counts = Line("")
        self.unfold = Button(say("standards_page.card_show"), "link", pressed_do=self.toggle)
        self.items = ItemLines(keeper.office)
        self.items.asked_for.connect(self._go)
        self.kept = KeptLines(keeper)
        self._lay_out()

    def _lay_out(self) -> None:
        to_page = Button(say("standards_page.card_to_page"), "link", pressed_do=self.go_to_page)
        self.tools.addWidget(to_page)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.counts, 1)
        across.addWidget(self.unfold)
        asked = QHBoxLayout()
        asked.setSpacing(12)
        asked.addWidget(Text(say("standards_page.standard"), "label", "text2"))
        asked.addWidget(self.standard, 3)
        asked.addWidget(Text(say("standards_page.as_of"), "label", "text2"))
        asked.addWidget(self.as_of, 2)
        self.fault.setFixedHeight(scaled(20))
        kept = self.fault.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.fault.setSizePolicy(kept)
        self.body.addLayout(across)
        self.body.addLayout(asked)
        self.body.addWidget(self.fault)
        self.body.addWidget(self.items)
        self.body.addWidget(self.kept)
        self.fault.hide()
        self.items.hide()

    def show_household(self, shown: Shown) -> None:
        """Show a household: judged by the standard of its place, on the last day of the year shown, at most today."""
        other = self._dossier is None or self._dossier.household_id != shown.dossier.household_id
        self._dossier = shown.dossier
        self.kept.show_household(shown.dossier.household_id)
        if other:
            self._picked, self.judgement = "", None
            self.as_of.set_answer(None)
        if not self._picked:
            usual = default_standard(self._keeper.office, self._day())
            self.standard.set_answer(usual.key if usual else None)
        self.judge()

    def _day(self) -> date:
        today = self._keeper.office.clock().date()
        return min(today, self._dossier.year_end) if self._dossier else today

    def _standard_picked(self) -> None:
        self._picked = self.standard.answer() or ""
        self.judge()

    def judge(self) -> None:
        """Judge again as it is asked now; what was found for something else meanwhile is let go."""
        asked = self._asked()
        if asked is None or self._dossier is None:
            self._say_none()
            return
        office = self._keeper.office
        self.note.setText(say("standards_page.card_reading"))

        def found(result: Judgement | Problem | None) -> None:
            if asked == self._asked():
                self._show(asked, result)

        self._keeper.read(lambda: judge_one(office, asked), found, owner=self)

    def _asked(self) -> Asked | None:
        standard, as_of = self.standard.answer(), self.as_of.answer()
        if self._dossier is None or not standard or not (as_of is None or isinstance(as_of, date)):
            return None
        return Asked(self._dossier.household_id, standard, self._day(), as_of)

    def _say_none(self) -> None:
        wrong = isinstance(self.as_of.answer(), str)
        self.as_of.set_issue("error" if wrong else "")
        self.fault.say(say("standards_page.card_no_day") if wrong else "", "error")
        if not wrong:
            self._show_judgement(None, None)
            self.note.setText("")
            self.counts.setText(say("standards_page.card_none"), "text3")

    def _show(self, asked: Asked, result: Judgement | Problem | None) -> None:
        wrong = isinstance(result, Problem)
        self.as_of.set_issue("error" if wrong else "")
        self.fault.say(sentence(result) if isinstance(result, Problem) else "", "error")
        standard = standards(self._keeper.office).known[asked.standard]
        day = show("date", asked.on)
        self.note.setText(say("standards_page.card_day", standard=standard.short, day=day))
        if isinstance(result, Problem):
            return
        self._show_judgement(standard, result)
        if result is None:
            self.counts.setText(say("standards_page.card_nobody", standard=standard.short), "text3")
            return
        states = [one.state for one in result.results]
        met, failed, unknown = (str(states.count(state)) for state in STATES)
        self.counts.setText(
            say("standards_page.card_counts", met=met, failed=failed, unknown=unknown), "text"
        )

    def _show_judgement(self, standard: Standard | None, result: Judgement | None) -> None:
        if result != self.judgement and standard is not None:
            self.items.show_judgement(standard, result)
        self.judgement = result
        self.unfold.setVisible(result is not None)
        if result is None:
            self._fold(True)

    def toggle(self) -> None:
        """Unfold the items, or fold them again."""
        self._fold(not self.items.isHidden())
        if not self.items.isHidden():
            self.opened.emit(self)

    def _fold(self, folded: bool) -> None:
        self.items.setVisible(not folded)
        self.unfold.setText(say("standards_page.card_show") if folded else say("standards_page.card_hide"))
        self.unfold.updateGeometry()

    def _go(self, path: str, person: str) -> None:
        if self._dossier is not None:
            place = {"id": self._dossier.household_id, "year": self._dossier.year}
            self._keeper.go("household", field=path, person=person, **place)

    def go_to_page(self) -> None:
        """Judge the whole village by the same standard on the same day."""
        if self._dossier is not None:
            village = self._dossier.place.division_id
            self._keeper.go(
                "standards", standard=self.standard.answer() or "", village=village, on=self._day()
            )

    def go_to(self, path: str, _: str = "") -> bool:
        """Nothing of the archive is typed here."""
        return False

    def say_saved(self, words: str) -> None:
        """The card says nothing of it."""


def judge_one(office: Office, asked: Asked) -> Judgement | Problem | None:
    """The household judged; None where the standard is not for it; the problem where that day cannot be judged."""
    standard = standards(office).known[asked.standard]
    try:
        with faults_told():
            known = dossier(office, asked.household_id, asked.on.year)
            if known is None or not concerns(standard, known):
                return None
            question = Question(asked.standard, asked.on, households=(asked.household_id,), as_of=asked.as_of)
            return next((one.judgement for one in assess(office, question).judged), None)
    except Problem as problem:
        return problem
