"""The page 户档案: village tree at the left, the list at the right, actions on what is ticked at its foot."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.lists import HouseholdList, HouseholdQuery, list_households
from app.operations.places import village_counts
from app.operations.years import known_years, working_year
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.hearing import Hearing
from app.ui.households.choosing import ColumnsPopup, SortPopup, every_path
from app.ui.households.deeds import ListDeeds
from app.ui.households.filters import FilterBar
from app.ui.households.marked import Marked, mark_cell, marked_page
from app.ui.households.shown import DOUBTS, FIRST, cell, list_columns
from app.ui.households.villages import VillageCard
from app.ui.kit.bars import ActionBar
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage, PageHeader
from app.ui.kit.cells import Mark, Row
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.sources import PAGE, Give, Page, Paged
from app.ui.kit.tables import Table

COLUMNS_SETTING = "household_columns"


class HouseholdsPage(QWidget):
    """The list of households; Enter or a press opens one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._query = HouseholdQuery()
        self._found: HouseholdList | None = None
        self._doubts: dict[str, int] = {}
        self._marked = False  # a county is joined: each row says how safe it is
        self._rows_shown = Paged(0, self._fetch)
        self.paths = self._kept_columns()
        self.deeds = ListDeeds(desk, self)
        self._build()
        self._hearing = Hearing(desk, self, self.refresh, ("households", "imports", "doubts", "synced"))
        self.refresh()

    def _build(self) -> None:
        self.header = PageHeader(say("households.title"), " ", [
            Button(say("households.import"), "quiet", "upload-simple", lambda: self._desk.go("import")),
            Button(say("households.print"), "quiet", "printer", self.deeds.print_these),
            Button(say("households.new"), "primary", "plus", lambda: self._desk.go("household", new=True)),
        ])  # fmt: skip
        self.villages = VillageCard()
        self.villages.chosen.connect(self._go_place)
        self.filters = FilterBar(self._desk.office)
        self.filters.changed.connect(self._filtered)
        self.years = Segments([])
        self.years.chosen.connect(self._go_year)
        self.table = Table(list_columns(self._desk.office, self.paths), ticks=True)
        self.table.opened.connect(self._open)
        self.table.sorted_by.connect(self._sorted)
        self.table.ticks_changed.connect(self._say_counts)
        self.table.ticked_all.connect(self._tick_all)
        self.bar = ActionBar(self.deeds.actions())
        self.bar.cleared.connect(self.table.untick_all)
        self.empty = EmptyPage(
            "house", say("households.empty"), say("households.import"), lambda: self._desk.go("import")
        )
        self._lay_out()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(self.header)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.villages)
        self.list_card = Card(flush=True)
        self.list_card.body.setSpacing(0)
        self.list_card.body.addWidget(self._tools())
        self.list_card.body.addWidget(self.table, 1)
        self.list_card.body.addWidget(self.empty, 1)
        self.list_card.body.addWidget(self.bar)
        below.addWidget(self.list_card, 1)
        whole.addLayout(below, 1)
        self.empty.hide()

    def _tools(self) -> QWidget:
        tools = QWidget()
        line = QHBoxLayout(tools)
        line.setContentsMargins(16, 10, 12, 10)
        line.setSpacing(8)
        line.addWidget(self.filters, 1)
        line.addWidget(self.years, 0, Qt.AlignmentFlag.AlignVCenter)
        self.columns_button = Button(say("households.columns"), "plain", "columns", self._choose_columns)
        self.sort_button = Button(say("households.sort"), "plain", "sort-ascending", self._choose_sort)
        line.addWidget(self.columns_button)
        line.addWidget(self.sort_button)
        return tools

    # what is shown

    def open_at(self, village: str = "", filters: Any = None, **_: object) -> None:
        """Come to the list, at a village or with filters (from the desk's to-do list)."""
        if village:
            self.villages.choose(village)
            self._go_place(village)
        if filters is not None:
            self.filters.show_filters(filters)

    def refresh(self) -> None:
        """Read the list again, then counts and years, last the doubts; the place in the list stays."""
        self._hearing.heard()
        office, query, paths = self._desk.office, self._query, self.paths

        def work(progress: Progress) -> tuple[HouseholdList, Marked]:
            found = list_households(office, query)
            return found, marked_page(found, paths, 0, PAGE)

        def shown(read: tuple[HouseholdList, Marked]) -> None:
            if query is self._query and paths == self.paths:
                self._show_list(*read)

        self._desk.lanes.run("errand", work, shown, owner=self)

    def _read_places(self) -> None:
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: (village_counts(office), known_years(office), working_year(office)),
                             self._show_places, owner=self)  # fmt: skip

    def _show_places(self, found: Any) -> None:
        counts, years, working = found
        self.villages.show_counts(self._desk.office, counts)
        self.years.show_choices([Choice(str(year), say("households.year", year=year)) for year in years[:4]])
        self.years.setVisible(len(years) > 1)
        self.years.choose(str(self._query.year or working))
        self._say_counts()
        if shown := self._found:
            # All ids, before Enter hands them to a household's page as its neighbours.
            self._desk.lanes.run("errand", lambda _: shown.ids, owner=self)

    def _show_list(self, found: HouseholdList, first: Marked) -> None:
        self._found = found
        if self._marked != (first.marks is not None):
            self._marked = not self._marked
            self.table.show_columns(list_columns(self._desk.office, self.paths, self._marked))
        self.deeds.found = found
        nothing = not found.count and not self._query.filters and not self._query.division_id
        self.table.setVisible(not nothing)
        self.empty.setVisible(nothing)
        self._rows_shown = Paged(found.count, self._fetch, self._rows(first))
        self.table.show_source(self._rows_shown)
        self._say_counts()
        self._read_places()
        self._count_doubts()

    def _fetch(self, page: Page, give: Give) -> None:
        found, paths = self._found, self.paths
        if found is None:
            return
        self._desk.lanes.run(
            "errand",
            lambda _: marked_page(found, paths, page.offset, page.limit),
            lambda read: give(self._rows(read)),
            owner=self,
        )

    def _rows(self, read: Marked) -> list[Row]:
        office, paths, found = self._desk.office, self.paths, []
        for row in read.rows:
            cells = [cell(office, path, value) for path, value in zip(paths, row.cells, strict=True)]
            if self._marked:
                cells.insert(1, mark_cell((read.marks or {}).get(row.id, "")))
            found.append(Row(row.id, (*cells, self._doubt_mark(row.id))))
        return found

    def _doubt_mark(self, household: str) -> Mark | str:
        count = self._doubts.get(household, 0)
        return Mark(str(count), "warn", bold=True) if count else ""

    def _count_doubts(self) -> None:
        office = self._desk.office

        def shown(counts: dict[str, int]) -> None:
            if counts != self._doubts:
                self._doubts = counts
                self._rows_shown.restate(
                    lambda row: row._replace(cells=(*row.cells[:-1], self._doubt_mark(row.key)))
                )

        self._desk.lanes.run(
            "background", lambda progress: self.deeds.doubt_counts(office, progress), shown, owner=self
        )

    def _say_counts(self) -> None:
        total = self._found.count if self._found else 0
        year = self._found.year if self._found else ""
        self.header.say(say("households.line", place=self.villages.words(), year=year, count=f"{total:,}"))
        ticked = len(self.table.ticked)
        chosen = say("households.ticked", count=ticked) if ticked else ""
        self.bar.show_counts(say("households.all", count=f"{total:,}"), chosen)
        self.deeds.ticked, self.deeds.columns = tuple(self.table.ticked), self.paths
        self.deeds.words = self.header.line.text()

    # what a person does

    def _go_place(self, key: str) -> None:
        division, group = self.villages.place(key)
        self._ask(division_id=division, group=group)

    def _go_year(self, year: str) -> None:
        self._ask(year=int(year))

    def _filtered(self) -> None:
        self._ask(filters=self.filters.filters())

    def _sorted(self, path: str, descending: bool) -> None:
        if path != DOUBTS:
            self._ask(sort=path, descending=descending)
            self.table.show_sort(path, descending)

    def _ask(self, **wanted: Any) -> None:
        known = {name: getattr(self._query, name) for name in HouseholdQuery.__slots__}
        self._query = HouseholdQuery(**{**known, **wanted})
        self.deeds.query = self._query
        self.table.verticalScrollBar().setValue(0)
        self.table.untick_all()
        self.refresh()

    def _tick_all(self, on: bool) -> None:
        if self._found:
            self.table.tick(self._found.ids, on)

    def _open(self, household: str) -> None:
        around = self._found.ids if self._found else ()
        self._desk.go(
            "household", id=household, around=around, year=self._found.year if self._found else None
        )

    def _choose_columns(self) -> None:
        ColumnsPopup(self.columns_button, self._desk.office, self.paths, self._show_columns).open_under(
            300, 420, True
        )

    def _show_columns(self, paths: tuple[str, ...]) -> None:
        self.paths = paths
        self._desk.set_setting(COLUMNS_SETTING, list(paths))
        self.table.show_columns(list_columns(self._desk.office, paths, self._marked))
        self.refresh()

    def _choose_sort(self) -> None:
        SortPopup(self.sort_button, self._desk.office, self.paths, self._sorted).open_under(240, 320, True)

    def _kept_columns(self) -> tuple[str, ...]:
        kept = self._desk.settings().get(COLUMNS_SETTING) or FIRST
        known = {path for _, some in every_path(self._desk.office) for path in some}
        return tuple(path for path in kept if path in FIRST or path in known) or FIRST
