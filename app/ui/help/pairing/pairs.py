"""结对一览: every household of the place and who helps it; those without a helper stand first and should be none."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.lists import Filter, HouseholdList, HouseholdQuery, ListRow, list_households
from app.operations.offices import Office
from app.operations.pairings.gaps import Gap, pairing_gaps
from app.progress import Progress
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.bars import ActionBar
from app.ui.kit.cards import EmptyPage
from app.ui.kit.cells import CellValue, Column, Mark, Row
from app.ui.kit.segments import Choice
from app.ui.kit.sources import PAGE, Give, Page, Paged
from app.ui.kit.tables import Table

ALL, LACKING, PAIRED = "all", "lacking", "paired"
PATHS = (
    "head.name", "place.village", "household.group_name", "helper.name", "helper.unit.name", "helper.phone",
    "helper.pairing.started_on", "contact.name",
)  # fmt: skip
WIDE_ONLY = (4, 6, 7)  # columns that give way while a panel is open: unit, day, contact


@dataclass(frozen=True, slots=True)
class Pairs:
    """The households of a place in the order shown, those without a helper first, and why these need one."""

    found: HouseholdList
    gaps: dict[str, Gap]
    counts: dict[str, int]
    first: list[ListRow]


def read_pairs(office: Office, year: int, division_id: str | None, which: str) -> Pairs:
    """What the list shows: `which` is all of them, those without a helper, or those with one."""
    gaps = {gap.household_id: gap for gap in pairing_gaps(office, division_id)}
    every = list_households(office, HouseholdQuery(year=year, division_id=division_id))
    known = (Filter("helper.name", "known"),)
    paired = list_households(office, HouseholdQuery(year=year, division_id=division_id, filters=known))
    counts = {ALL: every.count, LACKING: len(gaps), PAIRED: paired.count}
    rest = () if which == LACKING else paired.ids if which == PAIRED else every.ids
    lacking = () if which == PAIRED else tuple(gaps)
    found = HouseholdList(office, year, (*lacking, *(one for one in rest if one not in gaps)))
    return Pairs(found, gaps, counts, found.page(PATHS, 0, PAGE))


def pair_columns() -> list[Column]:
    """The columns of the list."""
    return [
        Column("head", say("help_pairing.head"), 96),
        Column("place", say("help_pairing.place"), 138),
        Column("state", say("help_pairing.state"), 108, kind="chips"),
        Column("helper", say("help_pairing.helper"), 128, stretch=True),
        Column("unit", say("help_pairing.unit"), 170, stretch=True),
        Column("phone", say("help_pairing.phone"), 118),
        Column("since", say("help_pairing.since"), 128),
        Column("contact", say("help_pairing.contact"), 92),
    ]


def pair_row(row: ListRow, gap: Gap | None) -> Row:
    """One household as the table paints it."""
    head, village, group, helper, unit, phone, since, contact = row.cells
    place = " ".join(str(part) for part in (village, group) if part)
    state: CellValue = ""
    told: CellValue = str(helper) if helper else None
    if gap is not None:
        state, told = (Mark(say("help_pairing.lacking"), "warn"),), Mark(last_words(gap), "quiet")
    day = show("date", since) if since else None
    cells = (str(head or ""), place, state, told, _text(unit), _text(phone), day, _text(contact))
    return Row(row.id, cells)


def _text(value: object) -> str | None:
    return str(value) if value else None


def last_words(gap: Gap) -> str:
    """Who was the last to help a household that has nobody now."""
    if gap.state == "never":
        return say("help_pairing.never")
    day = show("date", gap.since)
    if gap.state == "ended":
        return say("help_pairing.ended", name=gap.last, day=day)
    return say("help_pairing.left", name=gap.last, day=day)


class PairsView(QWidget):
    """`ticked` households are paired or handed over; `opened(household)` by Enter or a press."""

    opened = Signal(str)
    counted = Signal()

    def __init__(self, desk: Desk, bar: ActionBar) -> None:
        super().__init__()
        self._desk, self._bar = desk, bar
        self._scope: tuple[int, str | None] = (desk.office.clock().year, None)
        self.which = ALL
        self.pairs: Pairs | None = None
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

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show that year and village."""
        self._scope = (year, division_id)
        self.table.untick_all()
        self.refresh()

    def choices(self) -> list[Choice]:
        """What the list can be narrowed to, with counts."""
        counts = self.pairs.counts if self.pairs else {}
        words = {
            ALL: say("help_pairing.all"),
            LACKING: say("help_pairing.lacking"),
            PAIRED: say("help_pairing.paired"),
        }
        return [Choice(key, f"{word} {counts.get(key, 0):,}") for key, word in words.items()]

    def narrow(self, which: str) -> None:
        """Show all of them, those without a helper, or those with one."""
        self.which = which
        self.table.untick_all()
        self.table.verticalScrollBar().setValue(0)
        self.refresh()

    def refresh(self) -> None:
        """Read again; the place in the list stays."""
        office, scope, which = self._desk.office, self._scope, self.which

        def work(progress: Progress) -> Pairs:
            return read_pairs(office, *scope, which)

        def shown(pairs: Pairs) -> None:
            if (scope, which) == (self._scope, self.which):
                self._show(pairs)

        self._desk.lanes.run("errand", work, shown, owner=self)

    def _show(self, pairs: Pairs) -> None:
        self.pairs = pairs
        nothing = not pairs.found.count
        self.none_lacking.setVisible(nothing and self.which == LACKING)
        self.empty.setVisible(nothing and self.which != LACKING)
        self.table.setVisible(not nothing)
        self.table.show_source(Paged(pairs.found.count, self._fetch, self._rows(pairs.first)))
        self.say_counts()
        self.counted.emit()

    def _rows(self, rows: Sequence[ListRow]) -> list[Row]:
        gaps = self.pairs.gaps if self.pairs else {}
        return [pair_row(row, gaps.get(row.id)) for row in rows]

    def _fetch(self, page: Page, give: Give) -> None:
        found = self.pairs.found if self.pairs else None
        if found is not None:
            self._desk.lanes.run(
                "errand", lambda _: found.page(PATHS, page.offset, page.limit),
                lambda rows: give(self._rows(rows)), owner=self,
            )  # fmt: skip

    def say_counts(self) -> None:
        """Say below the list how many there are, and how many are ticked."""
        total, ticked = (self.pairs.found.count if self.pairs else 0), len(self.table.ticked)
        chosen = say("help_pairing.ticked", count=f"{ticked:,}") if ticked else ""
        self._bar.show_counts(say("help_pairing.count", count=f"{total:,}"), chosen)

    def chosen(self) -> tuple[str, ...]:
        """The ticked households in the order of the list; else the one the keyboard stands on."""
        every = self.pairs.found.ids if self.pairs else ()
        if self.table.ticked:
            return tuple(one for one in every if one in self.table.ticked)
        now = self.table.current_key()
        return (now,) if now else ()

    def squeeze(self, squeezed: bool) -> None:
        """Give up the columns one can do without while a panel stands beside the list."""
        for number in WIDE_ONLY:
            self.table.horizontalHeader().setSectionHidden(number + 1, squeezed)

    def _tick_all(self, on: bool) -> None:
        if self.pairs:
            self.table.tick(self.pairs.found.ids, on)

    def take_keyboard(self) -> None:
        """The list has the keyboard."""
        self.table.setFocus()
