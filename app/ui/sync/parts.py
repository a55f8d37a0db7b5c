"""The parts of the page 同步 for a joined PC, one at a time: conflicts, moves, files, what was replaced, the stick."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.segments import Choice, Segments
from app.ui.sync.couriers import Courier
from app.ui.sync.files import FilesCard
from app.ui.sync.inboxes import Inbox
from app.ui.sync.moves import MovesCard
from app.ui.sync.replaced import ReplacedCard
from app.ui.sync.sticks import StickCard

ORDER = ("conflicts", "moves", "files", "replaced", "stick")


class Parts(QStackedWidget):
    """`tabs` stand in the page's header; `changed` when another part is shown, or has another count."""

    changed = Signal()

    def __init__(self, desk: Desk, courier: Courier) -> None:
        super().__init__()
        self.inbox, self.moves = Inbox(desk), MovesCard(desk)
        self.files, self.replaced = FilesCard(desk, courier), ReplacedCard(desk)
        self.stick = StickCard(desk, courier)
        self._cards: dict[str, QWidget] = dict(
            zip(ORDER, (self.inbox, self.moves, self.files, self.replaced, self.stick), strict=True)
        )
        for card in self._cards.values():
            self.addWidget(card)
        self.tabs = Segments([Choice(key, "") for key in ORDER])
        self.tabs.chosen.connect(self.show_part)
        for part in (self.inbox, self.moves, self.files, self.replaced):
            part.read.connect(self._say_counts)
        self._say_counts()

    @property
    def now(self) -> str:
        """Which part is shown."""
        return self.tabs.key()

    @property
    def has_primary(self) -> bool:
        """Whether the part that is shown has the page's one primary button."""
        if self.now == "conflicts":
            return bool(self.inbox.found.waiting) and self.inbox.tab == "waiting"
        return self.now == "stick" or (self.now == "moves" and bool(self.moves.found.waiting))

    def show_part(self, key: str) -> None:
        """Go to a part."""
        self.tabs.choose(key)
        self.setCurrentWidget(self._cards[key])
        if key == "stick":
            self.stick.refresh()
        if key == "replaced":
            self.replaced.mark_seen()
        self.changed.emit()

    def refresh(self) -> None:
        """Read every list again."""
        for part in (self.inbox, self.moves, self.files, self.replaced):
            part.refresh()

    def take_keyboard(self) -> None:
        """The keyboard goes to what one would do first in the part that is shown."""
        first = {
            "moves": self.moves.table,
            "files": self.files.table,
            "replaced": self.replaced.table,
            "stick": self.stick.go if self.stick.folder else self.stick.choose,
        }
        wanted = first.get(self.now, self.inbox.table)
        (wanted if wanted.isVisible() else self.tabs).setFocus()

    def _say_counts(self) -> None:
        moving, files, unseen = self.moves.found.waiting, len(self.files.found), self.replaced.unseen
        waiting = len(self.inbox.found.waiting)
        words = {
            "conflicts": say("sync_parts.conflicts", count=waiting)
            if waiting
            else say("sync_parts.conflicts_none"),
            "moves": say("sync_parts.moves", count=moving) if moving else say("sync_parts.moves_none"),
            "files": say("sync_parts.files", count=f"{files:,}") if files else say("sync_parts.files_none"),
            "replaced": say("sync_parts.replaced", count=unseen)
            if unseen
            else say("sync_parts.replaced_none"),
            "stick": say("sync_parts.stick_tab"),
        }
        self.tabs.show_choices([Choice(key, words[key]) for key in ORDER])
        self.changed.emit()
