"""The page 疑点: places at the left, the list at the right, what is done to the ticked ones at its foot."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.doubt_lists import DoubtList, doubt_list
from app.operations.doubt_tables import rule_word, unjudged_checks
from app.operations.doubts import FoundDoubt
from app.operations.places import township, villages
from app.progress import Progress
from app.rules.checks import Check
from app.texts import say
from app.ui.desks import Desk
from app.ui.doubts.deeds import DoubtDeeds
from app.ui.doubts.filters import DoubtFilters
from app.ui.doubts.shown import Narrowing, doubt_columns, doubt_key, doubt_row
from app.ui.doubts.villages import DoubtPlaces
from app.ui.kit.bars import ActionBar, ProgressLine
from app.ui.kit.buttons import Button, IconButton
from app.ui.kit.cards import Card, EmptyPage, PageHeader
from app.ui.kit.cells import Row
from app.ui.kit.labels import Hairline, Line
from app.ui.kit.sources import Page, Paged, at_once
from app.ui.kit.tables import Table

Read = tuple[DoubtList, tuple[int, list[Check]], str, list[str]]


class DoubtsPage(QWidget):
    """The doubt list; Enter or a press opens the household at the doubted field. `shown` is what stands in it.

    `narrowing` is what it is narrowed to, `whole` the name of the township.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._every: list[FoundDoubt] = []
        self.shown: list[FoundDoubt] = []
        self.narrowing = Narrowing()
        self.whole, self._villages = say("doubtlist.whole"), [""]
        self._build()
        desk.changed.connect(self._heard)
        self.refresh()

    def _build(self) -> None:
        self.progress = ProgressLine()
        self.deeds = DoubtDeeds(self._desk, self, self.progress)
        self.table_button = Button(say("doubtlist.table"), "quiet", "table", self.deeds.choose_table)
        again = IconButton("arrows-clockwise", say("doubtlist.refresh"), self.refresh, framed=True)
        self.header = PageHeader(say("doubtlist.title"), " ", [again, self.table_button])
        self.places = DoubtPlaces()
        self.places.chosen.connect(lambda village, group: self._ask(village=village, group=group))
        self.filters = DoubtFilters()
        self.filters.changed.connect(self._filtered)
        self.table = Table(doubt_columns(), ticks=True, row_height="two_line_row")
        self.table.opened.connect(self.deeds.open)
        self.table.ticks_changed.connect(self._say_counts)
        self.table.ticked_all.connect(lambda on: self.table.tick([doubt_key(one) for one in self.shown], on))
        settle = (say("doubtlist.settle"), "check-circle", self.deeds.settle_ticked)
        reopen = (say("doubtlist.reopen"), "arrow-counter-clockwise", self.deeds.reopen_ticked)
        begin = (say("public_cards.begin"), "megaphone-simple", self.deeds.begin_case)
        self.bars = {False: ActionBar([settle, begin]), True: ActionBar([reopen])}
        for bar in self.bars.values():
            bar.cleared.connect(self.table.untick_all)
        self.unjudged = Line("", "note", tone="text3")
        self.empty = self._empty_pages()
        self._lay_out()

    def _empty_pages(self) -> dict[str, EmptyPage]:
        """What stands there while the list is empty: nothing found, nothing here, nothing settled yet."""
        every = say("doubtlist.show_every")
        return {
            "nothing": EmptyPage("check-circle", say("doubtlist.nothing")),
            "here": EmptyPage(
                "check-circle", say("doubtlist.nothing_here"), "", None, every, self.show_everything
            ),
            "settled": EmptyPage(
                "tray", say("doubtlist.nothing_settled"), "", None, every, self.show_everything
            ),
        }

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(self.header)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.places)
        card = Card(flush=True)
        card.body.setSpacing(0)
        card.body.addWidget(self.filters)
        for part in (self.table, *self.empty.values()):
            card.body.addWidget(part, 1)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(Hairline())
        inner = QHBoxLayout()
        inner.setContentsMargins(17, 0, 17, 6)
        inner.addWidget(self.unjudged)
        foot.addLayout(inner)
        card.body.addWidget(self._foot)
        for bar in self.bars.values():
            card.body.addWidget(bar)
        self.filters.tools.addWidget(self.progress)
        below.addWidget(card, 1)
        whole.addLayout(below, 1)
        for page in self.empty.values():
            page.hide()
        self._foot.hide()
        self.bars[True].hide()

    # what is shown

    def open_at(self, village: str = "", rule: str = "", **place: object) -> None:
        """Come to the list, at a village or a check; without either it stays as it was left."""
        if "village" in place or village or rule:
            self.filters.show_everything()
            self.filters.show_rule(rule)
            self.filters.states.choose("open")
            self.places.choose(village)
            self.narrowing = Narrowing(village=village, rule=rule)
        self.table.setFocus()
        self.refresh()

    def refresh(self) -> None:
        """Run the checks again where anything changed; the place in the list stays."""
        office = self._desk.office
        if not self._every:
            self.progress.start(say("doubtlist.loading"), can_stop=False)

        def work(progress: Progress) -> Read:
            town = township(office)
            named = [one.name for one in villages(office)]
            return doubt_list(office, progress), unjudged_checks(office), town.name if town else "", named

        self._desk.lanes.run("background", work, self._show, self._failed, owner=self)

    def _failed(self, problem: Problem) -> None:
        self.progress.finish()
        self._desk.complain(problem)

    def _show(self, read: Read) -> None:
        self.progress.finish()
        found, (year, checks), town, named = read
        self._every = found.all()
        self.whole, self._villages = town or say("doubtlist.whole"), named
        self._desk.show_count("doubts", sum(not one.settled for one in self._every))
        names = "\u3001".join(dict.fromkeys(rule_word(check.id) for check in checks))
        self.unjudged.setText(say("doubtlist.unjudged", count=len(checks), year=year, names=names))
        self._foot.setVisible(bool(checks))
        self._lay_rows()

    def _lay_rows(self) -> None:
        now, every = self.narrowing, self._every
        self.shown = now.narrow(every)
        self.places.show_counts(self.whole, self._villages, now.place_counts(every))
        self.filters.show_counts(*now.state_counts(every), now.level_counts(every), now.rule_counts(every))
        shown = self.shown

        def read(page: Page) -> list[Row]:
            return [doubt_row(one) for one in shown[page.offset : page.offset + page.limit]]

        if self.table.ticked:
            self.table.ticked &= {doubt_key(one) for one in shown}
        self.table.show_source(Paged(len(shown), at_once(read)))
        self.table.setVisible(bool(shown))
        why = (
            "nothing"
            if not every
            else "settled"
            if now.settled and not any(one.settled for one in every)
            else "here"
        )
        for key, page in self.empty.items():
            page.setVisible(not shown and key == why)
        self._say_counts()

    def _say_counts(self) -> None:
        every, now = self._every, self.narrowing
        waiting = [one for one in every if not one.settled]
        homes = len({one.doubt.household_id for one in waiting})
        self.header.say(say("doubtlist.line", place=self.whole, open=f"{len(waiting):,}", households=f"{homes:,}",
                            settled=f"{len(every) - len(waiting):,}"))  # fmt: skip
        ticked = len(self.table.ticked)
        for settled, bar in self.bars.items():
            bar.setVisible(settled == now.settled)
            bar.show_counts(say("doubtlist.count", count=f"{len(self.shown):,}"),
                            say("doubtlist.ticked", count=f"{ticked:,}") if ticked else "")  # fmt: skip
        self.table_button.setEnabled(bool(self.shown))

    def _filtered(self) -> None:
        self._ask(settled=self.filters.settled(), level=self.filters.level(), rule=self.filters.rule)

    def _ask(self, **wanted: str | bool) -> None:
        self.narrowing = replace(self.narrowing, **wanted)  # type: ignore[arg-type]
        self.table.untick_all()
        self.table.verticalScrollBar().setValue(0)
        self._lay_rows()

    def show_everything(self) -> None:
        """Take every narrowing off."""
        self.filters.show_everything()
        self.filters.states.choose("open")
        self.places.choose("")
        self._ask(village="", group="", level="", rule="", settled=False)

    # what a person does

    def ticked(self) -> list[FoundDoubt]:
        """The ticked doubts in the order of the list."""
        return [one for one in self.shown if doubt_key(one) in self.table.ticked]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F5 checks again."""
        if event.key() == Qt.Key.Key_F5:
            self.refresh()
            return
        super().keyPressEvent(event)

    def _heard(self, what: str) -> None:
        if what in ("households", "imports", "doubts"):
            self.refresh()
