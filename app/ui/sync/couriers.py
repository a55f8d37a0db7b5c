"""The courier: goes to the county and back beside the screen, by itself when there is a line, or when asked.

One round at a time, in the lane of the line. What passes (no line, a busy county, a portal) is tried again, later
each time; what a person must mend waits for the person. Nothing here draws anything: who shows it hears `moved`.
"""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import Problem
from app.progress import Progress
from app.ui.desks import Desk
from app.ui.lanes import Task
from app.ui.sync.budgets import daily_budget

if TYPE_CHECKING:
    from app.operations.sync_views import SyncView
    from app.operations.syncing import Report
    from app.sync.lines import Patience

FIRST, AGAIN, SOON = 4.0, 300.0, 20.0  # s until a round: after signing in, after a good one, after an edit
BACK_OFF, LONGEST = 15.0, 300.0  # s after the first failure, twice as long each time, at most
LINE_SOUGHT = (
    40.0  # s at most where there is no line: asking for one costs nothing, and it may appear at any moment
)
STALLED = 600.0  # s without progress after which it is said
WATCH = 60_000  # ms between two looks at the watch
FOR_A_PERSON = frozenset(
    {
        "sync.revoked",
        "sync.unknown_device",
        "sync.other_machine",
        "sync.other_device",
        "sync.upgrade_required",
        "sync.certificate_changed",
        "sync.not_enrolled",
    }
)
"""What no waiting mends: the next round is asked for by a person."""
OFFLINE = frozenset({"sync.no_line"})


class Courier(QObject):
    """`moved` whenever what there is to show is another: `view`, `report`, `problem`, `under_way`, `done`/`total`,
    `stopping` (asked to), `halted` (the last round was stopped).

    `machine` and `patience` stand for this PC and the waiting between tries in a test.
    """

    moved = Signal()

    def __init__(self, desk: Desk, *, ticks: Callable[[], float] = time.monotonic) -> None:
        super().__init__(desk)
        self._desk, self._ticks = desk, ticks
        self.view: SyncView | None = None
        self.report: Report | None = None
        self.problem: Problem | None = None
        self.by_hand, self.stopping, self.halted = False, False, False
        self.done = self.total = 0
        self.step_key = ""
        self.machine: str | None = None
        self.patience: Patience | None = None
        self._task: Task | None = None
        self._failures, self._emitting = 0, False
        self._progressed = ticks()
        self._next, self._watch = QTimer(self), QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self.go)
        self._watch.setInterval(WATCH)
        self._watch.timeout.connect(self.moved)
        desk.changed.connect(self._heard)

    # what is known

    @property
    def under_way(self) -> bool:
        """Whether a round is being made."""
        return self._task is not None

    @property
    def quiet_for(self) -> float:
        """Seconds since anything moved."""
        return self._ticks() - self._progressed

    @property
    def stalled(self) -> bool:
        """Whether nothing has moved for ten minutes though there is a line."""
        if self.view is None or not self.view.enrolled or (self.problem and self.problem.code in OFFLINE):
            return False
        return self.quiet_for >= STALLED

    @property
    def waits_for(self) -> float:
        """Seconds until the next round by itself; 0 where none is planned."""
        return max(0.0, self._next.remainingTime() / 1000) if self._next.isActive() else 0.0

    def look(self) -> None:
        """Read where this machine stands, beside the screen."""
        office = self._desk.office

        def read(_: Progress) -> "SyncView":
            from app.operations.faults import faults_told
            from app.operations.sync_views import sync_view

            with faults_told():
                return sync_view(office)

        self._desk.lanes.run("errand", read, self._seen, owner=self)

    def _seen(self, view: "SyncView") -> None:
        first, self.view = self.view is None, view
        if view.enrolled and first:
            if view.last_error and self.problem is None:
                self.problem = Problem(view.last_error)
            self._progressed = self._ticks()
            self._watch.start()
            self._plan(FIRST)
        self.moved.emit()

    def _heard(self, what: str) -> None:
        if self._emitting:
            return
        self.look()
        if what != "synced" and self._next.isActive() and not self._failures:
            self._plan(min(SOON, self.waits_for))

    # rounds

    def go(self, by_hand: bool = False, all_files: bool = False) -> None:
        """Make a round, unless one is under way or the office is closed; `all_files` whatever a day may cost."""
        if self.under_way or self._desk.ended:
            return
        self._next.stop()
        self.by_hand, self.stopping, self.halted = by_hand, False, False
        self.done = self.total = 0
        office, machine, patience = self._desk.office, self.machine, self.patience
        budget = None if all_files else daily_budget(self._desk.settings())

        def work(progress: Progress) -> "Report":
            from app.operations.faults import faults_told
            from app.operations.syncing import sync_now

            with faults_told():
                waits = patience or patient(progress, by_hand)
                return sync_now(office, progress, patience=waits, machine=machine, budget=budget)

        self._task = self._desk.lanes.run(
            "line", work, self._came_back, self._failed, self._stepped, self._stopped, owner=self
        )
        self.moved.emit()

    def stop(self) -> None:
        """End the round at its next step; what was acknowledged stays done."""
        if self._task is not None:
            self.stopping = True
            self._task.stop()
            self.moved.emit()

    def begin(self) -> None:
        """This machine has just joined: the first round."""
        self.problem, self._failures = None, 0
        self._watch.start()
        self.look()
        self.go(by_hand=True)

    def _stepped(self, done: int, total: int, what: str) -> None:
        self.done, self.total, self.step_key = done, total, what
        self._progressed = self._ticks()
        self.moved.emit()

    def _came_back(self, report: "Report") -> None:
        self._rest()
        self.report, self.problem, self._failures = report, None, 0
        self._progressed = self._ticks()
        self._plan(AGAIN)
        self._tell(bool(report.received or report.deleted or report.left or report.mended or report.refused))

    def _failed(self, problem: Problem) -> None:
        self._rest()
        self.problem = problem
        if problem.code not in FOR_A_PERSON:
            self._failures += 1
            longest = LINE_SOUGHT if problem.code in OFFLINE else LONGEST
            self._plan(min(BACK_OFF * 2 ** (self._failures - 1), longest) * (0.5 + random.random() / 2))
        self._tell(True)

    def _stopped(self) -> None:
        self._rest()
        self.halted = True
        self._plan(LONGEST)
        self._tell(True)

    def _rest(self) -> None:
        self._task, self.stopping = None, False

    def _plan(self, seconds: float) -> None:
        if not self._desk.ended:
            self._next.start(round(seconds * 1000))

    def _tell(self, came: bool) -> None:
        """Let the pages read again: `came` tells that rows are other than they were."""
        self.look()
        self._emitting = True
        try:
            if came:
                self._desk.changed.emit("households")
            self._desk.changed.emit("synced")
        finally:
            self._emitting = False


def courier_of(desk: Desk) -> Courier:
    """The one courier of a desk."""
    known = desk.findChild(Courier)
    if known is None:
        known = Courier(desk)
        known.look()
    return known


def patient(progress: Progress, by_hand: bool) -> "Patience":
    """How a round waits: a person who pressed the button waits for a few tries, and can stop between them."""
    from app.sync.lines import Patience

    def pause(seconds: float) -> None:
        until, bell = time.monotonic() + seconds, Event()
        while (left := until - time.monotonic()) > 0:
            progress.step(0, 0)
            bell.wait(min(left, 0.2))

    # A round nobody asked for may not hold up the closing of the window for long.
    tries, answer = (3, 60.0) if by_hand else (2, 30.0)
    return replace(Patience(), tries=tries, answer=answer, longest=20.0, pause=pause)
