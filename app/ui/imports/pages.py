"""The page 导入数据: drop or choose workbooks, look at the preview, write it as one batch that can be taken back."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.batches import Undone, undo_batch
from app.operations.imports import ImportReport, Preview, preview_import, write_import
from app.progress import Progress
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.imports.columns import ColumnsCard
from app.ui.imports.outcomes import OutcomeList, OutcomeTiles
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage, PageHeader
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Line, Text
from app.ui.kit.rows import IssueLine
from app.ui.kit.steps import Steps
from app.ui.kit.todos import TintedIcon
from app.ui.lanes import Task

KINDS = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.htm *.html"


class ImportPage(QWidget):
    """The wizard. `paths`, `choices` and `preview` are what it stands on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.paths: list[Path] = []
        self.choices: dict[str, dict[int, str | None]] = {}
        self.preview: Preview | None = None
        self._task: Task | None = None
        self.setAcceptDrops(True)
        self.steps = Steps([say("imports.step_files"), say("imports.step_columns"), say("imports.step_preview"),
                            say("imports.step_write")])  # fmt: skip
        self.give_up = Button(say("imports.give_up"), "plain", "x", self.start_over)
        self.header = PageHeader(say("imports.title"), "", [self.steps, self.give_up])
        self.stack = QStackedWidget()
        self.stack.addWidget(self._start())
        self.stack.addWidget(self._look())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(self.header)
        whole.addWidget(self.stack, 1)
        self.start_over()

    def _start(self) -> QWidget:
        card = Card(flush=True)
        card.body.addWidget(
            EmptyPage("file-arrow-up", say("imports.drop"), say("imports.choose"), self.choose_files), 1
        )  # fmt: skip
        self.fault = IssueLine()
        self.reading = ProgressLine()
        self.reading.stopped.connect(self._stop)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 0, 20, 16)
        foot.addWidget(self.fault)
        foot.addWidget(self.reading)
        card.body.addLayout(foot)
        return card

    def _look(self) -> QWidget:
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self._file_card())
        self.tiles = OutcomeTiles()
        whole.addWidget(self.tiles)
        below = QHBoxLayout()
        below.setSpacing(12)
        self.columns = ColumnsCard(self._desk.office, self._take)
        self.list = OutcomeList()
        below.addWidget(self.columns)
        below.addWidget(self.list, 1)
        whole.addLayout(below, 1)
        whole.addWidget(self._foot())
        self.tiles.chosen.connect(self._show_outcome)
        return page

    def _file_card(self) -> Card:
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(TintedIcon("file-text", "ok"))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.file_name, self.file_facts = Line("", "body", bold=True), Line("", "note", tone="text2")
        words.addWidget(self.file_name)
        words.addWidget(self.file_facts)
        line.addLayout(words, 1)
        self.kind = Chip("", "accent")
        line.addWidget(self.kind)
        line.addWidget(Button(say("imports.other_file"), "quiet", "arrow-counter-clockwise", self.start_over))
        card.body.setContentsMargins(20, 12, 16, 12)
        card.body.addLayout(line)
        return card

    def _foot(self) -> Card:
        card = Card()
        card.body.setContentsMargins(20, 10, 14, 10)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.promise = Text("", "body", tone="text2")
        self.writing = ProgressLine()
        self.writing.stopped.connect(self._stop)
        line.addWidget(self.promise, 1)
        line.addWidget(self.writing, 1)
        self.again = Button(say("imports.read_again"), "quiet", "arrows-clockwise", self.read)
        self.write = Button(say("imports.write"), "primary", pressed_do=self.write_it)
        line.addWidget(self.again)
        line.addWidget(self.write)
        card.body.addLayout(line)
        return card

    # choosing

    def open_at(self, **_: object) -> None:
        """Come to the page; what was being looked at stays."""
        self.write.setFocus() if self.preview else None

    def start_over(self) -> None:
        """Forget the files; nothing was written."""
        self._stop()
        self.preview, self.choices, self.paths = None, {}, []
        self.fault.say("", "error")
        self.give_up.setVisible(False)
        self.steps.show_step(0)
        self.stack.setCurrentIndex(0)

    def choose_files(self) -> None:
        """Ask for files; several are one batch."""
        title, kinds = say("imports.choose"), f"{say('imports.files')} ({KINDS})"
        paths, _ = QFileDialog.getOpenFileNames(self, title, str(Path.home()), kinds)
        if paths:
            self.take_files([Path(path) for path in paths])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.take_files(paths)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Read these files and show what importing them would do."""
        self.paths, self.choices = list(paths), {}
        self.read()

    # looking

    def read(self) -> None:
        """Read the files (again) with the columns as chosen; nothing is written."""
        office, paths, choices = self._desk.office, list(self.paths), dict(self.choices)
        bar = self.writing if self.preview else self.reading
        bar.start(say("imports.reading"))
        self.promise.setVisible(False)
        self.fault.say("", "error")

        def work(progress: Progress) -> Preview:
            return preview_import(office, paths, choices=choices or None, progress=progress)

        self._task = self._desk.lanes.run(
            "errand", work, self._show, self._refuse,
            lambda done, total, _: bar.step(done, total, say("imports.reading")), self._stopped, owner=self,
        )  # fmt: skip

    def _show(self, found: Preview) -> None:
        self._rest()
        self.preview = found
        self.give_up.setVisible(True)
        self.file_name.setText("\u3001".join(path.name for path in self.paths))
        self.file_facts.setText("\u3000".join(
            say("imports.file_facts", sheet=sheet.sheet, header=sheet.header_row, rows=f"{sheet.rows:,}",
                columns=len(sheet.columns), mended=sheet.mended)
            for sheet in found.sheets
        ))  # fmt: skip
        kinds = {sheet.kind for sheet in found.sheets}
        self.kind.show_chip("\u3001".join(sorted(kind_word(kind) for kind in kinds)), "accent")
        undecided = any(one.state == "undecided" for sheet in found.sheets for one in sheet.columns)
        self.steps.show_step(1 if undecided else 2)
        self.columns.show_sheets(found.sheets)
        self.tiles.show_preview(found)
        self._promise(found)
        self.stack.setCurrentIndex(1)

    def _promise(self, found: Preview) -> None:
        nothing = not found.plan.size
        self.write.setEnabled(not found.refusals and not nothing)
        if found.refusals:
            words = say("imports.not_yet", count=len(found.refusals))
        elif nothing:
            words = say("imports.nothing_new")
        else:
            words = say("imports.promise")
        self.promise.setText(words)
        self.promise.setVisible(True)
        self.again.set_kind("primary" if found.refusals else "quiet")

    def _show_outcome(self, key: str) -> None:
        if self.preview:
            self.list.show_outcome(self.preview, key)

    def _take(self, fingerprint: str, column: int, path: str | None) -> None:
        self.choices.setdefault(fingerprint, {})[column] = path
        self.read()

    # writing

    def write_it(self) -> None:
        """Write the preview as one batch, all of it or nothing."""
        office, found, choices = self._desk.office, self.preview, dict(self.choices)
        if found is None or found.refusals:
            return
        self.write.setEnabled(False)
        self.promise.setVisible(False)
        self.writing.start(say("imports.writing"))
        self._task = self._desk.lanes.run(
            "writer", lambda progress: write_import(office, found, choices or None, progress), self._written,
            self._refuse, lambda done, total, _: self.writing.step(done, total, say("imports.writing")),
            self._stopped, owner=self,
        )  # fmt: skip

    def _written(self, report: ImportReport) -> None:
        self._rest()
        self.steps.show_step(3)
        self._desk.changed.emit("imports")
        households, persons = report.households, report.persons
        words = say("imports.done", households=f"{households.created + households.updated:,}",
                    persons=f"{persons.created + persons.updated:,}")  # fmt: skip
        batch = report.batch
        self._desk.tell(
            words, "ok", say("imports.undo") if batch else "", (lambda: self.undo(batch)) if batch else None
        )
        self.start_over()
        self._desk.go("households")

    def undo(self, batch: str) -> None:
        """Take the import back."""
        office = self._desk.office

        def done(_: Undone) -> None:
            self._desk.changed.emit("imports")
            self._desk.tell(say("imports.undone"))

        self._desk.lanes.run("writer", lambda progress: undo_batch(office, batch, progress), done, owner=self)

    # ending

    def _refuse(self, problem: Problem) -> None:
        self._rest()
        if self.preview is None:
            self.fault.say(sentence(problem), "error")
        else:
            self._desk.complain(problem)
            self._promise(self.preview)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.stop()

    def _stopped(self) -> None:
        self._rest()
        self._desk.tell(say("imports.stopped"))
        if self.preview:
            self._promise(self.preview)

    def _rest(self) -> None:
        self._task = None
        self.reading.finish()
        self.writing.finish()


def kind_word(kind: str) -> str:
    """What a sheet was taken for."""
    words = {
        "households": say("imports.kind_households"),
        "persons": say("imports.kind_persons"),
        "combined": say("imports.kind_combined"),
        "monitored": say("imports.kind_monitored"),
        "lines": say("imports.kind_lines"),
    }
    return words.get(kind, say("imports.kind_unknown"))
