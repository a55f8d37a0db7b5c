"""结对一览: every household of the place and who helps it; those without a helper stand first and should be none."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.pairings import PairedLine, PairingQuery, find_pairings
from app.rules.cells import fold
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.pairing.works import HELPER
from app.ui.kit.bars import ActionBar
from app.ui.kit.cards import EmptyPage
from app.ui.kit.cells import CellValue, Column, Mark, Row
from app.ui.kit.segments import Choice
from app.ui.kit.sources import Page, Paged, at_once
from app.ui.kit.tables import Table

ALL, GAPS, HELPED = "all", "gap", "helped"
SPARED = (
    6,
    7,
    8,
)  # columns given up while a panel stands beside the list, counted with the boxes: post, phone, day


def pair_columns() -> list[Column]:
    """The columns of the list."""
    return [
        Column("head", say("help_pairing.head"), 96),
        Column("place", say("help_pairing.place"), 138),
        Column("need", say("help_pairing.need"), 104, kind="chips"),
        Column("helper", say("help_pairing.helper"), 112),
        Column("unit", say("help_pairing.unit"), 130, stretch=True),
        Column("post", say("help_pairing.post"), 100, stretch=True),
        Column("phone", say("help_pairing.phone"), 118),
        Column("since", say("help_pairing.since"), 128),
    ]


def is_gap(line: PairedLine) -> bool:
    """Whether the household must have a helper and has none."""
    return bool(line.need and not line.pairing_id)


def is_named(line: PairedLine, text: str) -> bool:
    """Whether the head, the helper, the unit or the household's code holds the folded text."""
    return any(text in fold(one) for one in (line.head, line.name, line.unit, line.code))


def pair_row(line: PairedLine) -> Row:
    """One household as the table paints it."""
    place = " ".join(part for part in (line.village, line.group) if part)
    need: CellValue = (Mark(line.need),) if line.need else ""
    helper: CellValue = line.name
    if not line.pairing_id:
        helper = (
            Mark(say("help_pairing.lacking"), "warn", bold=True)
            if line.need
            else Mark(say("help_pairing.nobody"), "quiet")
        )
    since = show("date", line.started_on) if line.started_on else None
    told = (line.unit or None, line.post or None, line.phone or None, since) if line.pairing_id else ("",) * 4
    return Row(line.household_id, (line.head, place, need, helper, *told))


class PairsView(QWidget):
    """`opened(household)` by Enter or a press; `lines` are those shown, `every` those of the place."""

    opened = Signal(str)
    counted = Signal()

    def __init__(self, desk: Desk, bar: ActionBar) -> None:
        super().__init__()
        self._desk, self._bar = desk, bar
        self._division: str | None = None
        self.which, self.text = ALL, ""
        self.every: list[PairedLine] = []
        self.lines: list[PairedLine] = []
        self._named: list[PairedLine] = []
        self.table = Table(pair_columns(), ticks=True)
        self.table.opened.connect(self.opened)
        self.table.ticks_changed.connect(self.say_counts)
        self.table.ticked_all.connect(self._tick_all)
        self.none_lacking = EmptyPage("check-circle", say("help_pairing.none_lacking"))
        self.empty = EmptyPage("tray", say("help_pairing.empty"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for part in (self.table, self.none_lacking, self.empty):
            whole.addWidget(part, 1)
        self.none_lacking.hide()
        self.empty.hide()

    def show_scope(self, division_id: str | None) -> None:
        """Show that village as of today."""
        self._division = division_id
        self.table.untick_all()
        self.table.verticalScrollBar().setValue(0)
        self.refresh()

    def choices(self) -> list[Choice]:
        """What the list can be narrowed to, with counts."""
        words = {
            ALL: say("help_pairing.all"),
            GAPS: say("help_pairing.lacking"),
            HELPED: say("help_pairing.paired"),
        }
        return [Choice(key, f"{word} {len(self._narrowed(key)):,}") for key, word in words.items()]

    def _narrowed(self, which: str) -> list[PairedLine]:
        if which == GAPS:
            return [line for line in self._named if is_gap(line)]
        return [line for line in self._named if line.pairing_id] if which == HELPED else self._named

    def _show_named(self) -> None:
        """Show those of the place who are meant by what was typed."""
        self._named = [line for line in self.every if is_named(line, self.text)] if self.text else self.every
        self._show_lines()
        self.counted.emit()

    def narrow(self, which: str) -> None:
        """Show all of them, those without a helper, or those with one."""
        self.which = which
        self.table.untick_all()
        self.table.verticalScrollBar().setValue(0)
        self._show_lines()

    def search(self, text: str) -> None:
        """Keep to those whose head, helper, unit or code holds the text."""
        self.text = fold(text)
        self.table.verticalScrollBar().setValue(0)
        self._show_named()

    def refresh(self) -> None:
        """Read again; the place in the list stays."""
        office, query = self._desk.office, PairingQuery(self._division, HELPER)

        def work(_: object) -> list[PairedLine]:
            found = find_pairings(office, query)
            return sorted(found.page(0, len(found)), key=lambda line: not is_gap(line))

        def shown(lines: list[PairedLine]) -> None:
            if query.division_id == self._division:
                self.every = lines
                self._show_named()

        self._desk.lanes.run("errand", work, shown, owner=self)

    def _show_lines(self) -> None:
        lines = self.lines = self._narrowed(self.which)
        self.none_lacking.setVisible(not lines and self.which == GAPS)
        self.empty.setVisible(not lines and self.which != GAPS)
        self.table.setVisible(bool(lines))
        self.table.show_source(Paged(len(lines), at_once(self._rows)))
        self.say_counts()

    def _rows(self, page: Page) -> Sequence[Row]:
        return [pair_row(line) for line in self.lines[page.offset : page.offset + page.limit]]

    def say_counts(self) -> None:
        """Say below the list how many there are, and how many are ticked."""
        ticked = len(self.table.ticked)
        chosen = say("help_pairing.ticked", count=f"{ticked:,}") if ticked else ""
        self._bar.show_counts(say("help_pairing.count", count=f"{len(self.lines):,}"), chosen)

    def chosen(self) -> list[PairedLine]:
        """The ticked households in the order of the list; else the one the keyboard stands on."""
        ticked = self.table.ticked or {self.table.current_key()}
        return [line for line in self.lines if line.household_id in ticked]

    def squeeze(self, squeezed: bool) -> None:
        """Give up the columns one can do without while a panel stands beside the list."""
        for number in SPARED:
            self.table.horizontalHeader().setSectionHidden(number, squeezed)

    def _tick_all(self, on: bool) -> None:
        self.table.tick([line.household_id for line in self.lines], on)

    def take_keyboard(self) -> None:
        """The list has the keyboard."""
        self.table.setFocus()
