"""Putting a backup back, which needs the way through the entry door; and checking the archive."""

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import Problem
from app.operations.backups import Verified, verify_archive
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.dialogs import ask
from app.ui.settings.moments import moment_words
from app.ui.settings.rows import SettingRow

SAID = 3  # faults named in the line


class RestoreRow(SettingRow):
    """Asks which backup and whether; then everything is left and the entry door takes the file."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        button = Button(say("settings.restore"), "quiet", "folder-open", self.choose)
        super().__init__(say("settings.restore_row"), say("settings.restore_note"), [button])
        self._desk, self._page = desk, page

    def choose(self) -> None:
        """Ask for the file."""
        start = str(self._desk.office.folder / "backups")
        path, _ = QFileDialog.getOpenFileName(
            self._page, say("settings.restore"), start, say("settings.backup_kinds")
        )
        if path:
            self.ask(Path(path))

    def ask(self, file: Path) -> None:
        """Ask whether this backup shall take the place of the archive."""
        now = self._desk.office.clock()
        when = (
            moment_words(datetime.fromtimestamp(file.stat().st_mtime).astimezone(), now)
            if file.exists()
            else ""
        )
        ask(self._page, say("settings.restore_title"), say("settings.restore_body", file=file.name, when=when),
            say("settings.restore_yes"), say("settings.restore_no"), lambda: self._leave(file), grave=True)  # fmt: skip

    def _leave(self, file: Path) -> None:
        visit: Any = getattr(self.window(), "visit", None)
        if visit is not None:
            restore_at_door(visit, file)


def restore_at_door(visit: Any, file: Path) -> None:
    """Sign out, and open the entry door's form for this backup once the door has looked into the folder."""
    from app.ui.entry.recoveries import RecoveryPage

    def show() -> None:
        if visit.door is not None:
            visit.door.show_recovery(restoring=True)
            visit.door.findChild(RecoveryPage).file.set_answer(str(file))

    visit.leave()
    visit.lanes.idle.connect(show, Qt.ConnectionType.SingleShotConnection)


class VerifyRow(SettingRow):
    """Checks file, log and rows; the result stays in the line."""

    def __init__(self, desk: Desk) -> None:
        self.button = Button(say("settings.verify"), "quiet", "check-circle", self.verify)
        super().__init__(say("settings.verify_row"), say("settings.verify_note"), [self.button])
        self._desk = desk

    def verify(self) -> None:
        """Check now, off the screen's thread."""
        office = self._desk.office
        self.button.setEnabled(False)
        self.say(say("settings.verifying"))
        self._desk.lanes.run("errand", lambda _: verify_archive(office), self._show, self._fail, owner=self)

    def _show(self, found: Verified) -> None:
        self.button.setEnabled(True)
        if found.whole:
            self.say(say("settings.verified", changes=f"{found.changes:,}"), "ok")
        else:
            told = [say("settings.verify_faults", count=len(found.faults)), *found.faults[:SAID]]
            self.say("\n".join(told), "bad")

    def _fail(self, problem: Problem) -> None:
        self.button.setEnabled(True)
        self.say(sentence(problem), "bad")
