"""The panel that brings a workbook of lines in: choose, see what would happen, write it as one batch."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from app.errors import Problem
from app.operations.batches import undo_batch
from app.operations.catalogue_tables import CatalogueReport
from app.operations.line_imports import LineReport
from app.progress import Progress
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.jobs import Job
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Text
from app.ui.kit.rows import ReadRow
from app.ui.kit.theme import scaled

KINDS = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt"
Report = LineReport | CatalogueReport
Read = Callable[[Sequence[Path], bool, Progress], Report]
"""Reads the files; the second argument says whether only to look."""


class ReadingPanel(SidePanel):
    """`read` does the import; one refused row keeps all of it out, and each refusal says where and why."""

    def __init__(self, desk: Desk, title: str, hint: str, read: Read) -> None:
        super().__init__(title)
        self._desk, self._read = desk, read
        self.paths: list[Path] = []
        self.report: Report | None = None
        self.setAcceptDrops(True)
        self._hint = Text(hint, "label", wrap=True)
        self._counts = [ReadRow(words, "", label_width=scaled(96)) for words in (
            say("help.lines_new"), say("help.lines_changed"), say("help.lines_same"), say("help.lines_refused"),
        )]  # fmt: skip
        self._word, self.told = Text("", "strong", wrap=True), ToldLines()
        self._progress = ProgressLine()
        self.job = Job(desk, self._progress)
        for part in (self._hint, *self._counts, self._word, self.told, self._progress):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        self.choose = Button(say("help.choose_files"), "primary", "file-arrow-up", self.choose_files)
        self.write = Button(say("help.write_lines"), "primary", pressed_do=self.write_it)
        for button in (self.choose, self.write):
            self.foot.addWidget(button)
        self._show_report(None)

    def choose_files(self) -> None:
        """Ask for files."""
        kinds = f"{say('help.workbooks')} ({KINDS})"
        paths, _ = QFileDialog.getOpenFileNames(self, self.title.text(), str(Path.home()), kinds)
        if paths:
            self.take_files([Path(path) for path in paths])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def take_files(self, paths: Sequence[Path]) -> None:
        """Look at these files; nothing is written yet."""
        self.paths = list(paths)
        read = self._read
        self.job.run(
            "errand",
            say("help.reading"),
            lambda progress: read(paths, True, progress),
            self._show_report,
            self._refuse,
        )

    def _show_report(self, report: Report | None) -> None:
        self.report = report
        good = report is not None and not report.refusals and written_of(report) > 0
        self._hint.setVisible(report is None)
        for row in self._counts:
            row.setVisible(report is not None)
        self.choose.setText(say("help.choose_files") if report is None else say("help.other_files"))
        self.choose.set_kind("quiet" if good else "primary")
        self.write.setVisible(good)
        self._word.setVisible(report is not None)
        self.told.show_lines([])
        if report is not None:
            self._say_counts(report)
            (self.write if good else self.choose).setFocus()

    def _say_counts(self, report: Report) -> None:
        for row, count in zip(self._counts, counts_of(report), strict=True):
            row.show_value(f"{count:,}", "bad" if row is self._counts[-1] and count else "text")
        if report.refusals:
            self._word.setText(say("help.lines_refuse_all"))
        else:
            nothing = not written_of(report)
            self._word.setText(say("help.lines_nothing") if nothing else say("help.lines_ready"))
        self.told.show_lines(faults_of(report))

    def _refuse(self, problem: Problem) -> None:
        """Say why the files cannot be read, or nothing was written."""
        self._show_report(None)
        self.told.show_lines([Told("", sentence(problem))])

    def write_it(self) -> None:
        """Write what was looked at, as one batch."""
        read, paths = self._read, self.paths
        self.job.run(
            "writer",
            say("help.writing"),
            lambda progress: read(paths, False, progress),
            self._written,
            self._refuse,
        )

    def _written(self, report: Report) -> None:
        if report.refusals:  # something changed since it was looked at
            self._show_report(report)
            return
        tell_batch(self._desk, say("help.lines_written", count=f"{written_of(report):,}"), report.batch)
        self._desk.changed.emit("households")
        self.close_panel()


def counts_of(report: Report) -> tuple[int, int, int, int]:
    """How many lines are new, changed, unchanged, refused."""
    if isinstance(report, CatalogueReport):
        return report.created, report.updated, report.unchanged, len(report.refusals)
    lines = report.lines
    return lines.created, lines.updated, lines.unchanged, lines.refused


def written_of(report: Report) -> int:
    """How many lines are written, or would be."""
    return sum(counts_of(report)[:2])


def faults_of(report: Report) -> list[Told]:
    """Each refusal, then each doubt: where it stands in the clerk's own file, and what to do about it."""
    if isinstance(report, CatalogueReport):
        return [Told(_place(one.file, one.row, one.column), one.sentence) for one in report.refusals]
    found = [("bad", one) for one in report.refusals] + [("warn", one) for one in report.doubts]
    return [
        Told(f"{_place(one.file, one.row, one.heading or one.column)} {one.who}".strip(), one.sentence, tone)
        for tone, one in found
    ]


def _place(file: str, row: int, heading: str) -> str:
    return say("help.line_place", row=row, heading=heading) if row else file


def tell_batch(desk: Desk, words: str, batch: str | None) -> None:
    """Say what was done to many at once, with 撤销 beside it; without a batch nothing was."""
    if batch is None:
        desk.tell(words, "warn")
        return

    def done(_: object) -> None:
        desk.tell(say("help.undone"))
        desk.changed.emit("households")

    def take_back() -> None:
        desk.lanes.run("writer", lambda progress: undo_batch(desk.office, batch, progress), done, owner=desk)

    desk.tell(words, "ok", say("help.undo"), take_back)
