"""The page 标准核查: who reaches a standard on a day, what the others lack, and what is done with them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.standards import Judged
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import PanelPlace
from app.ui.jobs import Job
from app.ui.kit.bars import ActionBar, ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage, PageHeader
from app.ui.kit.cells import Row
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.sources import Page, Paged, at_once
from app.ui.kit.tables import Table
from app.ui.standards.choices import AskCard
from app.ui.standards.deeds import StandardDeeds, narrowed_words
from app.ui.standards.panels import JudgedPanel
from app.ui.standards.shown import (
    ALL,
    ONE_SHORT,
    Found,
    Narrowing,
    chosen,
    columns,
    item_totals,
    judge,
    row_of,
)
from app.ui.standards.totals import TotalCard

STATES = (ALL, "pass", "fail", "unknown", ONE_SHORT)
SPARED = ("group", "size")  # columns given up beside a panel


class StandardsPage(QWidget):
    """Opened by `desk.go("standards", standard=…, village=…)`; F5 judges again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.found: Found | None = None
        self.shown: list[Judged] = []
        self.narrowing = Narrowing()
        self._stale = True
        self.progress = ProgressLine()
        self.job = Job(desk, self.progress, keeps_room=True)
        self.job.rested.connect(self._rested)
        self._again = False  # something else was asked while this was under way
        self.deeds = StandardDeeds(desk, self, Job(desk, self.progress, keeps_room=True))
        self._build()
        self._lay_out()
        desk.changed.connect(self._heard)

    def _build(self) -> None:
        self.table_button = Button(say("standards_page.table"), "quiet", "table", self.deeds.choose_table)
        self.go = Button(say("standards_page.judge"), "primary", "check-circle", self.refresh)
        self.go.setToolTip(say("standards_page.judge_keys"))
        self.header = PageHeader(say("standards_page.title"), " ", [self.table_button, self.go])
        self.ask = AskCard(self._desk.office)
        self.ask.changed.connect(self.refresh)
        self.totals = TotalCard()
        self.totals.lines.chosen.connect(self.show_item)
        self.states = Segments([Choice(key, "") for key in STATES])
        self.states.chosen.connect(self.show_state)
        self.table = Table(columns(None), ticks=True)
        self.table.opened.connect(self.open_household)
        self.table.ticks_changed.connect(self._say_counts)
        self.table.sorted_by.connect(self._sorted)
        self.table.ticked_all.connect(
            lambda on: self.table.tick([one.household_id for one in self.shown], on)
        )
        self.bar = ActionBar(
            [
                (say("standards_page.begin"), "megaphone-simple", self.deeds.begin_ticked),
                (say("standards_page.print"), "printer", self.deeds.print_ticked),
                (say("standards_page.table"), "table", self.deeds.choose_table),
            ]
        )
        self.bar.cleared.connect(self.table.untick_all)
        self.empty = {
            "nobody": EmptyPage("house", say("standards_page.nobody")),
            "here": EmptyPage("check-circle", say("standards_page.nobody_here"), "", None,
                              say("standards_page.show_all"), self.show_everything),
        }  # fmt: skip

    def _lay_out(self) -> None:
        tools = QWidget()
        line = QHBoxLayout(tools)
        line.setContentsMargins(16, 8, 12, 8)
        line.setSpacing(12)
        line.addWidget(self.states)
        line.addWidget(self.progress, 1)
        card = Card(flush=True)
        card.body.setSpacing(0)
        card.body.addWidget(tools)
        for part in (self.table, *self.empty.values()):
            card.body.addWidget(part, 1)
        card.body.addWidget(self.bar)
        self.place = PanelPlace(card, self.table.setFocus)
        self.place.changed.connect(self._make_room)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.totals)
        below.addWidget(self.place, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(self.header)
        whole.addWidget(self.ask)
        whole.addLayout(below, 1)
        for page in self.empty.values():
            page.hide()
        self._say_states(dict.fromkeys(STATES, 0))
        self._say_counts()

    # judging

    def open_at(
        self, standard: str = "", village: str | None = None, on: date | None = None, **_: object
    ) -> None:
        """Come to the page, by a standard, at a village or on a day; without them it stays as it was left."""
        wanted = {"standard": standard or None, "village": village, "on": on}
        asked = {name: value for name, value in wanted.items() if value is not None}
        if asked:
            self.ask.ask(**asked)
            self._stale = True
        if self._stale:
            self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """Judge as it is asked now; what is under way for another question is stopped."""
        asked = self.ask.asked()
        if asked is None:
            return
        self._stale = False
        if self.job.under_way:
            self._again = True
            self.job.stop()
            return
        office = self._desk.office
        self.header.say(say("standards_page.judging"))
        self.job.run(
            "errand",
            say("standards_page.judging"),
            lambda progress: judge(office, asked, progress),
            self._show,
            self.ask_failed,
        )

    def _rested(self) -> None:
        again, self._again = self._again, False
        if again:
            self.refresh()
        elif self.found is None or self.found.asked != self.ask.asked():
            self.header.say(say("standards_page.not_judged"))

    def ask_failed(self, problem: Problem) -> None:
        """Say at what was asked why it cannot be judged; what stood there stands."""
        self.ask.say_problem(problem)
        self.header.say(say("standards_page.not_judged"))

    def _show(self, found: Found) -> None:
        before, self.found = self.found, found
        first = found.first
        self.ask.say_standard(first.standard, first.in_force, first.nameless, first.on.year)
        if before is None or before.first.standard.key != first.standard.key:
            self.narrowing = replace(self.narrowing, item="")
        if before is None or (before.other and before.other.standard) != (
            found.other and found.other.standard
        ) or found.other:  # fmt: skip
            self.table.show_columns(columns(found))
            self._make_room(self.place.panel is not None)
        self.table.ticked &= {one.household_id for one in first.judged}
        self.totals.lines.show_totals(item_totals(found), self.narrowing.item)
        self._lay_rows()
        panel = self.place.panel
        if isinstance(panel, JudgedPanel):
            self.open_household(panel.household_id)

    # what is shown

    def _lay_rows(self) -> None:
        found = self.found
        if found is None:
            return
        shown = self.shown = self.narrowing.narrow(found)
        self._say_states(self.narrowing.counts(found))

        def read(page: Page) -> list[Row]:
            return [row_of(found, one) for one in shown[page.offset : page.offset + page.limit]]

        self.table.show_source(Paged(len(shown), at_once(read)))
        self.table.setVisible(bool(shown))
        self.empty["nobody"].setVisible(not found.first.judged)
        self.empty["here"].setVisible(bool(found.first.judged) and not shown)
        self._say_counts()

    def _say_states(self, counts: Mapping[str, int]) -> None:
        words = {ALL: say("standards_page.all"), **{key: narrowed_words(key) for key in STATES[1:]}}
        self.states.show_choices([Choice(key, f"{words[key]} {counts[key]:,}") for key in STATES])

    def _say_counts(self) -> None:
        ticked = len(self.table.ticked)
        chosen_words = say("standards_page.ticked", count=f"{ticked:,}") if ticked else ""
        item = next((one.words for one in self.totals.lines.totals if one.key == self.narrowing.item), "")
        parts = [say("standards_page.count", count=f"{len(self.shown):,}")]
        parts += [say("standards_page.short_of", item=item)] if self.narrowing.item else []
        self.bar.show_counts(" \u00b7 ".join(parts), chosen_words)
        self.table_button.setEnabled(bool(self.shown))
        found = self.found
        if found is not None:
            whole = found.first.totals.get("", {"pass": 0, "fail": 0, "unknown": 0})
            self.header.say(
                say(
                    "standards_page.line",
                    place=self.place_words(),
                    day=show("date", found.asked.on),
                    standard=found.first.standard.short,
                    met=f"{whole['pass']:,}",
                    failed=f"{whole['fail']:,}",
                    unknown=f"{whole['unknown']:,}",
                )
            )

    def place_words(self) -> str:
        """The name of the judged place."""
        return self.ask.place.shown(self.found.asked.village if self.found else "")

    def show_state(self, state: str) -> None:
        """Narrow to a result."""
        self.states.choose(state)
        self._narrow(replace(self.narrowing, state=state))

    def show_item(self, item: str) -> None:
        """Narrow to those who are short of an item; "" to all."""
        self.totals.lines.choose(item)
        self._narrow(replace(self.narrowing, item=item))

    def show_everything(self) -> None:
        """Take every narrowing off."""
        self.states.choose(ALL)
        self.totals.lines.choose("")
        self._narrow(replace(self.narrowing, state=ALL, item=""))

    def _sorted(self, key: str, descending: bool) -> None:
        self.table.show_sort(key, descending)
        self._narrow(replace(self.narrowing, sort=key, descending=descending))

    def _narrow(self, now: Narrowing) -> None:
        self.narrowing = now
        self.table.untick_all()
        self.table.verticalScrollBar().setValue(0)
        self._lay_rows()

    # what a person does

    def ticked(self) -> list[Judged]:
        """The ticked households in the order of the village book."""
        return chosen(self.found, self.table.ticked) if self.found else []

    def open_household(self, key: str) -> None:
        """Show one household's items beside the list."""
        found = self.found
        one = next((one for one in found.first.judged if one.household_id == key), None) if found else None
        if found is None or one is None:
            self.place.close_panel()
            return
        panel = JudgedPanel(found, one, self._desk.office)
        panel.open_asked.connect(lambda path, person: self.deeds.open_field(key, path, person))
        panel.begin_asked.connect(lambda: self.deeds.begin([one]))
        self._make_room(True)  # before it comes: together they would widen the window
        self.place.open_panel(panel)

    def _make_room(self, beside_panel: bool) -> None:
        """Beside a panel the totals and some columns make room."""
        self.place.updateGeometry()  # a panel that left takes no room any more: else the window would widen
        self.totals.setVisible(not beside_panel)
        for number, column in enumerate(self.table.rows.columns):
            if column.key in SPARED:
                self.table.horizontalHeader().setSectionHidden(number, beside_panel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F5 judges again."""
        if event.key() == Qt.Key.Key_F5:
            self.refresh()
            return
        super().keyPressEvent(event)

    def _heard(self, what: str) -> None:
        if what in ("households", "imports", "cases", "synced"):
            self._stale = True
            if self.isVisible():
                self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """What was written while nobody looked is judged now."""
        super().showEvent(event)
        if self._stale and self.found is not None:
            self.refresh()
