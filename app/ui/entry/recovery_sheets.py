"""The recovery sheet on paper."""

from PySide6.QtWidgets import QWidget

from app.texts import say


def print_pdf(parent: QWidget, pdf: bytes) -> bool:
    """Ask for a printer and print every page; False when the person changed his mind."""
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QImage, QPageSize, QPainter
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from app.documents.previews import Preview

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(say("login.recovery_print"))
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    painter = QPainter(printer)
    with Preview(pdf) as pages:
        for number in range(len(pages)):
            if number:
                printer.newPage()
            shot = pages.picture(number, 300)
            image = QImage(
                shot.pixels, shot.width, shot.height, shot.width * 4, QImage.Format.Format_RGBA8888
            )
            painter.drawImage(QRect(0, 0, printer.width(), printer.height()), image)
    painter.end()
    return True
