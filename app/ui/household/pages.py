"""The page of one household (一户一页): head band, cards, history at the right; one year at a time."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.faults import faults_told
from app.operations.histories import household_history
from app.texts import say
from app.ui.desks import Desk
from app.ui.household import deeds
from app.ui.household.departures import ask_departure, ask_recalling
from app.ui.household.doubt_lines import ask_reason
from app.ui.household.heads import HeadBand
from app.ui.household.histories import HistoryCard
from app.ui.household.keeping import Keeper
from app.ui.household.newcomers import NewHousehold
from app.ui.household.pasts import PastAsker
from app.ui.household.shown import Shown, read_shown
from app.ui.household.stacks import CardStack
from app.ui.kit.cards import EmptyPage
from app.ui.kit.popups import Menu
from app.ui.kit.theme import scaled

HISTORY_WIDE = 284
HISTORY_FROM = 1100  # pixels of page from which the history stands beside the cards
_GAP = 12


class HouseholdPage(QWidget):
    """Opened by `desk.go("household", id=…, around=ids, year=…)`, or `new=True` for a household to be made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.keeper = Keeper(desk)
        self.keeper.settled.connect(self.refresh)
        self.shown: Shown | None = None
        self._around: Sequence[str] = ()
        self._id = ""
        self._year: int | None = None
        self._goal = ("", "")
        self._all_history = False
        self._doubt = -1  # the open doubt the keyboard was last put to
        self._build()
        desk.changed.connect(self._heard)
        desk.locking.connect(self._settle)

    def _build(self) -> None:
        self.head, self.cards = HeadBand(), CardStack(self.keeper)
        self.new = NewHousehold(self._desk)
        self.gone = EmptyPage(
            "house", say("household.gone"), say("household.to_list"), lambda: self._desk.go("households")
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 0)
        whole.setSpacing(_GAP)
        whole.addWidget(self.head)
        self._stack, beside = QStackedWidget(), QWidget()
        self._beside = QHBoxLayout(beside)
        self._beside.addWidget(self.cards)
        for part in (beside, self.new, self.gone):
            self._stack.addWidget(part)
        whole.addWidget(self._stack, 1)
        self.history = HistoryCard(self._desk.office.forms)
        self.history.setParent(self)
        self._show_only(None)
        self.head.stepped.connect(self.step)
        self.head.print_asked.connect(self._print)
        self.head.visit_asked.connect(lambda: self.cards.go_to("visit.new"))
        self.head.more_asked.connect(self._open_menu)
        self.head.conflicts_asked.connect(lambda: self._desk.go("sync", household=self._id))
        self.head.anchor_chosen.connect(self._go_to_card)
        self.head.doubts_asked.connect(self.go_to_next_doubt)
        self.head.history_asked.connect(self._toggle_history)
        self.cards.passed.connect(self.head.anchors.choose)
        self.cards.year_chosen.connect(self._go_year)
        self.cards.doubt_pressed.connect(lambda doubts: ask_reason(self, self.keeper, doubts))
        self.cards.confirm_asked.connect(lambda: deeds.confirm(self.keeper, self._shown_year()))
        self.new.made.connect(lambda household: self.open_at(id=household))
        self.new.given_up.connect(lambda: self._desk.go("households"))
        self.history.all_asked.connect(self._show_all_history)
        self.history.closed.connect(self._toggle_history)
        self.asker = PastAsker(self._desk, self.history.past)
        self.history.past.asked.connect(lambda: self.asker.ask(self._id))

    # coming and going

    def open_at(
        self,
        id: str = "",
        around: Sequence[str] = (),
        year: int | None = None,
        new: bool = False,
        field: str = "",
        person: str = "",
        village: str = "",
        **_: object,
    ) -> None:
        """Come to a household (perhaps to one of its fields), or to the form of a new one."""
        self.keeper.flush()
        if new:
            self._id, self.shown = "", None
            self._show_only(self.new)
            self.new.open_empty(village)
            return
        if id != self._id:
            self._all_history, self._doubt = False, -1
            self.cards.go_to_top()
            self.head.anchors.choose(self.cards.basic.key)
        self._around, self._id, self._year = around or self._around or (id,), id, year
        self._goal = (field, person)
        self._read_now()

    def _read_now(self) -> None:
        """Read on the screen's thread: some 20 ms, and never behind the long runs of other pages."""
        try:
            with faults_told():
                self._show((self._id, read_shown(self._desk.office, self._id, self._year)))
        except Problem as problem:
            self._desk.complain(problem)

    def refresh(self) -> None:
        """Read the household again; the place on the page and what is being typed stay."""
        office, household, year = self._desk.office, self._id, self._year
        if household and self._desk.lanes.busy("errand"):
            self._read_now()  # else the page would lag behind the long runs of others
        elif household:
            self._desk.lanes.run(
                "errand", lambda _: (household, read_shown(office, household, year)), self._show, owner=self
            )

    def may_leave(self) -> bool:
        """Leaving settles the field that has the keyboard; what cannot be read stays as a draft."""
        self._settle()
        return True

    def _settle(self) -> None:
        finish = getattr(self.focusWidget(), "finish", None)
        if finish is not None:
            finish()
        self.keeper.flush()

    def _show(self, found: tuple[str, Shown | None]) -> None:
        household, shown = found
        if household != self._id or self.keeper.under_way:
            return  # what is being written will bring a newer reading
        if shown is None:
            self._show_only(self.gone)
            return
        self.shown = shown
        self.keeper.open_household(household, shown.draft)
        self._show_only(self.cards)
        self.head.show_household(shown, self._desk.office.forms)
        self.cards.show_household(shown)
        self.head.show_anchors(self.cards.anchors(shown))
        place = self._place()
        self.head.show_neighbours(place > 0, 0 <= place < len(self._around) - 1)
        if not self._all_history:
            self.history.show_household(shown, self._desk.office.clock().date())
        else:
            self._show_all_history()
        self.history.past.show_elsewhere(shown.past_elsewhere)
        path, person = self._goal
        self._goal = ("", "")
        if path:
            QTimer.singleShot(0, self, lambda: self.cards.go_to(path, person))

    def _show_only(self, part: QWidget | None) -> None:
        self.head.setVisible(part is self.cards)
        self.cards.setVisible(part is self.cards)
        self._stack.setCurrentIndex(1 if part is self.new else 2 if part is self.gone else 0)
        self._place_history(part is self.cards)

    def _heard(self, what: str) -> None:
        if what in ("imports", "doubts", "settings", "synced") and self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        if self._id and self.shown is not None:
            self.refresh()

    # neighbours, years, paper

    def _place(self) -> int:
        return list(self._around).index(self._id) if self._id in self._around else -1

    def step(self, by: int) -> None:
        """Go to the household before or after this one in the list it was opened from."""
        place = self._place() + by
        if self._place() >= 0 and 0 <= place < len(self._around):
            self.may_leave()
            self.open_at(id=self._around[place], year=self._year)

    def _shown_year(self) -> int:
        return self.shown.dossier.year if self.shown else self._desk.office.clock().year

    def _go_year(self, year: int) -> None:
        self.may_leave()
        self._year = year
        self._read_now()

    def _print(self) -> None:
        self.may_leave()
        self._desk.go("print", paper="household-file", households=(self._id,), year=self._shown_year())

    def go_to_next_doubt(self) -> None:
        """Put the keyboard into the field of the next open doubt, round at the end."""
        waiting = self.shown.open_doubts() if self.shown else ()
        if waiting:
            self._doubt = (self._doubt + 1) % len(waiting)
            doubt = waiting[self._doubt].doubt
            self.cards.go_to(doubt.field, doubt.person_id)

    def _open_menu(self) -> None:
        if self.shown is None or self.shown.locked:
            return
        year = deeds.next_year(self.shown, self._desk.office.clock().date())
        closed = bool(self.shown.dossier.household.get("closed_on"))
        lines = [
            ("year", "calendar", say("household.open_year", year=year)),
            ("confirm", "check-circle", say("household.confirm_year", year=self._shown_year())),
            ("move", "map-pin", say("household.move_household")),
            ("reopen", "arrow-counter-clockwise", say("household.reopen_household"))
            if closed
            else ("close", "archive", say("household.close_household")),
        ]
        if self.shown.mark and self.shown.approves and not closed:
            back = ("recall", "arrow-counter-clockwise", say("moves.recall"))
            lines.insert(3, back if self.shown.moving else ("away", "export", say("moves.away")))
        acts: dict[str, Callable[[], object]] = {
            "away": lambda: ask_departure(self, self._desk.office, self._id, self._keep),
            "recall": self._recall,
            "year": lambda: deeds.open_next_year(self, self.keeper, year, lambda: self._go_year(year)),
            "confirm": lambda: deeds.confirm(self.keeper, self._shown_year()),
            "move": lambda: deeds.ask_moving(self, self.keeper),
            "close": lambda: deeds.ask_closing(self, self.keeper),
            "reopen": lambda: deeds.reopen_household(self.keeper),
        }
        Menu(self.head.more, lines, lambda key: acts[key]()).open_menu(scaled(220))

    def _keep(self, deed: Callable[[], object], words: str) -> None:
        self.keeper.do(deed, lambda _: self.keeper.tell(words))

    def _recall(self) -> None:
        if self.shown is not None:
            ask_recalling(self, self._desk.office, self._id, self.shown.moving, self._keep)

    # anchors and history

    def _go_to_card(self, key: str) -> None:
        if key == self.history.key:
            if self.history.isHidden():
                self._toggle_history()
            return
        self.cards.scroll_to(key)

    def _show_all_history(self) -> None:
        office, household = self._desk.office, self._id
        self._all_history = True
        today = office.clock().date()
        self.keeper.read(
            lambda: household_history(office, household),
            lambda lines: self.history.show_history(lines, len(lines), today),
        )

    def _toggle_history(self) -> None:
        self.history.setVisible(self.history.isHidden())
        self.history.raise_()
        self._lay_history()

    def _is_wide(self) -> bool:
        return self.width() >= HISTORY_FROM

    def _place_history(self, cards: bool) -> None:
        self.history.setVisible(
            cards and (self._is_wide() or (not self.history.isHidden() and self.shown is not None))
        )
        self._lay_history()

    def _lay_history(self) -> None:
        wide = self._is_wide()
        beside = wide and not self.history.isHidden()
        self.head.show_history_button(not wide)
        self.history.shut.setVisible(not wide)
        self._beside.setContentsMargins(0, 0, scaled(HISTORY_WIDE) + 4 if beside else 0, 0)
        top = self.head.sizeHint().height() + _GAP
        self.history.setGeometry(
            self.width() - 24 - scaled(HISTORY_WIDE), top, scaled(HISTORY_WIDE), self.height() - top - _GAP
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was_wide = event.oldSize().width() >= HISTORY_FROM
        if self._is_wide() != was_wide:
            self.history.setVisible(self._is_wide() and self.cards.isVisibleTo(self))
        self._lay_history()
