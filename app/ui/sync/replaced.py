"""The quiet list: what this machine said and a later word replaced, with who said that, and the way to its field."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.operations.offices import Office
from app.operations.replacements import Replaced, list_replaced
from app.operations.sync_views import sync_view
from app.rules.masking import mask
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.labels import Hairline, Text
from app.ui.kit.tables import Table
from app.ui.kit.theme import height
from app.ui.sync.shown import DOT
from app.ui.sync.words import moment_words

SEEN = "replaced_seen"
"""The setting: up to which number of the feed somebody at this PC has looked at the list."""


def read_replaced(office: Office) -> Sequence[Replaced]:
    """The list; empty where no county is joined."""
    return list_replaced(office) if sync_view(office).enrolled else ()


class ReplacedCard(Card):
    """`read` once the list was read anew. Enter opens the household at its field."""

    read = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("sync_parts.replaced_title"), say("sync_parts.replaced_note"), flush=True)
        self._desk = desk
        self.found: Sequence[Replaced] = ()
        self.table = Table(_columns())
        self.table.opened.connect(self._open)
        self.empty = EmptyPage("check-circle", say("sync_parts.replaced_nothing"))
        self.open = Button(say("moves.open"), "quiet", "house", self._open_current)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.foot = QWidget()
        self.foot.setFixedHeight(height("action_bar"))
        line = QHBoxLayout(self.foot)
        line.setContentsMargins(20, 0, 12, 0)
        line.addWidget(Text(say("sync_parts.replaced_foot"), "note"), 1)
        line.addWidget(self.open)
        self.body.setSpacing(0)
        for part in (Hairline(), self._stack, Hairline(), self.foot):
            self.body.addWidget(part)
        self.body.setStretch(1, 1)
        self._lay_rows()

    @property
    def unseen(self) -> int:
        """How many came since somebody looked."""
        kept = self._desk.settings().get(SEEN)
        seen = kept if isinstance(kept, int) else -1
        return sum(one.nth > seen for one in self.found)

    def mark_seen(self) -> None:
        """Somebody looks at the list now."""
        if self.unseen:
            self._desk.set_setting(SEEN, max(one.nth for one in self.found))
            self.read.emit()

    def refresh(self) -> None:
        """Read the list again; the place in it stays."""
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: read_replaced(office), self._show, owner=self)

    def _show(self, found: Sequence[Replaced]) -> None:
        self.found = found
        self._lay_rows()
        if self.isVisible():
            self.mark_seen()
        self.read.emit()

    def _lay_rows(self) -> None:
        now = self._desk.office.clock()
        self.table.show_rows([
            Row(one.id, (
                Mark(one.head or say("sync_page.no_head"), bold=True),
                DOT.join(part for part in (one.label, one.whom) if part),
                mask(one.sensitive, one.mine.value),
                Mark(mask(one.sensitive, one.theirs.value), bold=True),
                one.theirs.actor or say("sync_page.unknown_who"),
                moment_words(one.theirs.at, now),
            ))
            for one in self.found
        ])  # fmt: skip
        self._stack.setCurrentWidget(self.table if self.found else self.empty)
        self.foot.setVisible(bool(self.found))
        if self.found and not self.table.current_key():
            self.table.go_to(0)

    def _open_current(self) -> None:
        self._open(self.table.current_key())

    def _open(self, key: str) -> None:
        one = next((line for line in self.found if line.id == key), None)
        if one is not None and one.household:
            self._desk.go("household", id=one.household, field=f"{one.record}.{one.field}")


def _columns() -> list[Column]:
    return [
        Column("head", say("sync_page.household"), 168),
        Column("what", say("sync_parts.replaced_what"), 130),
        Column("mine", say("sync_parts.replaced_mine"), 150, stretch=True),
        Column("now", say("sync_parts.replaced_now"), 150, stretch=True),
        Column("who", say("sync_parts.replaced_who"), 110),
        Column("when", say("sync_page.when"), 136),
    ]
