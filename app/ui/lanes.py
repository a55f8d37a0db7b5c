"""Work off the screen's thread: one lane that writes, several for errands.

A function runs in its lane with a `Progress`; what it gives comes back on the screen's thread. A task lives until the
screen's thread retires it: tasks dropped earlier lose their signals or crash the program.
"""

import sys
import time
from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from app.errors import Problem
from app.progress import Progress, Stopped

Lane = Literal["writer", "errand"]
Report = Callable[[int, int, str], object]
_PATIENCE = 0.05  # seconds between two reports: the eye needs no more


class Task(QObject):
    """One piece of work on its way; `stop()` asks it to end at its next step."""

    ended = Signal(object, object, object)
    stepped = Signal(object, int, int, str)

    def __init__(self, lane: Lane, function: Callable[[Progress], Any], owner: QObject | None) -> None:
        super().__init__()
        self.lane, self.function, self.owner = lane, function, owner
        self.done: Callable[[Any], object] | None = None
        self.failed: Callable[[Problem], object] | None = None
        self.stopped: Callable[[], object] | None = None
        self.report: Report | None = None
        self.minor = False
        self.progress = Progress(self._step)
        self._last = 0.0

    def stop(self) -> None:
        """Ask the work to end; nothing of it is kept."""
        self.progress.stop()

    def wanted(self) -> bool:
        """Whether who asked for it is still there."""
        return self.owner is None or isValid(self.owner)

    def _step(self, done: int, total: int, what: str) -> None:
        now = time.monotonic()
        if now - self._last >= _PATIENCE or done == total:
            self._last = now
            self.stepped.emit(self, done, total, what)


class _Run(QRunnable):
    """Carries a task through its lane."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.task = task
        self.setAutoDelete(False)

    def run(self) -> None:
        from app.operations.faults import faults_told  # the database's libraries: not before the first paint

        result, fault = None, None
        try:
            with faults_told():
                result = self.task.function(self.task.progress)
        except Exception as error:  # noqa: BLE001 - the outermost place of this thread: told on the screen's thread
            fault = error
        self.task.ended.emit(self.task, result, fault)


class Lanes(QObject):
    """The lanes of one window. `complain(problem)` says a problem for which the asker has no words of its own."""

    idle = Signal()

    def __init__(self, complain: Callable[[Problem], object] | None = None, errands: int = 3) -> None:
        super().__init__()
        self.complain = complain
        self._pools: dict[Lane, QThreadPool] = {"writer": QThreadPool(self), "errand": QThreadPool(self)}
        self._pools["writer"].setMaxThreadCount(1)
        self._pools["errand"].setMaxThreadCount(errands)
        for pool in self._pools.values():
            pool.setExpiryTimeout(-1)
        self._runs: dict[Task, _Run] = {}

    def run(
        self,
        lane: Lane,
        function: Callable[[Progress], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Problem], object] | None = None,
        progress: Report | None = None,
        stopped: Callable[[], object] | None = None,
        owner: QObject | None = None,
        minor: bool = False,
    ) -> Task:
        """Run `function(progress)` in a lane; the callbacks come on the screen's thread, and only while `owner` lives.

        Without an owner, the object whose method `done` is stands for it. `minor` work is done for nobody in
        particular (a backup): it is waited for, but nobody is asked about it.
        """
        receiver = owner or getattr(done, "__self__", None)
        task = Task(lane, function, receiver if isinstance(receiver, QObject) else None)
        task.done, task.failed, task.report, task.stopped = done, failed, progress, stopped
        task.minor = minor
        task.ended.connect(self._retire, Qt.ConnectionType.QueuedConnection)
        task.stepped.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        run = _Run(task)
        self._runs[task] = run
        self._pools[lane].start(run)
        return task

    def writes(self) -> bool:
        """Whether somebody's own writing is under way, about whose end a person must be asked."""
        return any(task.lane == "writer" and not task.minor for task in self._runs)

    def busy(self, lane: Lane | None = None) -> bool:
        """Whether anything is under way, in one lane or in any."""
        return any(lane in (None, task.lane) for task in self._runs)

    def end(self, wait_ms: int = 30_000) -> None:
        """Stop what can be stopped and wait for the rest, so that no work is cut in the middle."""
        for task in list(self._runs):
            task.stop()
        for pool in self._pools.values():
            pool.waitForDone(wait_ms)

    @Slot(object, int, int, str)
    def _tell(self, task: Task, done: int, total: int, what: str) -> None:
        if task in self._runs and task.report and task.wanted():
            task.report(done, total, what)

    @Slot(object, object, object)
    def _retire(self, task: Task, result: object, fault: Exception | None) -> None:
        self._runs.pop(task, None)
        if task.wanted():
            self._hand_over(task, result, fault)
        if not self._runs:
            self.idle.emit()

    def _hand_over(self, task: Task, result: object, fault: Exception | None) -> None:
        if fault is None:
            if task.done:
                task.done(result)
        elif isinstance(fault, Stopped):
            if task.stopped:
                task.stopped()
        elif isinstance(fault, Problem) and (task.failed or self.complain):
            (task.failed or self.complain)(fault)  # type: ignore[misc]
        else:
            sys.excepthook(type(fault), fault, fault.__traceback__)
