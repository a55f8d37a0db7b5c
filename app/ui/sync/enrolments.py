"""Joining a county: one line that the county gave, pasted into one field, one button."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from app.errors import Problem
from app.operations.offices import ROLES
from app.progress import Progress
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.fields import TextField
from app.ui.kit.labels import Text
from app.ui.kit.rows import FieldGrid
from app.ui.sync.couriers import Courier, patient

if TYPE_CHECKING:
    from app.operations.sync_views import SyncView


class EnrolCard(Card):
    """Enter in the field joins; what is wrong stands below it, and what was pasted stays."""

    def __init__(self, desk: Desk, courier: Courier) -> None:
        super().__init__(say("sync_page.join"))
        self._desk, self._courier = desk, courier
        self.about = Text(say("sync_page.join_about"), "label", wrap=True)
        self.line = TextField()
        self.line.after_enter = self.join
        self.grid = FieldGrid()
        self.row = self.grid.add(say("sync_page.join_line"), self.line, required=True, whole=True)
        self.row.reserved = True
        self.grid.arrange()
        self.button = Button(say("sync_page.join_do"), "primary", "", self.join)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.button)
        self.body.addWidget(self.about)
        self.body.addWidget(self.grid)
        self.body.addLayout(below)
        may = ROLES.index(desk.office.user.role) >= ROLES.index("approve")
        if not may:
            self.line.set_locked(True)
            self.button.setEnabled(False)
            self.about.setText(say("sync_page.join_role"))

    def ask_again(self) -> None:
        """This machine was enrolled and has to be again: say what becomes of what was typed."""
        self.about.setText(say("sync_page.join_again"))

    def join(self) -> None:
        """Join by what stands in the field, in the lane of the line."""
        typed = self.line.answer()
        if not typed:
            self.row.say_issue(say("sync_page.join_wanted"))
            return
        self.row.say_issue("")
        self.button.setEnabled(False)
        self.button.setText(say("sync_page.join_doing"))
        office, courier = self._desk.office, self._courier

        def work(progress: Progress) -> "SyncView":
            from app.operations.faults import faults_told
            from app.operations.syncing import enrol_office

            with faults_told():
                waits = courier.patience or patient(progress, True)
                return enrol_office(office, str(typed), patience=waits, machine=courier.machine)

        self._desk.lanes.run("line", work, self._joined, self._refused, stopped=self._rest, owner=self)

    def _joined(self, view: "SyncView") -> None:
        self._rest()
        self.line.set_answer(None)
        self._desk.tell(say("sync_page.joined", county=view.county))
        self._courier.begin()

    def _refused(self, problem: Problem) -> None:
        self._rest()
        self.row.say_issue(sentence(problem))
        self.line.setFocus()

    def _rest(self) -> None:
        self.button.setEnabled(True)
        self.button.setText(say("sync_page.join_do"))
