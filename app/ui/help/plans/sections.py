"""The section 计划: the plans of a year by state; one opens beside the list, many are worked on at once."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.offices import Office
from app.operations.plans import PlanList, PlanQuery, PlanRow, VillageStates, list_plans, village_states
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.hearing import Hearing
from app.ui.help.panels import PanelPlace
from app.ui.help.plans.deeds import PlanDeeds
from app.ui.help.plans.filters import EVERY, WITHOUT, PlanFilters
from app.ui.help.plans.plan_panels import PlanPanel
from app.ui.help.plans.shown import SPARED, plan_columns, plan_row
from app.ui.help.plans.workbooks import PlanWorkbooks
from app.ui.jobs import Job
from app.ui.kit.bars import ActionBar, ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.cells import Row
from app.ui.kit.labels import Hairline
from app.ui.kit.sources import PAGE, Give, Page, Paged
from app.ui.kit.tables import Table


class Read(NamedTuple):
    """What was read at once: the list, its first rows, and the counts of the place by state."""

    found: PlanList
    first: list[PlanRow]
    villages: Sequence[VillageStates]


def read_plans(office: Office, query: PlanQuery) -> Read:
    """Read what the section shows."""
    found = list_plans(office, query)
    return Read(found, found.page(0, PAGE), village_states(office, query.year, query.division_id))


class PlansSection(QWidget):
    """`found` is the list shown; `place` holds its card and the panel beside it."""

    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.year = desk.office.clock().year
        self._division: str | None = None
        self._query: PlanQuery | None = None
        self.found: PlanList | None = None
        self._rows: dict[str, PlanRow] = {}
        self.deeds, self.workbooks = PlanDeeds(desk, self), PlanWorkbooks(desk, self)
        self.filters = PlanFilters(desk.office.forms)
        self.filters.changed.connect(self._narrowed)
        self.table = Table(plan_columns(), ticks=True)
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._follow)
        self.table.ticks_changed.connect(self._say_counts)
        self.table.ticked_all.connect(self._tick_all)
        self.bar = ActionBar(self.deeds.actions())
        self.bar.cleared.connect(self.table.untick_all)
        self.give_button = Button(say("help_plans.give"), "primary", "plus", lambda: self.deeds.give())
        self._lay_out()
        self._hearing = Hearing(desk, self, self.refresh)

    def _lay_out(self) -> None:
        self._progress = ProgressLine()
        self.job = Job(self._desk, self._progress)
        self.empty = EmptyPage("clipboard-text", say("help_plans.empty"), "", None,
                               say("help_plans.show_without"), self._show_without)  # fmt: skip
        self.nothing = EmptyPage("tray", say("help_plans.nothing"), "", None, say("help_plans.show_every"),
                                 self._show_every)  # fmt: skip
        self.all_planned = EmptyPage("check-circle", say("help_plans.all_planned"))
        card = Card(flush=True)
        card.body.setSpacing(0)
        card.body.addWidget(self.filters)
        card.body.addWidget(self._progress)
        card.body.addWidget(Hairline())
        for part in (self.table, self.empty, self.nothing, self.all_planned):
            card.body.addWidget(part, 1)
            part.setVisible(part is self.table)
        card.body.addWidget(self.bar)
        self.place = PanelPlace(card, self.table.setFocus)
        self.place.changed.connect(self._panel_changed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.place)

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        reads = Button(
            say("help_plans.import"), "quiet", "upload-simple", lambda: self.workbooks.ask_reading(reads)
        )
        writes = Button(say("help.export"), "quiet", "export", lambda: self.workbooks.ask_writing(writes))
        prints = Button(say("help_plans.print"), "quiet", "printer", self.deeds.print)
        prints.setToolTip(say("help_plans.print_hint"))
        return [reads, writes, prints, self.give_button]

    # what is shown

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show that year and village."""
        self.year, self._division = year, division_id
        self.place.close_panel()
        self._narrowed()

    def open_at(
        self,
        state: str | None = None,
        lack: str = "",
        give: Sequence[str] = (),
        kind: str = "",
        **place: object,
    ) -> None:
        """Come to the list, at a state or a lack; with `give` to the panel that arranges a measure of that kind."""
        if state is not None or lack:
            self.filters.show_state(state or EVERY)
            self.filters.show_lack(lack)
            self._narrowed()
        self.table.setFocus()
        if give:
            self.deeds.give(give, kind)

    def refresh(self) -> None:
        """Read again; the place in the list stays."""
        self._hearing.heard()
        office, query = self._desk.office, self.filters.query(self.year, self._division)
        self._query = query

        def work(progress: Progress) -> Read:
            return read_plans(office, query)

        def shown(read: Read) -> None:
            if query is self._query:
                self._show(read)

        self._desk.lanes.run("errand", work, shown, owner=self)

    def _show(self, read: Read) -> None:
        self.found, self._rows = read.found, {}
        self.filters.show_counts(read.villages)
        nothing, without = not read.found.count, self.filters.states.key() == WITHOUT
        plain = nothing and not self.filters.is_narrowed()
        self.empty.setVisible(plain)
        self.all_planned.setVisible(nothing and without)
        self.nothing.setVisible(nothing and not plain and not without)
        self.table.setVisible(not nothing)
        self.table.show_source(Paged(read.found.count, self._fetch, self._shown(read.first)))
        self._say_counts()
        plans = sum(village.plans for village in read.villages)
        lacking = sum(village.without for village in read.villages)
        self.said.emit(say("help_plans.line", year=self.year, plans=f"{plans:,}", lacking=f"{lacking:,}"))
        if isinstance(self.place.panel, PlanPanel):
            panel = self.place.panel
            panel.show_row(self._rows.get(panel.row.household_id, panel.row))

    def _shown(self, rows: Sequence[PlanRow]) -> list[Row]:
        self._rows.update({row.household_id: row for row in rows})
        return [plan_row(self._desk.office.forms, row) for row in rows]

    def _fetch(self, page: Page, give: Give) -> None:
        found = self.found
        if found is not None:
            self._desk.lanes.run(
                "errand", lambda _: found.page(page.offset, page.limit), lambda rows: give(self._shown(rows)),
                owner=self,
            )  # fmt: skip

    def _say_counts(self) -> None:
        total, ticked = (self.found.count if self.found else 0), len(self.table.ticked)
        chosen = say("help_plans.ticked", count=f"{ticked:,}") if ticked else ""
        count = say("help_plans.count", count=f"{total:,}")
        self.bar.show_counts("" if chosen and self.place.panel else count, chosen)

    def chosen(self) -> tuple[str, ...]:
        """The ticked households in the order of the list; all of it when none is ticked."""
        every = self.found.households if self.found else ()
        ticked = self.table.ticked
        return tuple(one for one in every if one in ticked) if ticked else every

    # what a person does

    def _narrowed(self) -> None:
        self.table.untick_all()
        self.table.verticalScrollBar().setValue(0)
        self.refresh()

    def _show_without(self) -> None:
        self.filters.show_state(WITHOUT)
        self._narrowed()

    def _show_every(self) -> None:
        self.filters.show_state(EVERY)
        self.filters.show_lack("")
        self.filters.search.set_answer(None)
        self._narrowed()

    def _open(self, household: str) -> None:
        if household in self._rows:
            self.deeds.open_plan(self._rows[household])

    def _follow(self, household: str) -> None:
        """While a plan stands beside the list, it is that of the row the arrows come to."""
        panel = self.place.panel
        if isinstance(panel, PlanPanel) and household in self._rows and panel.row.household_id != household:
            self.deeds.open_plan(self._rows[household])

    def _tick_all(self, on: bool) -> None:
        if self.found:
            self.table.tick(self.found.households, on)

    def _panel_changed(self, is_open: bool) -> None:
        """Only one button is the strong one: while a panel is open, its own."""
        self.give_button.set_kind("quiet" if is_open else "primary")
        self.filters.shorten(is_open)
        self._say_counts()
        self.table.tints_current = is_open  # the row whose plan stands beside the list
        for number in SPARED:
            self.table.horizontalHeader().setSectionHidden(number, is_open)
