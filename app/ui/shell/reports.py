"""What happens when the program itself is wrong: a calm sheet with a report to hand on, and work goes on.

The report names places in the program only: no values, no words anybody typed.
"""

import logging
import platform
import traceback
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app import __version__
from app.texts import say
from app.ui.kit.dialogs import Dialog
from app.ui.kit.theme import scaled

SHEET = "fault"


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


def report_fault(window: QWidget, fault: BaseException) -> None:
    """Write what nobody caught to the log, and show it; one sheet at a time."""
    if isinstance(fault, KeyboardInterrupt):
        return
    report = describe(fault)
    logging.getLogger("app.ui").error("%s", report)
    if not any(sheet.objectName() == SHEET for sheet in window.findChildren(Dialog)):
        _show(window, report)


def _show(window: QWidget, report: str) -> None:
    answers = [("go_on", say("window.go_on"), "primary"), ("copy", say("window.copy_report"), "quiet")]

    def decided(key: str) -> None:
        if key == "copy":
            QGuiApplication.clipboard().setText(report)

    dialog = Dialog(window, say("window.fault_title"), say("window.fault_body"), answers, decided)
    dialog.setObjectName(SHEET)
    page = QPlainTextEdit(report)
    page.setReadOnly(True)
    page.setFixedHeight(scaled(160))
    dialog.content.addWidget(page)
    dialog.ask()
