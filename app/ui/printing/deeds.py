"""Printing and saving what the page shows: made off the screen's thread, with progress and 停止."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from app.documents.workbooks_targets import replacing
from app.errors import Problem
from app.operations.papers import Made, Order, log_print, make_papers, print_bytes
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.lanes import Task
from app.ui.printing.previews import PreviewCard
from app.ui.printing.printers import (
    PrintJob,
    ask_printer,
    has_printer,
    page_sizes,
    ready_printer,
    whole_file,
)


class PrintDeeds:
    """`page` is the print page: `whole_order()` says what is chosen."""

    def __init__(self, desk: Desk, page: Any, preview: PreviewCard) -> None:
        self._desk, self._page, self._preview = desk, page, preview
        self._task: Task | None = None
        self._job: PrintJob | None = None
        preview.progress.stopped.connect(self.stop)

    # saving

    def save_pdf(self) -> None:
        """Ask where, then write one PDF, or a folder of them."""
        order = self._page.whole_order()
        if order is None:
            return
        if order.separate:
            chosen = QFileDialog.getExistingDirectory(
                self._page, say("printing.save_folder"), str(Path.home())
            )
        else:
            chosen = self._ask_file("pdf", say("printing.pdf_files"), say("printing.save_pdf"))
        if chosen:
            self.save_to(order, Path(chosen))

    def save_workbook(self) -> None:
        """Ask where, then write the workbook."""
        order = self._page.whole_order()
        if order is None:
            return
        chosen = self._ask_file("xlsx", say("printing.workbook_files"), say("printing.save_workbook"))
        if chosen:
            self.save_to(order, Path(chosen))

    def save_word(self) -> None:
        """Ask where, then write a Word file, for those who go on editing it."""
        order = self._page.whole_order()
        if order is None:
            return
        chosen = self._ask_file("docx", say("printing.word_files"), say("printing.save_word"))
        if chosen:
            self.save_to(order, Path(chosen))

    def _ask_file(self, ending: str, kinds: str, title: str) -> str:
        day = f"{self._desk.office.clock():%m%d}"
        name = say("printing.file", paper=self._page.plan.paper.title, day=day)
        path, _ = QFileDialog.getSaveFileName(self._page, title, str(Path.home() / f"{name}.{ending}"), kinds)
        return path if not path or Path(path).suffix else f"{path}.{ending}"

    def save_to(self, order: Order, out: Path) -> None:
        """Write the order to a file or folder; all of it or nothing."""
        office = self._desk.office

        def done(made: Made) -> None:
            self._rest()
            if out.suffix.lower() in (".xlsx", ".docx"):
                words = say("printing.saved_workbook", file=out)
            elif order.separate:
                words = say(
                    "printing.saved_files", files=f"{len(made.files):,}", pages=f"{made.pages:,}", file=out
                )
            else:
                words = say("printing.saved", file=out, pages=f"{made.pages:,}")
            self._desk.tell(words)

        self._run(lambda progress: make_papers(office, order, out, progress), done, say("printing.saving"))

    # printing

    def print(self) -> None:
        """Make all pages, ask for the printer, send them."""
        order = self._page.whole_order()
        if order is None:
            return
        if not has_printer():
            self._desk.tell(say("printing.no_printer"), "warn", say("printing.save_pdf"), self.save_pdf)
            return
        office = self._desk.office

        def work(progress: Progress) -> tuple[bytes, Made, list[tuple[float, float]]]:
            pdf, made = print_bytes(office, order, progress)
            return pdf, made, page_sizes(pdf)

        def done(found: tuple[bytes, Made, list[tuple[float, float]]]) -> None:
            self._rest()
            self._send(order, *found)

        self._run(work, done, say("printing.making"))

    def _send(self, order: Order, pdf: bytes, made: Made, sizes: list[tuple[float, float]]) -> None:
        printer = ready_printer(sizes, self._page.plan.paper.title)
        if not ask_printer(self._page, printer, len(sizes)):
            return
        file = whole_file(printer)
        if file is not None:
            self.print_to_file(file, order, pdf, made)
        else:
            job = PrintJob(self._desk.lanes, printer, pdf, sizes)
            self.print_with(job, order, made, printer.printerName())

    def print_to_file(self, file: Path, order: Order, pdf: bytes, made: Made) -> None:
        """The dialog's own PDF file: the paper as it is, instead of pictures of its pages."""
        office = self._desk.office

        def work(_: Progress) -> None:
            with replacing(file) as fresh:
                fresh.write_bytes(pdf)
            log_print(office, order, made.households)

        def done(_: None) -> None:
            self._rest()
            self._desk.tell(say("printing.saved", file=file, pages=f"{made.pages:,}"))

        self._run(work, done, say("printing.saving"))

    def print_with(self, job: PrintJob, order: Order, made: Made, name: str) -> None:
        """Send the pages and write the act into the log once they are gone."""
        office, words = self._desk.office, say("printing.sending")

        def ended(pages: int) -> None:
            self._rest()
            told = say("printing.printed", pages=f"{pages:,}", households=f"{made.households:,}")
            self._desk.lanes.run(
                "writer", lambda _: log_print(office, order, made.households), lambda _: self._desk.tell(told),
                owner=self._page,
            )  # fmt: skip

        def stopped(pages: int) -> None:
            self._rest()
            self._desk.tell(say("printing.stopped_printing", pages=f"{pages:,}"), "warn")

        def refused() -> None:
            self._rest()
            self._desk.tell(say("printing.cannot_print", name=name), "bad")

        self._job = job
        job.stepped.connect(lambda done, total: self._preview.progress.step(done, total, words))
        job.ended.connect(ended)
        job.stopped.connect(stopped)
        job.refused.connect(refused)
        self._preview.busy(words)
        self._page.set_busy(True)
        job.start()

    # under way

    def _run(self, work: Callable[[Progress], Any], done: Callable[[Any], None], words: str) -> None:
        self._preview.busy(words)
        self._page.set_busy(True)
        self._task = self._desk.lanes.run(
            "errand", work, done, self._fail, lambda at, total, _: self._preview.progress.step(at, total, words),
            self._stopped, owner=self._page,
        )  # fmt: skip

    def stop(self) -> None:
        """End what is under way at its next step."""
        if self._task is not None:
            self._task.stop()
        if self._job is not None:
            self._job.stop()

    def _stopped(self) -> None:
        self._rest()
        self._desk.tell(say("printing.stopped"), "warn")

    def _fail(self, problem: Problem) -> None:
        self._rest()
        self._desk.complain(problem)

    def _rest(self) -> None:
        self._task = self._job = None
        self._preview.rest()
        self._page.set_busy(False)
