"""The ticked notices of the register printed together: one PDF or one each, every one through the gate."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from app.documents.posters import LETTER, POSTER_SIZES
from app.errors import Problem
from app.operations.notices.runs import NoticeRun, print_notices
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.jobs import Job
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option
from app.ui.public.sheets import size_word


class RunPanel(SidePanel):
    """`printed(sentence)` when the files are written; those that were held are named in the panel."""

    printed = Signal(str)

    def __init__(self, desk: Desk, notices: Sequence[str]) -> None:
        super().__init__(say("notice_runs.all"), say("notice_runs.count", count=len(notices)))
        self._desk, self.notices = desk, tuple(notices)
        self.run: NoticeRun | None = None
        self.sizes = ChoiceField([Option(key, size_word(key)) for key in (*POSTER_SIZES, LETTER)])
        self.sizes.set_answer("A4")
        self.told = ToldLines()
        line = ProgressLine()
        self.job = Job(desk, line)
        self.job.rested.connect(self._rested)
        for part in (Text(say("notice_runs.hint"), "note", wrap=True), self.sizes, line, self.told):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        self.each = Button(say("notice_runs.each"), "quiet", pressed_do=self._choose_folder)
        self.whole = Button(say("notice_runs.whole"), "primary", "printer", self._choose_file)
        for button in (self.each, self.whole):
            self.foot.addWidget(button)

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, say("notice_runs.all"), str(Path.home() / "notices.pdf"), say("public.file_kinds")
        )
        if path:
            self.write(Path(path))

    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, say("notice_runs.all"), str(Path.home()))
        if path:
            self.write(Path(path))

    def write(self, out: Path) -> None:
        """Print them into a file, or into a folder one each."""
        office, notices, size = self._desk.office, self.notices, str(self.sizes.answer() or "A4")
        self._enable(False)
        self.job.run(
            "writer",
            say("public.making"),
            lambda progress: print_notices(office, notices, out, size, progress),
            lambda run: self._show(run, out),
            self._refused,
        )

    def _show(self, run: NoticeRun, out: Path) -> None:
        self.run = run
        held = [Told(one.number or one.village, one.why) for one in run.held]
        done = (
            [Told("", say("notice_runs.printed", count=run.printed, file=out), "ok")] if run.printed else []
        )
        self.told.show_lines([*done, *held])
        if run.printed:
            self.printed.emit(say("notice_runs.printed", count=run.printed, file=out))

    def _refused(self, problem: Problem) -> None:
        self.told.show_lines([Told("", sentence(problem))])

    def _rested(self) -> None:
        self._enable(True)

    def _enable(self, on: bool) -> None:
        for part in (self.each, self.whole, self.sizes):
            part.setEnabled(on)
