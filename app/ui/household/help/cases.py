"""The card 程序与公示: one line for each case of the household, with a way to it and a way to begin one."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.case_papers import StepPaper, case_papers
from app.operations.cases.of_households import HouseholdCase
from app.rules.values import show
from app.texts import say
from app.ui.household.doubt_lines import empty_layout
from app.ui.household.keeping import Keeper
from app.ui.household.shown import Shown
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Line, Text
from app.ui.kit.theme import height


class CasesCard(Card):
    """Cases are walked on the page of notices; here is said which there are and how far they came."""

    key = "public"
    doubt_pressed = Signal(list)
    confirm_asked = Signal()

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(say("public_cards.title"), " ")
        self._keeper = keeper
        self._village = ""
        self._known: tuple[HouseholdCase, ...] | None = None
        self.begin = Button(say("public_cards.begin"), "link", pressed_do=self.begin_case)
        self.tools.addWidget(self.begin)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        self.body.addLayout(self.lines)

    def show_household(self, shown: Shown) -> None:
        """Show a household's cases."""
        self._village = shown.dossier.place.division_id
        self.begin.setVisible(not shown.locked)
        cases = shown.help.cases
        if cases == self._known:
            return
        self._known = cases
        empty_layout(self.lines)
        for one in cases:
            self._put(self._line(one))
        if not cases:
            self._put(Text(say("public_cards.none"), "note", tone="text3", wrap=True))
        running = sum(one.line.state == "running" for one in cases)
        parts = [say("public_cards.count", count=len(cases))] if cases else []
        parts += [say("public_cards.running", count=running)] if running else []
        self.note.setText(" · ".join(parts))

    def _put(self, line: QWidget) -> None:
        self.lines.addWidget(line)
        line.show()

    def _line(self, one: HouseholdCase) -> QWidget:
        line = QWidget()
        line.setFixedHeight(height("table_row"))
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(Text(one.line.label, "strong"))
        across.addWidget(Chip(*case_state(one)))
        across.addWidget(Line(case_days(one), "note", tone="text2"), 1)
        if one.stays:
            papers = partial(self.print_papers, one.line.id)
            across.addWidget(Button(say("case_papers.link"), "link", pressed_do=papers))
        across.addWidget(Button(say("threads.open"), "link", pressed_do=partial(self.read_case, one.line.id)))
        across.addWidget(
            Button(say("public_cards.open"), "link", pressed_do=partial(self.open_case, one.line.id))
        )
        return line

    def open_case(self, case: str) -> None:
        """Go to a case."""
        self._keeper.go("public", case=case)

    def read_case(self, case: str) -> None:
        """Read a case, with how this household was voted on."""
        self._keeper.go("public", case=case, read="", household=self._keeper.household_id)

    def print_papers(self, case: str) -> None:
        """Go and print the papers of a case for this household, the first that its step asks for before the others."""
        office, household = self._keeper.office, self._keeper.household_id

        def show(papers: list[StepPaper]) -> None:
            if not papers:
                self._keeper.tell(say("case_papers.none"))
                return
            self._keeper.go("print", paper=papers[0].key, households=(household,), case=case)

        self._keeper.read(lambda: case_papers(office, case), show)

    def begin_case(self) -> None:
        """Begin a case with this household."""
        self._keeper.go("public", new=True, village=self._village, households=(self._keeper.household_id,))

    def go_to(self, path: str, _: str = "") -> bool:
        """Nothing is typed here."""
        return False

    def say_saved(self, words: str) -> None:
        """The card says nothing of it."""


def case_state(one: HouseholdCase) -> tuple[str, str]:
    """How far a case came for the household, and the tone of it."""
    if not one.stays:
        return say("public_cards.left"), "neutral"
    if one.line.state == "running":
        return say("public_cards.now", step=one.line.step), "bad" if one.overdue else "accent"
    if one.line.state == "finished":
        return say("public_cards.finished"), "ok"
    return say("public_cards.dropped"), "neutral"


def case_days(one: HouseholdCase) -> str:
    """The days of a case: its begin, then what is due and how late, or its end; why the household left."""
    line = one.line
    parts = [one.left_reason]
    if line.opened_on:
        parts.append(say("public_cards.opened", day=show("date", line.opened_on)))
    if one.closed_on:
        parts.append(say("public_cards.closed", day=show("date", one.closed_on)))
    elif one.overdue:
        parts.append(say("public_cards.overdue", days=-(line.days_left or 0)))
    elif one.stays and line.due_on:
        parts.append(say("public_cards.due", day=show("date", line.due_on)))
    return " · ".join(part for part in parts if part)
