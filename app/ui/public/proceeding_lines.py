"""The papers of a case's meetings and notices as links: minutes, sign-in sheet, photographs, result, replies."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.proceedings.listing import CaseProceeding, proceedings_of
from app.ui.desks import Desk
from app.ui.kit.buttons import Button


class ProceedingLines(QWidget):
    """A link for each paper that what has happened so far allows; `chosen(paper, of)`."""

    chosen = Signal(str, str)

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self.links: dict[tuple[str, str], Button] = {}
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(4)
        office = desk.office
        desk.lanes.run(
            "errand", lambda _: proceedings_of(office, case_id), self._show, desk.complain, owner=self
        )

    def _show(self, found: list[CaseProceeding]) -> None:
        for one in found:
            words = f"{one.title} {one.about}".strip()
            link = Button(words, "link", "printer", partial(self.chosen.emit, one.paper, one.of))
            self.links[one.paper, one.of] = link
            self._whole.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
