"""The daily backup: a while after signing in, then whenever a new day has begun; told in one quiet line."""

from PySide6.QtCore import QObject, QTimer

from app.errors import Problem
from app.operations.backups import BackupMade, daily_backup
from app.texts import say, sentence
from app.ui.desks import Desk

FIRST = 20_000  # ms: the first pages come first
EVERY = 3_600_000  # ms between two looks at the calendar


class DailyBackup(QObject):
    """Lives as long as its parent, the frame of the one who is signed in."""

    def __init__(self, desk: Desk, parent: QObject, first: int = FIRST) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        QTimer.singleShot(first, self, self.look)

    def look(self) -> None:
        """Write today's backup wherever it is missing; who may only look is spared it."""
        office = self._desk.office
        if office.user.role != "view":
            self._desk.lanes.run("errand", lambda _: daily_backup(office), self._made, self._failed)

    def _made(self, made: list[BackupMade]) -> None:
        if made:
            self._desk.set_setting("last_backup", self._desk.office.clock().date().isoformat())
            self._desk.tell(say("settings.daily_made"), "accent")
            self._desk.changed.emit("backup")

    def _failed(self, problem: Problem) -> None:
        self._desk.tell(say("settings.daily_failed", why=sentence(problem)), "warn")
