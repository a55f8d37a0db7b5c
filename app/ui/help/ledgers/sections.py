"""The section 台账: the ledgers at the left with what waits in each, the chosen one at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.operations.ledgers import Ledger, LedgerRow, every_ledger
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.hearing import Hearing
from app.ui.help.ledgers.deeds import LedgerDeeds
from app.ui.help.ledgers.shelves import LedgerShelf
from app.ui.help.ledgers.shown import ledger_columns, ledger_rows, row_key
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.cells import Row
from app.ui.kit.labels import Hairline, Line
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.sources import Page, Paged, at_once
from app.ui.kit.tables import Table
from app.ui.kit.theme import height

ALL, ALERTS, URGENT = "all", "alerts", "overdue"
_HEARD = ("households", "imports", "help")


class LedgersSection(QWidget):
    """`made` is the ledger in sight, `lines` those of it that are shown; read again when something was written."""

    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.scope: tuple[int, str | None] = (desk.office.clock().year, None)
        self.ledgers: Sequence[Ledger] = ()
        self.made: Ledger | None = None
        self.lines: Sequence[LedgerRow] = ()
        self._columns_of = ""
        self._progress = ProgressLine()
        self.deeds = LedgerDeeds(desk, self, self._progress)
        self.shelf = LedgerShelf()
        self.shelf.chosen.connect(self.show_ledger)
        self.which = Segments([Choice(ALL, ""), Choice(ALERTS, ""), Choice(URGENT, "")])
        self.which.chosen.connect(self._narrow)
        self.table = Table([], row_height="two_line_row")
        self.table.opened.connect(self.deeds.open)
        self.table.current_changed.connect(self._moved)
        self._lay_out()
        self._hearing = Hearing(desk, self, self._read, _HEARD)

    def _lay_out(self) -> None:
        self.empty = EmptyPage("tray", say("help_ledgers.empty"))
        self.quiet = EmptyPage("check-circle", say("help_ledgers.nothing_to_do"))
        tools = QHBoxLayout()
        tools.setContentsMargins(16, 10, 16, 10)
        tools.setSpacing(12)
        tools.addWidget(self.which)
        tools.addStretch(1)
        tools.addWidget(self._progress)
        card = Card(flush=True)
        card.body.setSpacing(0)
        card.body.addLayout(tools)
        card.body.addWidget(Hairline())
        for part in (self.table, self.empty, self.quiet):
            card.body.addWidget(part, 1)
        card.body.addWidget(Hairline())
        card.body.addWidget(self._foot())
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.shelf)
        whole.addWidget(card, 1)
        self.empty.hide()
        self.quiet.hide()

    def _foot(self) -> QWidget:
        """What the line the keyboard stands on asks for, whole; else where the ledger comes from."""
        foot = QWidget()
        foot.setFixedHeight(height("action_bar") - 1)
        line = QHBoxLayout(foot)
        line.setContentsMargins(17, 0, 12, 0)
        line.setSpacing(12)
        self.words = Line("", "note", tone="text2")
        line.addWidget(self.words, 1)
        self.open_it = Button(say("help_ledgers.open"), "plain", "arrow-right", self._open_current)
        line.addWidget(self.open_it)
        self.open_it.hide()
        return foot

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        return self.deeds.buttons()

    # what is shown

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show that year and village."""
        self.scope = (year, division_id)
        self._read()

    def open_at(self, ledger: str = "", only: str = "", **place: object) -> None:
        """Come to a ledger by its key, narrowed to `alerts` or `overdue`; the keyboard goes into the table."""
        if only in (ALL, ALERTS, URGENT):
            self.which.choose(only)
        if ledger:
            self.show_ledger(ledger)
        self.table.setFocus()

    def show_ledger(self, key: str) -> None:
        """Show that ledger; before they are read it is kept in mind."""
        self._wanted = key
        self.made = next((one for one in self.ledgers if one.name == key), None)
        if self.made is not None:
            self.shelf.tree.choose(key)
            self._show(anew=True)

    def _read(self) -> None:
        self._hearing.heard()
        office, scope = self._desk.office, self.scope

        def work(progress: Progress) -> list[Ledger]:
            return every_ledger(office, *scope)

        def show(found: list[Ledger]) -> None:
            if scope == self.scope:
                self._take(found)

        self._desk.lanes.run("errand", work, show, owner=self)

    def _take(self, found: Sequence[Ledger]) -> None:
        self.ledgers = found
        key = self._wanted or (self.made.name if self.made else "") or (found[0].name if found else "")
        self.made = next((one for one in found if one.name == key), found[0] if found else None)
        self.shelf.show_ledgers(found, self.made.name if self.made else "")
        self._show()

    def _show(self, anew: bool = False) -> None:
        made = self.made
        if made is None:
            self.table.hide()
            self.empty.show()
            return
        self.which.show_choices([
            Choice(ALL, say("help_ledgers.all", count=f"{len(made.rows):,}")),
            Choice(ALERTS, say("help_ledgers.alerts", count=f"{made.alerts:,}")),
            Choice(URGENT, say("help_ledgers.overdue", count=f"{made.overdue:,}")),
        ])  # fmt: skip
        if self._columns_of != made.name:
            self._columns_of = made.name
            self.table.show_columns(ledger_columns(made))
        self._narrow("")
        if anew:
            self.table.verticalScrollBar().setValue(0)
        self.said.emit(say("help_ledgers.line", title=made.title, note=made.note))

    def _narrow(self, _: str) -> None:
        made = self.made
        if made is None:
            return
        self.lines = narrowed(made, self.which.key())
        self.table.show_source(Paged(len(self.lines), at_once(self._rows)))
        self.table.setVisible(bool(self.lines))
        self.empty.setVisible(not made.rows)
        self.quiet.setVisible(bool(made.rows) and not self.lines)
        self.deeds.write.setEnabled(bool(self.lines))
        self._moved(self.table.current_key())

    def _rows(self, page: Page) -> Sequence[Row]:
        made = self.made
        return ledger_rows(made, self.lines[page.offset : page.offset + page.limit]) if made else []

    # the line in hand

    def _moved(self, key: str) -> None:
        row = next((one for one in self.lines if row_key(one) == key), None)
        source = say("ledgers.source", source=self.made.source) if self.made else ""
        self.words.setText("".join(row.alerts) if row and row.alerts else source)
        self.open_it.setVisible(row is not None)

    def _open_current(self) -> None:
        self.deeds.open(self.table.current_key())

    # what others wrote

    _wanted = ""


def narrowed(made: Ledger, which: str) -> tuple[LedgerRow, ...]:
    """The lines with something to do, or with something that must be done now; all of them else."""
    if which == ALERTS:
        return tuple(row for row in made.rows if row.urgency)
    return tuple(row for row in made.rows if row.urgency == "overdue") if which == URGENT else made.rows
