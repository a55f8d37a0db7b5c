"""The doubts of comparisons that were kept: by run and state, applied, kept as they are, printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.crosschecks.listing import (
    STATES,
    DifferenceLine,
    DifferenceQuery,
    count_states,
    list_differences,
)
from app.operations.crosschecks.runs import CrossCheckLine, crosschecks
from app.operations.offices import Office
from app.texts import say
from app.ui.crosschecks.deeds import DifferenceDeeds
from app.ui.crosschecks.shown import ROW, doubt_columns, doubt_row, short_day, state_word
from app.ui.desks import Desk
from app.ui.jobs import Job
from app.ui.kit.bars import ActionBar, ProgressLine
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.cells import Row
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.sources import Page, Paged, at_once
from app.ui.kit.tables import Table
from app.ui.kit.theme import scaled
from app.ui.kit.trees import Branch, Tree

ALL = ""
WAITING = ("open", "overdue")


@dataclass(frozen=True, slots=True)
class Read:
    """The comparisons, and all their doubts."""

    runs: Sequence[CrossCheckLine]
    lines: Sequence[DifferenceLine]


def read(office: Office) -> Read:
    """Everything that was kept, for the page."""
    return Read(crosschecks(office), list_differences(office, DifferenceQuery()))


class DoubtsView(QWidget):
    """`told` when the counts are known; `every` are all doubts, `shown` those of the chosen run and state."""

    told = Signal()
    compare_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.runs: Sequence[CrossCheckLine] = ()
        self.every: Sequence[DifferenceLine] = ()
        self.shown: list[DifferenceLine] = []
        self.run, self.state = "", ALL
        self.progress = ProgressLine()
        self.deeds = DifferenceDeeds(desk, self, Job(desk, self.progress, keeps_room=True))
        self.tree = Tree()
        self.tree.chosen.connect(self.show_run)
        self.states = Segments([Choice(ALL, "")])
        self.states.chosen.connect(self.show_state)
        self.table = Table(doubt_columns(), ticks=True, row_height=ROW)
        self.table.opened.connect(self.deeds.open_household)
        self.table.ticks_changed.connect(self._say_counts)
        self.table.ticked_all.connect(lambda on: self.table.tick([one.id for one in self.shown], on))
        self.bar = ActionBar(
            [
                (say("crosscheck_page.apply"), "check-circle", self.deeds.apply_ticked),
                (say("crosscheck_page.keep"), "arrow-counter-clockwise", self.deeds.keep_ticked),
                (say("crosscheck_page.doubt_table"), "table", self.deeds.choose_table),
            ]
        )
        self.bar.cleared.connect(self.table.untick_all)
        self._lay_out()

    def _lay_out(self) -> None:
        runs = Card(say("crosscheck_page.runs"), flush=True)
        runs.setFixedWidth(min(scaled(252), 268))
        runs.body.setContentsMargins(8, 0, 8, 8)
        runs.body.addWidget(self.tree)
        card = Card(flush=True)
        card.body.setSpacing(0)
        tools = QWidget()
        line = QHBoxLayout(tools)
        line.setContentsMargins(16, 8, 12, 8)
        line.addWidget(self.states)
        line.addWidget(self.progress, 1)
        self.nothing = EmptyPage("check-circle", say("crosscheck_page.nothing_here"))
        for part, stretch in ((tools, 0), (self.table, 1), (self.nothing, 1), (self.bar, 0)):
            card.body.addWidget(part, stretch)
        self.lists = QWidget()
        across = QHBoxLayout(self.lists)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(runs)
        across.addWidget(card, 1)
        self.first = Card(flush=True)
        self.first.body.addWidget(
            EmptyPage(
                "git-merge",
                say("crosscheck_page.first"),
                say("crosscheck_page.begin"),
                self.compare_wanted.emit,
            ),
            1,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.lists, 1)
        whole.addWidget(self.first, 1)
        self.first.hide()
        self.nothing.hide()

    def refresh(self) -> None:
        """Read everything again; the place in the list stays."""
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: read(office), self._show, self._desk.complain, owner=self)

    def _show(self, found: Read) -> None:
        self.runs, self.every = found.runs, found.lines
        self.lists.setVisible(bool(found.runs))
        self.first.setVisible(not found.runs)
        waiting = sum(one.waiting for one in found.runs)
        branches = [
            Branch(one.id, say("crosscheck_page.run", list=one.label, day=short_day(one.made_on)),
                   f"{one.waiting:,}" if one.waiting else "")
            for one in found.runs
        ]  # fmt: skip
        self.tree.show_tree(
            [Branch("", say("crosscheck_page.every_run"), f"{waiting:,}", branches, open=True)]
        )
        if self.run and self.run not in {one.id for one in found.runs}:
            self.run = ""
        self.tree.choose(self.run)
        self._lay_rows()
        self.told.emit()

    def show_run(self, run: str) -> None:
        """Narrow to one comparison; "" to all."""
        self.run = run
        self.table.untick_all()
        self._lay_rows()

    def show_state(self, state: str) -> None:
        """Narrow to a state; "" to all."""
        self.state = state
        self.table.untick_all()
        self._lay_rows()

    def _lay_rows(self) -> None:
        of_run = [one for one in self.every if not self.run or one.crosscheck_id == self.run]
        counts = count_states(of_run)
        choices = [Choice(ALL, say("crosscheck_page.all", count=f"{len(of_run):,}"))]
        self.states.show_choices(
            [*choices, *(Choice(state, f"{state_word(state)} {counts[state]:,}") for state in STATES)]
        )
        self.states.choose(self.state)
        self.shown = [one for one in of_run if not self.state or one.state == self.state]
        shown, today = self.shown, self._desk.office.clock().date()

        def page(asked: Page) -> list[Row]:
            return [doubt_row(one, today) for one in shown[asked.offset : asked.offset + asked.limit]]

        self.table.ticked &= {one.id for one in shown}
        self.table.show_source(Paged(len(shown), at_once(page)))
        self.table.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        self._say_counts()

    def _say_counts(self) -> None:
        ticked = len(self.table.ticked)
        words = say("crosscheck_page.ticked_doubts", count=f"{ticked:,}") if ticked else ""
        self.bar.show_counts(say("crosscheck_page.lines", count=f"{len(self.shown):,}"), words)

    def ticked(self) -> list[DifferenceLine]:
        """The ticked doubts in the order of the village book."""
        return [one for one in self.shown if one.id in self.table.ticked]
