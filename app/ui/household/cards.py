"""Cards made from the forms alone: the household's own answers, its living conditions, its standing, county forms."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from app.operations.doubts import FoundDoubt
from app.operations.subjects import Subject
from app.rules.dossiers import Answers, Dossier
from app.rules.forms import Record
from app.texts import say
from app.ui.household.asked_rows import label_room
from app.ui.household.correcting import CorrectionDialog
from app.ui.household.doubt_lines import DoubtLines, open_again
from app.ui.household.forms import RecordForm
from app.ui.household.keeping import Keeper
from app.ui.household.shown import Shown
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.labels import Text

YEARLY = frozenset({"household_year", "person_year"})


class FormCard(Card):
    """One record of the forms. `doubt_pressed(doubts)`; `confirm_asked` for a year that was carried forward."""

    doubt_pressed = Signal(list)
    confirm_asked = Signal()

    def __init__(self, keeper: Keeper, record: Record, before: Sequence[RecordForm] = ()) -> None:
        super().__init__(record.label, " ")
        self.key = record.key
        self._keeper, self.record = keeper, record
        self.saved = Text("", "note")
        self.confirm = Button(say("household.confirm"), "link", pressed_do=self.confirm_asked.emit)
        self.more = Button(say("household.more"), "plain", "caret-down", self.toggle_more)
        self.correct = Button(say("household.correct"), "plain", "lock-simple", self.ask_correction)
        self.correct.hide()
        self._shown: Shown | None = None
        for tool in (self.saved, self.confirm, self.correct, self.more):
            self.tools.addWidget(tool)
        self.lock_line = Text(say("household.status_locked"), "note", wrap=True)
        self.lock_line.hide()
        self.body.addWidget(self.lock_line)
        self.forms: list[RecordForm] = []
        for form in (*before, RecordForm(keeper, record)):
            self.forms.append(form)
            form.doubt_pressed.connect(self.doubt_pressed)
            self.body.addWidget(form)
        self.more.setVisible(any(one.has_more() for one in self.forms))
        self.doubts = DoubtLines()
        self.doubts.reason_asked.connect(self.doubt_pressed)
        self.doubts.reopen_asked.connect(partial(open_again, keeper))
        self.body.addWidget(self.doubts)

    def toggle_more(self) -> None:
        """Show the seldom fields, or put them away."""
        more = not self.forms[0].more
        for form in self.forms:
            form.show_more(more)
        self.more.setText(say("household.less") if more else say("household.more"))
        self.more.set_icon("caret-up" if more else "caret-down")

    def show_household(self, shown: Shown) -> None:
        """Show a household's answers and doubts."""
        known = shown.dossier
        year = known.year if self.record.scope in YEARLY else None
        subject = Subject(self.record.key, known.household_id, year)
        self.forms[-1].show_answers(subject, known.answers(self.record.key), shown.locked, shown.statuses)
        self._show_lock(shown)
        self.forms[-1].show_doubts(household_wide(shown.open_doubts()))
        self.doubts.show_doubts([one for one in household_wide(shown.doubts) if self._stands_below(one)])
        self._say_year(known, known.answers(self.record.key), shown.locked)

    def _show_lock(self, shown: Shown) -> None:
        """Say once for the card that some of its fields are not typed; who may approve can correct them."""
        mine = any(path.partition(".")[0] == self.record.key for path in shown.statuses)
        self._shown = shown
        self.lock_line.setVisible(mine)
        self.correct.setVisible(mine and shown.approves and not shown.locked)

    def ask_correction(self) -> None:
        """Ask what was recorded wrongly and why."""
        if self._shown is not None:
            CorrectionDialog(self, self._keeper, self._shown, self.record).open_sheet()

    def _stands_below(self, one: FoundDoubt) -> bool:
        """Whether a doubt is said at the card's foot: settled ones, and those about no field of the card."""
        record, _, key = one.doubt.field.partition(".")
        return record == self.record.key and (bool(one.settled) or key not in self.record.by_key)

    def _say_year(self, known: Dossier, answers: Answers, locked: bool) -> None:
        spoken = known.spoken.get(self.record.key, 0)
        carried = bool(spoken) and (spoken < known.year or answers.get("confirmed") is False)
        self.confirm.setVisible(carried and not locked)
        wanted, blank = self.blanks()
        parts = [say("household.year", year=known.year)] if self.record.scope in YEARLY else []
        if carried:
            parts = [carried_words(known.year, spoken)]
        if wanted:
            every = say("household.required_all", count=wanted)
            parts.append(say("household.required", count=wanted, blank=blank) if blank else every)
        self.note.setText(" · ".join(parts))

    def blanks(self) -> tuple[int, int]:
        """How many required fields there are, and how many are blank."""
        counts = [form.blanks() for form in self.forms]
        return sum(wanted for wanted, _ in counts), sum(blank for _, blank in counts)

    def say_saved(self, words: str) -> None:
        """Say when something of the household was last saved."""
        self.saved.setText(words)

    def go_to(self, key: str) -> bool:
        """Put the keyboard into a field."""
        return any(form.go_to(key) for form in self.forms)


class BasicCard(FormCard):
    """The household's own answers, below its head's name and number."""

    def __init__(self, keeper: Keeper, record: Record, person: Record) -> None:
        others = [one.key for one in person.fields if one.key not in ("name", "id_number")]
        self.head_form = RecordForm(keeper, person, others, label_room(record.fields))
        super().__init__(keeper, record, [self.head_form])

    def show_household(self, shown: Shown) -> None:
        """Show head and household, and what no other card speaks of."""
        head = shown.dossier.head
        self.head_form.setVisible(head is not None)
        if head is not None:
            self.head_form.show_answers(Subject("person", head.person_id), head.person, shown.locked)
            mine = [one for one in shown.open_doubts() if one.doubt.person_id == head.person_id]
            self.head_form.show_doubts(mine)
        super().show_household(shown)

    def _stands_below(self, one: FoundDoubt) -> bool:
        return super()._stands_below(one) or one.doubt.field.partition(".")[0] in ("derived", "head", "place")


def carried_words(year: int, spoken: int) -> str:
    """What says that a year's answers are those of an earlier one."""
    if spoken == year:
        return say("household.carried_in", year=year)
    return say("household.carried", year=year, spoken=spoken)


def household_wide(doubts: Sequence[FoundDoubt]) -> list[FoundDoubt]:
    """The doubts about the household itself, not about a member."""
    return [one for one in doubts if not one.doubt.person_id]
