"""The past of a household that came here without it: said below its history, and asked of the county by a button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Problem
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Text


class PastRow(QWidget):
    """`asked` by its button; it says when the county is being asked."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Text(say("household.past_elsewhere"), "small", "text2", wrap=True)
        self.button = Button(say("household.past_ask"), "link", pressed_do=self.asked.emit)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 10, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.words)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_elsewhere(self, elsewhere: bool) -> None:
        """Stand there where the past is at the county only."""
        self.setVisible(elsewhere)
        self.show_asking(False)

    def show_asking(self, asking: bool) -> None:
        """Say that the county is being asked; the button rests."""
        self.words.setText(say("household.past_asking") if asking else say("household.past_elsewhere"))
        self.button.setVisible(not asking)


class PastAsker:
    """Asks the county for pasts, one after the other, beside the rounds of sync. `machine` is a test's."""

    def __init__(self, desk: Desk, row: PastRow) -> None:
        self._desk, self._row = desk, row
        self.machine: str | None = None

    def ask(self, household: str) -> None:
        """Fetch a household's past; whoever shows it hears `changed("synced")`."""
        office, machine = self._desk.office, self.machine
        self._row.show_asking(True)

        def work(_: Progress) -> int:
            from app.operations.asked_histories import ask_history
            from app.operations.faults import faults_told

            with faults_told():
                return ask_history(office, household, machine=machine)

        self._desk.lanes.run("line", work, self._came, self._failed, owner=self._row)

    def _came(self, _: int) -> None:
        self._row.show_asking(False)
        self._desk.changed.emit("synced")

    def _failed(self, problem: Problem) -> None:
        self._row.show_asking(False)
        self._desk.complain(problem)
