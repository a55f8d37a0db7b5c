"""The cards of a household one below the other: which there are, where each begins, what it is asked to show."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, cast

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.texts import say
from app.ui.household.cards import BasicCard, FormCard
from app.ui.household.documents import DocumentsCard
from app.ui.household.help.cases import CasesCard
from app.ui.household.help.pairings import PairingCard
from app.ui.household.help.plans import PlanCard
from app.ui.household.help.results import ResultsCard
from app.ui.household.help.standards import StandardsCard
from app.ui.household.help.visits import VisitCard
from app.ui.household.incomes import IncomeCard
from app.ui.household.keeping import Keeper
from app.ui.household.members import OF_MEMBERS, MembersCard
from app.ui.household.shown import Shown
from app.ui.kit.cards import ScrollPage
from app.ui.kit.segments import Choice

OF_HOUSEHOLD = ("household", "household_year")
OF_HELP = {"measure": "plan", "finding": "visit"}
"""Records that are shown in the card of another."""
_ROUNDS = 4
_NEAR = 12  # pixels left above and below what is brought in sight


class HouseholdCard(Protocol):
    """What every card of the page can do."""

    key: str

    def show_household(self, shown: Shown) -> None:
        """Show a household."""

    def say_saved(self, words: str) -> None:
        """Say when something of it was last saved."""


class CardStack(ScrollPage):
    """`passed(card)` while scrolling, `year_chosen(year)`, `doubt_pressed(doubts)`, `confirm_asked`."""

    passed = Signal(str)
    year_chosen = Signal(int)
    doubt_pressed = Signal(list)
    confirm_asked = Signal()

    def __init__(self, keeper: Keeper) -> None:
        super().__init__((0, 0, 12, 20))
        self._keeper = keeper
        self._going = False
        self._shown: Shown | None = None
        self._waiting: list[QWidget] = []  # cards that still show another household
        forms = keeper.office.forms
        self.basic = BasicCard(keeper, forms.records["household"], forms.records["person"])
        self.members, self.income = MembersCard(keeper), IncomeCard(keeper)
        self.cards: list[QWidget] = []
        for card in (self.basic, self.members, self.income):
            self._put(card)
        self.body.addStretch(1)
        national = [forms.records["conditions"], forms.records["standing"]]
        county = [one for one in forms.county_records() if one.scope in OF_HOUSEHOLD]
        self._coming: list[tuple[str, str, Callable[[], QWidget]]] = [
            *((one.key, one.label, partial(FormCard, keeper, one)) for one in national),
            ("plan", say("household_plan.title"), partial(PlanCard, keeper)),
            ("pairing", say("household_pairing.title"), partial(PairingCard, keeper)),
            ("visit", say("household_visits.title"), partial(VisitCard, keeper)),
            ("snapshot", say("household_results.title"), partial(ResultsCard, keeper)),
            ("standards", say("standards_page.title"), partial(StandardsCard, keeper)),
            ("public", say("public_cards.title"), partial(CasesCard, keeper)),
            *((one.key, one.label, partial(FormCard, keeper, one)) for one in county),
            ("document", say("household.documents"), partial(DocumentsCard, keeper)),
        ]
        self.verticalScrollBar().valueChanged.connect(self._tell_passed)
        keeper.wrote.connect(self._say_saved)

    def _put(self, card: QWidget) -> None:
        self.body.insertWidget(len(self.cards), card)
        card.show()  # else it comes a turn of the event loop later, and everything below jumps
        self.cards.append(card)
        card.doubt_pressed.connect(self.doubt_pressed)  # type: ignore[attr-defined]
        card.confirm_asked.connect(self.confirm_asked)  # type: ignore[attr-defined]
        for name, heard in (("opened", self.bring_in_sight), ("year_chosen", self.year_chosen)):
            if hasattr(card, name):
                getattr(card, name).connect(heard)

    def _make_next(self) -> None:
        """Make one more card: the first three stand on the screen before the others cost anything."""
        if self._coming:
            _, _, make = self._coming.pop(0)
            card = make()
            self._put(card)
            if self._shown is not None:
                cast(HouseholdCard, card).show_household(self._shown)
            self._lay_out_now()
            QTimer.singleShot(0, self, self._make_next)

    def make_all(self) -> None:
        """Make the cards that are still to come, and show the household on all of them, now."""
        self._show_waiting()
        while self._coming:
            self._make_next()

    def show_household(self, shown: Shown) -> None:
        """Show a household; another one first where it is seen, on the cards below a turn later each."""
        before = self._shown.dossier.household_id if self._shown else ""
        other = before not in ("", shown.dossier.household_id)
        self._shown = shown
        foot = self.verticalScrollBar().value() + self.viewport().height()
        self._waiting = [card for card in self.cards[1:] if other and card.y() > foot]
        self._show_on([card for card in self.cards if card not in self._waiting])
        QTimer.singleShot(0, self, self._show_next)

    def _show_on(self, cards: Sequence[QWidget]) -> None:
        assert self._shown is not None
        self.setUpdatesEnabled(False)
        for card in cards:
            cast(HouseholdCard, card).show_household(self._shown)
        self._lay_out_now()
        self.setUpdatesEnabled(True)

    def _show_next(self) -> None:
        """Show the household on one more card, then make those that are still to come."""
        if self._waiting:
            self._show_on([self._waiting.pop(0)])
            QTimer.singleShot(0, self, self._show_next)
        else:
            self._make_next()

    def _show_waiting(self) -> None:
        """Nobody sees a card that still shows the household before this one."""
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            self._show_on(waiting)

    def _lay_out_now(self) -> None:
        """Give every part its place before anything is painted: heights follow widths, so it takes some rounds."""
        inner = self.widget() or QWidget()
        for _ in range(_ROUNDS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            room = self.viewport().size()
            inner.resize(room.width(), max(room.height(), inner.minimumSizeHint().height()))

    def anchors(self, shown: Shown) -> list[Choice]:
        """The cards' names, each with a dot where something waits: amber for a doubt, red for what is overdue."""
        names = [(cast(HouseholdCard, card).key, card.title.text()) for card in self.cards]  # type: ignore[attr-defined]
        names += [(key, label) for key, label, _ in self._coming]
        waiting = {self._card_of(one.doubt.field, one.doubt.person_id) for one in shown.open_doubts()}
        dots = {**dict.fromkeys(waiting, "warn"), **help_dots(shown)}
        choices = [Choice(key, words, dots.get(key, "")) for key, words in names]
        return [*choices, Choice("history", say("household.history"))]

    def _card_of(self, path: str, person_id: str) -> str:
        """The key of the card that shows a path."""
        record = path.partition(".")[0]
        if person_id or record in OF_MEMBERS:
            return self.members.key
        record = OF_HELP.get(record, record)
        known = {cast(HouseholdCard, card).key for card in self.cards} | {key for key, _, _ in self._coming}
        return record if record in known else self.basic.key

    # where things are

    def card(self, key: str) -> QWidget:
        """The card of that key. Raises StopIteration where there is none."""
        self._show_waiting()
        if key not in {cast(HouseholdCard, one).key for one in self.cards}:
            self.make_all()
        return next(one for one in self.cards if cast(HouseholdCard, one).key == key)

    def scroll_to(self, key: str) -> None:
        """Bring a card to the top of the page."""
        card = self.card(key)
        self.body.activate()
        self._going = True
        self.verticalScrollBar().setValue(card.y())
        self._going = False
        self.passed.emit(key)

    def bring_in_sight(self, part: QWidget) -> None:
        """Scroll until a part that has unfolded is seen whole, or as much of it as there is room for."""
        self._lay_out_now()
        inner, bar, room = self.widget() or QWidget(), self.verticalScrollBar(), self.viewport().height()
        top = part.mapTo(inner, part.rect().topLeft()).y() - _NEAR
        foot = top + part.height() + 2 * _NEAR
        if top < bar.value() or foot - top > room:
            bar.setValue(top)
        elif foot > bar.value() + room:
            bar.setValue(foot - room)

    def go_to_top(self) -> None:
        """Begin at the first card."""
        self.verticalScrollBar().setValue(0)

    def go_to(self, path: str, person_id: str = "") -> None:
        """Put the keyboard into the field a path names and bring it into sight."""
        key = self._card_of(path, person_id)
        card, name = self.card(key), path.partition(".")[2]
        goes = card.go_to(name) if isinstance(card, FormCard) else card.go_to(path, person_id)  # type: ignore[attr-defined]
        focused = QApplication.focusWidget()
        if goes and focused is not None and self.isAncestorOf(focused):
            QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(focused, 0, 120))
        else:
            self.scroll_to(key)

    def _tell_passed(self, value: int) -> None:
        self._show_waiting()
        if self._going:
            return
        at_end = value >= self.verticalScrollBar().maximum() > 0
        passed = [card for card in self.cards if card.y() <= value + 40]
        card = self.cards[-1] if at_end else passed[-1] if passed else self.cards[0]
        self.passed.emit(cast(HouseholdCard, card).key)

    def _say_saved(self) -> None:
        moment = self._keeper.office.clock()
        words = say("household.saved_at", time=f"{moment.hour}:{moment.minute:02}")
        focused = QApplication.focusWidget()
        holding = [card for card in self.cards if focused is not None and card.isAncestorOf(focused)]
        cast(HouseholdCard, holding[0] if holding else self.basic).say_saved(words)


def help_dots(shown: Shown) -> dict[str, str]:
    """The cards of help that something is overdue in."""
    due = shown.help.next_visit
    late = any(one.state == "overdue" for one in shown.help.findings)
    dots = {"visit": "bad"} if late or (due is not None and due.days_over > 0) else {}
    return {**dots, "public": "bad"} if any(one.overdue for one in shown.help.cases) else dots
