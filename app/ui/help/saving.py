"""Asking where a table is to be written."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.texts import say
from app.ui.desks import Desk


def ask_target(owner: QWidget, desk: Desk, title: str, paper: bool = True) -> Path | None:
    """Where a workbook (or, with `paper`, a PDF to be printed) named after `title` and the day goes; or None."""
    kinds = say("help.table_or_paper") if paper else say("help.table_only")
    name = f"{title}{desk.office.clock():%m%d}.xlsx"
    path, _ = QFileDialog.getSaveFileName(owner, title, str(Path.home() / name), kinds)
    return Path(path) if path else None
