"""The panel that brings a workbook of lines in: choose, see what would happen, write it as one batch."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from app.operations.batches import undo_batch
from app.operations.line_imports import LineReport
from app.progress import Progress
from app.rules.imports.findings import Finding
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.jobs import Job
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Text
from app.ui.kit.rows import ReadRow
from app.ui.kit.theme import scaled

KINDS = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt"
Read = Callable[[Sequence[Path], bool, Progress], LineReport]
"""Reads the files; the second argument says whether only to look."""


class ReadingPanel(SidePanel):
    """`read` does the import; one refused row keeps all of it out, and each refusal says where and why."""

    def __init__(self, desk: Desk, title: str, hint: str, read: Read) -> None:
        super().__init__(title)
        self._desk, self._read = desk, read
        self.paths: list[Path] = []
        self.report: LineReport | None = None
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
            "errand", say("help.reading"), lambda progress: read(paths, True, progress), self._show_report
        )

    def _show_report(self, report: LineReport | None) -> None:
        self.report = report
        good = report is not None and not report.refused and report.lines.created + report.lines.updated > 0
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

    def _say_counts(self, report: LineReport) -> None:
        lines = report.lines
        for row, count in zip(
            self._counts, (lines.created, lines.updated, lines.unchanged, lines.refused), strict=True
        ):
            row.show_value(f"{count:,}", "bad" if row is self._counts[-1] and count else "text")
        nothing = not report.refused and not lines.created + lines.updated
        self._word.setText(
            say("help.lines_refuse_all") if report.refused
            else say("help.lines_nothing") if nothing else say("help.lines_ready")
        )  # fmt: skip
        self.told.show_lines([*(_told(one, "bad") for one in report.refusals),
                              *(_told(one, "warn") for one in report.doubts)])  # fmt: skip

    def write_it(self) -> None:
        """Write what was looked at, as one batch."""
        read, paths = self._read, self.paths
        self.job.run(
            "writer", say("help.writing"), lambda progress: read(paths, False, progress), self._written
        )

    def _written(self, report: LineReport) -> None:
        if report.refused:  # something changed since it was looked at
            self._show_report(report)
            return
        count = report.lines.created + report.lines.updated
        tell_batch(self._desk, say("help.lines_written", count=f"{count:,}"), report.batch)
        self._desk.changed.emit("households")
        self.close_panel()


def _told(one: Finding, tone: str) -> Told:
    where = say("help.line_place", row=one.row, heading=one.heading or one.column) if one.row else one.file
    return Told(f"{where} {one.who}".strip(), one.sentence, tone)


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
