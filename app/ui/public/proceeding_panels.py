"""A paper of a meeting or a notice beside the board: as it will be printed, and the way into a file."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.offices import Office
from app.operations.proceedings.printing import print_proceeding, proceeding_pdf, proceedings
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Text
from app.ui.kit.theme import scaled
from app.ui.printing.printers import page_sizes
from app.ui.printing.stages import PageStage


class ProceedingPanel(SidePanel):
    """`printed(sentence)` when it was written to a file."""

    printed = Signal(str)

    def __init__(self, desk: Desk, paper: str, of: str) -> None:
        one = proceedings(desk.office)[paper]
        super().__init__(one.title, say("proceedings.hangs") if one.hangs else say("proceedings.internal"))
        self._desk, self.paper, self.of = desk, paper, of
        self.pdf = b""
        self.stage = PageStage(desk.lanes)
        self.stage.fit = "page"
        self.stage.setMinimumHeight(scaled(260))
        self.told = Text("", "body", "bad", wrap=True)
        self.told.hide()
        self.page.hide()
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(16, 0, 16, 12)
        whole.setSpacing(10)
        whole.addWidget(self.stage, 1)
        whole.addWidget(self.told)
        self.body.insertWidget(0, inner, 1)
        self.book = Button(say("proceedings.save_workbook"), "quiet", pressed_do=self._choose_workbook)
        self.book.setVisible(one.workbook)
        self.save = Button(say("public.save_pdf"), "primary", "printer", self._choose_pdf)
        for button in (self.book, self.save):
            button.setEnabled(False)
            self.foot.addWidget(button)
        self.refresh()

    def refresh(self) -> None:
        """Make the sheets anew."""
        office, paper, of = self._desk.office, self.paper, self.of
        self.stage.show_words(say("public.making"))
        self._desk.lanes.run(
            "errand", lambda _: proceeding_pdf(office, paper, of), self._show, self._refused, owner=self
        )

    def _show(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.stage.show_pdf(pdf, page_sizes(pdf))
        for button in (self.book, self.save):
            button.setEnabled(True)

    def _refused(self, problem: Problem) -> None:
        self.stage.show_words(say("public.no_sheet"))
        self.told.setText(sentence(problem))
        self.told.show()

    def _choose_pdf(self) -> None:
        self._choose("pdf", say("public.file_kinds"))

    def _choose_workbook(self) -> None:
        self._choose("xlsx", say("proceedings.workbook_kinds"))

    def _choose(self, ending: str, kinds: str) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, say("public.save_pdf"), str(Path.home() / f"{self.paper}.{ending}"), kinds
        )
        if path:
            self.write(Path(path))

    def write(self, out: Path) -> None:
        """Write it to a file, a PDF or a workbook as its name ends."""
        office, paper, of = self._desk.office, self.paper, self.of

        def deed(office: Office) -> None:
            print_proceeding(office, paper, of, out)

        words = say("public.saved", file=out)
        self._desk.lanes.run(
            "writer",
            lambda _: deed(office),
            lambda _: self.printed.emit(words),
            self._desk.complain,
            owner=self,
        )
