"""What is done with a ledger in sight: opening a household, writing the ledger to a workbook or a page."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.operations.ledger_tables import ledger_title, write_ledger
from app.operations.ledgers import Ledger, LedgerRow
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.ledgers.shown import SPLIT
from app.ui.jobs import Job
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button


class LedgerDeeds:
    """`section` is the section 台账: `made` is the ledger in sight, `lines` those of it that are shown."""

    def __init__(self, desk: Desk, section: Any, progress: ProgressLine) -> None:
        self._desk, self._section = desk, section
        self._job = Job(desk, progress, keeps_room=True)
        self.write = Button(say("help_ledgers.write"), "primary", "printer", self.choose_file)
        self.write.setToolTip(say("help_ledgers.write_how"))

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        return [self.write]

    def open(self, key: str) -> None:
        """Open the household of a line, those in sight as its neighbours."""
        household, _, person = key.partition(SPLIT)
        lines: Sequence[LedgerRow] = self._section.lines
        around = tuple(dict.fromkeys(row.household_id for row in lines))
        if household:
            self._desk.go("household", id=household, around=around, person=person)

    def choose_file(self) -> None:
        """The ledger as it stands, as a workbook or a page where the clerk says."""
        made: Ledger | None = self._section.made
        if made is None:
            return
        title = ledger_title(self._desk.office, made, self._section.scope[1])
        path, _ = QFileDialog.getSaveFileName(
            self._section,
            say("help_ledgers.write"),
            str(Path.home() / f"{title}.xlsx"),
            say("help_ledgers.files"),
        )
        if path:
            self.write_file(Path(path), made)

    def write_file(self, path: Path, made: Ledger) -> None:
        """Write the lines in sight to a file, off the screen's thread."""
        office, division = self._desk.office, self._section.scope[1]
        shown = replace(made, rows=tuple(self._section.lines))

        def done(rows: int) -> None:
            self._desk.tell(say("help_ledgers.written", rows=f"{rows:,}", file=path.name))

        self._job.run(
            "errand",
            say("help_ledgers.writing"),
            lambda progress: write_ledger(office, shown, path, division, progress),
            done,
        )
