"""Sending a PDF to a printer: the system's own dialog, then page by page, each drawn beside the screen."""

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSizeF, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from app.documents.previews import Picture, Preview
from app.progress import Progress
from app.texts import say
from app.ui.lanes import Lanes
from app.ui.printing.stages import image_of

FINEST = 300  # dots per inch: an A3 sheet at 600 would be 280 MB in memory


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height in mm of every page."""
    with Preview(pdf) as preview:
        return [preview.size(page) for page in range(len(preview))]


def has_printer() -> bool:
    """Whether the system's dialog can offer anything: Linux always offers a PDF file."""
    return sys.platform != "win32" or bool(QPrinterInfo.availablePrinterNames())


def ready_printer(sizes: list[tuple[float, float]], name: str) -> QPrinter:
    """A printer set to the first page's sheet, without margins of its own: the papers have theirs.

    `name` is what the print queue shows.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setDocName(name)
    width, height = sizes[0]
    sheet = QPageSize(
        QSizeF(min(width, height), max(width, height)),
        QPageSize.Unit.Millimeter,
        "",
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    printer.setPageSize(sheet)
    printer.setPageOrientation(_turn(sizes[0]))
    printer.setFromTo(1, len(sizes))
    return printer


def ask_printer(parent: QWidget, printer: QPrinter, pages: int) -> bool:
    """The system's print dialog; False when the person changed his mind."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(say("printing.print"))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    return dialog.exec() == QPrintDialog.DialogCode.Accepted


def whole_file(printer: QPrinter) -> Path | None:
    """The file when the person chose "print to a PDF file" with every page; None for a real printer."""
    to_file = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and bool(printer.outputFileName())
    every = printer.printRange() == QPrinter.PrintRange.AllPages
    return Path(printer.outputFileName()) if to_file and every else None


def _turn(size: tuple[float, float]) -> QPageLayout.Orientation:
    return QPageLayout.Orientation.Landscape if size[0] > size[1] else QPageLayout.Orientation.Portrait


class PrintJob(QObject):
    """Draws pages in an errand lane and hands them to the printer one by one.

    `stepped(done, total)` after each page; `ended(pages)` when all are there, `stopped(pages)`, or `refused()`
    when the printer does not take them.
    """

    stepped = Signal(int, int)
    ended = Signal(int)
    stopped = Signal(int)
    refused = Signal()

    def __init__(self, lanes: Lanes, printer: QPrinter, pdf: bytes, sizes: list[tuple[float, float]]) -> None:
        super().__init__()
        self._lanes, self._printer, self._pdf, self._sizes = lanes, printer, pdf, sizes
        self._painter = QPainter()
        self._pages = self._chosen_pages()
        self._done, self._halted = 0, False

    def _chosen_pages(self) -> list[int]:
        """The pages in the range and as often as the dialog asked."""
        first, last = 1, len(self._sizes)
        if self._printer.printRange() == QPrinter.PrintRange.PageRange:
            first, last = max(1, self._printer.fromPage()), min(last, self._printer.toPage() or last)
        pages = list(range(first - 1, last))
        copies = 1 if self._printer.supportsMultipleCopies() else max(1, self._printer.copyCount())
        return pages * copies

    def start(self) -> None:
        """Begin with the first page."""
        self._next()

    def stop(self) -> None:
        """End before the next page."""
        self._halted = True

    def _next(self) -> None:
        if self._halted or self._done == len(self._pages):
            self._end()
            return
        pdf, page = self._pdf, self._pages[self._done]
        dots = min(FINEST, self._printer.resolution())

        def draw(_: Progress) -> Picture:
            with Preview(pdf) as preview:
                return preview.picture(page, dots)

        self._lanes.run("errand", draw, self._put, owner=self)

    def _put(self, picture: Picture) -> None:
        self._printer.setPageOrientation(_turn(self._sizes[self._pages[self._done]]))
        begun = self._printer.newPage() if self._painter.isActive() else self._painter.begin(self._printer)
        if not begun:
            self._painter.end()
            self.refused.emit()
            return
        sheet = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        image = image_of(picture)
        room = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRect(0, 0, room.width(), room.height()), image)
        self._done += 1
        self.stepped.emit(self._done, len(self._pages))
        self._next()

    def _end(self) -> None:
        if self._halted:
            self._printer.abort()
        if self._painter.isActive():
            self._painter.end()
        (self.stopped if self._halted else self.ended).emit(self._done)
