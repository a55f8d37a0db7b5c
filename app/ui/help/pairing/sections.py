"""The section 结对: who helps which household, what each cadre carries, where the helpers come from."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.operations.cadres import CadreLine
from app.operations.pairings import PairedLine
from app.texts import say
from app.ui.desks import Desk
from app.ui.hearing import Hearing
from app.ui.help.pairing.deeds import PairingDeeds
from app.ui.help.pairing.forces import ForcesView
from app.ui.help.pairing.loads import LoadsView
from app.ui.help.pairing.pairs import GAPS, PairsView, is_gap
from app.ui.help.panels import PanelPlace
from app.ui.kit.bars import ActionBar
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.fields import SearchField
from app.ui.kit.labels import Hairline
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.theme import scaled

PAIRS, LOADS, FORCES = "pairs", "loads", "forces"
ROOMY = 1100  # pixels of section from which the search stays while a panel is open


class PairingSection(QWidget):
    """Three views in one card: `pairs`, `loads`, `forces`; `place` holds the card and the panel beside it."""

    said = Signal(str)
    no_year = True  # who helps is told as of today

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.year, self.now = desk.office.clock().year, PAIRS
        self._division: str | None = None
        self._told: dict[str, str | None] = {}
        self.deeds = PairingDeeds(desk, self)
        self.bar = ActionBar([
            (say("help_pairing.pair"), "users", self.deeds.pair),
            (say("help_pairing.hand_over"), "arrows-clockwise", self.deeds.hand_over_chosen),
            (say("help_pairing.print_cards"), "printer", self.deeds.print_chosen),
        ])  # fmt: skip
        self.pairs = PairsView(desk, self.bar)
        self.loads, self.forces = LoadsView(desk, self.bar), ForcesView(desk, self.bar)
        self.views: dict[str, Any] = {PAIRS: self.pairs, LOADS: self.loads, FORCES: self.forces}
        self.bar.cleared.connect(self.pairs.table.untick_all)
        self.pairs.opened.connect(self._open_household)
        self.loads.opened.connect(self.deeds.open_cadre)
        self.forces.opened.connect(self._open_household)
        for view in self.views.values():
            view.counted.connect(self._counted)
        self._lay_out()
        self._hearing = Hearing(desk, self, self._again)

    def _lay_out(self) -> None:
        self.which = Segments([
            Choice(PAIRS, say("help_pairing.view_pairs")),
            Choice(LOADS, say("help_pairing.view_loads")),
            Choice(FORCES, say("help_pairing.view_forces")),
        ])  # fmt: skip
        self.which.chosen.connect(self.show_view)
        self.narrowing = Segments([Choice("", "")])
        self.narrowing.chosen.connect(lambda key: self.views[self.now].narrow(key))
        self.search = SearchField(say("help_pairing.search"), scaled(32))
        self.search.setFixedWidth(scaled(190))
        self.search.paused.connect(self._search)
        tools = QHBoxLayout()
        tools.setContentsMargins(16, 10, 16, 10)
        tools.addStrut(scaled(32))
        tools.setSpacing(12)
        tools.addWidget(self.which)
        tools.addWidget(self.narrowing)
        tools.addStretch(1)
        self.print_button = Button(
            say("help_pairing.print_list"), "plain", "printer", self.deeds.print_list, scaled(32)
        )
        tools.addWidget(self.print_button)
        tools.addWidget(self.search)
        self.stack = QStackedWidget()
        for view in self.views.values():
            self.stack.addWidget(view)
        card = Card(flush=True)
        card.body.setSpacing(0)
        card.body.addLayout(tools)
        card.body.addWidget(Hairline())
        card.body.addWidget(self.stack, 1)
        card.body.addWidget(self.bar)
        self.place = PanelPlace(card, lambda: self.views[self.now].take_keyboard())
        self.place.changed.connect(self._panel_changed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.place)
        self.add_cadre = Button(say("help_pairing.add_cadre"), "quiet", "user-plus", self.deeds.add_cadre)
        self.pair_button = Button(say("help_pairing.pair"), "primary", "plus", self.deeds.pair)

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        reads = Button(say("help_pairing.import"), "quiet", "upload-simple", self.deeds.read_workbook)
        writes = Button(say("help.export"), "quiet", "export", lambda: self.deeds.ask_export(writes))
        return [reads, writes, self.add_cadre, self.pair_button]

    # what is shown

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show that village; who helps is told as of today, whatever the year."""
        self.year, self._division = year, division_id
        self._told.clear()
        self._tell_view()

    def open_at(self, view: str = "", only: str = "", **place: object) -> None:
        """Come to a view; `only="gap"` narrows the list to the households without a helper."""
        if view or only:
            self.which.choose(view or PAIRS)
            self.show_view(view or PAIRS)
        if only == GAPS:
            self.narrowing.choose(GAPS)
            self.pairs.narrow(GAPS)
        self.views[self.now].take_keyboard()

    def show_view(self, key: str) -> None:
        """Show that view of the section."""
        self.now = key
        self.stack.setCurrentWidget(self.views[key])
        self.bar.show_counts("", "")
        self._show_print()
        self.search.set_answer(self.views[key].text)
        self._counted()
        self._tell_view()

    def _show_print(self) -> None:
        """The list goes to paper where there is a paper of it, and room for the button."""
        self.print_button.setVisible(self.now != LOADS and self.place.panel is None)

    def show_households_of(self, cadre: CadreLine) -> None:
        """Show the households of one cadre in the list."""
        self.which.choose(PAIRS)
        self.show_view(PAIRS)
        self.search.set_answer(cadre.name)
        self.pairs.search(cadre.name)

    def _tell_view(self) -> None:
        """Tell the view in sight which village, unless it was told last."""
        if self.now not in self._told or self._told[self.now] != self._division:
            self._told[self.now] = self._division
            self.views[self.now].show_scope(self._division)
        else:
            self.views[self.now].say_counts()
        if self.now != PAIRS and not self.pairs.every:
            self.pairs.show_scope(self._division)

    def _counted(self) -> None:
        view = self.views[self.now]
        choices = view.choices()
        self.narrowing.setVisible(bool(choices))
        self.narrowing.show_choices(choices)
        self.narrowing.choose(view.which)
        view.say_counts()
        every = self.pairs.every
        gaps = sum(map(is_gap, every))
        helped = sum(bool(line.pairing_id) for line in every)
        self.said.emit(
            say("help_pairing.line", count=f"{len(every):,}", helped=f"{helped:,}", gaps=f"{gaps:,}")
        )

    def to_pair(self) -> list[PairedLine]:
        """Whom 结对 is about: those ticked, else every household shown that lacks a helper."""
        if self.pairs.table.ticked:
            return self.pairs.chosen()
        return [line for line in self.pairs.lines if is_gap(line)]

    def _search(self) -> None:
        self.views[self.now].search(str(self.search.answer() or ""))

    def _panel_changed(self, is_open: bool) -> None:
        """Only one button is the strong one: while a panel is open, its own."""
        self.pair_button.set_kind("quiet" if is_open else "primary")
        self.search.setVisible(not is_open or self.width() > scaled(ROOMY))
        self._show_print()
        for view in self.views.values():
            view.squeeze(is_open)

    def _open_household(self, household: str) -> None:
        around = tuple(line.household_id for line in self.pairs.lines) if self.now == PAIRS else ()
        self._desk.go("household", id=household, around=around, year=self.year)

    def _again(self) -> None:
        self._told = {self.now: self._division}
        self.views[self.now].refresh()
        if self.now != PAIRS:
            self.pairs.refresh()
