"""The papers a case's steps ask for: those of the step at hand first; each leads to the page 打印 for the case."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.case_papers import StepPaper, case_papers, staying_in
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Text


class PaperLines(QWidget):
    """A link for each paper; nothing at all for a procedure without papers of households."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self._desk, self._case_id = desk, case_id
        self.links: dict[str, Button] = {}
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(4)
        office, key = desk.office, case_id
        self._homes: tuple[str, ...] = ()

        def read(_: Progress) -> tuple[list[StepPaper], list[str]]:
            return case_papers(office, key), staying_in(office, key)

        desk.lanes.run("errand", read, self._show, desk.complain, owner=self)

    def _show(self, found: tuple[list[StepPaper], list[str]]) -> None:
        papers, self._homes = found[0], tuple(found[1])
        now = [one for one in papers if one.now]
        self._put(say("case_papers.now"), now)
        self._put(say("case_papers.others"), [one for one in papers if not one.now])

    def _put(self, title: str, papers: Sequence[StepPaper]) -> None:
        papers = [one for one in papers if one.key not in self.links]
        if papers:
            self._whole.addWidget(Text(title, "note"))
        for one in papers:
            link = Button(one.title, "link", "printer", partial(self.print, one.key))
            self.links[one.key] = link
            self._whole.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def print(self, paper: str) -> None:
        """Go and print a paper for all who go with the case."""
        self._desk.go("print", paper=paper, households=self._homes, case=self._case_id)
