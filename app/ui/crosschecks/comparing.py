"""Comparing a list: choose it, look at what differs, say what a row means, and hand the doubts to somebody."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.crosschecks.comparing import CrossChecked, cross_check
from app.rules.crosschecks.outcomes import Spot
from app.texts import say
from app.ui.crosschecks.asking import CrossCheckCard
from app.ui.crosschecks.columns import ListColumnsCard
from app.ui.crosschecks.handing import HandOverCard
from app.ui.crosschecks.shown import (
    DIFFERENCES,
    GUESSES,
    ROW,
    STRANGERS,
    chosen_guesses,
    counts_words,
    difference_columns,
    difference_rows,
    guess_columns,
    guess_rows,
    stranger_columns,
    stranger_rows,
)
from app.ui.desks import Desk
from app.ui.jobs import Job
from app.ui.kit.bars import ActionBar, ProgressLine
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.cells import Row
from app.ui.kit.labels import Line
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.sources import Page, Paged, at_once
from app.ui.kit.tables import Table

KINDS = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.htm *.html"
PARTS = (DIFFERENCES, GUESSES, STRANGERS)


class CompareView(QWidget):
    """`handed(run)` when a comparison was kept. `done` is what it stands on; nothing is written before."""

    handed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.done: CrossChecked | None = None
        self.accepted: dict[Spot, str] = {}
        self.rows: dict[str, list[Row]] = {part: [] for part in PARTS}
        self._again = False
        self.setAcceptDrops(True)
        self.ask = CrossCheckCard(desk.office)
        self.ask.changed.connect(self.compare)
        self.ask.files_wanted.connect(self.choose_files)
        self.counts = Line(" ", "note", tone="text2")
        self.columns = ListColumnsCard()
        self.columns.taken.connect(self.ask.take_column)
        self.parts = Segments([Choice(part, "") for part in PARTS])
        self.parts.chosen.connect(self._show_part)
        self.table = Table(difference_columns(), ticks=True, row_height=ROW)
        self.table.ticks_changed.connect(self._say_counts)
        self.table.ticked_all.connect(self._tick_all)
        self.bar = ActionBar([(say("crosscheck_page.accept"), "check-circle", self.accept_ticked)])
        self.bar.cleared.connect(self.table.untick_all)
        self.progress = ProgressLine()
        self.job = Job(desk, self.progress, keeps_room=True)
        self.job.rested.connect(self._rested)
        self.hand = HandOverCard(desk, self)
        self._lay_out()

    def _lay_out(self) -> None:
        start = Card(flush=True)
        start.body.addWidget(
            EmptyPage(
                "file-arrow-up", say("crosscheck_page.drop"), say("crosscheck_page.choose"), self.choose_files
            ),
            1,
        )
        found = QWidget()
        whole = QVBoxLayout(found)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.columns)
        below.addWidget(self._list(), 1)
        whole.addLayout(below, 1)
        whole.addWidget(self.hand)
        self.stack = QStackedWidget()
        self.stack.addWidget(start)
        self.stack.addWidget(found)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self.ask)
        outer.addWidget(self.stack, 1)

    def _list(self) -> Card:
        card = Card(flush=True)
        card.body.setSpacing(0)
        tools = QWidget()
        line = QHBoxLayout(tools)
        line.setContentsMargins(16, 8, 12, 8)
        line.setSpacing(12)
        line.addWidget(self.parts)
        line.addWidget(self.counts, 1)
        line.addWidget(self.progress)
        self.nothing = EmptyPage("check-circle", say("crosscheck_page.nothing"))
        card.body.addWidget(tools)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.nothing, 1)
        card.body.addWidget(self.bar)
        return card

    # the list

    def choose_files(self) -> None:
        """Ask for the files of one list."""
        title, kinds = say("crosscheck_page.choose"), f"{say('crosscheck_page.files')} ({KINDS})"
        paths, _ = QFileDialog.getOpenFileNames(self, title, str(Path.home()), kinds)
        if paths:
            self.take_files([Path(path) for path in paths])

    def take_files(self, paths: Sequence[Path]) -> None:
        """Compare these files; what was accepted of the last ones is forgotten."""
        self.accepted = {}
        self.ask.take_files(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.take_files(paths)

    def compare(self) -> None:
        """Compare as it is asked now; what is under way for another question is stopped."""
        asked = self.ask.asked()
        if asked is None:
            return
        if self.job.under_way:
            self._again = True
            self.job.stop()
            return
        self.ask.say_problem(None)
        office, asked = self._desk.office, replace(asked, accepted=dict(self.accepted))
        self.job.run(
            "errand",
            say("crosscheck_page.comparing"),
            lambda progress: _made_ready(office, cross_check(office, asked, progress)),
            self._show,
            self._refuse,
        )

    def _rested(self) -> None:
        again, self._again = self._again, False
        if again:
            self.compare()

    def _refuse(self, problem: Problem) -> None:
        """Say why it cannot be compared; where nobody is named, the clerk says which heading is what."""
        self.ask.say_problem(problem)
        profile = self.ask.chosen()
        headings = [word for word in str(problem.values.get("headings", "")).split("\u3001") if len(word) > 1]
        if problem.code == "crosscheck.nobody_named" and profile is not None and headings:
            self._forget()
            self.columns.show_headings(profile, headings, self.ask.columns)
            self.stack.setCurrentIndex(1)

    def _forget(self) -> None:
        self.done, self.rows = None, {part: [] for part in PARTS}
        self.counts.setText(" ")
        self._show_part(DIFFERENCES)

    def start_over(self) -> None:
        """Forget the list; nothing was written."""
        self.job.stop()
        self.accepted = {}
        self._forget()
        self.ask.take_files([])
        self.stack.setCurrentIndex(0)

    def _show(self, made: "tuple[CrossChecked, dict[str, list[Row]]]") -> None:
        self.done, self.rows = made
        self.counts.setText(counts_words(self.done))
        self.columns.show_list(self.done)
        self.hand.show_list(self.done)
        self.stack.setCurrentIndex(1)
        shown = self.parts.key() or DIFFERENCES
        if not self.rows[shown]:
            shown = next((part for part in PARTS if self.rows[part]), DIFFERENCES)
        self._show_part(shown)

    # what is shown

    def _show_part(self, part: str) -> None:
        self.parts.show_choices(
            [Choice(each, f"{words} {len(self.rows[each]):,}") for each, words in _part_words().items()]
        )
        self.parts.choose(part)
        columns = {DIFFERENCES: difference_columns, GUESSES: guess_columns, STRANGERS: stranger_columns}[
            part
        ]()
        rows = self.rows[part]

        def read(page: Page) -> list[Row]:
            return rows[page.offset : page.offset + page.limit]

        self.table.untick_all()
        self.table.show_columns(columns)
        self.table.show_source(Paged(len(rows), at_once(read)))
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._say_counts()

    def _say_counts(self) -> None:
        ticked = len(self.table.ticked)
        guessing = self.parts.key() == GUESSES
        words = say("crosscheck_page.ticked", count=f"{ticked:,}") if ticked and guessing else ""
        self.bar.show_counts(
            say("crosscheck_page.lines", count=f"{len(self.rows[self.parts.key()]):,}"), words
        )
        self.hand.say_chosen(len(self.chosen()), bool(self.chosen_keys()))

    def _tick_all(self, on: bool) -> None:
        self.table.tick([row.key for row in self.rows[self.parts.key()]], on)

    def chosen_keys(self) -> set[str]:
        """The ticked differences; none means all of them."""
        return set(self.table.ticked) if self.parts.key() == DIFFERENCES else set()

    def chosen(self) -> list[Any]:
        """The differences that would be handed over: the ticked ones, else all."""
        if self.done is None:
            return []
        keys = self.chosen_keys()
        return [one for at, one in enumerate(self.done.compared.differences) if not keys or str(at) in keys]

    def accept_ticked(self) -> None:
        """The ticked lines mean these persons: compare again with them."""
        if self.done is None or self.parts.key() != GUESSES:
            return
        found = chosen_guesses(self.done, list(self.table.ticked))
        if found is None:
            self._desk.tell(say("crosscheck_page.one_of_each"), "warn")
            return
        self.accepted |= found
        self.compare()


def _made_ready(office: Any, done: CrossChecked) -> "tuple[CrossChecked, dict[str, list[Row]]]":
    """A comparison with its lines, made beside the screen."""
    return done, {
        DIFFERENCES: difference_rows(office, done),
        GUESSES: guess_rows(office, done),
        STRANGERS: stranger_rows(office, done),
    }


def _part_words() -> dict[str, str]:
    return {
        DIFFERENCES: say("crosscheck_page.differences"),
        GUESSES: say("crosscheck_page.guesses"),
        STRANGERS: say("crosscheck_page.strangers"),
    }
