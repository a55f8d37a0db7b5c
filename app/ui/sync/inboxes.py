"""The inbox of conflicts: the list at the left, the one under the cursor at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.operations.conflict_lists import InboxLine
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.labels import Hairline
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.tables import Table
from app.ui.kit.theme import scaled
from app.ui.sync.panels import ConflictPanel
from app.ui.sync.shown import Found, inbox_columns, inbox_rows, read_inbox, refused_rows

LIST = 384  # pixels of the list


class Inbox(Card):
    """`read` once the list was read anew. Enter goes from the list into the conflict, Esc back."""

    read = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("sync_page.inbox"), flush=True)
        self._desk = desk
        self.found = Found()
        self.loaded, self._asked, self._again, self._wanted = False, False, False, ""
        self._columns_of = "waiting"
        self.tabs = Segments([Choice("waiting", ""), Choice("settled", ""), Choice("refused", "")])
        self.tabs.chosen.connect(self._lay_rows)
        self.tools.addWidget(self.tabs)
        self.table = Table(inbox_columns(), row_height="two_line_row")
        self.table.current_changed.connect(self._go_to)
        self.table.opened.connect(self._open)
        self.panel = ConflictPanel(desk)
        self.panel.settled.connect(self._settled)
        self.panel.left.connect(self.table.setFocus)
        self.empty = {
            "waiting": EmptyPage("check-circle", say("sync_page.nothing")),
            "settled": EmptyPage("tray", say("sync_page.nothing_settled")),
            "refused": EmptyPage("check-circle", say("sync_page.nothing_refused")),
        }
        self._lay_out()
        self._say_counts()
        self._lay_rows()

    def _lay_out(self) -> None:
        self._both = QWidget()
        line = QHBoxLayout(self._both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        left = QVBoxLayout()
        left.addWidget(self.table)
        self.table.setFixedWidth(scaled(LIST))
        line.addLayout(left)
        line.addWidget(Hairline(standing=True))
        line.addWidget(self.panel, 1)
        line.addStretch(0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._both)
        for page in self.empty.values():
            self._stack.addWidget(page)
        self.body.addWidget(Hairline())
        self.body.addWidget(self._stack, 1)
        self.body.setSpacing(0)

    @property
    def tab(self) -> str:
        """Which list is shown: waiting, settled, refused."""
        return self.tabs.key()

    def refresh(self) -> None:
        """Read the list again; the place in it and what is being typed stay."""
        if self._asked:
            self._again = True  # what is being read may be older than what is asked for now
            return
        self._asked, self._again = True, False
        office = self._desk.office
        self._desk.lanes.run(
            "errand", lambda _: read_inbox(office), self._show, self._failed, stopped=self._rest, owner=self
        )

    def _rest(self) -> None:
        self._asked = False

    def _failed(self, problem: object) -> None:
        self._rest()
        self._desk.complain(problem)  # type: ignore[arg-type]

    def _show(self, found: Found) -> None:
        self._rest()
        self.loaded, self.found = True, found
        self._say_counts()
        self._lay_rows()
        self.read.emit()
        if self._again:
            self.refresh()

    def _say_counts(self) -> None:
        found = self.found
        choices = [
            Choice("waiting", say("sync_page.waiting", count=len(found.waiting))),
            Choice("settled", say("sync_page.settled", count=len(found.settled))),
        ]
        if found.refused:
            choices.append(Choice("refused", say("sync_page.refused", count=len(found.refused))))
        elif self.tab == "refused":
            self.tabs.choose("waiting")
        self.tabs.show_choices(choices)

    def _lay_rows(self, _: str = "") -> None:
        now, tab = self._desk.office.clock(), self.tab
        at = max(0, self.table.currentIndex().row())
        lines = self.found.lines(tab)
        rows = refused_rows(self.found.refused, now) if tab == "refused" else inbox_rows(lines, now)
        if tab != self._columns_of:
            self._columns_of = tab
            self.table.show_columns(inbox_columns(tab))
        self.table.show_rows(rows)
        self._stack.setCurrentWidget(self._both if rows else self.empty[tab])
        keys = [row.key for row in rows]
        wanted, self._wanted = self._wanted, ""
        if wanted in keys:
            self.table.go_to(keys.index(wanted))
        elif rows and self.table.current_key() not in keys:
            self.table.go_to(min(at, len(rows) - 1))
        self._go_to(self.table.current_key() if rows else "")

    def _line(self, key: str) -> InboxLine | None:
        lines: Sequence[InboxLine] = self.found.lines(self.tab)
        return next((line for line in lines if line.conflict.id == key), None)

    def _go_to(self, key: str) -> None:
        self.panel.show_line(self._line(key))

    def _open(self, key: str) -> None:
        self._go_to(key)
        self.panel.take_keyboard()

    def _settled(self, conflict: str) -> None:
        self.table.setFocus()

    def show_household(self, household: str) -> None:
        """Go to the first conflict of a household."""
        self.tabs.choose("waiting")
        found = (line.conflict.id for line in self.found.waiting if line.conflict.household == household)
        self._wanted = next(found, "")
        self._lay_rows()
