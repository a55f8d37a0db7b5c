"""The card 走访: quick entry, problems that are still open, the visits with their photos, the newest first."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.subjects import Subject
from app.operations.visit_lines import VisitLine, Visitor, visitors
from app.rules.values import show
from app.texts import say
from app.ui.household.doubt_lines import DoubtLines, empty_layout, open_again
from app.ui.household.help.findings import FindingLines
from app.ui.household.help.visit_blocks import VisitBlock
from app.ui.household.help.visit_entries import VisitEntry
from app.ui.household.help.visit_words import due_words
from app.ui.household.keeping import Keeper
from app.ui.household.shown import Shown
from app.ui.household.shown_help import HelpShown
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.labels import Text

FEW = 4  # visits shown at once; the others unfold


class VisitCard(Card):
    """One block a visit, the newest first. `opened(form)` when the entry unfolds."""

    key = "visit"
    doubt_pressed = Signal(list)
    confirm_asked = Signal()
    opened = Signal(QWidget)

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(say("household_visits.title"), " ")
        self._keeper = keeper
        self._shown: HelpShown | None = None
        self._all = self._locked = False
        self.add = Button(say("household_visits.add"), "plain", "plus", self.open_new)
        self.tools.addWidget(self.add)
        self.entry = VisitEntry(keeper)
        self.findings = FindingLines(keeper)
        self.findings.opened.connect(self.opened)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        self.doubts = DoubtLines()
        self.doubts.reason_asked.connect(self.doubt_pressed)
        self.doubts.reopen_asked.connect(partial(open_again, keeper))
        self.body.addWidget(self.entry)
        self.body.addWidget(self.findings)
        self.body.addLayout(self.lines)
        self.body.addWidget(self.doubts)

    def show_household(self, shown: Shown) -> None:
        """Show the visits of every year and the problems still open; what is being typed stays."""
        before, self._shown = self._shown, shown.help
        other = before is None or before.household_id != shown.help.household_id
        if other:
            self._all = False
            self.entry.hide()
            self.findings.closing.hide()
        locked = shown.locked
        self.add.setEnabled(not locked)
        self.findings.show_findings(shown.help.findings, locked)
        if other or before is None or before.visits != shown.help.visits or locked != self._locked:
            self._locked = locked
            self._show_lines()
        self.note.setText(visit_note(shown.help))
        self.doubts.show_doubts(
            [one for one in shown.doubts if one.doubt.field.startswith(("visit.", "finding."))]
        )
        if other and not locked:
            self._take_up()

    def _take_up(self) -> None:
        """Open what was begun and not written the last time."""
        held = partial(Subject, owner=self._keeper.household_id)
        if self._keeper.holds(held("visit")):
            self._with_cadres(lambda: self.entry.open_new(self._helper()))
        for one in self._shown.visits if self._shown else ():
            if self._keeper.holds(held(f"visit.{one.id}")):
                self._with_cadres(partial(self._change, one))
                return

    def _change(self, line: VisitLine) -> None:
        self.entry.open_visit(line, self._helper())

    def _show_lines(self) -> None:
        empty_layout(self.lines)
        visits = self._shown.visits if self._shown else ()
        for one in visits if self._all else visits[:FEW]:
            self._put(VisitBlock(self._keeper, one, self._locked, partial(self.open_visit, one)))
        if len(visits) > FEW and not self._all:
            rest = say("household_visits.more", count=len(visits) - FEW)
            self._put(Button(rest, "link", pressed_do=self._show_all), left=True)
        if not visits and self._shown:
            self._put(Text(say("household_visits.none"), "note", tone="text3", wrap=True))

    def _put(self, part: QWidget, left: bool = False) -> None:
        self.lines.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag(0))
        part.show()

    def _show_all(self) -> None:
        self._all = True
        self._show_lines()

    # what a person does

    def open_new(self) -> None:
        """Begin a visit of today by who helps this household."""
        if self.add.isEnabled() and self.entry.isVisible() and self.entry.line is None:
            self.opened.emit(self.entry)
            self.entry.form.give_keyboard()
        elif self.add.isEnabled():
            self._with_cadres(lambda: self.entry.open_new(self._helper()), asked=True)

    def open_visit(self, line: VisitLine) -> None:
        """Begin to change a visit."""
        self._with_cadres(partial(self._change, line), asked=True)

    def _with_cadres(self, then: Callable[[], object], asked: bool = False) -> None:
        """Open the entry once the cadres are known; one that was asked for gets the keyboard."""
        office, household = self._keeper.office, self._keeper.household_id
        helpers = (
            [one.cadre_id for one in self._shown.pairings if one.ended_on is None] if self._shown else []
        )

        def found(known: dict[str, Visitor]) -> None:
            if household == self._keeper.household_id:
                self.entry.show_cadres(list(known.values()), helpers)
                then()
                if asked:
                    self.opened.emit(self.entry)
                    self.entry.form.give_keyboard()

        self._keeper.read(lambda: visitors(office), found)

    def _helper(self) -> tuple[str, str]:
        """Who answers for the household today: id and name."""
        one = self._shown.helper() if self._shown else None
        return (one.cadre_id, one.name) if one else ("", "")

    def go_to(self, path: str, _: str = "") -> bool:
        """Put the keyboard into a new visit, or on the first open problem."""
        if path.startswith("finding.") and self._shown:
            waiting = [one for one in self._shown.findings if one.state != "closed"]
            if waiting and not self._locked:
                self.findings.open_closing(waiting[0])
                return True
        self.open_new()
        return True

    def say_saved(self, words: str) -> None:
        """The card says nothing of it."""


def visit_note(shown: HelpShown) -> str:
    """How often somebody came, how often this year, and when somebody has to come next."""
    year = shown.today.year
    now = sum(one.visited_on is not None and one.visited_on.year == year for one in shown.visits)
    parts = [say("household_visits.count", every=len(shown.visits), count=now)]
    due = shown.next_visit
    if due is not None:
        parts.append(due_words(due.days_over, show("date", due.due_on)))
        parts.append(
            due.rule if not due.person else say("household_visits.care", rule=due.rule, name=due.person)
        )
    return " · ".join(part for part in parts if part)
