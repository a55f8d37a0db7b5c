"""The page 同步: where this machine stands with its county, the button, joining, and the parts below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import PageHeader, ScrollPage
from app.ui.kit.figures import FigureStrip
from app.ui.kit.theme import scaled
from app.ui.sync.bands import StateBand
from app.ui.sync.couriers import courier_of
from app.ui.sync.enrolments import EnrolCard
from app.ui.sync.inboxes import Inbox
from app.ui.sync.parts import ORDER, Parts
from app.ui.sync.words import figures_of

NEW_LINE = frozenset(
    {
        "sync.unknown_device",
        "sync.other_machine",
        "sync.other_device",
        "sync.certificate_changed",
        "sync.revoked",
    }
)
"""After these only a new line from the county helps."""
_CARD = 720


class SyncPage(QWidget):
    """F5 goes to the county now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self.courier = desk, courier_of(desk)
        self._household, self._arrived = "", False
        self.go = Button(say("sync_page.go"), "primary", "arrows-clockwise", self.sync)
        self.go.setToolTip(say("sync_page.go_hint"))
        self.parts = Parts(desk, self.courier)
        self.parts.changed.connect(self._show_primary)
        self.header = PageHeader(say("sync_page.title"), " ", [self.parts.tabs, self.go])
        self.figures = FigureStrip([])
        self.figures.pressed.connect(self._go_figure)
        self.band = StateBand(self.courier)
        self.enrol = EnrolCard(desk, self.courier)
        self.inbox.read.connect(self._inbox_read)
        self._lay_out()
        self.courier.moved.connect(self._show)
        desk.changed.connect(self._heard)
        self._show()
        self.parts.refresh()

    @property
    def inbox(self) -> Inbox:
        """The inbox of conflicts."""
        return self.parts.inbox

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 20)
        whole.setSpacing(12)
        for part in (self.header, self.figures, self.band):
            whole.addWidget(part)
        joining = ScrollPage((0, 0, 0, 0))
        joining.body.addWidget(self.enrol, 0, Qt.AlignmentFlag.AlignLeft)
        joining.body.addStretch(1)
        self.enrol.setFixedWidth(scaled(_CARD))
        self._stack = QStackedWidget()
        self._stack.addWidget(joining)
        self._stack.addWidget(self.parts)
        whole.addWidget(self._stack, 1)

    def open_at(self, household: str = "", part: str = "", tab: str = "", **_: object) -> None:
        """Come to the page: to a part of it and one of its lists, to the conflicts of a household, or where one was."""
        self._household, self._arrived = household, True
        if part in ORDER or household:
            self.parts.show_part(part if part in ORDER else "conflicts")
        if part == "moves" and tab:
            self.parts.moves.show_tab(tab)
        self.courier.look()
        self.parts.refresh()
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        """The keyboard goes to the list or to the field, once it is known which of them stands there."""
        if not self._arrived or self.courier.view is None:
            return
        joined = self._stack.currentWidget() is self.parts
        if joined and not self.inbox.loaded:
            return
        self._arrived = False
        if not joined:
            self.enrol.line.setFocus()
        elif self.parts.now == "conflicts" and not self.inbox.found.waiting:
            self.go.setFocus()
        else:
            self.parts.take_keyboard()

    def _inbox_read(self) -> None:
        household, self._household = self._household, ""
        if household:
            self.inbox.show_household(household)
        self._show_primary()
        self._take_keyboard()

    def _show(self) -> None:
        view, courier = self.courier.view, self.courier
        if view is None:
            self.header.say(say("sync_page.loading"))
            return
        anew = courier.problem is not None and courier.problem.code in NEW_LINE
        line = say("sync_page.line", county=view.county, device=view.device)
        self.header.say(line if view.enrolled else say("sync_page.line_alone"))
        self.figures.show_figures(figures_of(view, self._desk.office.clock()))
        for part in (self.figures, self.band, self.go, self.parts.tabs):
            part.setVisible(view.enrolled)
        self.go.setEnabled(not (courier.under_way and courier.by_hand))
        if anew:
            self.enrol.ask_again()
        self._stack.setCurrentIndex(0 if anew or not view.enrolled else 1)
        self._show_primary()
        self._take_keyboard()

    def _show_primary(self) -> None:
        """One primary button: what waits for a person in the part that is shown, else the round."""
        enrolling = self._stack.currentIndex() == 0
        self.go.set_kind("quiet" if enrolling or self.parts.has_primary else "primary")

    def _go_figure(self, key: str) -> None:
        if key == "conflicts":
            self.parts.show_part("conflicts")
            self.inbox.table.setFocus()

    def sync(self) -> None:
        """Go to the county now."""
        if self.courier.view is not None and self.courier.view.enrolled:
            self.courier.go(by_hand=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F5 goes to the county now."""
        if event.key() == Qt.Key.Key_F5:
            self.sync()
            return
        super().keyPressEvent(event)

    def _heard(self, what: str) -> None:
        if what in ("synced", "conflicts", "households", "imports"):
            self.parts.refresh()
