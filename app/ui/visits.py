"""One visit to the program: the entry door, the frame of who is signed in, locking, leaving."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from app.errors import Problem
from app.progress import Progress
from app.settings import read_settings
from app.texts import say
from app.ui.brands import mark_icon
from app.ui.desks import Desk, role_word
from app.ui.entry.doors import EntryDoor
from app.ui.kit.dialogs import Dialog
from app.ui.lanes import Lanes
from app.ui.turns import favour_screen

if TYPE_CHECKING:
    from app.operations.offices import Office
    from app.ui.entry.locks import IdleWatch, LockScreen
    from app.ui.shell.frames import Frame

# ms after signing in: the first lists come before either
PINYIN_AFTER, BACKUP_AFTER = 3_000, 20_000
BACKUP_AGAIN = 3_600_000  # ms until the calendar is looked at again: a window may stay open for days
LOCK_MINUTES = 5  # until another patience is chosen in the settings


class Visit(QObject):
    """What happens in the window from its furnishing to its closing."""

    def __init__(self, window: QMainWindow, folder: Path) -> None:
        super().__init__(window)
        self.window, self.folder = window, folder
        favour_screen()
        self.lanes = Lanes(self._complain)
        self.desk: Desk | None = None
        self.frame: Frame | None = None
        self.door: EntryDoor | None = None
        self.lock: LockScreen | None = None
        self._watch: IdleWatch | None = None
        self._had_keyboard: QWidget | None = None
        self._stack = QStackedWidget()
        window.setCentralWidget(self._stack)
        window.setWindowTitle(say("window.name"))
        window.setWindowIcon(mark_icon())
        self.show_door()
        self._enter_unasked()

    # coming in and going out

    def show_door(self) -> None:
        """The entry pages, in the place of whatever was there."""
        door = EntryDoor(self.folder, self.lanes)
        door.opened.connect(self.enter)
        self._exchange(door)
        self.door = door
        door.warm_up()

    def _enter_unasked(self) -> None:
        """Where HUDANG_PASSWORD is set (a sample, a demonstration), come in without the entry page's question."""
        folder, password = self.folder, os.environ.get("HUDANG_PASSWORD")
        if not password or not (folder / "keys.json").exists():
            return

        def sign_in(_: Progress) -> "Office":
            from app.operations import openings

            name = os.environ.get("HUDANG_USER") or openings.users_of(folder)[0].name
            return openings.sign_in(folder, name, password)

        self.lanes.run(
            "writer", sign_in, lambda office: self.enter(office) if self.door else office.close(), owner=self
        )

    def enter(self, office: "Office") -> None:
        """Somebody signed in: build the frame around the open office."""
        from app.ui.shell.frames import Frame

        desk = Desk(office, self.folder, self.lanes, self._tell)
        place = place_words(office)
        frame = Frame(desk, place)
        frame.asked.connect(self._personal)
        self.desk, self.frame, self.door = desk, frame, None
        self.window.setWindowTitle(say("window.title", place=place) if place else say("window.name"))
        self._exchange(frame)
        frame.open_first()
        self._watch_idleness()
        desk.changed.connect(lambda what: self._watch_idleness() if what == "settings" else None)
        QTimer.singleShot(PINYIN_AFTER, self, self._warm_pinyin)
        QTimer.singleShot(BACKUP_AFTER, self, lambda: self._back_up_daily(desk))

    def leave(self) -> None:
        """Sign out, once running work has ended."""
        self._unlock()
        self.when_done(self._sign_out)

    def _sign_out(self) -> None:
        self.end()
        self.frame = None
        self.window.setWindowTitle(say("window.name"))
        self.show_door()

    def when_done(self, then: Callable[[], object]) -> None:
        """Call `then` at once, or, where something is being written, when the person says how that ends."""
        if not self.lanes.writes():
            then()
            return

        def decided(key: str) -> None:
            if key == "stop":
                then()
            elif self.lanes.busy():
                self.lanes.idle.connect(then, Qt.ConnectionType.SingleShotConnection)
            else:
                then()

        answers = [
            ("wait", say("window.wait_for_work"), "primary"),
            ("stop", say("window.stop_work"), "quiet"),
        ]
        Dialog(self.window, say("window.work_runs"), say("window.work_runs_line"), answers, decided).ask()

    def _exchange(self, widget: "EntryDoor | Frame") -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _back_up_daily(self, desk: Desk) -> None:
        """Write today's backup where it is missing, beside the screen, once the first lists are there."""
        if desk is not self.desk:
            return

        def work(progress: Progress) -> int:
            from app.operations.backups import daily_backup

            return len(daily_backup(desk.office))

        def done(made: int) -> None:
            if made and desk is self.desk:
                now = desk.office.clock()
                when = say("window.moment", month=now.month, day=now.day, time=f"{now:%H:%M}")
                desk.set_setting("last_backup", when)
                desk.changed.emit("backups")

        self.lanes.run("writer", work, done, minor=True)
        QTimer.singleShot(BACKUP_AGAIN, self, lambda: self._back_up_daily(desk))

    def _warm_pinyin(self) -> None:
        """Bring in the pinyin tables beside the screen, before somebody types initials."""
        from app.ui.kit.matching import initials

        self.lanes.run("background", lambda _: initials(""))

    # telling

    def _tell(
        self, sentence: str, tone: str = "ok", verb: str = "", do: Callable[[], object] | None = None
    ) -> None:
        if self.frame is not None:
            self.frame.status.tell(sentence, tone, verb, do)

    def _complain(self, problem: Problem) -> None:
        if self.desk is not None:
            self.desk.complain(problem)

    def _personal(self, key: str) -> None:
        if key == "lock":
            self.lock_screen()
        elif key == "leave":
            self.leave()
        elif self.desk is not None:
            from app.ui.shell.password_changes import PasswordChange

            PasswordChange(self.window, self.desk).ask()

    # locking

    def _watch_idleness(self) -> None:
        from app.ui.entry.locks import IdleWatch

        minutes = float(read_settings(self.folder).get("lock_minutes", LOCK_MINUTES))
        handle = self.window.windowHandle()
        if self._watch is not None:
            self._watch.set_minutes(minutes)
        elif handle is not None:
            self._watch = IdleWatch(handle, minutes)
            self._watch.tired.connect(self.lock_screen)
            self._watch.stirred.connect(self.lanes.hush)

    def lock_screen(self) -> None:
        """Cover everything; running work goes on, pages keep their drafts now."""
        from app.ui.entry.locks import LockScreen

        if self.desk is None or self.lock is not None or self.frame is None:
            return
        self.desk.locking.emit()
        self._had_keyboard = self.frame.focusWidget()
        self.frame.setEnabled(False)
        user = self.desk.office.user
        self.lock = LockScreen(self.window, user.shown, role_word(user.role))
        self.lock.unlock_asked.connect(self._try_unlock)
        self.lock.leave_asked.connect(self.leave)
        self.lock.cover()

    def _try_unlock(self, password: str) -> None:
        desk, lock = self.desk, self.lock
        assert desk is not None
        assert lock is not None

        def work(progress: Progress) -> None:
            from app.operations.faults import faults_told
            from app.operations.users import check_password

            with faults_told():
                check_password(desk.office, password)

        self.lanes.run("errand", work, lambda _: self._unlock(), lock.refuse, owner=lock)

    def _unlock(self) -> None:
        if self.lock is not None:
            self.lock.hide()
            self.lock.deleteLater()
            self.lock = None
            self._watch_idleness()
        if self.frame is not None:
            self.frame.setEnabled(True)
            if self._had_keyboard is not None and isValid(self._had_keyboard):
                self._had_keyboard.setFocus()

    # the end

    def fit(self) -> None:
        """The window has another size: what covers it covers all of it."""
        if self.lock is not None:
            self.lock.setGeometry(self.window.rect())

    def end(self) -> None:
        """Keep drafts, let running work end, close the office."""
        if self.desk is not None:
            self.desk.close()
            self.desk = None
        self.lanes.end()


def place_words(office: "Office") -> str:
    """County and township of the office, as the navigation says them; its own name where it has no place."""
    from app.operations.places import divisions, place_of, township

    town = township(office)
    if town is None:
        return ""
    place = place_of(divisions(office), town.id)
    if place.county and place.township:
        return say("window.place_line", county=place.county, town=place.township)
    return place.township or place.county
