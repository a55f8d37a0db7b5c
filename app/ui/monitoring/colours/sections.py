"""The section 三色: a line for each village, its households that are not green beside it, the rule below."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.colour_tables import colour_word, households_table, rule_words, villages_table
from app.operations.colours import ColouredHousehold, ColouredVillage, Overview, colour_overview
from app.operations.places import divisions, township
from app.operations.plain_tables import PlainTable, write_plain
from app.progress import Progress
from app.rules.colours import COLOURS, Colour, HouseholdEntry, VillageEntry
from app.texts import say
from app.ui.desks import Desk
from app.ui.hearing import Hearing
from app.ui.help.panels import PanelPlace, SidePanel
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.labels import Hairline, Text
from app.ui.kit.tables import Table

TONES: dict[Colour, str] = {"red": "bad", "yellow": "warn", "green": "ok"}
"""Here alone a category is red: the three colours are what the clerk is asked for, each with its word."""


def village_columns() -> list[Column]:
    """The columns of the list of villages."""
    return [
        Column("village", say("colours.village"), 130),
        Column("colour", say("colours.colour"), 76, kind="chips"),
        Column("households", say("colours.households"), 84, kind="number"),
        *(
            Column(one, say("colours.of_colour", colour=colour_word(one)), 84, kind="number")
            for one in COLOURS
        ),
        Column("why", say("colours.why"), 200, stretch=True),
    ]


def village_row(one: ColouredVillage) -> Row:
    """One village."""
    counts = [f"{one.counts[colour]:,}" for colour in COLOURS]
    chip = (Mark(colour_word(one.entry.colour), TONES[one.entry.colour]),)
    return Row(one.division_id, (one.name, chip, f"{one.households:,}", *counts, one.entry.told))


def household_row(one: ColouredHousehold) -> Row:
    """One household of a village, in its colour."""
    chip = (Mark(colour_word(one.entry.colour), TONES[one.entry.colour]),)
    return Row(one.id, (chip, Mark(one.head or "\u2014", note=one.group), one.entry.told))


class VillagePanel(SidePanel):
    """A village's households that are not green; `opening(household)`."""

    opening = Signal(str)

    def __init__(self, one: ColouredVillage, households: Sequence[ColouredHousehold]) -> None:
        super().__init__(one.name, say("monitoring.not_green", count=f"{len(households):,}"))
        columns = [
            Column("colour", say("colours.colour"), 60, kind="chips"),
            Column("head", say("colours.head"), 104),
            Column("why", say("colours.why"), 120, stretch=True),
        ]
        self.page.hide()
        self.show_foot(False)
        self.table = Table(columns, row_height="two_line_row")
        self.table.opened.connect(self.opening)
        self.table.show_rows([household_row(each) for each in households])
        self.body.insertWidget(0, self.table, 1)


class ColoursSection(QWidget):
    """`found` is the overview shown."""

    said = Signal(str)
    no_year = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._division: str | None = None
        self.found: Overview | None = None
        self.table = Table(village_columns())
        self.table.opened.connect(self.show_village)
        self.empty = EmptyPage("house", say("monitoring.no_households"))
        self.rule = Text("", "note", "text2", wrap=True)
        self.progress = ProgressLine()
        card = Card(say("monitoring.by_village"), flush=True)
        card.tools.addWidget(self.progress)
        card.body.setSpacing(0)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty, 1)
        self.empty.hide()
        card.body.addWidget(Hairline())
        foot = QHBoxLayout()
        foot.setContentsMargins(17, 10, 17, 12)
        foot.addWidget(self.rule)
        card.body.addLayout(foot)
        card.setFocusProxy(self.table)
        self.place = PanelPlace(card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.place)
        self._hearing = Hearing(desk, self, self.refresh, ("households", "imports", "cases", "settings"))

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        names = Button(say("monitoring.names_table"), "quiet", "list-bullets", self.write_households)
        whole = Button(say("monitoring.overview_table"), "quiet", "table", self.write_villages)
        return [names, whole]

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show that village, or all."""
        self._division = division_id
        self.place.close_panel()
        self.refresh()

    def open_at(self, **place: object) -> None:
        """Come to the overview."""
        self.table.setFocus()

    def refresh(self) -> None:
        """Count again; the place in the list stays."""
        office, division = self._desk.office, self._division
        if self.found is None:
            self.progress.start(say("monitoring.looking"), can_stop=False)

        def read(progress: Progress) -> Overview:
            return colour_overview(office, division, progress)

        self._desk.lanes.run("background", read, self._show, self._failed, owner=self)

    def _failed(self, problem: Problem) -> None:
        self.progress.finish()
        self._desk.complain(problem)

    def _show(self, found: Overview) -> None:
        self.progress.finish()
        self.found = found
        self.table.show_rows([village_row(one) for one in found.villages])
        self.table.setVisible(bool(found.villages))
        self.empty.setVisible(not found.villages)
        households, villages = _told(found.rule.households), _told(found.rule.villages)
        self.rule.setText(
            say("monitoring.rule_told", households=households, villages=villages, rule=rule_words(found))
        )
        counts = found.counts()
        self.said.emit(
            say("monitoring.line_colours", red=counts["red"], yellow=counts["yellow"], green=counts["green"])
        )

    def show_village(self, key: str) -> None:
        """Show a village's red and yellow households beside the list."""
        if self.found is None:
            return
        one = next(one for one in self.found.villages if one.division_id == key)
        panel = VillagePanel(one, self.found.of(key))
        panel.opening.connect(self._open_household)
        self.place.open_panel(panel)
        panel.table.setFocus()

    def _open_household(self, household: str) -> None:
        self._desk.go("household", id=household)

    def write_villages(self) -> None:
        """The overview as a workbook or a page where the clerk says."""
        if self.found is not None:
            self._choose(villages_table(self.found, self._place_name()))

    def write_households(self) -> None:
        """The red and yellow households as a workbook or a page where the clerk says."""
        if self.found is not None:
            self._choose(households_table(self.found, self._place_name()))

    def _place_name(self) -> str:
        office = self._desk.office
        place = divisions(office).get(self._division or "") or township(office)
        return place.name if place else ""

    def _choose(self, table: PlainTable) -> None:
        name = Path.home() / f"{table.title}{self._desk.office.clock():%m%d}.xlsx"
        path, _ = QFileDialog.getSaveFileName(self, table.title, str(name), say("help.table_or_paper"))
        if path:
            self.write(table, Path(path))

    def write(self, table: PlainTable, path: Path) -> None:
        """Write a table, off the screen's thread."""
        office = self._desk.office

        def done(count: int) -> None:
            self._desk.tell(say("colours.written", count=f"{count:,}", file=path.name))

        self._desk.lanes.run("errand", lambda _: write_plain(office, table, path), done, owner=self)


def _told(entries: Iterable[HouseholdEntry | VillageEntry]) -> str:
    words = (say("monitoring.colour_told", colour=colour_word(one.colour), told=one.told) for one in entries)
    return say("monitoring.semicolon").join(words)
