"""What happens when the program itself is wrong: a calm sheet with a report to hand on, and work goes on.

The report names places in the program only: no values, no words anybody typed.
"""

import logging
import platform
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app import __version__
from app.texts import say
from app.ui.kit.dialogs import Dialog
from app.ui.kit.theme import scaled


def describe(fault: BaseException) -> str:
    """The report: version, system, kind of fault, and the places it went through."""
    lines = [
        f"Hudang {__version__}, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    ]
    seen: BaseException | None = fault
    while seen is not None:
        lines.append(type(seen).__name__)
        for place in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {Path(place.filename).name}:{place.lineno} {place.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


class Reports:
    """The excepthook of the window: shows one sheet at a time, and writes each fault to the log."""

    def __init__(self, window: QWidget) -> None:
        self._window, self._open = window, False

    def hook(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Take what nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            return
        report = describe(fault)
        logging.getLogger("app.ui").error("%s", report)
        if not self._open:
            self._open = True
            self._show(report)

    def _show(self, report: str) -> None:
        answers = [("go_on", say("window.go_on"), "primary"), ("copy", say("window.copy_report"), "quiet")]
        title, body = say("window.fault_title"), say("window.fault_body")
        dialog = Dialog(self._window, title, body, answers, lambda key: self._closed(key, report))
        page = QPlainTextEdit(report)
        page.setReadOnly(True)
        page.setFixedHeight(scaled(160))
        dialog.content.addWidget(page)
        dialog.ask()

    def _closed(self, key: str, report: str) -> None:
        self._open = False
        if key == "copy":
            QGuiApplication.clipboard().setText(report)
