"""What a check found to differ from the archive: ticked and written as one batch, or refused with a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.marks import MarkLine, marks_of
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.checks.shown import ALL, mark_columns, mark_row
from app.ui.help.checks.turns import Turns
from app.ui.kit.cards import EmptyPage
from app.ui.kit.cells import Row
from app.ui.kit.segments import Choice
from app.ui.kit.sources import Page, Paged, at_once
from app.ui.kit.tables import Table

WAIT, CONFLICT, APPLIED, REFUSED = "wait", "conflict", "applied", "refused"


def mark_is(which: str, one: MarkLine) -> bool:
    """Whether a difference belongs to what the list is narrowed to."""
    if which == WAIT:
        return not one.settled
    if which == CONFLICT:
        return bool(one.conflict)
    return one.settled == which if which in (APPLIED, REFUSED) else True


class MarksView(QWidget):
    """`opened(household)` by Enter or a press; `every` are the check's differences, `lines` those shown."""

    opened = Signal(str)
    counted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.which, self.text = WAIT, ""
        self.every: list[MarkLine] = []
        self.lines: list[MarkLine] = []
        self._campaign, self._asked = "", Turns()
        self._division: str | None = None
        self.table = Table(mark_columns(), ticks=True, row_height="two_line_row")
        self.table.opened.connect(self._opened)
        self.table.ticks_changed.connect(self.counted)
        self.table.ticked_all.connect(self._tick_all)
        self.empty = EmptyPage("check-circle", say("help_checks.no_marks"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.empty, 1)
        self.empty.hide()

    def show_check(self, campaign: str, division: str | None) -> None:
        """Show the differences of that check, of one village if it is given."""
        if (campaign, division) != (self._campaign, self._division):
            self.table.ticked.clear()
        self._campaign, self._division = campaign, division
        self.refresh()

    def refresh(self) -> None:
        """Read again; the place in the list stays."""
        office, campaign, division = self._desk.office, self._campaign, self._division
        asked = self._asked.next()
        self._desk.lanes.run(
            "errand", lambda _: marks_of(office, campaign, division),
            lambda found: self._show(found) if self._asked.is_last(asked) else None, owner=self,
        )  # fmt: skip

    def _show(self, every: list[MarkLine]) -> None:
        self.every = every
        self.table.ticked &= {one.id for one in every if not one.settled}
        self._show_rows()
        self.counted.emit()

    def _show_rows(self) -> None:
        self.lines = [one for one in self._named() if mark_is(self.which, one)]
        lines = self.lines

        def read(page: Page) -> list[Row]:
            return [mark_row(one) for one in lines[page.offset : page.offset + page.limit]]

        self.table.show_source(Paged(len(lines), at_once(read)))
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)

    def _named(self) -> list[MarkLine]:
        if not self.text:
            return self.every
        return [one for one in self.every if self.text in f"{one.head} {one.who} {one.label} {one.village}"]

    def _opened(self, mark: str) -> None:
        self.opened.emit(next((one.household_id for one in self.lines if one.id == mark), ""))

    def _tick_all(self, on: bool) -> None:
        self.table.tick([one.id for one in self.lines if not one.settled], on)

    def chosen(self) -> list[MarkLine]:
        """The ticked differences that still wait, in the order of the list."""
        return [one for one in self.every if one.id in self.table.ticked and not one.settled]

    def choices(self) -> list[Choice]:
        """What the list can be narrowed to, with counts."""
        named = self._named()
        words = {
            WAIT: say("help_checks.to_settle"),
            CONFLICT: say("help_checks.conflict"),
            APPLIED: say("help_checks.written"),
            REFUSED: say("help_checks.not_taken"),
            ALL: say("help_checks.all"),
        }
        counts = {key: sum(mark_is(key, one) for one in named) for key in words}
        worth = [key for key in words if counts[key] or key in (WAIT, ALL, self.which)]
        return [Choice(key, f"{words[key]} {counts[key]:,}") for key in worth]

    def narrow(self, which: str) -> None:
        """Show all, or those of one state."""
        self.which = which
        self._show_rows()
        self.counted.emit()

    def search(self, text: str) -> None:
        """Keep to those whose head, member, field or village holds the text."""
        self.text = text
        self._show_rows()
        self.counted.emit()

    def count_words(self) -> str:
        """How many are shown."""
        return say("help_checks.mark_count", count=f"{len(self.lines):,}")

    def squeeze(self, squeezed: bool) -> None:
        """No panel stands beside it."""

    def take_keyboard(self) -> None:
        """The list has the keyboard."""
        self.table.setFocus()
        if self.table.currentIndex().row() < 0 and self.lines:
            self.table.go_to(0)
