"""What is typed about a pairing: a new one, and its end or handover. Kept as a draft while it is typed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.errors import Problem
from app.operations.cadres import CadreLine
from app.operations.pairings.handovers import hand_over
from app.operations.pairings.lines import PairingLine, end_pairing, pair
from app.texts import say
from app.ui.household.help.kept_forms import KeptForm, Own
from app.ui.household.keeping import Keeper
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Line, Text
from app.ui.kit.popups import Option
from app.ui.kit.rows import IssueLine

CADRE, KIND, STARTED, NOTE = "cadre", "pairing.kind", "pairing.started_on", "pairing.note"
ENDED, REASON, HANDED = "pairing.ended_on", "pairing.reason", "pairing.handed"
HELPER = "1"  # 帮扶责任人 (forms/codes/help_kind.toml)


class PairingForm(Surface):
    """A band with a form and its buttons. `closed` when it was written or put away."""

    closed = Signal()

    def __init__(self, keeper: Keeper, form: KeptForm, cadre: ChoiceField, buttons: Sequence[Button]) -> None:
        super().__init__("tint2", "tint_line", 6)
        self._keeper, self.form, self.cadre = keeper, form, cadre
        self.title, self.fault = Text("", "strong"), IssueLine()
        self.note = Line("", "note", tone="text2")
        self.fault.hide()
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.note, 1)
        head.addWidget(Button(say("household.close"), "plain", "x", self.put_away))
        foot.setSpacing(8)
        foot.addStretch(1)
        for button in buttons:
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 4, 12, 12)
        whole.setSpacing(8)
        whole.addLayout(head)
        for part in (form, self.fault):
            whole.addWidget(part)
        whole.addLayout(foot)
        self.hide()

    def show_cadres(self, cadres: Sequence[CadreLine]) -> None:
        """Offer those who are in office."""
        self.cadre.set_options([cadre_option(one) for one in cadres if not one.ended])

    def put_away(self) -> None:
        """Throw away what was typed."""
        self.form.let_go()
        self.hide()
        self.closed.emit()

    def _cadre_named(self) -> bool:
        """Whether somebody is chosen; else the sentence stands beside the field."""
        self.cadre.finish()
        named = self.cadre.answer() is not None
        self.form.say_issue(CADRE, "" if named else say("household_pairing.cadre_wanted"))
        if not named:
            self.cadre.setFocus()
        return named

    def _refused(self, problem: Problem) -> None:
        self.form.say_problem(problem, "pairing", self.fault)

    def _written(self, sentence: str, batch: str = "") -> None:
        self.put_away()
        if batch:
            self._keeper.tell(sentence, say("household.undo"), lambda: self._keeper.undo(batch))
        else:
            self._keeper.tell(sentence)


class NewPairing(PairingForm):
    """Who helps from now on, in which way, since when."""

    def __init__(self, keeper: Keeper) -> None:
        cadre = ChoiceField([], say("household_pairing.cadre_hint"))
        whom = Own(CADRE, say("household_pairing.cadre"), cadre, required=True)
        form = KeptForm(keeper, "pairing", (whom, KIND, STARTED, NOTE), frozenset({KIND, STARTED}))
        self.go = Button(say("household_pairing.pair"), "quiet", "check", self.write)
        super().__init__(keeper, form, cadre, [self.go])
        self.title.setText(say("household_pairing.add"))
        form.inputs[NOTE].after_enter = self.write

    def open_empty(self, kind: str) -> None:
        """Begin one of that kind, today, with what was left unwritten."""
        self.form.empty_all()
        self.form.set_answer(KIND, kind)
        self.form.set_answer(STARTED, self._keeper.office.clock().date())
        self.form.take_up()
        self.fault.hide()
        self.show()

    def write(self) -> None:
        """Pair them, if everything needed is there."""
        if not self.form.is_right() or not self._cadre_named():
            return
        office, household = self._keeper.office, self._keeper.household_id
        cadre, kind, day = str(self.cadre.answer()), str(self.form.answer(KIND)), self.form.answer(STARTED)
        note = str(self.form.answer(NOTE) or "")
        assert isinstance(day, date)  # required, and read
        sentence = say("household_pairing.paired", name=self.cadre.text())
        self._keeper.do(
            lambda: pair(office, household, cadre, kind, day, note=note),
            lambda _: self._written(sentence),
            self._refused,
        )


class Handover(PairingForm):
    """A pairing's end: somebody takes over on that day, or help ends with a reason."""

    def __init__(self, keeper: Keeper) -> None:
        cadre = ChoiceField([], say("household_pairing.cadre_hint"))
        whom = Own(CADRE, say("household_pairing.new_cadre"), cadre)
        labels = {ENDED: say("household_pairing.day")}
        form = KeptForm(keeper, "handover", (whom, ENDED, REASON, HANDED), frozenset({ENDED}), labels)
        self.end = Button(say("household_pairing.end"), "quiet", pressed_do=self.end_help)
        self.go = Button(say("household_pairing.hand_over"), "quiet", "check", self.write)
        super().__init__(keeper, form, cadre, [self.end, self.go])
        self.line: PairingLine | None = None

    def open_line(self, line: PairingLine) -> None:
        """Begin with this pairing, today."""
        self.line = line
        self.form.use_place(handover_place(line.id))
        self.form.empty_all()
        kind = self._keeper.office.forms.codes["help_kind"].name(line.kind)
        self.title.setText(say("household_pairing.hand_over_of", name=line.name))
        self.note.setText(kind)
        self.form.set_answer(ENDED, self._keeper.office.clock().date())
        self.form.take_up()
        self.fault.hide()
        self.show()

    def write(self) -> None:
        """Hand over: the old line ends, the new one begins the same day."""
        reason = self._reason()
        if self.line is None or not self.form.is_right() or not self._reason_given(reason):
            return
        if not self._cadre_named():
            return
        office, line, day = self._keeper.office, self.line.id, self.form.answer(ENDED)
        cadre, handed = str(self.cadre.answer()), str(self.form.answer(HANDED) or "")
        assert isinstance(day, date)
        words = say("household_pairing.handed_over", old=self.line.name, new=self.cadre.text())
        self._keeper.do(
            lambda: hand_over(office, [line], cadre, day, reason, handed),
            lambda made: self._written(words, made.batch),
            self._refused,
        )

    def end_help(self) -> None:
        """End it without a successor; the archive asks for a reason where the household still needs help."""
        if self.line is None or not self.form.is_right():
            return
        office, line, day, reason = self._keeper.office, self.line.id, self.form.answer(ENDED), self._reason()
        assert isinstance(day, date)
        sentence = say("household_pairing.ended", name=self.line.name)
        self._keeper.do(
            lambda: end_pairing(office, line, day, reason), lambda _: self._written(sentence), self._refused
        )

    def _reason(self) -> str:
        return str(self.form.answer(REASON) or "")

    def _reason_given(self, reason: str) -> bool:
        self.form.say_issue(REASON, "" if reason else say("household_pairing.reason_wanted"))
        if not reason:
            self.form.inputs[REASON].setFocus()
        return bool(reason)


def handover_place(line: str) -> str:
    """Where the half-typed handover of a pairing lies in the household's draft."""
    return f"handover.{line}"


def cadre_option(one: CadreLine) -> Option:
    """A cadre to pick from: name and unit, with how many households he helps."""
    label = " · ".join(part for part in (one.name, one.unit) if part)
    return Option(one.id, label, say("household_pairing.load", count=one.households))
